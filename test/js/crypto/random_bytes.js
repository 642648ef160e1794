// randomBytes() and randomFill() fill exactly what they are told to, on both ways, and check their
// arguments.
'use strict';

const { mustCall, mustNotCall, mustSucceed } = require('../../common');
const assert = require('assert');
const { promisify } = require('util');
const { randomBytes, randomFill, randomFillSync } = require('crypto');

// Sizes around those that are served in advance.
for (const size of [0, 1, 16, 255, 256, 257, 4096, 70000]) {
  const a = randomBytes(size);
  assert(Buffer.isBuffer(a));
  assert.strictEqual(a.length, size);
  assert.strictEqual(a.buffer.byteLength, size); // no part of memory that others see
  if (size >= 16) assert.notDeepStrictEqual(a, randomBytes(size));
}
// No 16 bytes come twice.
const seen = new Set();
for (let i = 0; i < 2000; i++) seen.add(randomBytes(16).toString('latin1'));
assert.strictEqual(seen.size, 2000);

let later = false;
randomBytes(20, mustSucceed((bytes) => {
  assert(later);
  assert.strictEqual(bytes.length, 20);
}));
later = true;
promisify(randomBytes)(3).then(mustCall((bytes) => assert.strictEqual(bytes.length, 3)));

// What is before and behind stays.
function checkFilled(bytes, from, to) {
  assert(bytes.subarray(0, from).every((b) => b === 0));
  assert(bytes.subarray(to).every((b) => b === 0));
  assert(bytes.subarray(from, to).some((b) => b !== 0));
}
const bytes = Buffer.alloc(400);
assert.strictEqual(randomFillSync(bytes, 100, 200), bytes);
checkFilled(bytes, 100, 300);
// Offset and size of a typed array are elements.
const words = new Uint32Array(100);
randomFillSync(words, 10, 50);
checkFilled(new Uint8Array(words.buffer), 40, 240);
const view = new DataView(new ArrayBuffer(64), 16, 32);
randomFillSync(view);
checkFilled(new Uint8Array(view.buffer), 16, 48);
for (const buffer of [new ArrayBuffer(32), new SharedArrayBuffer(32)]) {
  randomFillSync(buffer, 8);
  checkFilled(new Uint8Array(buffer), 8, 32);
}
randomFillSync(new Uint8Array(0));

const target = new Uint16Array(64);
randomFill(target, 16, 32, mustSucceed((filled) => {
  assert.strictEqual(filled, target);
  checkFilled(new Uint8Array(target.buffer), 32, 96);
}));
// The memory is there until the job is done, though nobody has it any more.
const moved = new ArrayBuffer(1 << 16);
randomFill(moved, mustSucceed());
structuredClone(moved, { transfer: [moved] });

for (const size of [undefined, null, '1', {}, true]) {
  assert.throws(() => randomBytes(size), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => randomBytes(size, mustNotCall()), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const size of [-1, NaN, 2 ** 31, Infinity]) {
  assert.throws(() => randomBytes(size), { code: 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => randomBytes(1, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
for (const value of [undefined, null, 1, 'abc', [], {}]) {
  assert.throws(() => randomFillSync(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => randomFillSync(Buffer.alloc(3), 4), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => randomFillSync(Buffer.alloc(3), 1, 3), {
  code: 'ERR_OUT_OF_RANGE',
  message: 'The value of "size + offset" is out of range. It must be <= 3. Received 4',
});
assert.throws(() => randomFillSync(Buffer.alloc(3), 0, -1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => randomFill(Buffer.alloc(3)), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => randomFill(Buffer.alloc(3), 4, mustNotCall()), { code: 'ERR_OUT_OF_RANGE' });
