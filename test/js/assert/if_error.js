// ifError passes null and undefined only, and shows both where an error was made and met.
'use strict';

const assert = require('assert');

assert.ifError(null);
assert.ifError(undefined);
for (const value of [0, '', false, NaN, {}, 'text', new Error('e')]) {
  assert.throws(() => assert.ifError(value), { operator: 'ifError', expected: null });
}

function maker() {
  return new Error('inner');
}
const inner = maker();
const { stack } = inner;
(function meeter() {
  try {
    assert.ifError(inner);
    assert.fail('unreachable');
  } catch (error) {
    assert.strictEqual(error.message, 'ifError got unwanted exception: inner');
    assert.strictEqual(error.actual, inner);
    assert.match(error.stack, /at meeter[^]*at maker/);
    assert.strictEqual(inner.stack, stack);
  }
})();

// A stack that is none is not joined.
const strange = new Error('strange');
strange.stack = 'no frames\nhere';
assert.throws(() => assert.ifError(strange), (error) => !error.stack.includes('here'));
