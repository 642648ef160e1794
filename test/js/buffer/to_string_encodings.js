// Every encoding there and back, over lengths that end in each place of a vector or group.
'use strict';

const assert = require('assert');
require('../../common');

for (let length = 0; length < 100; length++) {
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 37 + length * 11) & 0xff;
  for (const encoding of ['hex', 'base64', 'base64url', 'latin1', 'binary']) {
    const text = bytes.toString(encoding);
    assert.deepStrictEqual(Buffer.from(text, encoding), bytes, `${encoding} ${length}`);
  }
  assert.strictEqual(bytes.toString('hex'),
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
  assert.strictEqual(bytes.toString('ascii'),
    Array.from(bytes, (byte) => String.fromCharCode(byte & 0x7f)).join(''));
  const even = bytes.subarray(0, length & ~1);
  assert.deepStrictEqual(Buffer.from(even.toString('utf16le'), 'ucs2'), even);
}

const bytes = Buffer.from('hello');
assert.strictEqual(bytes.toString('utf8', -3, 3), 'hel');
assert.strictEqual(bytes.toString('utf8', '1', '3'), 'el');
assert.strictEqual(bytes.toString(undefined, 1.9), 'ello');
assert.strictEqual(bytes.toString('utf8', 3, 1), '');
assert.strictEqual(bytes.toString('utf8', Infinity), '');
assert.strictEqual(bytes.toString('UTF-8'), 'hello');
for (const encoding of ['nope', 5, null, '']) {
  assert.throws(() => bytes.toString(encoding), { code: 'ERR_UNKNOWN_ENCODING' });
}

// Beyond 1 MiB the characters live outside the heap.
const large = Buffer.alloc(3 << 20, 'abcdefg');
assert.strictEqual(large.toString('latin1').length, large.length);
assert.strictEqual(large.toString('latin1').slice(-3), large.subarray(-3).toString());
assert.strictEqual(large.toString().at(-1), large.toString('ascii').at(-1));
assert.strictEqual(large.toString('hex').slice(0, 4), '6162');
const wide = Buffer.from('漢'.repeat(1 << 20)).toString();
assert.strictEqual(wide.length, 1 << 20);
assert.strictEqual(wide, '漢'.repeat(1 << 20));
