// util.format expands its directives and joins what is left over.
'use strict';
const assert = require('assert');
const util = require('util');

class Printable {
  toString() { return 'printable'; }
}
const circular = {};
circular.self = circular;

const cases = [
  [[], ''],
  [['%%'], '%%'],
  [['%% %s', 1], '% 1'],
  [['%s %s', 'a'], 'a %s'],
  [['%s', 'a', 'b', { c: 1 }], 'a b { c: 1 }'],
  [['a', 'b'], 'a b'],
  [[1, 'two', { three: 3 }], '1 two { three: 3 }'],
  [['%s', -0], '-0'],
  [['%s', 5n], '5n'],
  [['%s', Symbol('x')], 'Symbol(x)'],
  [['%s', { a: { b: 1 } }], '{ a: [Object] }'],
  [['%s', new Printable()], 'printable'],
  [['%s', Object.create(null)], '[Object: null prototype] {}'],
  [['%s', { toString: 5 }], '{ toString: 5 }'],
  [['%s', { [Symbol.toPrimitive]: () => 'prim' }], 'prim'],
  [['%s', () => 5], '() => 5'],
  [['%d', '42.5'], '42.5'],
  [['%d', 'x'], 'NaN'],
  [['%d', 7n], '7n'],
  [['%d', Symbol()], 'NaN'],
  [['%i', '42.9px'], '42'],
  [['%i', -0.5], '-0'],
  [['%f', '1.50'], '1.5'],
  [['%f', Symbol()], 'NaN'],
  [['%j', { a: [1] }], '{"a":[1]}'],
  [['%j', circular], '[Circular]'],
  [['%j', undefined], 'undefined'],
  [['%O', { a: { b: { c: { d: 1 } } } }], '{ a: { b: { c: [Object] } } }'],
  [['%o', [1]], '[ 1, [length]: 1 ]'],
  [['%c styled', 'css'], ' styled'],
  [['%x %', 1], '%x % 1'],
  [['%s%', 'a'], 'a%'],
];
for (const [args, expected] of cases) assert.strictEqual(util.format(...args), expected);

assert.throws(() => util.format('%j', { toJSON() { throw new Error('mine'); } }), /^Error: mine$/);
assert.strictEqual(util.formatWithOptions({ colors: true }, 'a %O', 1), 'a \u001b[33m1\u001b[39m');
assert.strictEqual(util.formatWithOptions({ numericSeparator: true }, '%d', 12345), '12_345');
for (const bad of [null, undefined, 'x', 1]) {
  assert.throws(() => util.formatWithOptions(bad, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
}
