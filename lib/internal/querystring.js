'use strict';

// Percent-encoding with a table of the characters that stay, shared by `querystring` and the legacy
// `url`, and the decoder that never fails.
//
// Cost: O(length); a string that needs no encoding is returned itself.

const { codes } = require('internal/errors');

/** "%00" to "%FF". */
const kPercentByte = [];
const kHexValue = new Int8Array(256).fill(-1);
for (let c = 0; c < 256; c++) {
  const hex = c.toString(16).toUpperCase().padStart(2, '0');
  kPercentByte.push(`%${hex}`);
  if (c < 16) {
    const digit = c.toString(16);
    kHexValue[digit.charCodeAt(0)] = kHexValue[digit.toUpperCase().charCodeAt(0)] = c;
  }
}

/**
 * A table for percentEncode: ASCII letters, digits and `extra` stay.
 * @param {string} extra
 * @returns {Uint8Array}
 */
function makeKeepTable(extra) {
  const table = new Uint8Array(128);
  const all = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${extra}`;
  for (let i = 0; i < all.length; i++) table[all.charCodeAt(i)] = 1;
  return table;
}

/**
 * UTF-8 percent-encodes all that `keep` does not name. Throws ERR_INVALID_URI at a surrogate
 * that is the last character.
 * @param {string} text
 * @param {Uint8Array} keep
 * @returns {string}
 */
function percentEncode(text, keep) {
  const { length } = text;
  let out = '';
  let clean = 0;
  for (let i = 0; i < length; i++) {
    let c = text.charCodeAt(i);
    if (c < 0x80) {
      if (keep[c] === 1) continue;
      if (clean < i) out += text.slice(clean, i);
      out += kPercentByte[c];
    } else {
      if (clean < i) out += text.slice(clean, i);
      if (c < 0x800) {
        out += kPercentByte[0xc0 | (c >> 6)];
      } else if (c < 0xd800 || c > 0xdfff) {
        out += kPercentByte[0xe0 | (c >> 12)] + kPercentByte[0x80 | ((c >> 6) & 0x3f)];
      } else {
        // Any two code units are taken for a pair: only a surrogate at the end is an error.
        if (++i >= length) throw new codes.ERR_INVALID_URI();
        c = 0x10000 + (((c & 0x3ff) << 10) | (text.charCodeAt(i) & 0x3ff));
        out += kPercentByte[0xf0 | (c >> 18)] + kPercentByte[0x80 | ((c >> 12) & 0x3f)] +
          kPercentByte[0x80 | ((c >> 6) & 0x3f)];
      }
      out += kPercentByte[0x80 | (c & 0x3f)];
    }
    clean = i + 1;
  }
  if (clean === 0) return text;
  return clean < length ? out + text.slice(clean) : out;
}

/**
 * Percent-decodes into bytes, each other character giving its low byte; "%" stays where no two hex
 * digits follow.
 * @param {string} text
 * @param {boolean} plusIsSpace
 * @returns {Buffer}
 */
function percentDecode(text, plusIsSpace) {
  const { Buffer } = require('buffer');
  const bytes = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let byte = text.charCodeAt(i);
    if (byte === 0x25 && i + 2 < text.length) {
      const high = text.charCodeAt(i + 1);
      const low = text.charCodeAt(i + 2);
      if (high < 256 && low < 256 && kHexValue[high] !== -1 && kHexValue[low] !== -1) {
        byte = kHexValue[high] * 16 + kHexValue[low];
        i += 2;
      }
    } else if (byte === 0x2b && plusIsSpace) {
      byte = 0x20;
    }
    bytes[length++] = byte;
  }
  return length === bytes.length ? bytes : bytes.slice(0, length);
}

module.exports = { makeKeepTable, percentDecode, percentEncode };
