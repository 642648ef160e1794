// What a decoder keeps between writes, its undocumented counters, reuse after end, and its
// arguments.
'use strict';

const assert = require('assert');
const { StringDecoder } = require('string_decoder');
require('../../common');

const decoder = new StringDecoder();
assert.strictEqual(decoder.encoding, 'utf8');
assert.strictEqual(decoder.write(Buffer.from('e2', 'hex')), '');
assert.deepStrictEqual([decoder.lastNeed, decoder.lastTotal], [2, 3]);
assert.strictEqual(decoder.lastChar[0], 0xe2);
assert.strictEqual(decoder.write(Buffer.from('82', 'hex')), '');
assert.strictEqual(decoder.end(Buffer.from('ac', 'hex')), '€');
assert.deepStrictEqual([decoder.lastNeed, decoder.lastTotal], [0, 0]);
assert.strictEqual(decoder.write(Buffer.from('f09f98', 'hex')), '');
assert.strictEqual(decoder.end(), '\ufffd');
assert.strictEqual(decoder.end(), '');
assert.strictEqual(decoder.write('as it is'), 'as it is');
assert.strictEqual(decoder.write(new Uint16Array([0x4241])), 'AB');
assert.strictEqual(decoder.write(new DataView(Uint8Array.of(0x43).buffer)), 'C');

const wide = new StringDecoder('UCS-2');
assert.strictEqual(wide.encoding, 'utf16le');
assert.strictEqual(wide.write(Buffer.from('3dd8', 'hex')), '');
assert.strictEqual(wide.write(Buffer.from('00', 'hex')), '');
assert.strictEqual(wide.write(Buffer.from('de', 'hex')), '😀');
assert.strictEqual(wide.write(Buffer.from('41', 'hex')), '');
assert.strictEqual(wide.end(), '');

for (const encoding of ['nope', Symbol('s'), 5, {}]) {
  assert.throws(() => new StringDecoder(encoding), { code: 'ERR_UNKNOWN_ENCODING' });
}
for (const value of [null, undefined, 5, {}, []]) {
  assert.throws(() => decoder.write(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => StringDecoder.prototype.write.call({}, Buffer.from('a')),
  { code: 'ERR_INVALID_THIS' });
