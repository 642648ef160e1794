// What native code does by vectors of bytes gives what a byte-by-byte program gives: at each length
// up to 200, at many alignments, with what breaks the pattern at the beginning, within and at the
// end.
'use strict';

const assert = require('assert');
const { isAscii, isUtf8 } = require('buffer');
require('../../common');

const kLongest = 200;
const area = Buffer.alloc(kLongest + 64);
const digits = '0123456789abcdef';
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function hexOf(bytes) {
  let text = '';
  for (const byte of bytes) text += digits[byte >> 4] + digits[byte & 15];
  return text;
}

function base64Of(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += alphabet[group >> 18] + alphabet[(group >> 12) & 63] +
      (i + 1 < bytes.length ? alphabet[(group >> 6) & 63] : '=') +
      (i + 2 < bytes.length ? alphabet[group & 63] : '=');
  }
  return text;
}

function latin1Of(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

// The "UTF-8 decoder" of the Encoding Standard.
function utf8Of(bytes) {
  let text = '';
  let valid = true;
  let point = 0;
  let needed = 0;
  let low = 0x80;
  let high = 0xbf;
  const fail = () => {
    text += '\ufffd';
    valid = false;
    needed = 0;
    low = 0x80;
    high = 0xbf;
  };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (needed === 0) {
      if (byte < 0x80) {
        text += String.fromCharCode(byte);
      } else if (byte >= 0xc2 && byte <= 0xf4) {
        needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
        point = byte & (0x3f >> needed);
        if (byte === 0xe0) low = 0xa0;
        else if (byte === 0xed) high = 0x9f;
        else if (byte === 0xf0) low = 0x90;
        else if (byte === 0xf4) high = 0x8f;
      } else {
        fail();
      }
    } else if (byte < low || byte > high) {
      fail();
      i--;
    } else {
      low = 0x80;
      high = 0xbf;
      point = (point << 6) | (byte & 0x3f);
      if (--needed === 0) text += String.fromCodePoint(point);
    }
  }
  if (needed > 0) fail();
  return { text, valid };
}

function order(a, b) {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

// Every length at three of the alignments; short and long ones meet them all.
for (let length = 0; length <= kLongest; length++) {
  const start = length % 16; // Lengths 16 apart meet at the same alignment, 1 apart do not.
  for (const offset of [start, (start * 7 + 3) % 16, 0]) {
    const bytes = area.subarray(offset, offset + length);
    for (let i = 0; i < length; i++) bytes[i] = (i * 37 + length * 11) & 0xff;
    const list = [...bytes];
    const hex = hexOf(list);
    const base64 = base64Of(list);
    const latin1 = latin1Of(list);
    const where = `${length} bytes at ${offset}`;

    assert.strictEqual(bytes.toString('hex'), hex, where);
    assert.deepStrictEqual([...Buffer.from(hex.toUpperCase(), 'hex')], list, where);
    assert.strictEqual(bytes.toString('base64'), base64, where);
    assert.deepStrictEqual([...Buffer.from(base64, 'base64')], list, where);
    assert.strictEqual(
      bytes.toString('base64url'),
      base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''), where);
    assert.strictEqual(btoa(latin1), base64, where);
    assert.strictEqual(atob(base64), latin1, where);
    assert.strictEqual(bytes.toString('latin1'), latin1, where);
    const { text } = utf8Of(list);
    assert.strictEqual(bytes.toString(), text, where);
    assert.strictEqual(new TextDecoder().decode(bytes), text, where);
    let size = 0;
    for (const byte of list) size += byte < 0x80 ? 1 : 2;
    assert.strictEqual(Buffer.byteLength(latin1), size, where);
    const encoded = new TextEncoder().encode(latin1);
    assert.strictEqual(encoded.length, size, where);
    assert.strictEqual(utf8Of(encoded).text, latin1, where);

    const swapped = Buffer.from(bytes.subarray(0, length & ~7));
    for (const [width, method] of [[2, 'swap16'], [4, 'swap32'], [8, 'swap64']]) {
      const expected = [];
      for (let i = 0; i < swapped.length; i += width) {
        expected.push(...[...swapped.subarray(i, i + width)].reverse());
      }
      assert.deepStrictEqual([...Buffer.from(swapped)[method]()], expected, `${method} ${where}`);
    }
  }
}

// One byte that is not like the others, at each place of each length.
for (let length = 1; length <= kLongest; length += length < 70 ? 1 : 13) {
  const bytes = area.subarray(length % 16, length % 16 + length);
  bytes.fill(0x61);
  const same = Buffer.from(bytes);
  const hex = bytes.toString('hex');
  const base64 = bytes.toString('base64');
  assert.ok(isAscii(bytes) && isUtf8(bytes));
  assert.strictEqual(bytes.indexOf(0xe4), -1);
  for (let at = 0; at < length; at++) {
    const where = `${at} of ${length}`;
    bytes[at] = 0xe4;
    assert.ok(!isAscii(bytes) && !isUtf8(bytes), where);
    assert.strictEqual(bytes.indexOf(0xe4), at, where);
    assert.strictEqual(bytes.lastIndexOf(0xe4), at, where);
    assert.strictEqual(bytes.indexOf('\xe4', 'latin1'), at, where);
    assert.strictEqual(bytes.compare(same), order(bytes, same), where);
    assert.strictEqual(same.compare(bytes), order(same, bytes), where);
    assert.strictEqual(bytes.equals(same), false, where);
    assert.strictEqual(bytes.toString('ascii').indexOf('d'), at, where);
    bytes[at] = 0x61;
    // What is no digit ends hexadecimal, and is skipped in base64.
    const badHex = `${hex.slice(0, 2 * at)}g${hex.slice(2 * at + 1)}`;
    assert.strictEqual(Buffer.from(badHex, 'hex').length, at, where);
    const spaced = `${base64.slice(0, at)}*${base64.slice(at)}`;
    assert.ok(Buffer.from(spaced, 'base64').equals(bytes), where);
    assert.throws(() => atob(spaced), { name: 'InvalidCharacterError' }, where);
  }
}

// All shapes of UTF-8, right and wrong: every first byte that matters with every byte that matters
// behind it, alone and where vectors of 16 bytes meet.
const leads = [0x41, 0x80, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5,
  0xff];
const seconds = [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xe2, 0xf3];
const thirds = [0x41, 0x80, 0xbf, 0xc3, 0xe0];
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
function checkShape(shape) {
  for (const before of [0, 14, 63]) {
    for (const after of [0, 17]) {
      const bytes = area.subarray(1, 1 + before + shape.length + after).fill(0x61);
      bytes.set(shape, before);
      const { text, valid } = utf8Of(bytes);
      const where = `${shape} behind ${before}, before ${after}`;
      if (bytes.toString() !== text) assert.strictEqual(bytes.toString(), text, where);
      if (decoder.decode(bytes) !== text) assert.strictEqual(decoder.decode(bytes), text, where);
      assert.strictEqual(isUtf8(bytes), valid, where);
      if (valid) {
        assert.strictEqual(strict.decode(bytes), text, where);
      } else {
        let code;
        try {
          strict.decode(bytes);
        } catch (error) {
          ({ code } = error);
        }
        assert.strictEqual(code, 'ERR_ENCODING_INVALID_ENCODED_DATA', where);
      }
    }
  }
}
for (const a of leads) {
  checkShape([a]);
  for (const b of seconds) {
    checkShape([a, b]);
    for (const c of thirds) {
      checkShape([a, b, c]);
      if (a >= 0xf0) for (const d of thirds) checkShape([a, b, c, d]);
    }
  }
}
