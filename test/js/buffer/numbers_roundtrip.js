// Every numeric accessor against DataView, over random values and all offsets of a small buffer.
'use strict';

const assert = require('assert');
require('../../common');

const kinds = [
  ['UInt8', 'Uint8', 1], ['Int8', 'Int8', 1],
  ['UInt16', 'Uint16', 2], ['Int16', 'Int16', 2],
  ['UInt32', 'Uint32', 4], ['Int32', 'Int32', 4],
  ['Float', 'Float32', 4], ['Double', 'Float64', 8],
  ['BigUInt64', 'BigUint64', 8], ['BigInt64', 'BigInt64', 8],
];

let seed = 12345;
function random() {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return seed;
}

const buffer = Buffer.alloc(16);
const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
for (let round = 0; round < 50; round++) {
  for (let i = 0; i < buffer.length; i++) buffer[i] = random() >>> 13;
  for (const [name, viewName, size] of kinds) {
    for (const order of size === 1 ? [''] : ['LE', 'BE']) {
      for (let offset = 0; offset + size <= buffer.length; offset++) {
        const expected = view[`get${viewName}`](offset, order === 'LE');
        const actual = buffer[`read${name}${order}`](offset);
        assert.ok(Object.is(actual, expected), `${name}${order} at ${offset}`);
        const target = Buffer.alloc(16, 0xaa);
        const other = Buffer.alloc(16, 0xaa);
        assert.strictEqual(target[`write${name}${order}`](expected, offset), offset + size);
        new DataView(other.buffer)[`set${viewName}`](offset, expected, order === 'LE');
        assert.deepStrictEqual(target, other);
      }
    }
  }
  // 1 to 6 bytes, both orders, both signs.
  for (let size = 1; size <= 6; size++) {
    for (const name of ['UIntLE', 'UIntBE', 'IntLE', 'IntBE']) {
      const offset = random() % (buffer.length - size);
      const value = buffer[`read${name}`](offset, size);
      const limit = 2 ** (8 * size);
      assert.ok(name[0] === 'U' ? value >= 0 && value < limit :
        value >= -limit / 2 && value < limit / 2);
      const target = Buffer.from(buffer);
      target.fill(0, offset, offset + size);
      assert.strictEqual(target[`write${name}`](value, offset, size), offset + size);
      assert.deepStrictEqual(target, buffer);
    }
  }
}

// Newer spelling of the same functions.
for (const name of ['readUInt8', 'readUInt16LE', 'readUIntBE', 'readBigUInt64BE',
  'writeUInt32LE']) {
  assert.strictEqual(buffer[name.replace('UInt', 'Uint')], buffer[name]);
}
