'use strict';

// What the readable and the writable half of a stream have in common: the state bits that both
// halves understand, the helper that exposes bits as boolean properties, and the high-water marks.
//
// Every yes/no fact about a half lives in one small integer, `state.bits`, so that the questions a
// hot path asks ("is it ended, destroyed, errored or not yet constructed?") are one AND, and so
// that all streams share one hidden class. Programs in the wild read and write some of these facts
// as `stream._readableState.ended`; `defineBits` gives them accessors of that name on the
// prototype.
//
// The bits below have the same position in both halves, which lets destroy.js set them on the two
// halves of a Duplex with one expression. Bits from `kFirstOwnBit` on belong to each half alone.

const { kLength } = require('internal/buffer');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateInteger } = require('internal/validators');

const kObjectMode = 1 << 0;
const kConstructed = 1 << 1;
const kDestroyed = 1 << 2;
const kClosed = 1 << 3;
const kCloseEmitted = 1 << 4;
const kErrored = 1 << 5;
const kErrorEmitted = 1 << 6;
const kEmitClose = 1 << 7;
const kAutoDestroy = 1 << 8;
const kSync = 1 << 9;
const kEnded = 1 << 10;
const kFirstOwnBit = 11;

/** The name of a method of Readable: a push() that asks for no more, see there. */
const kPushUnasked = Symbol('pushUnasked');

const commonBits = {
  objectMode: kObjectMode,
  constructed: kConstructed,
  destroyed: kDestroyed,
  closed: kClosed,
  closeEmitted: kCloseEmitted,
  errorEmitted: kErrorEmitted,
  emitClose: kEmitClose,
  autoDestroy: kAutoDestroy,
  sync: kSync,
  ended: kEnded,
};

/**
 * Gives `proto` one boolean accessor per entry of `bits`, backed by `this.bits`.
 * @param {object} proto prototype of a state class
 * @param {Record<string, number>} bits property name to single-bit mask
 */
function defineBits(proto, bits) {
  for (const name of Object.keys(bits)) {
    const mask = bits[name];
    Object.defineProperty(proto, name, {
      __proto__: null,
      configurable: true,
      enumerable: false,
      get() { return (this.bits & mask) !== 0; },
      set(value) {
        if (value) this.bits |= mask;
        else this.bits &= ~mask;
      },
    });
  }
}

/**
 * Exposes the error slot (`errorValue` plus the kErrored bit) as `state.errored`.
 * @param {object} proto prototype of a state class
 */
function defineErrored(proto) {
  Object.defineProperty(proto, 'errored', {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() { return (this.bits & kErrored) !== 0 ? this.errorValue : null; },
    set(value) {
      if (value) {
        this.errorValue = value;
        this.bits |= kErrored;
      } else {
        this.errorValue = null;
        this.bits &= ~kErrored;
      }
    },
  });
}

/**
 * What a chunk adds to the length of a half that is not in object mode.
 * @param {string|Buffer} chunk
 * @returns {number} characters or bytes
 */
function sizeOf(chunk) {
  return typeof chunk === 'string' ? chunk.length : chunk[kLength];
}

let defaultBytes = 16 * 1024;
let defaultObjects = 16;

/**
 * The high-water mark a stream gets when its options name none.
 * @param {boolean} objectMode
 * @returns {number} bytes, or objects in object mode (Node: `stream.getDefaultHighWaterMark`)
 */
function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultObjects : defaultBytes;
}

/**
 * @param {boolean} objectMode which of the two defaults to set
 * @param {number} value
 * @throws {RangeError} ERR_OUT_OF_RANGE for a negative value or one that is no integer
 */
function setDefaultHighWaterMark(objectMode, value) {
  validateInteger(value, 'value', 0);
  if (objectMode) defaultObjects = value;
  else defaultBytes = value;
}

/**
 * Reads the high-water mark out of constructor options.
 * @param {boolean} objectMode of the half in question
 * @param {object|null|undefined} options
 * @param {string} duplexKey 'readableHighWaterMark' or 'writableHighWaterMark'
 * @param {boolean} isDuplex whether `duplexKey` counts
 * @returns {number}
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function getHighWaterMark(objectMode, options, duplexKey, isDuplex) {
  if (options === undefined || options === null) return getDefaultHighWaterMark(objectMode);
  const value = options.highWaterMark ?? (isDuplex ? options[duplexKey] : undefined);
  if (value === undefined || value === null) return getDefaultHighWaterMark(objectMode);
  if (!Number.isInteger(value) || value < 0) {
    throw new ERR_INVALID_ARG_VALUE(`options.${isDuplex ? duplexKey : 'highWaterMark'}`, value);
  }
  return value;
}

module.exports = {
  kObjectMode,
  kConstructed,
  kDestroyed,
  kClosed,
  kCloseEmitted,
  kErrored,
  kErrorEmitted,
  kEmitClose,
  kAutoDestroy,
  kSync,
  kEnded,
  kFirstOwnBit,
  commonBits,
  defineBits,
  defineErrored,
  getDefaultHighWaterMark,
  setDefaultHighWaterMark,
  getHighWaterMark,
  kPushUnasked,
  sizeOf,
};
