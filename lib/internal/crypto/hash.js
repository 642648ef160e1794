'use strict';

// Hash, Hmac and crypto.hash().
//
// The state is native. A digest is looked up by name once; after that a message costs one call to
// begin, one for each update and one to finish, which also makes the string or Buffer. The native
// state goes back to its digest then, for the next message.

const {
  codes: {
    ERR_CRYPTO_HASH_FINALIZED,
    ERR_CRYPTO_HASH_UPDATE_FAILED,
    ERR_CRYPTO_INVALID_DIGEST,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
  genericNodeError,
} = require('internal/errors');
const { validateEncoding, validateString, validateUint32 } = require('internal/validators');
const { normalizeEncoding } = require('internal/util');
const { Buffer } = require('buffer');
const native = require('internal/crypto/native');
const { encodeBuffer, encodingNumber, findDigest, stringInput } = require('internal/crypto/util');
const { LazyTransform, kIsStream } = require('internal/crypto/lazy_transform');
const { secretKeyInput } = require('internal/crypto/keys');

const kHandle = Symbol('kHandle');
const kFinalized = Symbol('kFinalized');
// The digest as a Buffer, once it has been taken, if both sides may ask for it.
const kResult = Symbol('kResult');

/** What a copy is made from: the native state of the original. */
class Original {
  constructor(handle) {
    this.handle = handle;
  }
}

function dataInput(data, encoding) {
  if (typeof data === 'string') {
    if (encoding === undefined) return data;
    validateEncoding(data, encoding);
    return stringInput(data, encoding);
  }
  if (!ArrayBuffer.isView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  return data;
}

/**
 * Source: Node doc, class crypto.Hash; made by crypto.createHash().
 * @param {string} algorithm
 * @param {object} [options] those of Transform, and outputLength
 * @throws {Error} when OpenSSL has no such digest
 */
function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  const original = algorithm instanceof Original;
  if (!original) validateString(algorithm, 'algorithm');
  const outputLength = typeof options === 'object' && options !== null ?
    options.outputLength : undefined;
  if (outputLength !== undefined) validateUint32(outputLength, 'options.outputLength');
  LazyTransform.call(this, options);
  if (original) {
    this[kHandle] = native.copyHash(algorithm.handle, outputLength);
  } else {
    const digest = findDigest(algorithm);
    if (digest === undefined) throw genericNodeError('Digest method not supported');
    this[kHandle] = native.newHash(digest, outputLength);
  }
  this[kFinalized] = false;
  this[kResult] = undefined;
}
Object.setPrototypeOf(Hash.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hash, LazyTransform);

/**
 * @param {object} [options] as for createHash
 * @returns {Hash} one that goes on from the same state
 * @throws {Error} ERR_CRYPTO_HASH_FINALIZED
 */
Hash.prototype.copy = function copy(options) {
  if (this[kFinalized] || this[kResult] !== undefined) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(new Original(this[kHandle]), options);
};

Hash.prototype._transform = function _transform(chunk, encoding, callback) {
  if (this[kFinalized]) {
    callback(new ERR_CRYPTO_HASH_FINALIZED());
    return;
  }
  const input = typeof chunk === 'string' ? stringInput(chunk, encoding) : chunk;
  native.updateHash(this[kHandle], input);
  callback();
};

// A stream whose digest() was called before its end gives the same digest again.
Hash.prototype._flush = function _flush(callback) {
  if (this[kResult] === undefined) {
    if (this[kFinalized]) {
      callback(new ERR_CRYPTO_HASH_FINALIZED());
      return;
    }
    this[kResult] = native.finishHash(this[kHandle], undefined);
  }
  this.push(this[kResult]);
  callback();
};

/**
 * @param {string | ArrayBufferView} data
 * @param {string} [encoding] of a string
 * @returns {Hash} this
 * @throws {Error} ERR_CRYPTO_HASH_FINALIZED
 * @throws {TypeError}
 */
Hash.prototype.update = function update(data, encoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  const input = dataInput(data, encoding);
  if (this[kResult] !== undefined || !native.updateHash(this[kHandle], input)) {
    throw new ERR_CRYPTO_HASH_UPDATE_FAILED();
  }
  return this;
};

/**
 * @param {string} [outputEncoding]
 * @returns {Buffer | string}
 * @throws {Error} ERR_CRYPTO_HASH_FINALIZED
 */
Hash.prototype.digest = function digest(outputEncoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  const encoding = encodingNumber(outputEncoding);
  this[kFinalized] = true;
  if (this[kResult] === undefined) {
    if (!this[kIsStream]) return native.finishHash(this[kHandle], encoding);
    this[kResult] = native.finishHash(this[kHandle], undefined);
  }
  return encodeBuffer(this[kResult], outputEncoding);
};

/**
 * Source: Node doc, class crypto.Hmac; made by crypto.createHmac().
 * @param {string} hmac name of the digest
 * @param {string | ArrayBufferView | ArrayBufferLike | object} key a KeyObject if it is an object
 * @param {object} [options] those of Transform, and encoding (of a key that is a string)
 * @throws {TypeError} ERR_CRYPTO_INVALID_DIGEST
 */
function Hmac(hmac, key, options) {
  if (!new.target) return new Hmac(hmac, key, options);
  validateString(hmac, 'hmac');
  const keyInput = secretKeyInput(key, options?.encoding);
  LazyTransform.call(this, options);
  const digest = findDigest(hmac);
  if (digest === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(hmac);
  this[kHandle] = native.newHmac(digest, keyInput);
  this[kFinalized] = false;
}
Object.setPrototypeOf(Hmac.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hmac, LazyTransform);

/**
 * @param {string | ArrayBufferView} data
 * @param {string} [encoding] of a string
 * @returns {Hmac} this
 * @throws {Error} ERR_CRYPTO_HASH_FINALIZED
 * @throws {TypeError}
 */
Hmac.prototype.update = function update(data, encoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  if (!native.updateHmac(this[kHandle], dataInput(data, encoding))) {
    throw new ERR_CRYPTO_HASH_UPDATE_FAILED();
  }
  return this;
};

/**
 * @param {string} [outputEncoding]
 * @returns {Buffer | string} nothing the second time
 */
Hmac.prototype.digest = function digest(outputEncoding) {
  const encoding = encodingNumber(outputEncoding);
  if (this[kFinalized]) return encoding === undefined ? Buffer.alloc(0) : '';
  this[kFinalized] = true;
  return native.finishHmac(this[kHandle], encoding);
};

Hmac.prototype._flush = function _flush(callback) {
  this.push(this.digest());
  callback();
};

Hmac.prototype._transform = function _transform(chunk, encoding, callback) {
  if (this[kFinalized]) {
    callback(new ERR_CRYPTO_HASH_FINALIZED());
    return;
  }
  const input = typeof chunk === 'string' ? stringInput(chunk, encoding) : chunk;
  native.updateHmac(this[kHandle], input);
  callback();
};

/**
 * The digest of one message. Source: Node doc, crypto.hash().
 * @param {string} algorithm
 * @param {string | ArrayBufferView} input
 * @param {string} [outputEncoding]
 * @returns {string | Buffer}
 * @throws {TypeError}
 */
function hash(algorithm, input, outputEncoding = 'hex') {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !ArrayBuffer.isView(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['string', 'Buffer', 'TypedArray', 'DataView'], input);
  }
  let encoding = 6; // hex
  if (outputEncoding !== 'hex') {
    validateString(outputEncoding, 'outputEncoding');
    encoding = encodingNumber(outputEncoding);
    if (encoding === undefined && outputEncoding.toLowerCase() !== 'buffer' &&
        normalizeEncoding(outputEncoding) === undefined) {
      throw new ERR_INVALID_ARG_VALUE('outputEncoding', outputEncoding);
    }
  }
  const digest = findDigest(algorithm);
  if (digest === undefined) throw genericNodeError(`Digest method ${algorithm} is not supported`);
  return native.hashOnce(digest, input, encoding);
}

module.exports = { Hash, Hmac, hash };
