// timingSafeEqual() compares the bytes of buffers of every kind, of one length.
'use strict';

require('../../common');
const assert = require('assert');
const { timingSafeEqual } = require('crypto');

assert.strictEqual(timingSafeEqual(Buffer.from('foo'), Buffer.from('foo')), true);
assert.strictEqual(timingSafeEqual(Buffer.from('foo'), Buffer.from('fop')), false);
assert.strictEqual(timingSafeEqual(Buffer.alloc(0), new ArrayBuffer(0)), true);
assert.strictEqual(timingSafeEqual(new Uint16Array([0x0102]), Buffer.from([2, 1])), true);
assert.strictEqual(timingSafeEqual(new DataView(new ArrayBuffer(3)), new SharedArrayBuffer(3)),
  true);
// It is the bytes that count.
assert.strictEqual(timingSafeEqual(new Float32Array([0]), new Float32Array([-0])), false);
assert.strictEqual(timingSafeEqual(new Float32Array([NaN]), new Float32Array([NaN])), true);
assert.throws(() => timingSafeEqual(Buffer.alloc(1), Buffer.alloc(2)), {
  code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', name: 'RangeError',
  message: 'Input buffers must have the same byte length',
});
for (const value of ['a', 1, null, undefined, {}]) {
  assert.throws(() => timingSafeEqual(value, Buffer.alloc(1)), {
    code: 'ERR_INVALID_ARG_TYPE', message: /^The "buf1" argument must be/,
  });
  assert.throws(() => timingSafeEqual(Buffer.alloc(1), value),
    { message: /^The "buf2" argument must be/ });
}
