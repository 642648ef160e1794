// assert.ok without a message quotes its call, whatever is in the arguments.
'use strict';

const assert = require('assert');

function messageOf(fn) {
  try {
    fn();
  } catch (error) {
    assert.strictEqual(error.code, 'ERR_ASSERTION');
    assert.strictEqual(error.generatedMessage, true);
    return error.message;
  }
  throw new Error('did not throw');
}

const quote = (text) => `The expression evaluated to a falsy value:\n\n  ${text}\n`;
const nested = { deep: { assert } };

assert.strictEqual(messageOf(() => assert.ok(0)), quote('assert.ok(0)'));
assert.strictEqual(messageOf(() => assert(null, undefined)), quote('assert(null, undefined)'));
assert.strictEqual(messageOf(() => nested.deep.assert.ok(')' && 0)),
                   quote("nested.deep.assert.ok(')' && 0)"));
assert.strictEqual(messageOf(() => nested['deep'].assert['ok'](!'"')),
                   quote("nested['deep'].assert['ok'](!'\"')"));
assert.strictEqual(messageOf(() => assert.ok(/[)/]\)/.test('') /* ) */)),
                   quote("assert.ok(/[)/]\\)/.test('') /* ) */)"));
assert.strictEqual(messageOf(() => assert.ok(`${`)${')'}`}` === '')),
                   quote("assert.ok(`${`)${')'}`}` === '')"));
assert.strictEqual(messageOf(() => { assert.ok(8 / 2 / 4 - 1); }),
                   quote('assert.ok(8 / 2 / 4 - 1)'));
assert.strictEqual(messageOf(() => assert.ok.call(null, 0)), quote('assert.ok.call(null, 0)'));
assert.strictEqual(
  messageOf(() => {
    assert.ok(
      // A comment with ) in it.
      '' ||
        0,
    );
  }),
  quote("assert.ok(\n    // A comment with ) in it.\n    '' ||\n      0,\n  )"));

// No file to quote from.
assert.strictEqual(messageOf(() => new Function('assert', 'assert.ok(0)')(assert)), '0 == true');
assert.throws(() => assert.ok(), { message: 'No value argument passed to `assert.ok()`' });
{
  // Works without any stack frames to spare.
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')?.value;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const message = messageOf(() => assert.ok(false));
  Error.stackTraceLimit = stackTraceLimit;
  assert.strictEqual(message, quote('assert.ok(false)'));
  assert.strictEqual(Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')?.value, before);
}
