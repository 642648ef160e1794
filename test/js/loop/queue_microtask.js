'use strict';

// queueMicrotask(): order with promises, what it refuses, what a callback throws.

const assert = require('assert');
const { Trace, errorLike, mustCall } = require('../../common');

const trace = new Trace();
process.on('uncaughtException', mustCall((error, origin) => {
  assert.strictEqual(origin, 'uncaughtException');
  trace.add(error);
}));
queueMicrotask(trace.mark('one'));
Promise.resolve().then(trace.mark('two'));
queueMicrotask(() => {
  throw 'thrown'; // eslint-disable-line no-throw-literal
});
queueMicrotask(function(...args) {
  assert.deepStrictEqual(args, []);
  assert.strictEqual(this, undefined);
  trace.add('three');
});
for (const value of [undefined, null, 0, 'f', {}]) {
  assert.throws(() => queueMicrotask(value), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}
trace.expectAtExit(['one', 'two', 'thrown', 'three']);
