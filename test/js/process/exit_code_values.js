'use strict';

// process.exitCode and process.exit(): integers and their strings; everything else is refused.

const assert = require('assert');
const { errorLike, mustNotCall } = require('../../common');

process.once('exit', () => process.removeListener('exit', never));
const never = mustNotCall();
assert.strictEqual(process.exitCode, undefined);
for (const value of [0, 1, 255, 256, -1, '0', '42', ' 7 ', undefined, null]) {
  process.exitCode = value;
  assert.strictEqual(process.exitCode, value);
}
process.exitCode = 0;
for (const value of [{}, [], true, false, () => {}, '', 'x', '1 2', Symbol('s'), 1n]) {
  const expected = errorLike({ code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => {
    process.exitCode = value;
  }, expected);
  assert.throws(() => process.exit(value), expected);
}
for (const value of [1.5, NaN, Infinity, '1.5']) {
  const expected = errorLike({ code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => {
    process.exitCode = value;
  }, expected);
  assert.throws(() => process.exit(value), expected);
}
assert.strictEqual(process.exitCode, 0);
