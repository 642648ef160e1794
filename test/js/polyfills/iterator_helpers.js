// Iterator, Iterator.from and the methods of Iterator.prototype on ordinary iterators.
'use strict';
const assert = require('assert');

function* numbers(limit = Infinity) {
  for (let i = 1; i <= limit; i++) yield i;
}
assert.deepStrictEqual(numbers().filter((n) => n % 2).map((n) => n * n).drop(1).take(3).toArray(),
                       [9, 25, 49]);
assert.deepStrictEqual(numbers(3).flatMap((n) => [n, n]).toArray(), [1, 1, 2, 2, 3, 3]);
assert.strictEqual(numbers(4).reduce((a, b) => a + b), 10);
assert.strictEqual(numbers(2).reduce((a, b) => a + b, 'x'), 'x12');
assert.strictEqual(numbers(1).reduce(() => assert.fail()), 1);
assert.throws(() => numbers(0).reduce((a) => a), TypeError);
assert.deepStrictEqual([numbers().some((n) => n > 3), numbers(3).some((n) => n > 3)],
                       [true, false]);
assert.deepStrictEqual([numbers().every((n) => n < 3), numbers(2).every((n) => n < 3)],
                       [false, true]);
assert.deepStrictEqual([numbers().find((n) => n > 3), numbers(3).find((n) => n > 3)],
                       [4, undefined]);
const seen = [];
assert.strictEqual(new Set(['a', 'b']).values().forEach((value, index) => seen.push(value, index)),
                   undefined);
assert.deepStrictEqual(seen, ['a', 0, 'b', 1]);
assert.deepStrictEqual([...'ab'[Symbol.iterator]().map((c, i) => c + i)], ['a0', 'b1']);
assert.deepStrictEqual(numbers(3).take(Infinity).drop(0).toArray(), [1, 2, 3]);
assert.deepStrictEqual(numbers(3).drop(Infinity).toArray(), []);

// Iterator itself.
assert.throws(() => Iterator(), TypeError);
assert.throws(() => new Iterator(), TypeError);
class Mine extends Iterator {
  next() { return { done: true, value: undefined }; }
}
assert.ok(new Mine() instanceof Iterator && new Mine()[Symbol.iterator]() instanceof Mine);
assert.ok(numbers() instanceof Iterator && [].values() instanceof Iterator);
assert.strictEqual(Iterator.prototype[Symbol.toStringTag], 'Iterator');
assert.strictEqual(Iterator.prototype.constructor, Iterator);
assert.throws(() => {
  Iterator.prototype[Symbol.toStringTag] = 'x';
}, TypeError);
const child = Object.create(Iterator.prototype);
child[Symbol.toStringTag] = 'Mine';
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(child, Symbol.toStringTag),
                       { value: 'Mine', writable: true, enumerable: true, configurable: true });

// Iterator.from wraps what does not inherit from Iterator.prototype.
const own = numbers();
assert.strictEqual(Iterator.from(own), own);
assert.deepStrictEqual(Iterator.from('añ').toArray(), ['a', 'ñ']);
let i = 0;
const foreign = { next: () => ({ value: i++, done: i > 3 }), return: (...args) => ({ args }) };
const wrapped = Iterator.from(foreign);
assert.notStrictEqual(wrapped, foreign);
assert.deepStrictEqual(wrapped.toArray(), [0, 1, 2]);
assert.deepStrictEqual(wrapped.return(5), { args: [] });
assert.deepStrictEqual(Iterator.from({ next() {} }).return(), { value: undefined, done: true });
for (const bad of [5, null, undefined, Symbol('x'), {[Symbol.iterator]: 1},
                   {[Symbol.iterator]: () => 1}]) {
  assert.throws(() => Iterator.from(bad), TypeError);
}

// Helper objects.
const helper = numbers().map((n) => n);
assert.strictEqual(Object.prototype.toString.call(helper), '[object Iterator Helper]');
const prototype = Object.getPrototypeOf(helper);
assert.deepStrictEqual(Reflect.ownKeys(prototype), ['next', 'return', Symbol.toStringTag]);
assert.throws(() => prototype.next.call(numbers()), TypeError);
assert.throws(() => prototype.next.call({}), TypeError);
