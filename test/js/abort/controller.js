// AbortController aborts its signal once, with a reason, and tells its listeners.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');

const controller = new AbortController();
const { signal } = controller;
assert.strictEqual(controller.signal, signal);
assert.deepStrictEqual([signal.aborted, signal.reason], [false, undefined]);
signal.throwIfAborted();
signal.onabort = mustNotCall();
signal.onabort = mustCall((event) => {
  assert.deepStrictEqual([event.type, event.isTrusted, event.target], ['abort', true, signal]);
  assert.strictEqual(signal.aborted, true);
});
controller.abort();
controller.abort('again');
assert.strictEqual(signal.reason.name, 'AbortError');
assert.strictEqual(signal.reason.message, 'This operation was aborted');
assert.strictEqual(signal.reason.code, 20);
assert.throws(() => signal.throwIfAborted(), (err) => err === signal.reason);

assert.strictEqual(AbortSignal.abort(5).reason, 5);
assert.strictEqual(AbortSignal.abort(null).reason, null);
assert.strictEqual(AbortSignal.abort(undefined).reason.name, 'AbortError');
assert.throws(() => new AbortSignal(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => Reflect.get(AbortSignal.prototype, 'aborted', {}),
              { code: 'ERR_INVALID_THIS' });
assert.throws(() => Reflect.get(AbortController.prototype, 'signal', {}), TypeError);
