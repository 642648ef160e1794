// Adding, counting and removing listeners; newListener and removeListener events.
'use strict';
const { mustNotCall } = require('../../common');
const assert = require('assert');
const EventEmitter = require('events');

const e = new EventEmitter();
const log = [];
function a() {}
function b() {}
e.on('newListener', (name, fn) => {
  // Told before it is added, with the function itself also for once().
  log.push(['new', name, fn, e.listenerCount(name)]);
});
e.on('x', a);
e.once('x', b);
e.prependListener('x', b);
e.prependOnceListener('y', a);
assert.deepStrictEqual(log, [['new', 'x', a, 0], ['new', 'x', b, 1], ['new', 'x', b, 2],
                             ['new', 'y', a, 0]]);
assert.deepStrictEqual(e.listeners('x'), [b, a, b]);
assert.strictEqual(e.rawListeners('x')[2].listener, b);
assert.deepStrictEqual(e.eventNames(), ['newListener', 'x', 'y']);
assert.strictEqual(e.listenerCount('x', b), 2);
assert.strictEqual(e.listenerCount('x', mustNotCall()), 0);

// The one added last goes first.
const removed = [];
e.on('removeListener', (name, fn) => removed.push([name, fn]));
e.removeListener('x', b);
assert.deepStrictEqual(e.listeners('x'), [b, a]);
e.off('x', a);
assert.strictEqual(e._events.x, b);
e.off('x', a);
e.off('nothing', a);
assert.deepStrictEqual(removed, [['x', b], ['x', a]]);

removed.length = 0;
e.on('x', a);
e.removeAllListeners('x');
assert.deepStrictEqual(removed, [['x', a], ['x', b]]);
e.removeAllListeners();
assert.deepStrictEqual(e.eventNames(), []);
assert.strictEqual(e._eventsCount, 0);

for (const bad of [undefined, null, 5, 'f', {}]) {
  for (const method of ['on', 'once', 'prependListener', 'prependOnceListener', 'off']) {
    assert.throws(() => e[method]('x', bad), { code: 'ERR_INVALID_ARG_TYPE' });
  }
}
// An emitter that never ran the constructor works.
const lazy = Object.create(EventEmitter.prototype);
assert.deepStrictEqual(lazy.listeners('x'), []);
assert.strictEqual(lazy.emit('x'), false);
lazy.on('x', a);
assert.strictEqual(lazy.listenerCount('x'), 1);
