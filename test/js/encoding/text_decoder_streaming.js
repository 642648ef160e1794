// TextDecoder with stream: true gives what one call gives, for every cut and every option.
'use strict';

const assert = require('assert');
require('../../common');

function decode(label, options, bytes, size) {
  const decoder = new TextDecoder(label, options);
  let text = '';
  try {
    for (let i = 0; i < bytes.length; i += size) {
      text += decoder.decode(bytes.subarray(i, i + size), { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    return error.code;
  }
}

const samples = ['efbbbf41', 'efbbbfefbbbf', 'fffe4100', 'feff0041', 'e282ac', 'f09f9880e282',
  'e24141', '3dd800de', '3dd84100', '41', '', 'efbb41', 'c4e382a0', '81308130', 'ff',
  '00d800', 'd83dde00d83d'];
for (const label of ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis', 'euc-jp',
  'gb18030']) {
  for (const options of [{}, { fatal: true }, { ignoreBOM: true }]) {
    for (const sample of samples) {
      const bytes = Buffer.from(sample, 'hex');
      const whole = decode(label, options, bytes, 1000);
      for (const size of [1, 2, 3]) {
        assert.strictEqual(decode(label, options, bytes, size), whole,
          `${label} ${JSON.stringify(options)} ${sample} by ${size}`);
      }
    }
  }
}

// A decoder begins afresh after its stream ended; a mark in the middle is a character.
const decoder = new TextDecoder();
const mark = Uint8Array.of(0xef, 0xbb, 0xbf);
assert.strictEqual(decoder.decode(mark, { stream: true }), '');
assert.strictEqual(decoder.decode(mark, { stream: true }), '\ufeff');
assert.strictEqual(decoder.decode(), '');
assert.strictEqual(decoder.decode(mark), '');
assert.strictEqual(decoder.decode(Uint8Array.of(0xe2), { stream: true }), '');
assert.strictEqual(decoder.decode(), '\ufffd');
assert.strictEqual(decoder.decode(Uint8Array.of(0x41)), 'A');
