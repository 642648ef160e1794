'use strict';

// What zlib's streams and one-shot functions share: constants, options, native codecs, errors.

const { kMaxLength } = require('buffer');
const {
  codes: {
    ERR_BROTLI_INVALID_PARAM, ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE,
    ERR_ZLIB_INITIALIZATION_FAILED,
  },
  genericNodeError,
} = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');

/**
 * Source: Node doc, zlib.constants; the numbers are those of zlib.h, brotli/encode.h and decode.h.
 */
const constants = {
  Z_NO_FLUSH: 0,
  Z_PARTIAL_FLUSH: 1,
  Z_SYNC_FLUSH: 2,
  Z_FULL_FLUSH: 3,
  Z_FINISH: 4,
  Z_BLOCK: 5,
  Z_OK: 0,
  Z_STREAM_END: 1,
  Z_NEED_DICT: 2,
  Z_ERRNO: -1,
  Z_STREAM_ERROR: -2,
  Z_DATA_ERROR: -3,
  Z_MEM_ERROR: -4,
  Z_BUF_ERROR: -5,
  Z_VERSION_ERROR: -6,
  Z_NO_COMPRESSION: 0,
  Z_BEST_SPEED: 1,
  Z_BEST_COMPRESSION: 9,
  Z_DEFAULT_COMPRESSION: -1,
  Z_FILTERED: 1,
  Z_HUFFMAN_ONLY: 2,
  Z_RLE: 3,
  Z_FIXED: 4,
  Z_DEFAULT_STRATEGY: 0,
  ZLIB_VERNUM: 4880,
  DEFLATE: 1,
  INFLATE: 2,
  GZIP: 3,
  GUNZIP: 4,
  DEFLATERAW: 5,
  INFLATERAW: 6,
  UNZIP: 7,
  BROTLI_DECODE: 8,
  BROTLI_ENCODE: 9,
  Z_MIN_WINDOWBITS: 8,
  Z_MAX_WINDOWBITS: 15,
  Z_DEFAULT_WINDOWBITS: 15,
  Z_MIN_CHUNK: 64,
  Z_MAX_CHUNK: Infinity,
  Z_DEFAULT_CHUNK: 16 * 1024,
  Z_MIN_MEMLEVEL: 1,
  Z_MAX_MEMLEVEL: 9,
  Z_DEFAULT_MEMLEVEL: 8,
  Z_MIN_LEVEL: -1,
  Z_MAX_LEVEL: 9,
  Z_DEFAULT_LEVEL: -1,
  BROTLI_OPERATION_PROCESS: 0,
  BROTLI_OPERATION_FLUSH: 1,
  BROTLI_OPERATION_FINISH: 2,
  BROTLI_OPERATION_EMIT_METADATA: 3,
  BROTLI_PARAM_MODE: 0,
  BROTLI_MODE_GENERIC: 0,
  BROTLI_MODE_TEXT: 1,
  BROTLI_MODE_FONT: 2,
  BROTLI_DEFAULT_MODE: 0,
  BROTLI_PARAM_QUALITY: 1,
  BROTLI_MIN_QUALITY: 0,
  BROTLI_MAX_QUALITY: 11,
  BROTLI_DEFAULT_QUALITY: 11,
  BROTLI_PARAM_LGWIN: 2,
  BROTLI_MIN_WINDOW_BITS: 10,
  BROTLI_MAX_WINDOW_BITS: 24,
  BROTLI_LARGE_MAX_WINDOW_BITS: 30,
  BROTLI_DEFAULT_WINDOW: 22,
  BROTLI_PARAM_LGBLOCK: 3,
  BROTLI_MIN_INPUT_BLOCK_BITS: 16,
  BROTLI_MAX_INPUT_BLOCK_BITS: 24,
  BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING: 4,
  BROTLI_PARAM_SIZE_HINT: 5,
  BROTLI_PARAM_LARGE_WINDOW: 6,
  BROTLI_PARAM_NPOSTFIX: 7,
  BROTLI_PARAM_NDIRECT: 8,
  BROTLI_DECODER_RESULT_ERROR: 0,
  BROTLI_DECODER_RESULT_SUCCESS: 1,
  BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: 2,
  BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: 3,
  BROTLI_DECODER_PARAM_DISABLE_RING_BUFFER_REALLOCATION: 0,
  BROTLI_DECODER_PARAM_LARGE_WINDOW: 1,
  BROTLI_DECODER_NO_ERROR: 0,
  BROTLI_DECODER_SUCCESS: 1,
  BROTLI_DECODER_NEEDS_MORE_INPUT: 2,
  BROTLI_DECODER_NEEDS_MORE_OUTPUT: 3,
  BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_NIBBLE: -1,
  BROTLI_DECODER_ERROR_FORMAT_RESERVED: -2,
  BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_META_NIBBLE: -3,
  BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_ALPHABET: -4,
  BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_SAME: -5,
  BROTLI_DECODER_ERROR_FORMAT_CL_SPACE: -6,
  BROTLI_DECODER_ERROR_FORMAT_HUFFMAN_SPACE: -7,
  BROTLI_DECODER_ERROR_FORMAT_CONTEXT_MAP_REPEAT: -8,
  BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_1: -9,
  BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_2: -10,
  BROTLI_DECODER_ERROR_FORMAT_TRANSFORM: -11,
  BROTLI_DECODER_ERROR_FORMAT_DICTIONARY: -12,
  BROTLI_DECODER_ERROR_FORMAT_WINDOW_BITS: -13,
  BROTLI_DECODER_ERROR_FORMAT_PADDING_1: -14,
  BROTLI_DECODER_ERROR_FORMAT_PADDING_2: -15,
  BROTLI_DECODER_ERROR_FORMAT_DISTANCE: -16,
  BROTLI_DECODER_ERROR_DICTIONARY_NOT_SET: -19,
  BROTLI_DECODER_ERROR_INVALID_ARGUMENTS: -20,
  BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES: -21,
  BROTLI_DECODER_ERROR_ALLOC_TREE_GROUPS: -22,
  BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MAP: -25,
  BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_1: -26,
  BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_2: -27,
  BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES: -30,
  BROTLI_DECODER_ERROR_UNREACHABLE: -31,
};

const {
  BROTLI_DECODE, BROTLI_ENCODE, BROTLI_OPERATION_FINISH, BROTLI_OPERATION_FLUSH,
  BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_EMIT_METADATA, BROTLI_PARAM_NDIRECT,
  BROTLI_DECODER_PARAM_LARGE_WINDOW, DEFLATERAW, GUNZIP, GZIP, INFLATE, UNZIP, Z_BLOCK,
  Z_DEFAULT_CHUNK, Z_DEFAULT_COMPRESSION, Z_DEFAULT_MEMLEVEL, Z_DEFAULT_STRATEGY,
  Z_DEFAULT_WINDOWBITS, Z_FINISH, Z_FIXED, Z_FULL_FLUSH, Z_MAX_LEVEL, Z_MAX_MEMLEVEL,
  Z_MAX_WINDOWBITS, Z_MIN_CHUNK, Z_MIN_LEVEL, Z_MIN_MEMLEVEL, Z_MIN_WINDOWBITS, Z_NO_FLUSH,
  Z_PARTIAL_FLUSH, Z_SYNC_FLUSH,
} = constants;

// Flushes by how much they do.
const flushRanks = new Map(
  [Z_NO_FLUSH, Z_BLOCK, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH]
    .map((flush, rank) => [flush, rank]));

/**
 * The flush that does more; brotli's operations are ordered alike.
 * @param {number} a
 * @param {number} b
 * @returns {number}
 */
function strongerFlush(a, b) {
  return flushRanks.get(a) > flushRanks.get(b) ? a : b;
}

// --- Options ---

function isGivenNumber(value, name) {
  if (value === undefined) return false;
  if (Number.isFinite(value)) return true;
  if (Number.isNaN(value)) return false;
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  throw new ERR_OUT_OF_RANGE(name, 'a finite number', value);
}

/**
 * A number within a range. NaN, too, means the default.
 * @param {any} value
 * @param {string} name
 * @param {number} lowest
 * @param {number} highest
 * @param {number} [otherwise]
 * @returns {number}
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 */
function numberInRange(value, name, lowest, highest, otherwise) {
  if (!isGivenNumber(value, name)) return otherwise;
  if (value < lowest || value > highest) {
    throw new ERR_OUT_OF_RANGE(name, `>= ${lowest} and <= ${highest}`, value);
  }
  return value;
}

function readChunkSize(options) {
  const { chunkSize } = options;
  if (!isGivenNumber(chunkSize, 'options.chunkSize')) return Z_DEFAULT_CHUNK;
  if (chunkSize < Z_MIN_CHUNK) {
    throw new ERR_OUT_OF_RANGE('options.chunkSize', `>= ${Z_MIN_CHUNK}`, chunkSize);
  }
  return chunkSize;
}

function readDictionary({ dictionary }) {
  if (dictionary === undefined || isArrayBufferView(dictionary)) return dictionary;
  if (isAnyArrayBuffer(dictionary)) return new Uint8Array(dictionary);
  throw new ERR_INVALID_ARG_TYPE('options.dictionary',
    ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
}

// Decompression can read the size of the window from the header.
function readWindowBits({ windowBits }, mode) {
  const readsHeader = mode === INFLATE || mode === GUNZIP || mode === UNZIP;
  if ((windowBits === undefined || windowBits === null || windowBits === 0) && readsHeader) {
    return 0;
  }
  // The format itself has smaller windows than zlib can write.
  if (mode === DEFLATERAW && windowBits === Z_MIN_WINDOWBITS) return Z_MIN_WINDOWBITS + 1;
  const lowest = mode === GZIP ? Z_MIN_WINDOWBITS + 1 : Z_MIN_WINDOWBITS;
  return numberInRange(windowBits, 'options.windowBits', lowest, Z_MAX_WINDOWBITS,
                       Z_DEFAULT_WINDOWBITS);
}

// BROTLI_PARAM_* -> value, as an array by key; all ones for the default.
function readBrotliParams(params, count) {
  const values = new Uint32Array(count).fill(-1);
  for (const key of Object.keys(params ?? {})) {
    const number = +key;
    if (Number.isNaN(number) || number < 0 || number >= count || values[number] !== 0xffff_ffff ||
        !Number.isInteger(number)) {
      throw new ERR_BROTLI_INVALID_PARAM(key);
    }
    const value = params[key];
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    }
    values[number] = value;
  }
  return values;
}

/**
 * What options say, with defaults, checked.
 * @typedef {object} Settings
 * @property {number} mode DEFLATE ... BROTLI_ENCODE
 * @property {number} chunkSize bytes
 * @property {number} flush
 * @property {number} finishFlush
 * @property {number} fullFlush what flush() does without an argument
 * @property {number} finish what ends a stream
 * @property {number} maxOutputLength bytes
 * @property {boolean | undefined} info
 * @property {number} level
 * @property {number} strategy
 * @property {any[]} parameters for the native codec
 */

/**
 * @param {number} mode DEFLATE ... BROTLI_ENCODE
 * @param {any} options anything but an object has none
 * @returns {Settings}
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_BROTLI_INVALID_PARAM
 */
function readOptions(mode, options) {
  options ??= {};
  const isBrotli = mode === BROTLI_ENCODE || mode === BROTLI_DECODE;
  const [lowest, highest, normal, finish, full] = isBrotli ?
    [BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_EMIT_METADATA, BROTLI_OPERATION_PROCESS,
      BROTLI_OPERATION_FINISH, BROTLI_OPERATION_FLUSH] :
    [Z_NO_FLUSH, Z_BLOCK, Z_NO_FLUSH, Z_FINISH, Z_FULL_FLUSH];
  const settings = {
    mode,
    chunkSize: readChunkSize(options),
    flush: numberInRange(options.flush, 'options.flush', lowest, highest, normal),
    finishFlush: numberInRange(
      options.finishFlush, 'options.finishFlush', lowest, highest, finish),
    fullFlush: full,
    finish,
    maxOutputLength: numberInRange(
      options.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength),
    info: options.info,
    level: 0,
    strategy: 0,
    parameters: undefined,
  };
  if (isBrotli) {
    const last = mode === BROTLI_ENCODE ? BROTLI_PARAM_NDIRECT : BROTLI_DECODER_PARAM_LARGE_WINDOW;
    settings.parameters = [readBrotliParams(options.params, last + 1)];
    return settings;
  }
  const windowBits = readWindowBits(options, mode);
  settings.level = numberInRange(
    options.level, 'options.level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION);
  const memLevel = numberInRange(
    options.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, Z_DEFAULT_MEMLEVEL);
  settings.strategy = numberInRange(
    options.strategy, 'options.strategy', Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_STRATEGY);
  settings.parameters = [
    windowBits | 0, settings.level | 0, memLevel | 0, settings.strategy | 0,
    readDictionary(options),
  ];
  return settings;
}

// --- Codecs ---

let Codec;

/**
 * @param {Settings} settings
 * @param {Uint32Array} writeState where write() leaves [room, input] that is left
 * @returns {any} see src/bindings/zlib.cc
 * @throws {Error} ERR_ZLIB_INITIALIZATION_FAILED
 */
function newCodec({ mode, parameters }, writeState) {
  ({ Codec } = Codec === undefined ? binding('zlib') : { Codec });
  try {
    return new Codec(mode, ...parameters, writeState);
  } catch (error) {
    if (error.code === 'ERR_ZLIB_INITIALIZATION_FAILED') throw new ERR_ZLIB_INITIALIZATION_FAILED();
    throw error;
  }
}

/**
 * @param {[string, string, number]} failure what a codec gives: message, code, errno
 * @param {number} maxOutputLength
 * @returns {Error}
 */
function toError([message, code, errno], maxOutputLength) {
  if (code === 'ERR_BUFFER_TOO_LARGE') return new ERR_BUFFER_TOO_LARGE(maxOutputLength);
  return genericNodeError(message, { errno, code });
}

/**
 * Source: Node doc, zlib.crc32().
 * @param {string | ArrayBufferView} data
 * @param {number} value
 * @returns {number}
 */
function crc32(data, value) {
  return binding('zlib').crc32(data, value);
}

module.exports = {
  constants, crc32, newCodec, numberInRange, readOptions, strongerFlush, toError,
};
