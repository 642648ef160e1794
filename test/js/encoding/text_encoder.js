// TextEncoder: UTF-8 of short and long strings, encodeInto's counts, results with memory of their
// own.
'use strict';

const assert = require('assert');
require('../../common');

const encoder = new TextEncoder();
assert.strictEqual(encoder.encoding, 'utf-8');
assert.strictEqual(encoder.encode().length, 0);
assert.deepStrictEqual([...encoder.encode(null)], [110, 117, 108, 108]);
for (const text of ['a', 'é', '€', '😀', '\ud800', 'a\udc00', 'x'.repeat(47), 'x'.repeat(48),
  'x'.repeat(49), 'x'.repeat(5000), `${'x'.repeat(40)}é`, 'é'.repeat(3000), '漢😀'.repeat(3000)]) {
  const bytes = encoder.encode(text);
  assert.ok(Object.getPrototypeOf(bytes) === Uint8Array.prototype);
  assert.strictEqual(bytes.buffer.byteLength, bytes.length);
  assert.deepStrictEqual(Buffer.from(bytes), Buffer.from(text));
}

for (const text of ['aé€😀b', 'plain ascii text that is not short at all, really', '\ud800a']) {
  const all = Buffer.from(text);
  for (let room = 0; room <= all.length + 2; room++) {
    const target = new Uint8Array(room + 4).fill(0xee);
    const { read, written } = encoder.encodeInto(text, target.subarray(0, room));
    assert.deepStrictEqual(Buffer.from(text.slice(0, read)), all.subarray(0, written));
    assert.ok(target.subarray(written).every((byte) => byte === 0xee));
    assert.strictEqual(read === text.length, room >= all.length);
  }
}
assert.throws(() => encoder.encodeInto(5, new Uint8Array(1)), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => encoder.encodeInto('a', new Uint16Array(1)), { code: 'ERR_INVALID_ARG_TYPE' });
for (const value of [undefined, null, true, {}, TextEncoder.prototype]) {
  assert.throws(() => encoder.encode.call(value, 'a'), { code: 'ERR_INVALID_THIS' });
}
