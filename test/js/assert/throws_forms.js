// throws: every way to say what is expected, and what is said when it does not come.
'use strict';

const assert = require('assert');

const boom = () => { throw new TypeError('boom'); };
const quiet = () => {};

for (const expected of [
  undefined, TypeError, Error, /boom/, /^TypeError: boom$/, (error) => error.message === 'boom',
  { message: 'boom' }, { message: /^b/, name: 'TypeError' }, new TypeError('boom'),
]) {
  assert.throws(boom, expected);
  assert.throws(() => assert.throws(quiet, expected),
                { code: 'ERR_ASSERTION', operator: 'throws' });
}

for (const [expected, message] of [
  [RangeError, 'The error is expected to be an instance of "RangeError". Received "TypeError"' +
    '\n\nError message:\n\nboom'],
  [/other/, 'The input did not match the regular expression /other/. ' +
    "Input:\n\n'TypeError: boom'\n"],
  [() => false, 'The validation function is expected to return "true". Received false' +
    '\n\nCaught error:\n\nTypeError: boom'],
  [{ message: 'x' }, 'Expected values to be strictly deep-equal:\n+ actual - expected\n\n' +
    "  Comparison {\n+   message: 'boom'\n-   message: 'x'\n  }"],
]) {
  assert.throws(() => assert.throws(boom, expected), (error) => {
    assert.strictEqual(error.message, message);
    assert.strictEqual(error.generatedMessage, true);
    assert.ok(error.actual instanceof TypeError);
    assert.strictEqual(error.expected, expected);
    return true;
  });
  assert.throws(() => assert.throws(boom, expected, 'mine'),
                { message: 'mine', generatedMessage: false });
}
{
  const own = new RangeError('own');
  assert.throws(() => assert.throws(boom, { message: 'x' }, own), (error) => error === own);
  assert.throws(() => assert.throws(boom, /x/, own), { message: 'RangeError: own' });
}

assert.throws(() => assert.throws(quiet, TypeError, 'why'),
              { message: 'Missing expected exception (TypeError): why' });
assert.throws(() => assert.throws(boom, 'boom'), { code: 'ERR_AMBIGUOUS_ARGUMENT' });
assert.throws(() => assert.throws(boom, {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => assert.throws('no function'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => assert.throws(boom, 1), { code: 'ERR_INVALID_ARG_TYPE' });

// What a validation function throws comes through.
assert.throws(() => assert.throws(boom, () => { throw new RangeError('in validation'); }),
              RangeError);

// Anything can be thrown.
for (const value of [null, undefined, 0, '', Symbol('s'), NaN]) {
  assert.throws(() => { throw value; }, (error) => Object.is(error, value));
  assert.throws(() => { throw value; });
}

assert.throws(() => assert.doesNotThrow(boom), { message: /^Got unwanted exception\.\n.*"boom"$/ });
assert.throws(() => assert.doesNotThrow(boom, RangeError), TypeError);
assert.throws(() => assert.doesNotThrow(boom, { a: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
