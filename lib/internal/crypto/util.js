'use strict';

// What the parts of `crypto` share: encodings, the numbers of digests, arguments that are bytes.

const { Buffer } = require('buffer');
const {
  codes: { ERR_FEATURE_NOT_AVAILABLE, ERR_INVALID_ARG_TYPE },
  hideStackFrames,
} = require('internal/errors');
const { isAnyArrayBuffer } = require('internal/util/types');
const native = require('internal/crypto/native');

// The numbers by which native code knows the encodings of output (engine/encoding.h). 'buffer' and
// what is unknown mean a Buffer.
const encodingNumbers = {
  __proto__: null,
  'hex': 6, 'base64': 4, 'base64url': 5, 'latin1': 2, 'binary': 2,
  'utf8': 0, 'utf-8': 0, 'ascii': 3, 'ucs2': 1, 'ucs-2': 1, 'utf16le': 1, 'utf-16le': 1,
};

/**
 * @param {any} encoding
 * @returns {number | undefined} undefined when the output is to be a Buffer
 */
function encodingNumber(encoding) {
  if (encoding === undefined || encoding === null) return undefined;
  const number = encodingNumbers[encoding];
  return number !== undefined ? number : encodingNumbers[`${encoding}`.toLowerCase()];
}

/**
 * Bytes in the form that `encoding` asks for.
 * @param {Buffer} buffer
 * @param {any} encoding
 * @returns {Buffer | string}
 */
function encodeBuffer(buffer, encoding) {
  return encodingNumber(encoding) === undefined ? buffer : buffer.toString(encoding);
}

/**
 * What native code takes for a string in `encoding`: strings are taken as UTF-8.
 * @param {string} data
 * @param {any} encoding
 * @returns {string | Buffer}
 */
function stringInput(data, encoding) {
  if (encoding === undefined || encoding === 'utf8' || encoding === null) return data;
  const number = encodingNumber(encoding);
  return number === undefined || number === 0 ? data : Buffer.from(data, encoding);
}

const bytesTypes = ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

/**
 * An argument that is text or bytes, as native code takes it.
 * @param {any} value
 * @param {string} name
 * @param {any} [encoding] of a string
 * @param {string[]} [types] what the error names
 * @returns {string | ArrayBufferView | ArrayBufferLike}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
const bytesArgument = hideStackFrames((value, name, encoding = undefined, types = bytesTypes) => {
  if (typeof value === 'string') return stringInput(value, encoding);
  if (ArrayBuffer.isView(value) || isAnyArrayBuffer(value)) return value;
  throw new ERR_INVALID_ARG_TYPE(name, types, value);
});

// Digests by every spelling that was used.
const digestNumbers = new Map();

/**
 * The number by which native code knows a digest.
 * @param {string} name
 * @returns {number | undefined} undefined when OpenSSL has none of that name
 * @throws {Error} OpenSSL's, when it has it but will not do it
 */
function findDigest(name) {
  let number = digestNumbers.get(name);
  if (number === undefined) {
    number = native.findDigest(name);
    if (number !== undefined) digestNumbers.set(name, number);
  }
  return number;
}

/**
 * One list without repetitions, sorted: names differ in OpenSSL's tables by case only.
 * @param {string[]} names
 * @returns {string[]}
 */
function uniqueNames(names) {
  // The spelling in small letters wins, which comes after the one in capitals.
  const byLowerCase = new Map();
  for (const name of names) byLowerCase.set(name.toLowerCase(), name);
  return [...byLowerCase.values()].sort();
}

let hashes;
let ciphers;

/**
 * Source: Node doc, crypto.getHashes().
 * @returns {string[]}
 */
function getHashes() {
  hashes ??= uniqueNames(native.digestNames());
  return hashes.slice();
}

/**
 * Source: Node doc, crypto.getCiphers().
 * @returns {string[]}
 */
function getCiphers() {
  ciphers ??= uniqueNames(native.cipherNames());
  return ciphers.slice();
}

/**
 * An error of Node's with a message of its own.
 * @param {ErrorConstructor} Base
 * @param {string} code
 * @param {string} message
 * @returns {Error}
 */
function codedError(Base, code, message) {
  const error = new Base(message);
  /** @type {any} */ (error).code = code;
  return error;
}

/**
 * A function, or class, that is there by name only.
 * @param {string} name
 * @param {number} length
 * @returns {Function} throws ERR_FEATURE_NOT_AVAILABLE, called or constructed
 */
function missing(name, length = 0) {
  const missingFeature = function() {
    throw new ERR_FEATURE_NOT_AVAILABLE(`crypto.${name}`);
  };
  Object.defineProperty(missingFeature, 'name', { value: name });
  Object.defineProperty(missingFeature, 'length', { value: length });
  return missingFeature;
}

module.exports = {
  bytesArgument,
  codedError,
  encodeBuffer,
  encodingNumber,
  findDigest,
  getCiphers,
  getHashes,
  missing,
  stringInput,
};
