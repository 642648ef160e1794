// The Set methods: results, order, which side is walked, set-likes, changes while walking.
'use strict';
const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

const a = new Set([1, 2, 3]);
const b = new Set([3, 4, 1]);
const list = (set) => {
  assert.strictEqual(Object.getPrototypeOf(set), Set.prototype);
  return [...set];
};
assert.deepStrictEqual(list(a.union(b)), [1, 2, 3, 4]);
assert.deepStrictEqual(list(a.intersection(b)), [1, 3]);
assert.deepStrictEqual(list(a.intersection(new Set([3, 1]))), [3, 1]);
assert.deepStrictEqual(list(a.difference(b)), [2]);
assert.deepStrictEqual(list(a.symmetricDifference(b)), [2, 4]);
assert.deepStrictEqual(
    [a.isSubsetOf(b), new Set([1]).isSubsetOf(a), new Set().isSubsetOf(new Set())],
    [false, true, true]);
assert.deepStrictEqual([a.isSupersetOf(b), a.isSupersetOf(new Set([2]))], [false, true]);
assert.deepStrictEqual([a.isDisjointFrom(b), a.isDisjointFrom(new Set([4]))], [false, true]);
assert.deepStrictEqual(list(a.union(new Map([[9, 'x']]))), [1, 2, 3, 9]);
class Mine extends Set {}
list(new Mine([1]).union(a));

// The smaller side is walked.
const like = (size, has, keys) => ({ size, has, keys });
a.intersection(like(3, mustCall(() => true, 3), mustNotCall()));
a.difference(like(Infinity, mustCall(() => true, 3), mustNotCall()));
a.intersection(like(2, mustNotCall(), mustCall(() => [].values())));
a.isSubsetOf(like(2, mustNotCall(), mustNotCall()));
a.isSupersetOf(like(4, mustNotCall(), mustNotCall()));
assert.ok(Object.is([...new Set([1]).union(like(1, () => {}, () => [-0].values()))][1], 0));

// An early answer closes the iterator.
const endless = () => ({ next: () => ({ value: 2, done: false }), return: mustCall(() => ({})) });
assert.strictEqual(a.isDisjointFrom(like(1, mustNotCall(), endless)), false);
assert.strictEqual(new Set([1, 3]).isSupersetOf(like(1, mustNotCall(), endless)), false);

for (const [bad, error] of [[null, TypeError],
                            [[1], TypeError],
                            [like(NaN, () => {}, () => {}), TypeError],
                            [like(1n, () => {}, () => {}), TypeError],
                            [like(-1, () => {}, () => {}), RangeError],
                            [like(1, 1, () => {}), TypeError],
                            [like(1, () => {}, undefined), TypeError],
]) {
  for (const name of ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf',
                      'isSupersetOf', 'isDisjointFrom']) {
    assert.throws(() => a[name](bad), error);
    assert.throws(() => Set.prototype[name].call(new Map(), a), TypeError);
  }
}

// What `has` does to the receiver.
const changing = new Set([1, 2, 3]);
const clear = like(3, () => {
  changing.clear();
  return false;
}, mustNotCall());
assert.deepStrictEqual([...changing.difference(clear)], [1, 2, 3]);
assert.strictEqual(changing.size, 0);
const growing = new Set([1]);
const seen = [];
growing.isSubsetOf(like(9, (value) => {
  seen.push(value);
  if (value < 4) growing.add(value + 1);
  return true;
}, mustNotCall()));
assert.deepStrictEqual(seen, [1, 2, 3, 4]);
