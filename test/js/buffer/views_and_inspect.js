// A Buffer as a typed array: slices share, species, JSON, how it is printed.
'use strict';

const assert = require('assert');
const buffer = require('buffer');
const { inspect } = require('util');
require('../../common');

const bytes = Buffer.from('abcdef');
const slice = bytes.slice(-4, -1);
assert.strictEqual(slice.toString(), 'cde');
slice[0] = 0x78;
assert.strictEqual(bytes.toString(), 'abxdef');
assert.strictEqual(bytes.subarray('1', '3').toString(), 'bx');
assert.strictEqual(bytes.subarray(4, 2).length, 0);
assert.strictEqual(bytes.subarray(NaN, Infinity).length, 6);
assert.ok(slice instanceof Buffer && slice instanceof Uint8Array);
assert.strictEqual(bytes.map((x) => x).constructor, Buffer);
assert.strictEqual(Object.getPrototypeOf(Buffer), Uint8Array);
assert.strictEqual(bytes.parent, bytes.buffer);
assert.strictEqual(bytes.offset, bytes.byteOffset);
assert.strictEqual(Buffer.prototype.parent, undefined);
assert.ok(Buffer.isBuffer(slice) && !Buffer.isBuffer(new Uint8Array(1)));
for (const name of ['utf8', 'UCS-2', 'binary', 'Base64URL']) assert.ok(Buffer.isEncoding(name));
for (const name of ['', 'utf-7', 5, null, undefined]) assert.ok(!Buffer.isEncoding(name));

assert.deepStrictEqual(JSON.parse(JSON.stringify(slice)),
  { type: 'Buffer', data: [120, 100, 101] });
assert.deepStrictEqual(Buffer.from(JSON.parse(JSON.stringify(slice))), slice);

assert.strictEqual(inspect(Buffer.from('ab')), '<Buffer 61 62>');
assert.strictEqual(inspect(Buffer.alloc(0)), '<Buffer >');
assert.strictEqual(inspect(Object.assign(Buffer.from('a'), { x: 1 })), '<Buffer 61, x: 1>');
buffer.INSPECT_MAX_BYTES = 2;
assert.strictEqual(inspect(Buffer.alloc(3)), '<Buffer 00 00 ... 1 more byte>');
assert.strictEqual(inspect(Buffer.alloc(5)), '<Buffer 00 00 ... 3 more bytes>');
for (const value of [-1, NaN]) {
  assert.throws(() => { buffer.INSPECT_MAX_BYTES = value; }, { code: 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => { buffer.INSPECT_MAX_BYTES = '1'; }, { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(buffer.INSPECT_MAX_BYTES, 2);

assert.strictEqual(buffer.constants.MAX_LENGTH, buffer.kMaxLength);
assert.strictEqual(buffer.constants.MAX_STRING_LENGTH, buffer.kStringMaxLength);

// Arguments whose conversion changes the buffer under the native function's feet.
const victim = new Uint8Array(64);
const evil = {
  valueOf() {
    structuredClone(victim.buffer, { transfer: [victim.buffer] });
    return 0;
  },
};
assert.throws(() => Buffer.prototype.utf8Slice.call(victim, evil, 64),
  { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => Buffer.prototype.utf8Slice.call({}), { message: 'argument must be a buffer' });
assert.throws(() => bytes.latin1Slice(0, 7), { message: 'Index out of range' });
assert.throws(() => bytes.utf8Write('a', 7), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
