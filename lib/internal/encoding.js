// TextEncoder and TextDecoder (WHATWG Encoding Standard).
//
// UTF-8, UTF-16 and windows-1252 (which 'latin1' and 'ascii' mean here) are decoded by
// binding('buffer'); other encodings of one byte by a table, and what is left by ICU's converters,
// binding('icu').
//
// A decoder that streams keeps what is incomplete at the end of a chunk, at most three bytes, and
// puts it before the next one. A single call without `stream`, the usual case, is one native call.
// Short ASCII strings are encoded here, without native code: a call into it costs more than
// the 30 characters themselves.

'use strict';

const {
  codes: {
    ERR_ENCODING_INVALID_ENCODED_DATA,
    ERR_ENCODING_NOT_SUPPORTED,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');

const native = binding('buffer');
const { decodeUtf8, decodeUtf16, decodeWindows1252, encodeInto, encodeUtf8String } = native;

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

// ---- Labels ------------------------------------------------------------------------------------

// Encoding, then its labels (WHATWG Encoding 4.2). The name is a label too unless it says otherwise
// ('replacement' is no label of the encoding replacement; it is listed).
const labelTable = `
utf-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
ibm866 866 cp866 csibm866
iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e \
iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 \
iso_8859-7 iso_8859-7:1987 sun_eu_greek
iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 \
iso_8859-8 iso_8859-8:1988 visual
iso-8859-8-i csiso88598i logical
iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
iso-8859-13 iso8859-13 iso885913
iso-8859-14 iso8859-14 iso885914
iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
iso-8859-16
koi8-r cskoi8r koi koi8 koi8_r
koi8-u koi8-ru
macintosh csmacintosh mac x-mac-roman
windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620
windows-1250 cp1250 x-cp1250
windows-1251 cp1251 x-cp1251
windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 \
iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252
windows-1253 cp1253 x-cp1253
windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 \
iso_8859-9:1989 l5 latin5 x-cp1254
windows-1255 cp1255 x-cp1255
windows-1256 cp1256 x-cp1256
windows-1257 cp1257 x-cp1257
windows-1258 cp1258 x-cp1258
x-mac-cyrillic x-mac-ukrainian
gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk
gb18030
big5 big5-hkscs cn-big5 csbig5 x-x-big5
euc-jp cseucpkdfmtjapanese x-euc-jp
iso-2022-jp csiso2022jp
shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis
euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 \
windows-949
utf-16be unicodefffe
utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16
x-user-defined
replacement csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr
`;

let encodingOfLabel; // Map, built when a label other than UTF-8's is first asked for

/**
 * The encoding's name for a label.
 * @param {string} label
 * @returns {string|undefined} in lower case; undefined for an unknown label
 */
function getEncodingFromLabel(label) {
  if (label === 'utf-8' || label === 'utf8') return 'utf-8';
  if (encodingOfLabel === undefined) {
    encodingOfLabel = new Map();
    for (const line of labelTable.trim().split('\n')) {
      const labels = line.split(' ');
      for (const name of labels) encodingOfLabel.set(name, labels[0]);
    }
  }
  // ASCII white space around a label does not count.
  return encodingOfLabel.get(`${label}`.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase());
}

// ---- TextEncoder -------------------------------------------------------------------------------

// Up to this many characters, encoding ASCII here is faster than calling native code.
const shortString = 48;

const emptyResult = () => new Uint8Array(0);
const intoResults = new Uint32Array(2);

let isTextEncoder;
let isTextDecoder;

/** Encodes strings in UTF-8 (WHATWG: interface TextEncoder). */
class TextEncoder {
  #brand = true;

  static {
    isTextEncoder = (value) => typeof value === 'object' && value !== null && #brand in value;
  }

  /** @returns {'utf-8'} */
  get encoding() {
    if (!isTextEncoder(this)) throw new ERR_INVALID_THIS('TextEncoder');
    return 'utf-8';
  }

  /**
   * @param {string} [input]
   * @returns {Uint8Array} lone surrogates become U+FFFD
   * @throws {TypeError} ERR_INVALID_THIS
   */
  encode(input = '') {
    if (!isTextEncoder(this)) throw new ERR_INVALID_THIS('TextEncoder');
    if (typeof input !== 'string') input = `${input}`;
    const { length } = input;
    if (length > shortString) return encodeUtf8String(input);
    if (length === 0) return emptyResult();
    const result = new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      const code = input.charCodeAt(i);
      if (code > 0x7f) return encodeUtf8String(input);
      result[i] = code;
    }
    return result;
  }

  /**
   * Encodes as many whole characters as there is room for.
   * @param {string} src
   * @param {Uint8Array} dest
   * @returns {{read: number, written: number}}
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS
   */
  encodeInto(src, dest) {
    if (!isTextEncoder(this)) throw new ERR_INVALID_THIS('TextEncoder');
    if (typeof src !== 'string') throw new ERR_INVALID_ARG_TYPE('src', 'string', src);
    if (!(dest instanceof Uint8Array) && !require('internal/util/types').isUint8Array(dest)) {
      throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    }
    const { length } = src;
    if (length <= shortString && length <= dest.length) {
      let i = 0;
      for (; i < length; i++) {
        const code = src.charCodeAt(i);
        if (code > 0x7f) break;
        dest[i] = code;
      }
      if (i === length) return { read: length, written: length };
    }
    encodeInto(src, dest, intoResults);
    return { read: intoResults[0], written: intoResults[1] };
  }

  [inspectCustom](depth, options, inspect) {
    if (!isTextEncoder(this)) throw new ERR_INVALID_THIS('TextEncoder');
    if (typeof depth === 'number' && depth < 0) return this;
    inspect ??= require('internal/util/inspect').inspect;
    return inspect({ encoding: this.encoding }, options);
  }
}

// ---- TextDecoder -------------------------------------------------------------------------------

// How many bytes at the end are the beginning of a valid but incomplete UTF-8 character.
function incompleteUtf8(bytes) {
  const { length } = bytes;
  for (let size = 1; size <= 3 && size <= length; size++) {
    const byte = bytes[length - size];
    if ((byte & 0xc0) === 0x80) continue;
    if (byte < 0xc2 || byte > 0xf4) return 0;
    const whole = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (size >= whole) return 0;
    if (size > 1) {
      // Overlong forms, surrogates and what is above U+10FFFF are wrong from the second byte on.
      const second = bytes[length - size + 1];
      if (byte === 0xe0 && second < 0xa0) return 0;
      if (byte === 0xed && second > 0x9f) return 0;
      if (byte === 0xf0 && second < 0x90) return 0;
      if (byte === 0xf4 && second > 0x8f) return 0;
    }
    return size;
  }
  return 0;
}

// Each kind of decoder has one method: decode(bytes, stream, keepBom, fatal) gives a string, or
// undefined when fatal and invalid. `bytes` is a Uint8Array.

// Joins what an earlier chunk left with `bytes`, and takes off what is incomplete.
class Splitter {
  consumed = false; // whether the last chunk gave a whole character
  #kept = null;

  join(bytes) {
    if (this.#kept === null) return bytes;
    const joined = new Uint8Array(this.#kept.length + bytes.length);
    joined.set(this.#kept);
    joined.set(bytes, this.#kept.length);
    this.#kept = null;
    return joined;
  }

  keep(bytes, count) {
    const end = bytes.length - count;
    this.consumed = end > 0;
    if (count === 0) return bytes;
    this.#kept = Uint8Array.prototype.slice.call(bytes, end);
    return bytes.subarray(0, end);
  }
}

class Utf8Decoder extends Splitter {
  decode(bytes, stream, keepBom, fatal) {
    bytes = this.join(bytes);
    if (stream) bytes = this.keep(bytes, incompleteUtf8(bytes));
    return decodeUtf8(bytes, keepBom, fatal);
  }
}

class Utf16Decoder extends Splitter {
  #bigEndian;

  constructor(bigEndian) {
    super();
    this.#bigEndian = bigEndian;
  }

  decode(bytes, stream, keepBom, fatal) {
    bytes = this.join(bytes);
    if (stream) {
      let count = bytes.length % 2;
      const high = bytes.length - count - (this.#bigEndian ? 2 : 1);
      if (high >= 0 && (bytes[high] & 0xfc) === 0xd8) count += 2;
      bytes = this.keep(bytes, count);
    }
    return decodeUtf16(bytes, this.#bigEndian, keepBom, fatal);
  }
}

// One byte, one character: nothing can be incomplete, wrong, or a byte order mark.
const windows1252Decoder = { decode: (bytes) => decodeWindows1252(bytes) };

// Bytes from 0x80 on are U+F780 and up (WHATWG Encoding 14.5).
const userDefinedDecoder = {
  decode(bytes) {
    let text = '';
    for (let i = 0; i < bytes.length; i++) {
      text += String.fromCharCode(bytes[i] < 0x80 ? bytes[i] : 0xf700 + bytes[i]);
    }
    return text;
  },
};

// ---- One byte, one character ----

// WHATWG Encoding 9, but for windows-1252.
const singleByteEncodings = new Set([
  'ibm866', 'iso-8859-2', 'iso-8859-3', 'iso-8859-4', 'iso-8859-5', 'iso-8859-6', 'iso-8859-7',
  'iso-8859-8', 'iso-8859-8-i', 'iso-8859-10', 'iso-8859-13', 'iso-8859-14', 'iso-8859-15',
  'iso-8859-16', 'koi8-r', 'koi8-u', 'macintosh', 'windows-874', 'windows-1250', 'windows-1251',
  'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256', 'windows-1257', 'windows-1258',
  'x-mac-cyrillic',
]);

// The converters to begin with where ICU has none of the name.
const standIns = { '__proto__': null, 'iso-8859-8-i': 'iso-8859-8', 'iso-8859-16': 'iso-8859-2' };

// Where the standard differs from ICU: a byte, and the character it stands for; U+FFFD for none.
const corrections = {
  '__proto__': null,
  'iso-8859-16': {
    0xA1: 0x0104, 0xA2: 0x0105, 0xA3: 0x0141, 0xA4: 0x20AC, 0xA5: 0x201E, 0xA6: 0x0160,
    0xA7: 0x00A7, 0xA8: 0x0161, 0xA9: 0x00A9, 0xAA: 0x0218, 0xAB: 0x00AB, 0xAC: 0x0179,
    0xAE: 0x017A, 0xAF: 0x017B, 0xB1: 0x00B1, 0xB2: 0x010C, 0xB3: 0x0142, 0xB4: 0x017D,
    0xB5: 0x201D, 0xB6: 0x00B6, 0xB7: 0x00B7, 0xB8: 0x017E, 0xB9: 0x010D, 0xBA: 0x0219,
    0xBB: 0x00BB, 0xBC: 0x0152, 0xBD: 0x0153, 0xBE: 0x0178, 0xBF: 0x017C, 0xC0: 0x00C0,
    0xC3: 0x0102, 0xC5: 0x0106, 0xC6: 0x00C6, 0xC8: 0x00C8, 0xCA: 0x00CA, 0xCC: 0x00CC,
    0xCF: 0x00CF, 0xD2: 0x00D2, 0xD5: 0x0150, 0xD7: 0x015A, 0xD8: 0x0170, 0xD9: 0x00D9,
    0xDB: 0x00DB, 0xDD: 0x0118, 0xDE: 0x021A, 0xE0: 0x00E0, 0xE3: 0x0103, 0xE5: 0x0107,
    0xE6: 0x00E6, 0xE8: 0x00E8, 0xEA: 0x00EA, 0xEC: 0x00EC, 0xEF: 0x00EF, 0xF2: 0x00F2,
    0xF5: 0x0151, 0xF7: 0x015B, 0xF8: 0x0171, 0xF9: 0x00F9, 0xFB: 0x00FB, 0xFD: 0x0119,
    0xFE: 0x021B, 0xFF: 0x00FF,
  },
  'koi8-u': { 0xAE: 0x045E, 0xBE: 0x040E },
  'windows-874': {
    0xDB: 0xFFFD, 0xDC: 0xFFFD, 0xDD: 0xFFFD, 0xDE: 0xFFFD, 0xFC: 0xFFFD, 0xFD: 0xFFFD,
    0xFE: 0xFFFD, 0xFF: 0xFFFD,
  },
  'windows-1253': { 0xAA: 0xFFFD },
  'windows-1255': { 0xCA: 0x05BA },
};

const singleByteTables = new Map(); // encoding -> Uint16Array of 256 characters

function singleByteTable(encoding) {
  let table = singleByteTables.get(encoding);
  if (table === undefined) {
    const icu = new IcuDecoder(standIns[encoding] ?? encoding, false);
    table = new Uint16Array(256);
    for (let byte = 0; byte < 256; byte++) {
      table[byte] = byte < 0x80 ? byte : icu.decode(Uint8Array.of(byte), false).charCodeAt(0);
    }
    for (const [byte, character] of Object.entries(corrections[encoding] ?? {})) {
      table[byte] = character;
    }
    singleByteTables.set(encoding, table);
  }
  return table;
}

class SingleByteDecoder {
  #table;

  constructor(encoding) {
    this.#table = singleByteTable(encoding);
  }

  decode(bytes, stream, keepBom, fatal) {
    const table = this.#table;
    const text = new Uint16Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) text[i] = table[bytes[i]];
    if (fatal && text.includes(0xFFFD)) return undefined;
    return decodeUtf16(new Uint8Array(text.buffer), false, true, false);
  }
}

// ---- Several bytes, one character ----

const converterFatal = 2;
const converterIgnoreBom = 4;

class IcuDecoder {
  #converter;

  constructor(encoding, fatal) {
    const icu = binding('icu');
    // The decoder looks for byte order marks itself; none of these encodings has one.
    const flags = (fatal ? converterFatal : 0) | converterIgnoreBom;
    this.#converter = icu.hasConverter(encoding) ?
      icu.createConverter(encoding, flags) : undefined;
    if (this.#converter === undefined) throw new ERR_ENCODING_NOT_SUPPORTED(encoding);
  }

  decode(bytes, stream) {
    return binding('icu').decodeConverter(this.#converter, bytes, !stream);
  }
}

function createDecoder(encoding, fatal) {
  switch (encoding) {
    case 'utf-8': return new Utf8Decoder();
    case 'utf-16le': return new Utf16Decoder(false);
    case 'utf-16be': return new Utf16Decoder(true);
    case 'windows-1252': return windows1252Decoder;
    case 'x-user-defined': return userDefinedDecoder;
    default:
      if (singleByteEncodings.has(encoding)) return new SingleByteDecoder(encoding);
      return new IcuDecoder(encoding, fatal);
  }
}

function checkOptions(options) {
  if (options === undefined || options === null) return;
  if (typeof options !== 'object' && typeof options !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options', 'object', options);
  }
}

/** Decodes bytes (WHATWG: interface TextDecoder). */
class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #decoder = null; // made when the first chunk needs one
  #bomSeen = false; // in the middle of a stream: a byte order mark is a character now

  static {
    isTextDecoder = (value) => typeof value === 'object' && value !== null && #encoding in value;
  }

  /**
   * @param {string} [encoding] any label of the standard
   * @param {{fatal?: boolean, ignoreBOM?: boolean}} [options]
   * @throws {RangeError} ERR_ENCODING_NOT_SUPPORTED
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  constructor(encoding = 'utf-8', options = undefined) {
    encoding = `${encoding}`;
    checkOptions(options);
    const name = getEncodingFromLabel(encoding);
    if (name === undefined || name === 'replacement') {
      throw new ERR_ENCODING_NOT_SUPPORTED(name ?? encoding);
    }
    this.#encoding = name;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
    // ICU may lack a converter, which must show here.
    if (name !== 'utf-8') this.#decoder = createDecoder(name, this.#fatal);
  }

  /** @returns {string} the encoding's name in lower case */
  get encoding() {
    if (!isTextDecoder(this)) throw new ERR_INVALID_THIS('TextDecoder');
    return this.#encoding;
  }

  /** @returns {boolean} */
  get fatal() {
    if (!isTextDecoder(this)) throw new ERR_INVALID_THIS('TextDecoder');
    return this.#fatal;
  }

  /** @returns {boolean} */
  get ignoreBOM() {
    if (!isTextDecoder(this)) throw new ERR_INVALID_THIS('TextDecoder');
    return this.#ignoreBOM;
  }

  /**
   * @param {ArrayBuffer|SharedArrayBuffer|ArrayBufferView} [input]
   * @param {{stream?: boolean}} [options]
   * @returns {string}
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS; when fatal also
   *   ERR_ENCODING_INVALID_ENCODED_DATA
   */
  decode(input = undefined, options = undefined) {
    if (!isTextDecoder(this)) throw new ERR_INVALID_THIS('TextDecoder');
    checkOptions(options);
    const stream = Boolean(options?.stream);
    let text;
    if (!stream && this.#decoder === null && input !== undefined) {
      // UTF-8, all at once.
      checkInput(input);
      text = decodeUtf8(input, this.#ignoreBOM, this.#fatal);
    } else {
      text = this.#decodeChunk(input === undefined ? new Uint8Array(0) : bytesOf(input), stream);
    }
    if (text === undefined) throw new ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding, undefined);
    return text;
  }

  #decodeChunk(bytes, stream) {
    this.#decoder ??= createDecoder(this.#encoding, this.#fatal);
    const text = this.#decoder.decode(
      bytes, stream, this.#ignoreBOM || this.#bomSeen, this.#fatal);
    if (!stream) {
      this.#bomSeen = false;
      if (this.#encoding === 'utf-8') this.#decoder = null;
    } else if (this.#decoder.consumed) {
      // A character, or a mark that was left out: the text has begun.
      this.#bomSeen = true;
    }
    return text;
  }

  [inspectCustom](depth, options, inspect) {
    if (!isTextDecoder(this)) throw new ERR_INVALID_THIS('TextDecoder');
    if (typeof depth === 'number' && depth < 0) return this;
    inspect ??= require('internal/util/inspect').inspect;
    const shown = new Shown.TextDecoder();
    shown.encoding = this.#encoding;
    shown.fatal = this.#fatal;
    shown.ignoreBOM = this.#ignoreBOM;
    if (options?.showHidden) {
      shown[Symbol('flags')] = (this.#fatal ? converterFatal : 0) |
        (this.#ignoreBOM ? converterIgnoreBom : 0);
      shown[Symbol('handle')] = this.#decoder ?? undefined;
    }
    return inspect(shown, options);
  }
}

// What is printed in a decoder's stead, since its fields are private: a class of the same name.
const Shown = { TextDecoder: class {} };

function checkInput(input) {
  if (!ArrayBuffer.isView(input) && !native.isAnyArrayBuffer(input)) {
    throw new ERR_INVALID_ARG_TYPE(
      'input', ['ArrayBuffer', 'SharedArrayBuffer', 'ArrayBufferView'], input);
  }
}

function bytesOf(input) {
  checkInput(input);
  const buffer = ArrayBuffer.isView(input) ? input.buffer : input;
  // What has been transferred has no bytes.
  if (buffer.byteLength === 0) return new Uint8Array(0);
  if (buffer === input) return new Uint8Array(input);
  // A Buffer's own subarray would be another class's; a plain view is what the decoders expect.
  return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
}

const enumerable = { enumerable: true };

Object.defineProperties(TextEncoder.prototype, {
  encode: enumerable,
  encodeInto: enumerable,
  encoding: enumerable,
  [Symbol.toStringTag]: { configurable: true, value: 'TextEncoder' },
});

Object.defineProperties(TextDecoder.prototype, {
  decode: enumerable,
  encoding: enumerable,
  fatal: enumerable,
  ignoreBOM: enumerable,
  [Symbol.toStringTag]: { configurable: true, value: 'TextDecoder' },
});

module.exports = { TextDecoder, TextEncoder, getEncodingFromLabel };
