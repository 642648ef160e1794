// AbortSignal.timeout aborts with a TimeoutError, also through any(), and holds no process alive.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');

const signal = AbortSignal.timeout(2);
const dependent = AbortSignal.any([signal]);
// Only the listener refers to these two signals.
AbortSignal.any([AbortSignal.timeout(3)]).onabort = mustCall();
dependent.addEventListener('abort', mustCall(() => {
  assert.strictEqual(dependent.reason, signal.reason);
}));
const keepAlive = setInterval(() => {
  if (!signal.aborted) return;
  clearInterval(keepAlive);
  assert.strictEqual(signal.reason.name, 'TimeoutError');
  assert.strictEqual(signal.reason.code, 23);
  setTimeout(() => {}, 20);
}, 1);

AbortSignal.timeout(1e6).onabort = mustNotCall();
for (const bad of [undefined, '1', null]) {
  assert.throws(() => AbortSignal.timeout(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const bad of [-1, 2 ** 53, 1.5]) {
  assert.throws(() => AbortSignal.timeout(bad), { code: 'ERR_OUT_OF_RANGE' });
}
