// v8.serialize and deserialize: values there and back, custom host objects, bytes that are no
// value.
'use strict';

const assert = require('assert');
const v8 = require('v8');
require('../../common');

const circular = { a: [1, { b: new Map([[1, new Set([2])]]) }] };
circular.self = circular;
for (const value of [circular, 42, null, undefined, 'x', 5n, new Int8Array([1, 2]),
  new Uint16Array(3), new Float64Array([0.5]), new BigInt64Array([42n]), Buffer.from('bytes'),
  new DataView(new ArrayBuffer(3)),
  new Uint8ClampedArray([255]), new Date(7), /x/g, new Error('e')]) {
  assert.deepStrictEqual(v8.deserialize(v8.serialize(value)), value);
}
assert.ok(Buffer.isBuffer(v8.serialize(1)));
// A source at an odd place of a larger area.
const bytes = v8.serialize(new Uint16Array([0xdead, 0xbeef]));
const odd = Buffer.alloc(bytes.length + 9);
bytes.copy(odd, 9);
assert.deepStrictEqual(v8.deserialize(odd.subarray(9)), new Uint16Array([0xdead, 0xbeef]));
assert.deepStrictEqual(v8.deserialize(new DataView(odd.buffer, odd.byteOffset + 9)),
  new Uint16Array([0xdead, 0xbeef]));

class Writer extends v8.Serializer {
  _writeHostObject(object) {
    this.writeUint32(object.size);
    this.writeUint64(1, 2);
    this.writeDouble(-0.25);
    this.writeRawBytes(Buffer.from('raw'));
  }
}
class Reader extends v8.Deserializer {
  _readHostObject() {
    return { size: this.readUint32(), big: this.readUint64(), double: this.readDouble(),
      raw: this.readRawBytes(3).toString() };
  }
}
const writer = new Writer();
writer.writeHeader();
assert.strictEqual(writer.writeValue({ host: new Blob(['abc']) }), true);
const reader = new Reader(writer.releaseBuffer());
assert.strictEqual(reader.readHeader(), true);
assert.deepStrictEqual(reader.readValue(),
  { host: { size: 3, big: [1, 2], double: -0.25, raw: 'raw' } });

assert.throws(() => v8.serialize(() => {}), { message: /could not be cloned/ });
assert.throws(() => v8.serialize(new Blob()), { message: /^Unserializable host object: Blob/ });
assert.throws(() => v8.deserialize('x'), { code: 'ERR_INVALID_ARG_TYPE' });
const thrower = new Writer();
thrower._getDataCloneError = (message) => new RangeError(message);
assert.throws(() => thrower.writeValue(Symbol('s')), RangeError);

// Hostile: every cut and every changed byte of a real value either gives something or throws an
// Error.
const real = v8.serialize({
  a: [1, 2.5, 'text', new Map([[{}, new Uint8Array(3)]])], b: new Date(1),
});
for (let i = 0; i < real.length; i++) {
  for (const bad of [real.subarray(0, i), Buffer.from(real).fill(0xff, i, i + 1),
    Buffer.from(real).fill(real[i] ^ 1, i, i + 1)]) {
    try {
      v8.deserialize(bad);
    } catch (error) {
      assert.ok(error instanceof Error);
    }
  }
}
const empty = new v8.Deserializer(Buffer.alloc(0));
for (const name of ['readUint32', 'readUint64', 'readDouble']) {
  assert.throws(() => empty[name](), Error);
}
for (const length of [1, -1, NaN, 2 ** 52]) assert.throws(() => empty.readRawBytes(length), Error);
for (const name of ['Serializer', 'Deserializer']) {
  assert.throws(() => v8[name](), { code: 'ERR_CONSTRUCT_CALL_REQUIRED' });
}
assert.throws(() => v8.Serializer.prototype.writeHeader.call({}), TypeError);
