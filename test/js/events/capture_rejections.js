// With captureRejections a rejected promise of a listener becomes an 'error' event.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const EventEmitter = require('events');

process.on('unhandledRejection', mustNotCall());
const err = new Error('async');
for (const listeners of [1, 2, 3]) {
  const e = new EventEmitter({ captureRejections: true });
  for (let i = 1; i < listeners; i++) e.on('x', () => 'no promise');
  e.on('x', async () => { throw err; });
  e.on('error', mustCall((x) => assert.strictEqual(x, err)));
  e.emit('x');
}

// A method takes the place of the event.
const own = new EventEmitter({ captureRejections: true });
own[EventEmitter.captureRejectionSymbol] = mustCall((x, name, ...args) => {
  assert.deepStrictEqual([x, name, args], [err, 'x', [1, 2, 3, 4, 5]]);
});
own.on('x', async () => { throw err; });
own.on('error', mustNotCall());
own.emit('x', 1, 2, 3, 4, 5);

// A `then` that throws when it is read is an error of the listener.
const hostile = new EventEmitter({ captureRejections: true });
hostile.on('x', () => ({ get then() { throw err; } }));
hostile.on('error', mustCall((x) => assert.strictEqual(x, err)));
hostile.emit('x');

assert.throws(() => new EventEmitter({ captureRejections: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => { EventEmitter.captureRejections = 'yes'; }, { code: 'ERR_INVALID_ARG_TYPE' });
