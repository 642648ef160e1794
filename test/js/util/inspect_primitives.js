// util.inspect writes primitives as literals: quotes, escapes, signs, separators, lengths.
'use strict';
const assert = require('assert');
const { inspect } = require('util');

const cases = [
  ['plain', "'plain'"],
  ["it's", '"it\'s"'],
  ['it\'s "q"', '`it\'s "q"`'],
  ['\'"`', "'\\'\"`'"],
  ['\'"${x}', "'\\'\"${x}'"],
  ['a\nb\t\\', "'a\\nb\\t\\\\'"],
  ['\u0000\u001b\u007f\u009f', "'\\x00\\x1B\\x7F\\x9F'"],
  ['\ud83d', "'\\ud83d'"],
  ['\ude00x', "'\\ude00x'"],
  ['😀', "'😀'"],
  [0, '0'],
  [-0, '-0'],
  [1e21, '1e+21'],
  [NaN, 'NaN'],
  [-12n, '-12n'],
  [true, 'true'],
  [null, 'null'],
  [undefined, 'undefined'],
  [Symbol('s'), 'Symbol(s)'],
  [Symbol(), 'Symbol()'],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);

const separated = (value) => inspect(value, { numericSeparator: true });
assert.strictEqual(separated(123), '123');
assert.strictEqual(separated(-1234.56789), '-1_234.567_89');
assert.strictEqual(separated(-1234567n), '-1_234_567n');
assert.strictEqual(separated(1e-7), '1e-7');
assert.strictEqual(separated(Infinity), 'Infinity');

assert.strictEqual(inspect('abcdef', { maxStringLength: 2 }), "'ab'... 4 more characters");
assert.strictEqual(inspect('ab', { maxStringLength: 1 }), "'a'... 1 more character");

// Text of several lines is split where it would not fit into one.
assert.strictEqual(
  inspect(['x'.repeat(60) + '\n' + 'y'.repeat(30)]),
  `[\n  '${'x'.repeat(60)}\\n' +\n    '${'y'.repeat(30)}'\n]`);
