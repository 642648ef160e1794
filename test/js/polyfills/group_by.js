// Object.groupBy and Map.groupBy: keys, order, iterables that are closed when the callback throws.
'use strict';
const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

assert.deepStrictEqual(Object.groupBy([1, 2, 3, 4], (n) => (n % 2 ? 'odd' : 'even')),
                       { __proto__: null, odd: [1, 3], even: [2, 4] });
assert.deepStrictEqual(Object.groupBy('a\u{1f600}b', (c, i) => i),
                       {__proto__: null, 0: ['a'], 1: ['\u{1f600}'], 2: ['b']});
const symbol = Symbol('s');
assert.deepStrictEqual(
    Reflect.ownKeys(Object.groupBy([1, 2, 3], (n) => [symbol, '__proto__', 7][n - 1])),
    ['7', '__proto__', symbol]);
const objectKey = { toString: mustCall(() => 'k', 1) };
assert.deepStrictEqual(Object.keys(Object.groupBy([1], () => objectKey)), ['k']);

const map = Map.groupBy([0, -0, NaN, NaN, 'x'], (value) => value);
assert.deepStrictEqual([...map], [[0, [0, -0]], [NaN, [NaN, NaN]], ['x', ['x']]]);
assert.ok(Object.is([...map.keys()][0], 0));
assert.strictEqual(Object.getPrototypeOf(map), Map.prototype);

for (const group of [Object.groupBy, Map.groupBy]) {
  assert.throws(() => group(null, () => 1), TypeError);
  assert.throws(() => group({}, () => 1), TypeError);
  assert.throws(() => group([], null), TypeError);
  assert.throws(() => group({
                  get[Symbol.iterator]() {
                    throw new Error('too early');
                  }
                },
                            1),
                TypeError);
  const iterable = {
    [Symbol.iterator]: () =>
        ({next: () => ({value: 1, done: false}), return: mustCall(() => ({}))}),
  };
  assert.throws(() => group(iterable, () => {
                  throw new RangeError('mine');
                }), {message: 'mine'});
  group([1], function(value, index) {
    assert.deepStrictEqual([this, value, index], [undefined, 1, 0]);
  });
  group([], mustNotCall());
}
