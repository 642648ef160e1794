// Labels of the Encoding Standard, encodings that are refused, kinds of input.
'use strict';

const assert = require('assert');
require('../../common');

for (const [label, name] of [['UTF8', 'utf-8'], [' utf-8\n', 'utf-8'], ['ascii', 'windows-1252'],
  ['latin1', 'windows-1252'], ['utf-16', 'utf-16le'], ['unicodefffe', 'utf-16be'],
  ['sjis', 'shift_jis'],
  ['gb2312', 'gbk'], ['ks_c_5601-1987', 'euc-kr'], ['cp866', 'ibm866'], ['l2', 'iso-8859-2'],
  ['x-user-defined', 'x-user-defined'], ['iso-8859-8-i', 'iso-8859-8-i'], ['koi8', 'koi8-r']]) {
  assert.strictEqual(new TextDecoder(label).encoding, name);
}
for (const label of ['', 'nope', null, 'utf-7', 'replacement', 'hz-gb-2312', 'utf-8\0',
  '\u00a0utf-8']) {
  assert.throws(() => new TextDecoder(label),
    { name: 'RangeError', code: 'ERR_ENCODING_NOT_SUPPORTED' });
}

const decode = (label, ...bytes) => new TextDecoder(label).decode(Uint8Array.from(bytes));
assert.strictEqual(decode('windows-1252', 0x80, 0x9f, 0xe9, 0x81), '€Ÿé\x81');
assert.strictEqual(decode('x-user-defined', 0x41, 0x80, 0xff), 'A\uf780\uf7ff');
assert.strictEqual(decode('iso-8859-2', 0xb1), 'ą');
assert.strictEqual(decode('windows-1251', 0xcf), 'П');
assert.strictEqual(decode('gbk', 0xc4, 0xe3), '你');
assert.strictEqual(decode('shift_jis', 0x82, 0xa0), 'あ');
assert.strictEqual(decode('utf-16le', 0, 0xd8, 0x41, 0), '\ufffdA');
assert.strictEqual(decode('utf-16le', 0, 0xd8, 0x41), '\ufffd');
assert.strictEqual(decode('utf-16be', 0xd8, 0x3d, 0xde, 0), '😀');

const bytes = Uint8Array.of(0x61, 0x62);
const decoder = new TextDecoder();
for (const input of [bytes, bytes.buffer, new DataView(bytes.buffer), new Uint16Array(bytes.buffer),
  Buffer.from(bytes)]) {
  assert.strictEqual(decoder.decode(input), 'ab');
}
const shared = new SharedArrayBuffer(2);
new Uint8Array(shared).set(bytes);
assert.strictEqual(decoder.decode(shared), 'ab');
assert.strictEqual(decoder.decode(), '');
for (const input of [null, 'ab', [97], {}, 5]) {
  assert.throws(() => decoder.decode(input), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => new TextDecoder('utf-8', 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xff)), {
  name: 'TypeError', code: 'ERR_ENCODING_INVALID_ENCODED_DATA',
});
for (const value of [undefined, null, 5, {}]) {
  assert.throws(() => decoder.decode.call(value), { code: 'ERR_INVALID_THIS' });
}
