// util.callbackify: the callback runs from a tick, and falsy rejections become errors.
'use strict';
const assert = require('assert');
const { callbackify } = require('util');
const { mustCall } = require('../../common');

const double = callbackify(async function double(n) { return this.factor * n; });
assert.strictEqual(double.name, 'doubleCallbackified');
assert.strictEqual(double.length, 2);
let synchronous = true;
double.call({ factor: 2 }, 4, mustCall(function(error, result) {
  assert.strictEqual(synchronous, false);
  assert.strictEqual(this.factor, 2);
  assert.strictEqual(error, null);
  assert.strictEqual(result, 8);
}));
synchronous = false;

callbackify(() => Promise.reject(null))(mustCall((error) => {
  assert.strictEqual(error.code, 'ERR_FALSY_VALUE_REJECTION');
  assert.strictEqual(error.reason, null);
}));
const failure = new Error('x');
callbackify(async () => { throw failure; })(mustCall((error, ...rest) => {
  assert.strictEqual(error, failure);
  assert.deepStrictEqual(rest, []);
}));

assert.throws(() => callbackify('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => double(1), {
  code: 'ERR_INVALID_ARG_TYPE', message: /^The last argument must be of type function/,
});

// What a callback throws is an uncaught exception, not a rejection.
const thrown = new Error('from callback');
process.once('uncaughtException', mustCall((error, origin) => {
  assert.strictEqual(error, thrown);
  assert.strictEqual(origin, 'uncaughtException');
}));
callbackify(async () => {})(() => { throw thrown; });
