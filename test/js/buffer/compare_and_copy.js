// Comparing, copying (also onto itself), concatenating, filling, swapping.
'use strict';

const assert = require('assert');
require('../../common');

const a = Buffer.from('abc');
assert.strictEqual(Buffer.compare(a, Buffer.from('abd')), -1);
assert.strictEqual(Buffer.compare(a, Buffer.from('ab')), 1);
assert.strictEqual(Buffer.compare(a, new Uint8Array([97, 98, 99])), 0);
assert.ok(a.equals(new Uint8Array([97, 98, 99])));
assert.ok(!a.equals(Buffer.alloc(0)));
assert.strictEqual(a.compare(Buffer.from('xabcx'), 1, 4), 0);
assert.strictEqual(a.compare(Buffer.from('b'), 0, 1, 1, 2), 0);
assert.strictEqual(a.compare(a, 3), 1);
assert.throws(() => a.compare(a, 0, 4), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => a.compare(a, '0'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => a.equals('abc'), { code: 'ERR_INVALID_ARG_TYPE' });

const bytes = Buffer.from('0123456789');
assert.strictEqual(bytes.copy(bytes, 2, 0, 5), 5);
assert.strictEqual(bytes.toString(), '0101234789');
assert.strictEqual(bytes.copy(bytes, 0, 2), 8);
assert.strictEqual(bytes.toString(), '0123478989');
assert.strictEqual(bytes.copy(bytes, 20), 0);
assert.strictEqual(bytes.copy(new Uint8Array(2)), 2);
assert.throws(() => bytes.copy(bytes, -1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => bytes.copy(bytes, 0, 11), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => bytes.copy([]), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(Buffer.concat([a, new Uint8Array([100]), a]).toString(), 'abcdabc');
assert.strictEqual(Buffer.concat([a, a], 4).toString(), 'abca');
assert.strictEqual(Buffer.concat([a], 5).toString('hex'), '6162630000');
assert.strictEqual(Buffer.concat([]).length, 0);
for (const value of [undefined, null, 1, {}, 'x', Symbol('s')]) {
  assert.throws(() => Buffer.concat([a, value]),
    { code: 'ERR_INVALID_ARG_TYPE', message: /^The "list\[1\]" argument must be an instance of / });
}
assert.throws(() => Buffer.concat(a), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.concat([a, 'x']), {
  message: /^The "list\[1\]" argument must be an instance of Buffer or Uint8Array/,
});
assert.throws(() => Buffer.concat([a], -1), { code: 'ERR_OUT_OF_RANGE' });

for (let size = 0; size < 40; size++) {
  for (const pattern of ['x', 'ab', 'abcde', '€', Buffer.from([1, 2, 3]), new Uint16Array([258])]) {
    const unit = typeof pattern === 'string' ? Buffer.from(pattern) :
      Buffer.from(pattern.buffer, pattern.byteOffset, pattern.byteLength);
    const filled = Buffer.alloc(size, 0xee).fill(pattern, 3);
    filled.forEach((byte, i) => {
      assert.strictEqual(byte, i < 3 ? 0xee : unit[(i - 3) % unit.length]);
    });
  }
}
const fill = Buffer.alloc(3);
assert.strictEqual(fill.fill(257).toString('hex'), '010101');
assert.strictEqual(fill.fill(true).toString('hex'), '010101');
assert.throws(() => fill.fill('a', 0, 4), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fill.fill('a', 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
// A length that lies reaches no memory.
const liar = Buffer.alloc(4);
Object.defineProperty(liar, 'length', { value: 1337 });
assert.throws(() => liar.fill('ab'), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
assert.throws(() => liar.copy(Buffer.alloc(2000), 0, 5, 1000), { code: 'ERR_OUT_OF_RANGE' });
assert.strictEqual(liar.copy(Buffer.alloc(2000), 0, 2, 1000), 2);
assert.strictEqual(liar.toString('hex'), '00000000');
assert.strictEqual(liar.subarray(2).length, 2);
for (const lie of [1337, 1, NaN, -1, Infinity, 'text']) {
  const plain = Object.defineProperty(Uint8Array.of(97, 98, 99), 'length', { value: lie });
  assert.strictEqual(Buffer.concat([plain], 3).toString(), 'abc');
  assert.strictEqual(Buffer.prototype.copy.call(plain, Buffer.alloc(9), 1), 3);
  assert.ok(Buffer.from('abc').equals(plain));
}

for (const size of [0, 8, 16, 120, 128, 136, 192, 200, 256]) {
  const source = Buffer.from(Array.from({ length: size }, (_, i) => i & 0xff));
  for (const width of [2, 4, 8]) {
    const expected = Buffer.alloc(size);
    for (let i = 0; i < size; i++) {
      expected[i] = source[i - (i % width) + width - 1 - (i % width)];
    }
    assert.deepStrictEqual(Buffer.from(source)[`swap${width * 8}`](), expected);
  }
}
assert.throws(() => Buffer.alloc(3).swap16(), {
  code: 'ERR_INVALID_BUFFER_SIZE', message: 'Buffer size must be a multiple of 16-bits',
});
