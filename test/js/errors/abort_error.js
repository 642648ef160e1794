// An aborted operation fails with AbortError, code ABORT_ERR, and the reason as its cause.
'use strict';

const assert = require('assert');
const { once, EventEmitter } = require('events');
const { mustCall } = require('../../common');

const controller = new AbortController();
const waiting = once(new EventEmitter(), 'never', { signal: controller.signal });
const reason = new Error('reason');
controller.abort(reason);
waiting.then(assert.fail, mustCall((error) => {
  assert.strictEqual(error.name, 'AbortError');
  assert.strictEqual(error.code, 'ABORT_ERR');
  assert.strictEqual(error.message, 'The operation was aborted');
  assert.strictEqual(error.cause, reason);
  assert.strictEqual(String(error), 'AbortError: The operation was aborted');
  assert.deepStrictEqual(Object.keys(error), ['code', 'name']);
}));
