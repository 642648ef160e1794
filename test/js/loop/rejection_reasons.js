'use strict';

// A reason that is no Error is wrapped, and told as what it is; an error is itself.

const assert = require('assert');
const { checkAtExit, mustCall } = require('../../common');

const own = new RangeError('own');
class Custom extends Error {}
const custom = new Custom('custom');
const reasons = [
  [42, '42'], ['text', 'text'], [undefined, 'undefined'], [null, 'null'], [{ a: 1 }, '#<Object>'],
  [Symbol('s'), 'Symbol(s)'], [1n, '1'], [new (class Foo {})(), '#<Foo>'], [true, 'true'],
  [own, own], [custom, custom],
];
const errors = [];
process.on('uncaughtException', mustCall((error, origin) => {
  assert.strictEqual(origin, 'unhandledRejection');
  errors.push(error);
}, reasons.length));
for (const [reason] of reasons) Promise.reject(reason);
checkAtExit(() => {
  reasons.forEach(([, expected], i) => {
    const error = errors[i];
    if (typeof expected !== 'string') {
      assert.strictEqual(error, expected);
      return;
    }
    assert.strictEqual(error.code, 'ERR_UNHANDLED_REJECTION');
    assert.strictEqual(error.name, 'UnhandledPromiseRejection');
    assert.ok(error instanceof Error);
    assert.ok(error.message.endsWith(
      `by rejecting a promise which was not handled with .catch(). The promise rejected with the ` +
      `reason "${expected}".`), error.message);
  });
});
