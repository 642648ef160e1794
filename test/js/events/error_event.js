// An 'error' event without listener throws: the error itself, or an error that tells of the value.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const EventEmitter = require('events');

const e = new EventEmitter();
const err = new RangeError('mine');
assert.throws(() => e.emit('error', err), (thrown) => thrown === err);
assert.throws(() => e.emit('error', { a: 1 }), {
  code: 'ERR_UNHANDLED_ERROR', message: 'Unhandled error. ({ a: 1 })', context: { a: 1 },
});
assert.throws(() => e.emit('error'), {
  code: 'ERR_UNHANDLED_ERROR', message: 'Unhandled error. (undefined)',
});
// A frozen error, and one whose inspection throws, come through.
const frozen = Object.freeze(new Error('frozen'));
assert.throws(() => e.emit('error', frozen), (thrown) => thrown === frozen);
const hostile = { [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no'); } };
assert.throws(() => e.emit('error', hostile), { message: 'Unhandled error. ([object Object])' });

// The monitor hears first and does not handle.
const order = [];
e.on(EventEmitter.errorMonitor, mustCall((x, y) => order.push(['monitor', x, y]), 2));
assert.throws(() => e.emit('error', err, 2), (thrown) => thrown === err);
e.on('error', mustCall((x, y) => order.push(['listener', x, y])));
assert.strictEqual(e.emit('error', err, 2), true);
assert.deepStrictEqual(order, [['monitor', err, 2], ['monitor', err, 2], ['listener', err, 2]]);
