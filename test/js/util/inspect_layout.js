// util.inspect breaks lines at breakLength, groups short items into columns and honours compact.
'use strict';
const assert = require('assert');
const { inspect } = require('util');

assert.strictEqual(
  inspect(Array.from({ length: 27 }, (_, i) => i)),
  '[\n' +
  '   0,  1,  2,  3,  4,  5,  6,  7,\n' +
  '   8,  9, 10, 11, 12, 13, 14, 15,\n' +
  '  16, 17, 18, 19, 20, 21, 22, 23,\n' +
  '  24, 25, 26\n' +
  ']');
assert.strictEqual(
  inspect(['a', 'bb', 'ccc', 'd', 'eeee', 'f', 'gg', 'hhhhh']),
  "[\n  'a',    'bb',\n  'ccc',  'd',\n  'eeee', 'f',\n  'gg',   'hhhhh'\n]");
// Wide characters take two columns each.
assert.strictEqual(
  inspect(['あ', 'b', 'c', 'd', 'e', 'f', 'g', 'い', 'i']),
  "[\n  'あ', 'b',  'c',\n  'd',  'e',  'f',\n  'g',  'い', 'i'\n]");

const deep = { a: { b: { c: { d: 1 } } } };
assert.strictEqual(inspect(deep, { depth: 3 }), '{\n  a: { b: { c: { d: 1 } } }\n}');
assert.strictEqual(inspect(deep.a, { compact: false }),
                   '{\n  b: {\n    c: {\n      d: 1\n    }\n  }\n}');
assert.strictEqual(inspect({ a: 1, b: { c: 2 } }, { compact: true, breakLength: 10 }),
                   '{ a: 1,\n  b: { c: 2 } }');

const wide = { aaaaaaaaaa: 'x'.repeat(30), bbbbbbbbbb: 'y'.repeat(30) };
assert.strictEqual(inspect(wide).split('\n').length, 4);
assert.strictEqual(inspect(wide, { breakLength: Infinity }).split('\n').length, 1);

assert.strictEqual(inspect({ b: 1, a: 2 }, { sorted: true }), '{ a: 2, b: 1 }');
assert.strictEqual(inspect({ a: 1, b: 2 }, { sorted: (x, y) => (x < y ? 1 : -1) }),
                   '{ b: 2, a: 1 }');
assert.strictEqual(inspect(deep, { depth: 1 }), '{ a: { b: [Object] } }');
assert.strictEqual(inspect([[new Map([[1, 2]])]], { depth: 1 }), '[ [ [Map] ] ]');

// Colors change no line break.
const list = Array.from({ length: 40 }, (_, i) => i * i);
const colored = inspect({ list, wide }, { colors: true });
assert.ok(colored.includes('\u001b[33m'));
// eslint-disable-next-line no-control-regex
assert.strictEqual(colored.replace(/\u001b\[\d+m/g, ''), inspect({ list, wide }));
