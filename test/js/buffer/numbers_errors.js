// What numeric accessors refuse: offsets of the wrong type or place, values that do not fit.
'use strict';

const assert = require('assert');
require('../../common');

const buffer = Buffer.alloc(10);
const outOfRange = (message) => ({ code: 'ERR_OUT_OF_RANGE', name: 'RangeError', message });

for (const offset of ['0', null, {}, true, 0n, Symbol('x')]) {
  for (const name of ['readUInt8', 'readInt16LE', 'readInt32BE', 'readDoubleLE',
    'readBigInt64LE']) {
    assert.throws(() => buffer[name](offset), { code: 'ERR_INVALID_ARG_TYPE' }, name);
  }
  assert.throws(() => buffer.writeUInt16LE(1, offset), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => buffer.readUIntLE(offset, 2), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => buffer.readUIntLE(0, offset), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const offset of [0.5, NaN, -0.1]) {
  assert.throws(() => buffer.readUInt32LE(offset),
    outOfRange(`The value of "offset" is out of range. It must be an integer. Received ${offset}`));
}
for (const offset of [-1, 7, Infinity, -Infinity, 2 ** 40]) {
  assert.throws(() => buffer.readInt32BE(offset), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => buffer.writeFloatLE(1, offset), { code: 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => buffer.readInt32BE(7),
  outOfRange('The value of "offset" is out of range. It must be >= 0 and <= 6. Received 7'));
assert.throws(() => Buffer.alloc(1).readUInt16LE(0), {
  code: 'ERR_BUFFER_OUT_OF_BOUNDS', message: 'Attempt to access memory outside buffer bounds',
});
assert.throws(() => buffer.readUIntLE(0, 7), outOfRange(
  'The value of "byteLength" is out of range. It must be >= 1 and <= 6. Received 7'));

const limits = [
  ['writeUInt8', 0, 255], ['writeInt8', -128, 127],
  ['writeUInt16BE', 0, 65535], ['writeInt16LE', -32768, 32767],
  ['writeUInt32LE', 0, 2 ** 32 - 1], ['writeInt32BE', -(2 ** 31), 2 ** 31 - 1],
];
for (const [name, min, max] of limits) {
  buffer[name](min, 0);
  buffer[name](max, 0);
  for (const value of [min - 1, max + 1, Infinity, -Infinity]) {
    assert.throws(() => buffer[name](value, 0), { code: 'ERR_OUT_OF_RANGE' }, `${name}(${value})`);
  }
  // NaN and what becomes it is 0.
  buffer.fill(1);
  buffer[name]({}, 0);
  assert.strictEqual(buffer[0], 0);
}
assert.throws(() => buffer.writeUIntLE(2 ** 40, 0, 5), outOfRange(
  'The value of "value" is out of range. It must be >= 0 and < 2 ** 40. ' +
  'Received 1_099_511_627_776'));
assert.throws(() => buffer.writeIntBE(-(2 ** 47) - 1, 0, 6), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.writeBigUInt64LE(-1n), outOfRange(
  'The value of "value" is out of range. It must be >= 0n and < 2n ** 64n. Received -1n'));
assert.throws(() => buffer.writeBigInt64BE(2n ** 63n), { code: 'ERR_OUT_OF_RANGE' });
for (const number of [-1, Infinity, 2 ** 65]) {
  assert.throws(() => buffer.writeBigUInt64BE(number), {
    code: 'ERR_OUT_OF_RANGE', message: /It must be >= 0n and < 2n \*\* 64n\. Received /,
  });
}
assert.throws(() => buffer.writeBigInt64LE(-Infinity), {
  code: 'ERR_OUT_OF_RANGE', message: /It must be >= -\(2n \*\* 63n\) and < 2n \*\* 63n\. Received /,
});
assert.throws(() => buffer.writeBigInt64LE(1, 9), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.writeBigInt64LE(1), {
  name: 'TypeError', message: 'Cannot mix BigInt and other types, use explicit conversions',
});
