'use strict';

// Randomness: bytes, numbers, UUIDs.
//
// OpenSSL's generator is slow to be asked, so native code keeps some random bytes in advance for
// small requests, UUIDs among them; numbers draw on a cache of their own here, as a call into
// native code would cost more than they do. Each bit is used once.

const { Buffer, kMaxLength } = require('buffer');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const {
  validateBoolean, validateFunction, validateNumber, validateObject,
} = require('internal/validators');
const { isAnyArrayBuffer, isTypedArray, isFloat32Array, isFloat64Array } =
  require('internal/util/types');
const { lazyDOMException } = require('internal/util');
const native = require('internal/crypto/native');

const kMaxSize = Math.min(kMaxLength, 2 ** 31 - 1);

function checkOffset(offset, elementSize, length) {
  validateNumber(offset, 'offset');
  offset *= elementSize;
  const max = Math.min(length, kMaxSize);
  if (Number.isNaN(offset) || offset > max || offset < 0) {
    throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${max}`, offset);
  }
  return offset >>> 0;
}

function checkSize(size, elementSize, offset, length) {
  validateNumber(size, 'size');
  size *= elementSize;
  if (Number.isNaN(size) || size > kMaxSize || size < 0) {
    throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${kMaxSize}`, size);
  }
  if (size + offset > length) {
    throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, size + offset);
  }
  return size >>> 0;
}

/**
 * Source: Node doc, crypto.randomBytes().
 * @param {number} size
 * @param {(error: Error | null, bytes: Buffer) => void} [callback]
 * @returns {Buffer | undefined}
 * @throws {TypeError|RangeError}
 */
function randomBytes(size, callback) {
  size = checkSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const bytes = Buffer.allocUnsafeSlow(size);
  if (callback === undefined) {
    native.randomFill(bytes, 0, size, undefined);
    return bytes;
  }
  fillLater(bytes, 0, size, callback);
}

function fillLater(target, offset, size, callback) {
  native.randomFill(target, offset, size, (error) => {
    if (error) callback(error);
    else callback(null, target);
  });
}

function checkFillTarget(buffer) {
  if (!isAnyArrayBuffer(buffer) && !ArrayBuffer.isView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buffer);
  }
}

/**
 * Source: Node doc, crypto.randomFillSync().
 * @param {ArrayBufferView | ArrayBufferLike} buffer
 * @param {number} [offset] in elements
 * @param {number} [size] in elements
 * @returns {ArrayBufferView | ArrayBufferLike} `buffer`
 * @throws {TypeError|RangeError}
 */
function randomFillSync(buffer, offset = 0, size = undefined) {
  checkFillTarget(buffer);
  const elementSize = buffer.BYTES_PER_ELEMENT || 1;
  offset = checkOffset(offset, elementSize, buffer.byteLength);
  size = size === undefined ? buffer.byteLength - offset :
    checkSize(size, elementSize, offset, buffer.byteLength);
  if (size > 0) native.randomFill(buffer, offset, size, undefined);
  return buffer;
}

/**
 * Source: Node doc, crypto.randomFill().
 * @param {ArrayBufferView | ArrayBufferLike} buffer
 * @param {number | Function} [offset] in elements
 * @param {number | Function} [size] in elements
 * @param {(error: Error | null, buffer: any) => void} [callback]
 * @throws {TypeError|RangeError}
 */
function randomFill(buffer, offset, size, callback) {
  checkFillTarget(buffer);
  const elementSize = buffer.BYTES_PER_ELEMENT || 1;
  if (typeof offset === 'function') {
    callback = offset;
    offset = 0;
    size = undefined;
  } else if (typeof size === 'function') {
    callback = size;
    size = undefined;
  }
  validateFunction(callback, 'callback');
  offset = checkOffset(offset, elementSize, buffer.byteLength);
  size = size === undefined ? buffer.byteLength - offset :
    checkSize(size, elementSize, offset, buffer.byteLength);
  fillLater(buffer, offset, size, callback);
}

// ---- Numbers -----------------------------------------------------------------------------------

const kMaxRange = 2 ** 48 - 1;
// Native code hands over as much at little cost.
const kCached = 256;
let words;
let wordsLeft = 0;

/** @returns {number} 32 random bits */
function nextWord() {
  if (wordsLeft === 0) {
    words ??= new Uint32Array(kCached);
    native.randomFill(words, 0, words.byteLength, undefined);
    wordsLeft = kCached;
  }
  const word = words[--wordsLeft];
  words[wordsLeft] = 0;
  return word;
}

// A number below `range`. As many bits as the largest has are drawn until they are one: less than
// two times on average, and every number is as likely as any other.
function below(range) {
  const largest = range - 1;
  if (largest <= 0xffffffff) {
    const shift = Math.clz32(largest);
    if (shift === 32) return 0;
    let drawn;
    do drawn = nextWord() >>> shift; while (drawn > largest);
    return drawn;
  }
  const shift = Math.clz32(Math.floor(largest / 2 ** 32));
  let drawn;
  do drawn = (nextWord() >>> shift) * 2 ** 32 + nextWord(); while (drawn > largest);
  return drawn;
}

/**
 * Source: Node doc, crypto.randomInt().
 * @param {number} min lowest, or the limit if it stands alone
 * @param {number | Function} [max] limit, not included
 * @param {(error: Error | undefined, value: number) => void} [callback]
 * @returns {number | undefined}
 * @throws {TypeError|RangeError}
 */
function randomInt(min, max, callback) {
  const minGiven = max !== undefined && typeof max !== 'function';
  if (!minGiven) {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min) {
    throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  }
  const range = max - min;
  if (!(range <= kMaxRange)) {
    throw new ERR_OUT_OF_RANGE(minGiven ? 'max - min' : 'max', `<= ${kMaxRange}`, range);
  }
  const value = min + below(range);
  if (callback === undefined) return value;
  process.nextTick(callback, undefined, value);
}

// ---- UUIDs -------------------------------------------------------------------------------------

/**
 * Source: Node doc, crypto.randomUUID().
 * @param {{disableEntropyCache?: boolean}} [options]
 * @returns {string} a version 4 UUID
 * @throws {TypeError}
 */
function randomUUID(options) {
  if (options !== undefined) {
    validateObject(options, 'options');
    const { disableEntropyCache = false } = options;
    validateBoolean(disableEntropyCache, 'options.disableEntropyCache');
    return native.randomUuid(disableEntropyCache);
  }
  return native.randomUuid(false);
}

/**
 * Fills an array of integers. Source: Web Cryptography API, Crypto.getRandomValues().
 * @param {any} data
 * @returns {any} `data`
 * @throws {DOMException} TypeMismatchError, QuotaExceededError
 */
function getRandomValues(data) {
  if (!isTypedArray(data) || isFloat32Array(data) || isFloat64Array(data)) {
    throw lazyDOMException('The data argument must be an integer-type TypedArray',
                           'TypeMismatchError');
  }
  if (data.byteLength > 65536) {
    throw lazyDOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
  }
  if (data.byteLength > 0) native.randomFill(data, 0, data.byteLength, undefined);
  return data;
}

module.exports = {
  getRandomValues, randomBytes, randomFill, randomFillSync, randomInt, randomUUID,
};
