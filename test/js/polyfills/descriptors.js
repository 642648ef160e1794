// The newer library features look like built-ins: attributes, names, lengths, not constructors.
'use strict';
const assert = require('assert');

const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([].values()));
const typedArray = Object.getPrototypeOf(Uint8Array);
for (const [holder, lengths] of [
         [Array, {fromAsync: 1}],
         [
           Array.prototype,
           {findLast: 1, findLastIndex: 1, toReversed: 0, toSorted: 1, toSpliced: 2, with: 2}
         ],
         [typedArray.prototype, {toReversed: 0, toSorted: 1, with: 2}],
         [Object, {groupBy: 2}],
         [Map, {groupBy: 2}],
         [
           Promise,
           {
             withResolvers: 0, try:
               1
           }
         ],
         [
           Set.prototype, {
             union: 1,
             intersection: 1,
             difference: 1,
             symmetricDifference: 1,
             isSubsetOf: 1,
             isSupersetOf: 1,
             isDisjointFrom: 1
           }
         ],
         [Iterator, {from: 1}],
         [
           iteratorPrototype, {
             map: 1,
             filter: 1,
             take: 1,
             drop: 1,
             flatMap: 1,
             reduce: 1,
             toArray: 0,
             forEach: 1,
             some: 1,
             every: 1,
             find: 1
           }
         ],
         [ArrayBuffer.prototype, {transfer: 0, transferToFixedLength: 0}],
         [String.prototype, {isWellFormed: 0, toWellFormed: 0}],
         [RegExp, {escape: 1}],
         [Error, {isError: 1}],
         [Math, {f16round: 1}],
         [Uint8Array, {fromBase64: 1, fromHex: 1}],
         [Uint8Array.prototype, {toBase64: 0, toHex: 0, setFromBase64: 1, setFromHex: 1}],
]) {
  for (const [name, length] of Object.entries(lengths)) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, name);
    assert.ok(descriptor, name);
    const { value, ...attributes } = descriptor;
    assert.deepStrictEqual(attributes, {writable: true, enumerable: false, configurable: true},
                           name);
    assert.strictEqual(value.name, name);
    assert.strictEqual(value.length, length, name);
    assert.deepStrictEqual(Reflect.ownKeys(value), ['length', 'name'], name);
    assert.strictEqual(Object.getPrototypeOf(value), Function.prototype, name);
    assert.throws(() => new value(), TypeError);
    assert.throws(() => Reflect.construct(Object, [], value), TypeError);
  }
}
const { get, set, enumerable } = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'detached');
assert.deepStrictEqual([get.name, get.length, set, enumerable],
                       ['get detached', 0, undefined, false]);
for (const name of ['dispose', 'asyncDispose']) {
  const descriptor = Object.getOwnPropertyDescriptor(Symbol, name);
  assert.strictEqual(typeof descriptor.value, 'symbol');
  assert.ok(!descriptor.writable && !descriptor.enumerable && !descriptor.configurable);
}
for (const name of ['toReversed', 'toSorted', 'toSpliced']) {
  assert.strictEqual(Array.prototype[Symbol.unscopables][name], true);
}
