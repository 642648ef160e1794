// util.inspect shows the contents of arrays, maps, sets, iterators, buffers and promises.
'use strict';
const assert = require('assert');
const { inspect } = require('util');

const sparse = [1, , , 4];
sparse.extra = true;
const typed = new Uint8Array([1, 2]);
const rejected = Promise.reject(new TypeError('x')).catch(() => {});
const cases = [
  [[], '[]'],
  [[1, [2, [3, [4]]]], '[ 1, [ 2, [ 3, [Array] ] ] ]'],
  [sparse, '[ 1, <2 empty items>, 4, extra: true ]'],
  [Object.assign([1], { '-1': 2, '1.5': 3, '4294967295': 4 }),
   "[ 1, '-1': 2, '1.5': 3, '4294967295': 4 ]"],
  [new Map([['a', { b: 1 }]]), "Map(1) { 'a' => { b: 1 } }"],
  [new Set([1, 'x']), "Set(2) { 1, 'x' }"],
  [new Map([[1, 2]]).entries(), '[Map Entries] { [ 1, 2 ] }'],
  [new Map([[1, 2]]).keys(), '[Map Iterator] { 1 }'],
  [new Set([1]).values(), '[Set Iterator] { 1 }'],
  [typed, 'Uint8Array(2) [ 1, 2 ]'],
  [new BigInt64Array(1), 'BigInt64Array(1) [ 0n ]'],
  [typed.buffer, 'ArrayBuffer { [Uint8Contents]: <01 02>, byteLength: 2 }'],
  [new SharedArrayBuffer(1), 'SharedArrayBuffer { [Uint8Contents]: <00>, byteLength: 1 }'],
  [new WeakMap(), 'WeakMap { <items unknown> }'],
  [new WeakSet(), 'WeakSet { <items unknown> }'],
  [Promise.resolve([1]), 'Promise { [ 1 ] }'],
  [new Promise(() => {}), 'Promise { <pending> }'],
  [rejected, 'Promise { <pending> }'],
  [new (class M extends Map {})(), 'M(0) [Map] {}'],
  [Object.setPrototypeOf(new Set([1]), null), '[Set(1): null prototype] { 1 }'],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);

const failed = Promise.reject(5);
failed.catch(() => {});
assert.strictEqual(inspect(failed), 'Promise { <rejected> 5 }');

// Inspecting an iterator does not move it.
const iterator = new Set([1, 2]).values();
iterator.next();
assert.strictEqual(inspect(iterator), '[Set Iterator] { 2 }');
assert.deepStrictEqual([...iterator], [2]);

const key = {};
const weak = new WeakMap([[key, 'v']]);
assert.strictEqual(inspect(weak, { showHidden: true }), "WeakMap { {} => 'v' }");

assert.strictEqual(inspect([1, 2, 3], { maxArrayLength: 1 }), '[ 1, ... 2 more items ]');
assert.strictEqual(inspect(new Set([1, 2]), { maxArrayLength: 0 }),
                   'Set(2) { ... 2 more items }');
assert.strictEqual(inspect([1], { showHidden: true }), '[ 1, [length]: 1 ]');
assert.match(inspect(new Array(101).fill(0)), /\.\.\. 1 more item\n\]$/);

// The slots of a typed array are shown once, and nothing of its built-in prototypes.
for (const type of [Int8Array, Uint8Array, Uint8ClampedArray, Float64Array, BigUint64Array]) {
  const size = type.BYTES_PER_ELEMENT;
  assert.strictEqual(inspect(new type(0), { showHidden: true }),
                     `${type.name}(0) [\n  [BYTES_PER_ELEMENT]: ${size},\n  [length]: 0,\n` +
                     '  [byteLength]: 0,\n  [byteOffset]: 0,\n' +
                     '  [buffer]: ArrayBuffer { byteLength: 0 }\n]');
}
