// Array.prototype.toReversed, toSorted, toSpliced, with: copies, holes, array-likes, order of
// effects.
'use strict';
const assert = require('assert');

const source = [3, , 1, undefined, 2];
Object.freeze(source);
assert.deepStrictEqual(source.toReversed(), [2, undefined, 1, undefined, 3]);
assert.ok(1 in source.toReversed());
assert.deepStrictEqual(source.toSorted(), [1, 2, 3, undefined, undefined]);
assert.deepStrictEqual(source.toSorted((a, b) => b - a), [3, 2, 1, undefined, undefined]);
assert.deepStrictEqual(source.toSpliced(1, 3, 'x', 'y'), [3, 'x', 'y', 2]);
assert.deepStrictEqual(source.toSpliced(-2), [3, undefined, 1]);
assert.deepStrictEqual(source.toSpliced(), [3, undefined, 1, undefined, 2]);
assert.deepStrictEqual(source.toSpliced(undefined, undefined), [3, undefined, 1, undefined, 2]);
assert.deepStrictEqual(source.with(-1, 9), [3, undefined, 1, undefined, 9]);

// Array-likes, and no species.
assert.deepStrictEqual(Array.prototype.toReversed.call({length: 2, 0: 'a', 1: 'b', 2: 'c'}),
                       ['b', 'a']);
assert.deepStrictEqual(Array.prototype.toSorted.call('hello'), ['e', 'h', 'l', 'l', 'o']);
assert.deepStrictEqual(Array.prototype.with.call({ length: -5 + 6 }, 0, 1), [1]);
class Mine extends Array {
  static get [Symbol.species]() { throw new Error('species'); }
}
assert.strictEqual(new Mine(1, 2).toReversed().constructor, Array);

// Elements are read in the order of the specification.
const log = [];
const traced = new Proxy({ length: 3, 0: 0, 1: 1, 2: 2 }, {
  get(target, key) {
    log.push(key);
    return target[key];
  },
});
Array.prototype.toReversed.call(traced);
assert.deepStrictEqual(log.splice(0), ['length', '2', '1', '0']);
Array.prototype.with.call(traced, 1, 'x');
assert.deepStrictEqual(log.splice(0), ['length', '0', '2']);
Array.prototype.toSpliced.call(traced, 1, 1);
assert.deepStrictEqual(log.splice(0), ['length', '0', '2']);

for (const bad of [null, 1, {}, 'x']) {
  assert.throws(() => Array.prototype.toSorted.call({
    get length() {
      throw new Error('too early');
    }
  },
                                                    bad),
                TypeError);
}
assert.throws(() => [1].toSorted(() => {
                         throw new RangeError('mine');
                       })
                        .length &&
                  [2, 1].toSorted(() => {
                    throw new RangeError('mine');
                  }),
              {message: 'mine'});
for (const index of [3, -4, Infinity, -Infinity])
  assert.throws(() => [1, 2, 3].with(index, 0), RangeError);
for (const name of ['toReversed', 'toSorted', 'toSpliced', 'with']) {
  assert.throws(() => Array.prototype[name].call(null), TypeError);
  assert.throws(() => Array.prototype[name].call({ length: 2 ** 32 }), RangeError);
}
assert.throws(() => Array.prototype.toSpliced.call({ length: 2 ** 53 - 1 }, 0, 0, 1), TypeError);

// A setter on the prototype sees nothing.
Object.defineProperty(Array.prototype, 1, {
  configurable: true,
  set() {
    throw new Error('setter');
  }
});
try {
  assert.strictEqual([1, 2, 3].toReversed().length, 3);
  assert.strictEqual([1, 2, 3].with(0, 4)[1], 2);
} finally {
  delete Array.prototype[1];
}
