'use strict';

// Uint8Array.fromBase64, fromHex and Uint8Array.prototype.toBase64, toHex, setFromBase64,
// setFromHex (ECMAScript proposal arraybuffer-base64, stage 4). O(length).

const {
  addMissing, getOwnPropertyDescriptor, getPrototypeOf, isObject, uncurryThis,
} = require('internal/polyfills/intrinsics');

const OriginalUint8Array = Uint8Array;
const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype);
const nameOf = uncurryThis(getOwnPropertyDescriptor(typedArrayPrototype, Symbol.toStringTag).get);
const lengthOf = uncurryThis(getOwnPropertyDescriptor(typedArrayPrototype, 'length').get);
// Not at(): the snapshot builder's V8 lacks it.
const indexOf = uncurryThis(typedArrayPrototype.indexOf);
const codeAt = uncurryThis(String.prototype.charCodeAt);

const kShared = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const kAlphabets = { __proto__: null, base64: `${kShared}+/`, base64url: `${kShared}-_` };
const kWhitespace = -2;
const kPadding = -3;
const kInvalid = -1;

function decodeTable(alphabet) {
  const table = new Int8Array(128).fill(kInvalid);
  for (let i = 0; i < 64; i++) table[alphabet.charCodeAt(i)] = i;
  for (const c of '\t\n\f\r ') table[c.charCodeAt(0)] = kWhitespace;
  table[0x3d] = kPadding;
  return table;
}
const kDecode = {
  __proto__: null,
  base64: decodeTable(kAlphabets.base64),
  base64url: decodeTable(kAlphabets.base64url),
};

/** ValidateUint8Array. */
function validateArray(value) {
  if (!isObject(value) || nameOf(value) !== 'Uint8Array') {
    throw new TypeError('Receiver must be a Uint8Array');
  }
}

/** Throws TypeError if the buffer is detached. */
function validateAttached(array) {
  indexOf(array, 0, Infinity);
  return lengthOf(array);
}

/** GetOptionsObject. */
function optionsObject(options) {
  if (options === undefined) return { __proto__: null };
  if (!isObject(options)) throw new TypeError('Options must be an object');
  return options;
}

function alphabetOption(options) {
  const { alphabet } = options;
  if (alphabet === undefined) return 'base64';
  if (alphabet !== 'base64' && alphabet !== 'base64url') {
    throw new TypeError('Expected alphabet to be either "base64" or "base64url"');
  }
  return alphabet;
}

function chunkOption(options) {
  const { lastChunkHandling } = options;
  if (lastChunkHandling === undefined) return 'loose';
  if (lastChunkHandling !== 'loose' && lastChunkHandling !== 'strict' &&
      lastChunkHandling !== 'stop-before-partial') {
    throw new TypeError(
      'Expected lastChunkHandling to be either "loose", "strict" or "stop-before-partial"');
  }
  return lastChunkHandling;
}

function requireString(value) {
  if (typeof value !== 'string') throw new TypeError('Expected input to be a string');
}

function malformed() {
  return new SyntaxError('The base64 input is not correctly encoded');
}

/** Index of the first character that is not white space at or behind `from`. */
function skipWhitespace(text, from) {
  while (from < text.length) {
    const code = codeAt(text, from);
    if (code > 0x7f || kDecode.base64[code] !== kWhitespace) break;
    from++;
  }
  return from;
}

/** Where the results of a decoder are: how much was read, the bytes, and the error if any. */
class Decoded {
  constructor() {
    this.read = 0;
    /** @type {number[]} */
    this.bytes = [];
    /** @type {SyntaxError | null} */
    this.error = null;
  }
}

/** Appends the bytes of a chunk of 2 or 3 characters; false if strict and bits are left over. */
function finishChunk(result, chunk, count, strict) {
  if (count === 2) {
    if (strict && (chunk & 0xf) !== 0) return false;
    result.bytes[result.bytes.length] = chunk >> 4;
  } else {
    if (strict && (chunk & 3) !== 0) return false;
    result.bytes[result.bytes.length] = chunk >> 10;
    result.bytes[result.bytes.length] = (chunk >> 2) & 0xff;
  }
  return true;
}

/** FromBase64: stops before a chunk that would exceed `maxLength`. */
function decodeBase64(text, alphabet, lastChunk, maxLength) {
  const result = new Decoded();
  if (maxLength === 0) return result;
  const table = kDecode[alphabet];
  const { bytes } = result;
  const { length } = text;
  let chunk = 0;
  let count = 0; // Characters in the chunk.
  for (let i = 0; ;) {
    i = skipWhitespace(text, i);
    if (i === length) {
      if (count > 0) {
        if (lastChunk === 'stop-before-partial') return result;
        if (lastChunk === 'strict' || count === 1) {
          result.error = malformed();
          return result;
        }
        finishChunk(result, chunk, count, false);
      }
      result.read = length;
      return result;
    }
    const code = codeAt(text, i++);
    const digit = code > 0x7f ? kInvalid : table[code];
    if (digit === kPadding) {
      if (count < 2) {
        result.error = malformed();
        return result;
      }
      i = skipWhitespace(text, i);
      if (count === 2) {
        if (i === length) {
          if (lastChunk !== 'stop-before-partial') result.error = malformed();
          return result;
        }
        if (codeAt(text, i) === 0x3d) i = skipWhitespace(text, i + 1);
      }
      if (i < length || !finishChunk(result, chunk, count, lastChunk === 'strict')) {
        result.error = malformed();
        return result;
      }
      result.read = length;
      return result;
    }
    if (digit < 0) {
      result.error = malformed();
      return result;
    }
    const remaining = maxLength - bytes.length;
    if ((remaining === 1 && count === 2) || (remaining === 2 && count === 3)) return result;
    chunk = (chunk << 6) | digit;
    if (++count === 4) {
      const to = bytes.length;
      bytes[to] = chunk >> 16;
      bytes[to + 1] = (chunk >> 8) & 0xff;
      bytes[to + 2] = chunk & 0xff;
      chunk = count = 0;
      result.read = i;
      if (bytes.length === maxLength) return result;
    }
  }
}

function hexDigit(code) {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : kInvalid;
}

/** FromHex. */
function decodeHex(text, maxLength) {
  const result = new Decoded();
  if (text.length % 2 !== 0) {
    result.error = new SyntaxError('String should be an even number of characters');
    return result;
  }
  for (let i = 0; i < text.length && result.bytes.length < maxLength; i += 2) {
    const high = hexDigit(codeAt(text, i));
    const low = hexDigit(codeAt(text, i + 1));
    if (high === kInvalid || low === kInvalid) {
      result.error = new SyntaxError('String should only contain hex characters');
      return result;
    }
    result.bytes[result.bytes.length] = high * 16 + low;
    result.read = i + 2;
  }
  return result;
}

/** A new array of all bytes, or the error. */
function arrayOf(result) {
  if (result.error !== null) throw result.error;
  const { bytes } = result;
  const array = new OriginalUint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) array[i] = bytes[i];
  return array;
}

/** What was decoded goes into the array, also before an error. */
function writeInto(array, result) {
  const { bytes, error, read } = result;
  for (let i = 0; i < bytes.length; i++) array[i] = bytes[i];
  if (error !== null) throw error;
  return { read, written: bytes.length };
}

const statics = {
  fromBase64(string, options = undefined) {
    requireString(string);
    const given = optionsObject(options);
    const alphabet = alphabetOption(given);
    const lastChunk = chunkOption(given);
    return arrayOf(decodeBase64(string, alphabet, lastChunk, Infinity));
  },

  fromHex(string) {
    requireString(string);
    return arrayOf(decodeHex(string, Infinity));
  },
};

const methods = {
  toBase64(options = undefined) {
    validateArray(this);
    const given = optionsObject(options);
    const alphabet = kAlphabets[alphabetOption(given)];
    const padding = given.omitPadding ? '' : '=';
    const length = validateAttached(this);
    let out = '';
    let i = 0;
    for (; i + 2 < length; i += 3) {
      const chunk = (this[i] << 16) | (this[i + 1] << 8) | this[i + 2];
      out += alphabet[chunk >> 18] + alphabet[(chunk >> 12) & 63] + alphabet[(chunk >> 6) & 63] +
        alphabet[chunk & 63];
    }
    if (length - i === 1) {
      out += alphabet[this[i] >> 2] + alphabet[(this[i] & 3) << 4] + padding + padding;
    } else if (length - i === 2) {
      const chunk = (this[i] << 8) | this[i + 1];
      out += alphabet[chunk >> 10] + alphabet[(chunk >> 4) & 63] + alphabet[(chunk & 15) << 2] +
        padding;
    }
    return out;
  },

  toHex() {
    validateArray(this);
    const length = validateAttached(this);
    const digits = '0123456789abcdef';
    let out = '';
    for (let i = 0; i < length; i++) out += digits[this[i] >> 4] + digits[this[i] & 15];
    return out;
  },

  setFromBase64(string, options = undefined) {
    validateArray(this);
    requireString(string);
    const given = optionsObject(options);
    const alphabet = alphabetOption(given);
    const lastChunk = chunkOption(given);
    const length = validateAttached(this);
    return writeInto(this, decodeBase64(string, alphabet, lastChunk, length));
  },

  setFromHex(string) {
    validateArray(this);
    requireString(string);
    return writeInto(this, decodeHex(string, validateAttached(this)));
  },
};

/** @param {object} global */
function install({ Uint8Array }) {
  addMissing(Uint8Array, statics);
  addMissing(Uint8Array.prototype, methods);
}

module.exports = { install };
