// %TypedArray%.prototype.toReversed, toSorted, with: same type, conversion, detached buffers.
'use strict';
const assert = require('assert');

for (const Type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array,
                    Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array]) {
  const n = Type.name.startsWith('Big') ? BigInt : Number;
  const array = Type.of(n(3), n(1), n(2));
  assert.deepStrictEqual(array.toReversed(), Type.of(n(2), n(1), n(3)));
  assert.deepStrictEqual(array.toSorted(), Type.of(n(1), n(2), n(3)));
  assert.deepStrictEqual(array.toSorted((a, b) => (a < b ? 1 : -1)), Type.of(n(3), n(2), n(1)));
  assert.deepStrictEqual(array.with(-1, n(7)), Type.of(n(3), n(1), n(7)));
  assert.deepStrictEqual(array, Type.of(n(3), n(1), n(2)));
  assert.throws(() => array.with(3, n(0)), RangeError);
  assert.throws(() => array.with(0, Type.name.startsWith('Big') ? 1 : 1n), TypeError);
  assert.throws(() => array.toSorted(null), TypeError);
  class Mine extends Type {}
  assert.strictEqual(new Mine(2).toReversed().constructor, Type);
}
assert.deepStrictEqual(Float64Array.of(NaN, 0, -0, -1).toSorted(), Float64Array.of(-1, -0, 0, NaN));
assert.deepStrictEqual(Uint8Array.of(1).with(0, 257), Uint8Array.of(1));

const { prototype } = Object.getPrototypeOf(Uint8Array);
// The index is converted before the value, and checked after it. (Not so where V8 has a method of
// its own: that of 11.3 converts the value first.)
const log = [];
const noting = (name) => ({
  valueOf() {
    log.push(name);
    return 5;
  },
});
assert.throws(() => Uint8Array.of(1).with(noting('index'), noting('value')), RangeError);
if (/\[native code\]/.test(Function.prototype.toString.call(prototype.with))) log.sort();
assert.deepStrictEqual(log, ['index', 'value']);
for (const name of ['toReversed', 'toSorted', 'with']) {
  for (const bad of [[], {}, null, new DataView(new ArrayBuffer(1))]) {
    assert.throws(() => prototype[name].call(bad, 0, 0), TypeError);
  }
  const detached = new Uint8Array(4);
  detached.buffer.transfer();
  assert.throws(() => prototype[name].call(detached, undefined, 0), TypeError);
}
