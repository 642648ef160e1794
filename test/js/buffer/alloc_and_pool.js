// Where the memory of a new buffer comes from: alloc has its own and cleared, small allocUnsafe
// shares.
'use strict';

const assert = require('assert');
require('../../common');

const first = Buffer.allocUnsafe(10);
const second = Buffer.allocUnsafe(10);
assert.strictEqual(first.buffer, second.buffer);
assert.strictEqual(second.byteOffset % 8, 0);
assert.ok(second.byteOffset >= first.byteOffset + 10);

for (const size of [0, 1, 100, 4095, 4096, 100000]) {
  const buffer = Buffer.alloc(size);
  assert.strictEqual(buffer.length, size);
  assert.strictEqual(buffer.buffer.byteLength, size);
  assert.ok(buffer.every((byte) => byte === 0));
  const slow = Buffer.allocUnsafeSlow(size);
  assert.strictEqual(slow.buffer.byteLength, size);
}

assert.strictEqual(Buffer.allocUnsafe(4096).buffer.byteLength, 4096);
assert.strictEqual(Buffer.alloc(5, 'ab').toString(), 'ababa');
assert.strictEqual(Buffer.alloc(5, '€').toString('hex'), 'e282ace282');
assert.strictEqual(Buffer.alloc(4, 'YQ==', 'base64').toString(), 'aaaa');

// A view of another type can be made over any pooled buffer, because slices are aligned.
Buffer.from('abc');
const bytes = Buffer.from('12345678');
assert.strictEqual(new Float64Array(bytes.buffer, bytes.byteOffset, 1).length, 1);

for (const make of [Buffer.alloc, Buffer.allocUnsafe, Buffer.allocUnsafeSlow]) {
  for (const size of [-1, NaN, Infinity, 2 ** 40]) {
    assert.throws(() => make(size), { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' });
  }
  for (const size of ['5', null, undefined, {}, 5n, Symbol('x')]) {
    assert.throws(() => make(size), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
  }
}
assert.throws(() => Buffer.alloc(5, 'zz', 'hex'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => Buffer.alloc(5, ''.padEnd(1), 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => Buffer.alloc(5, Buffer.alloc(0)), { code: 'ERR_INVALID_ARG_VALUE' });
