'use strict';

// TextDecoder of legacy encodings: where the Encoding Standard differs from ICU's tables, what is
// wrong becomes U+FFFD or an error, and a buffer that was transferred has no bytes.

require('../../common');
const assert = require('assert');

function decode(label, bytes, options) {
  return new TextDecoder(label, options).decode(Uint8Array.from(bytes));
}

// Of one byte.
assert.strictEqual(decode('iso-8859-16', [0x41, 0xa4, 0xa1, 0xc1, 0xff]),
                   'A\u20ac\u0104\u00c1\u00ff');
assert.strictEqual(decode('koi8-u', [0xae, 0xbe]), '\u045e\u040e');
assert.strictEqual(decode('ibm866', [0x1a, 0x1c, 0x7f, 0x80]), '\x1a\x1c\x7f\u0410');
assert.strictEqual(decode('iso-8859-8-i', [0xe0]), '\u05d0');
for (const [label, byte] of [['windows-874', 0xdb], ['windows-1253', 0xaa], ['iso-8859-6', 0xa1]]) {
  assert.strictEqual(decode(label, [0x61, byte, 0x62]), 'a\ufffdb');
  assert.throws(() => decode(label, [byte], { fatal: true }), {
    name: 'TypeError', code: 'ERR_ENCODING_INVALID_ENCODED_DATA',
  });
}
assert.strictEqual(decode('windows-1251', []), '');
const every = Uint8Array.from({ length: 256 }, (_, i) => i);
assert.strictEqual(new TextDecoder('koi8-r', { fatal: true }).decode(every).length, 256);

// Of several.
assert.strictEqual(decode('gb18030', [0x80, 0xa6, 0xd9, 0xfe, 0x59]), '\u20ac\ufe10\u9fb4');
assert.strictEqual(decode('gb18030', [0x80], { fatal: true }), '\u20ac');
assert.throws(() => decode('gb18030', [0xff], { fatal: true }), TypeError);
assert.strictEqual(decode('gbk', [0xff, 0x41]), '\ufffdA');
assert.strictEqual(decode('shift_jis', [0xa0, 0xfd, 0x41]), '\ufffd\ufffdA');
assert.strictEqual(decode('iso-2022-jp', [0x50, 0x1b, 0x24, 0x50]), 'P\ufffd$P');
assert.strictEqual(decode('iso-2022-jp', [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42, 0x41]),
                   '\u3042A');
assert.throws(() => decode('iso-2022-jp', [0x1b, 0x24, 0x50], { fatal: true }), TypeError);

// A character that two chunks share.
const parts = new TextDecoder('gb18030');
assert.strictEqual(parts.decode(Uint8Array.of(0xa6), { stream: true }), '');
assert.strictEqual(parts.decode(Uint8Array.of(0xd9)), '\ufe10');

const bytes = Uint8Array.of(0x61);
const { buffer } = bytes;
structuredClone(null, { transfer: [buffer] });
for (const label of ['utf-8', 'utf-16le', 'koi8-r', 'shift_jis']) {
  for (const input of [bytes, buffer]) {
    assert.strictEqual(new TextDecoder(label).decode(input), '');
    assert.strictEqual(new TextDecoder(label).decode(input, { stream: true }), '');
  }
}
