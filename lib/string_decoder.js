// StringDecoder: bytes that arrive in pieces, decoded without cutting a character in two.
//
// After each write at most one incomplete character (up to four bytes) is kept; the next write
// completes it. What is kept is decided by looking at the last one to three bytes only, so a write
// costs one native decoding call and, when a character was split, one more of four bytes.
// An invalid sequence is never kept: it becomes U+FFFD exactly where `buf.toString()` of the
// whole input would have put it.

'use strict';

require('buffer'); // completes FastBuffer.prototype
const { FastBuffer } = require('internal/buffer');
const { normalizeEncoding } = require('internal/util');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
    ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');

const kState = Symbol('state');

// How many bytes a character that begins with `byte` has, by its first byte; 1 if it begins none.
function utf8Length(byte) {
  if ((byte & 0xe0) === 0xc0) return 2;
  if ((byte & 0xf0) === 0xe0) return 3;
  if ((byte & 0xf8) === 0xf0) return 4;
  return 1;
}

class State {
  constructor(encoding) {
    /** @type {any} FastBuffer(4), made when a character is first split */
    this.kept = null;
    this.buffered = 0; // bytes of `kept` in use
    this.missing = 0; // bytes that would complete it
    this.encoding = encoding;
  }

  keep(bytes, from, to) {
    if (this.kept === null) this.kept = new FastBuffer(4);
    for (let i = from; i < to; i++) this.kept[this.buffered++] = bytes[i];
  }

  // The kept bytes as text; nothing is kept afterwards.
  take() {
    const { buffered } = this;
    this.buffered = 0;
    this.missing = 0;
    return this.kept.toString(this.encoding, 0, buffered);
  }
}

// Each decoder returns the text that became complete with `bytes`.

function decodeUtf8(state, bytes) {
  let { length } = bytes;
  let start = 0;
  let text = '';
  if (state.missing > 0) {
    // A byte that continues nothing ends the kept character early; it is then decoded as it is.
    let end = 0;
    const wanted = Math.min(state.missing, length);
    while (end < wanted && (bytes[end] & 0xc0) === 0x80) end++;
    state.keep(bytes, 0, end);
    state.missing -= end;
    if (end < wanted || state.missing === 0) text = state.take();
    start = end;
  }
  if (start === length) return text;
  if ((bytes[length - 1] & 0x80) !== 0) {
    let first = length - 1;
    const limit = Math.max(start, length - 4);
    while (first > limit && (bytes[first] & 0xc0) === 0x80) first--;
    const missing = utf8Length(bytes[first]) - (length - first);
    if (missing > 0) {
      state.keep(bytes, first, length);
      state.missing = missing;
      length = first;
      if (start === length) return text;
    }
  }
  const body = bytes.utf8Slice(start, length);
  return text === '' ? body : text + body;
}

function decodeUtf16(state, bytes) {
  let { length } = bytes;
  let start = 0;
  let text = '';
  if (state.missing > 0) {
    start = Math.min(state.missing, length);
    state.keep(bytes, 0, start);
    state.missing -= start;
    if (state.missing === 0) text = state.take();
  }
  // Half a unit is kept alone, even behind the first half of a surrogate pair: that goes out and
  // meets its other half in the caller's string.
  if (((length - start) & 1) !== 0) {
    state.keep(bytes, --length, length + 1);
    state.missing = 1;
  } else if (length > start && (bytes[length - 1] & 0xfc) === 0xd8) {
    length -= 2;
    state.keep(bytes, length, length + 2);
    state.missing = 2;
  }
  return start < length ? text + bytes.ucs2Slice(start, length) : text;
}

function decodeBase64(state, bytes) {
  let { length } = bytes;
  let start = 0;
  let text = '';
  if (state.missing > 0) {
    start = Math.min(state.missing, length);
    state.keep(bytes, 0, start);
    state.missing -= start;
    if (state.missing === 0) text = state.take();
  }
  const rest = (length - start) % 3;
  if (rest > 0) {
    state.keep(bytes, length - rest, length);
    state.missing = 3 - rest;
    length -= rest;
  }
  return start < length ? text + bytes.toString(state.encoding, start, length) : text;
}

function decodeWhole(state, bytes) {
  return bytes.toString(state.encoding, 0, bytes.length);
}

function decoderOf(encoding) {
  switch (encoding) {
    case 'utf8': return decodeUtf8;
    case 'utf16le': return decodeUtf16;
    case 'base64':
    case 'base64url': return decodeBase64;
    default: return decodeWhole;
  }
}

/**
 * Decodes a stream of bytes (Node: Class StringDecoder).
 * @param {string} [encoding] 'utf8' if missing
 * @throws {TypeError} ERR_UNKNOWN_ENCODING
 */
function StringDecoder(encoding) {
  this.encoding = normalizeEncoding(encoding);
  if (this.encoding === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  this[kState] = new State(this.encoding);
}

function stateOf(decoder) {
  const state = decoder[kState];
  if (state === undefined) throw new ERR_INVALID_THIS('StringDecoder');
  return state;
}

/**
 * Decodes what is complete (Node: stringDecoder.write).
 * @param {string|Buffer|TypedArray|DataView} buf
 * @returns {string}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS
 */
StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!ArrayBuffer.isView(buf)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  }
  const state = stateOf(this);
  const bytes = buf instanceof FastBuffer ?
    buf : new FastBuffer(buf.buffer, buf.byteOffset, buf.byteLength);
  if (bytes.length === 0) return '';
  return state.encoding === 'utf8' ?
    decodeUtf8(state, bytes) : decoderOf(state.encoding)(state, bytes);
};

/**
 * Decodes what is left; an incomplete character becomes a substitute (Node: stringDecoder.end).
 * @param {string|Buffer|TypedArray|DataView} [buf]
 * @returns {string}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS
 */
StringDecoder.prototype.end = function end(buf) {
  const state = stateOf(this);
  const text = buf === undefined ? '' : this.write(buf);
  if (state.buffered === 0) return text;
  // Half of a UTF-16 code unit is dropped.
  if (state.encoding === 'utf16le') state.buffered &= ~1;
  return text + state.take();
};

/**
 * Forgets what is kept and decodes from an offset. Not documented, but old programs use it.
 * @param {Buffer} buf
 * @param {number} offset
 * @returns {string}
 */
StringDecoder.prototype.text = function text(buf, offset) {
  const state = stateOf(this);
  state.buffered = 0;
  state.missing = 0;
  return this.write(buf.slice(offset));
};

Object.defineProperties(StringDecoder.prototype, {
  lastChar: {
    configurable: true,
    enumerable: true,
    get() {
      const state = stateOf(this);
      if (state.kept === null) state.kept = new FastBuffer(4);
      return state.kept;
    },
  },
  lastNeed: {
    configurable: true,
    enumerable: true,
    get() { return stateOf(this).missing; },
  },
  lastTotal: {
    configurable: true,
    enumerable: true,
    get() {
      const state = stateOf(this);
      return state.buffered + state.missing;
    },
  },
});

module.exports = { StringDecoder };
