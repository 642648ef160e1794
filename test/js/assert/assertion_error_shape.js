// An AssertionError has the documented properties, prints its code, and keeps long values short.
'use strict';

const assert = require('assert');
const { inspect } = require('util');

let error;
try {
  assert.strictEqual({ a: 1 }, 2, 'why');
} catch (thrown) {
  error = thrown;
}
assert.deepStrictEqual(Object.keys(error),
                       ['generatedMessage', 'code', 'actual', 'expected', 'operator']);
assert.strictEqual(error.name, 'AssertionError');
assert.strictEqual(error.code, 'ERR_ASSERTION');
assert.strictEqual(error.generatedMessage, false);
assert.deepStrictEqual(error.actual, { a: 1 });
assert.strictEqual(error.expected, 2);
assert.strictEqual(error.operator, 'strictEqual');
assert.strictEqual(String(error), `AssertionError [ERR_ASSERTION]: ${error.message}`);
assert.match(error.stack, /^AssertionError \[ERR_ASSERTION\]: why\n/);
// The frame of the assertion is not on the stack.
assert.doesNotMatch(error.stack, /at .*strictEqual/);

for (const options of [undefined, null, 1, 'text', true, Symbol('s')]) {
  assert.throws(() => new assert.AssertionError(options), { code: 'ERR_INVALID_ARG_TYPE' });
}
const made = new assert.AssertionError({ actual: 1, expected: 2, operator: 'made of' });
assert.strictEqual(made.message, '1 made of 2');
assert.strictEqual(made.generatedMessage, true);

const long = new assert.AssertionError({
  message: 'm', actual: 'x'.repeat(5000), expected: 'line\n'.repeat(50),
});
const text = inspect(long);
assert.ok(text.length < 3000, `${text.length}`);
assert.strictEqual(long.actual.length, 5000);
