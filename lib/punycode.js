'use strict';

// Punycode (RFC 3492): Unicode strings in the letters, digits and hyphens of host names.
// This module is deprecated; the url module converts domain names as today's standards say.
//
// Cost: decoding is O(length^2) in the worst case, since code points are inserted in place;
// encoding is O(length * distinct code points).
//
// The module must stay out of the snapshot: it warns when a program loads it.

const { getOptionValue } = require('internal/options');

if (getOptionValue('--pending-deprecation')) {
  process.emitWarning(
    'The `punycode` module is deprecated. Please use a userland alternative instead.',
    'DeprecationWarning', 'DEP0040');
}

const kBase = 36;
const kTMin = 1;
const kTMax = 26;
const kSkew = 38;
const kDamp = 700;
const kInitialBias = 72;
const kInitialN = 0x80;
const kDelimiter = '-';
const kMax = 0x7fffffff;

const kMessages = {
  overflow: 'Overflow: input needs wider integers to process',
  notBasic: 'Illegal input >= 0x80 (not a basic code point)',
  invalid: 'Invalid input',
};

/** Section 6.1: the bias for the next delta. */
function adapt(delta, count, first) {
  delta = first ? Math.floor(delta / kDamp) : delta >> 1;
  delta += Math.floor(delta / count);
  let k = 0;
  while (delta > ((kBase - kTMin) * kTMax) >> 1) {
    delta = Math.floor(delta / (kBase - kTMin));
    k += kBase;
  }
  return k + Math.floor(((kBase - kTMin + 1) * delta) / (delta + kSkew));
}

function threshold(k, bias) {
  return Math.min(Math.max(k - bias, kTMin), kTMax);
}

/** 0..25 are letters, 26..35 digits; 36 stands for anything else. */
function digitOf(code) {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  if (code >= 0x41 && code <= 0x5a) return code - 0x41;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  return kBase;
}

function letterOf(digit) {
  return String.fromCharCode(digit < 26 ? digit + 0x61 : digit - 26 + 0x30);
}

/**
 * A Punycode string to Unicode. Node: punycode.decode(string). Throws RangeError.
 * @param {string} input
 * @returns {string}
 */
function decode(input) {
  const output = [];
  const basic = Math.max(input.lastIndexOf(kDelimiter), 0);
  for (let i = 0; i < basic; i++) {
    const code = input.charCodeAt(i);
    if (code >= 0x80) throw new RangeError(kMessages.notBasic);
    output.push(code);
  }
  let n = kInitialN;
  let i = 0;
  let bias = kInitialBias;
  for (let at = basic > 0 ? basic + 1 : 0; at < input.length;) {
    // A generalised variable-length integer, added to `i`.
    const before = i;
    let weight = 1;
    for (let k = kBase; ; k += kBase) {
      if (at >= input.length) throw new RangeError(kMessages.invalid);
      const digit = digitOf(input.charCodeAt(at++));
      if (digit >= kBase) throw new RangeError(kMessages.invalid);
      if (digit > Math.floor((kMax - i) / weight)) throw new RangeError(kMessages.overflow);
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (weight > Math.floor(kMax / (kBase - t))) throw new RangeError(kMessages.overflow);
      weight *= kBase - t;
    }
    const count = output.length + 1;
    bias = adapt(i - before, count, before === 0);
    if (Math.floor(i / count) > kMax - n) throw new RangeError(kMessages.overflow);
    n += Math.floor(i / count);
    i %= count;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

/**
 * A Unicode string to Punycode. Node: punycode.encode(string). Throws RangeError.
 * @param {string} input
 * @returns {string}
 */
function encode(input) {
  const points = ucs2Decode(input);
  let output = '';
  for (const point of points) {
    if (point < 0x80) output += String.fromCharCode(point);
  }
  const basic = output.length;
  let handled = basic;
  if (basic > 0) output += kDelimiter;
  let n = kInitialN;
  let delta = 0;
  let bias = kInitialBias;
  while (handled < points.length) {
    let next = kMax;
    for (const point of points) {
      if (point >= n && point < next) next = point;
    }
    if (next - n > Math.floor((kMax - delta) / (handled + 1))) {
      throw new RangeError(kMessages.overflow);
    }
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n && ++delta > kMax) throw new RangeError(kMessages.overflow);
      if (point !== n) continue;
      let q = delta;
      for (let k = kBase; ; k += kBase) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += letterOf(t + ((q - t) % (kBase - t)));
        q = Math.floor((q - t) / (kBase - t));
      }
      output += letterOf(q);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

/**
 * The code points of a string; lone surrogates stand for themselves.
 * Node: punycode.ucs2.decode(string).
 * @param {string} string
 * @returns {number[]}
 */
function ucs2Decode(string) {
  const points = [];
  for (let i = 0; i < string.length; i++) {
    const point = /** @type {number} */ (string.codePointAt(i));
    points.push(point);
    if (point > 0xffff) i++;
  }
  return points;
}

/**
 * Applies `convert` to each label, leaving the local part of an e-mail address alone. The other
 * characters IDNA takes for a dot become one.
 * @param {string} domain
 * @param {(label: string) => string} convert
 * @returns {string}
 */
function mapLabels(domain, convert) {
  const at = domain.indexOf('@');
  let local = '';
  if (at !== -1) {
    // With more than one "@", all behind the second is dropped.
    const second = domain.indexOf('@', at + 1);
    local = domain.slice(0, at + 1);
    domain = domain.slice(at + 1, second === -1 ? domain.length : second);
  }
  return local + domain.split(/[.\u3002\uff0e\uff61]/).map(convert).join('.');
}

/**
 * Converts the labels of a domain or e-mail address that are not ASCII.
 * Node: punycode.toASCII(domain).
 * @param {string} input
 * @returns {string}
 */
function toASCII(input) {
  return mapLabels(input, (label) => (/[^\0-\x7f]/.test(label) ? `xn--${encode(label)}` : label));
}

/**
 * Converts the labels of a domain or e-mail address that are Punycode.
 * Node: punycode.toUnicode(domain).
 * @param {string} input
 * @returns {string}
 */
function toUnicode(input) {
  return mapLabels(input, (label) => (
    label.startsWith('xn--') ? decode(label.slice(4).toLowerCase()) : label));
}

module.exports = {
  version: '2.1.0',
  ucs2: {
    decode: ucs2Decode,
    /**
     * @param {number[]} codePoints
     * @returns {string}
     */
    encode: (codePoints) => String.fromCodePoint(...codePoints),
  },
  decode,
  encode,
  toASCII,
  toUnicode,
};
