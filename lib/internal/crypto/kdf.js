'use strict';

// Keys out of passwords and other keys: PBKDF2, scrypt and HKDF. The forms with a callback are one
// job on the worker pool each; the others hold up the loop for as long as the parameters ask.

const { Buffer, kMaxLength } = require('buffer');
const {
  codes: {
    ERR_CRYPTO_INVALID_DIGEST,
    ERR_CRYPTO_INVALID_KEYLEN,
    ERR_CRYPTO_INVALID_SCRYPT_PARAMS,
    ERR_CRYPTO_SCRYPT_INVALID_PARAMETER,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  validateFunction, validateInt32, validateInteger, validateString, validateUint32,
} = require('internal/validators');
const native = require('internal/crypto/native');
const { bytesArgument, findDigest } = require('internal/crypto/util');
const { isKeyObject } = require('internal/util/types');
const { secretKeyInput } = require('internal/crypto/keys');

// In place of a callback.
const kSync = Symbol('sync');

function digestNumber(name) {
  const digest = findDigest(name);
  if (digest === undefined) throw new ERR_CRYPTO_INVALID_DIGEST(name);
  return digest;
}

// ---- PBKDF2 ------------------------------------------------------------------------------------

function runPbkdf2(password, salt, iterations, keylen, digest, completion) {
  validateString(digest, 'digest');
  password = bytesArgument(password, 'password');
  salt = bytesArgument(salt, 'salt');
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  if (completion !== kSync) validateFunction(completion, 'callback');
  return native.pbkdf2(digestNumber(digest), password, salt, iterations, keylen,
                       completion === kSync ? undefined : completion);
}

/**
 * Source: Node doc, crypto.pbkdf2(); RFC 8018.
 * @param {string | ArrayBufferView | ArrayBufferLike} password
 * @param {string | ArrayBufferView | ArrayBufferLike} salt
 * @param {number} iterations
 * @param {number} keylen
 * @param {string} digest
 * @param {(error: Error | null, key: Buffer) => void} callback
 * @throws {TypeError|RangeError}
 */
function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  runPbkdf2(password, salt, iterations, keylen, digest, callback);
}

/**
 * Source: Node doc, crypto.pbkdf2Sync().
 * @param {string | ArrayBufferView | ArrayBufferLike} password
 * @param {string | ArrayBufferView | ArrayBufferLike} salt
 * @param {number} iterations
 * @param {number} keylen
 * @param {string} digest
 * @returns {Buffer}
 * @throws {TypeError|RangeError}
 */
function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  return runPbkdf2(password, salt, iterations, keylen, digest, kSync);
}

// ---- scrypt ------------------------------------------------------------------------------------

// An option that has two names, of which one may be given. 0 means the default.
function scryptOption(options, name, alias, fallback) {
  const value = options[name];
  const other = options[alias];
  if (value !== undefined) validateUint32(value, name);
  if (other === undefined) return value || fallback;
  if (value !== undefined) throw new ERR_CRYPTO_SCRYPT_INVALID_PARAMETER();
  validateUint32(other, alias);
  return other || fallback;
}

function runScrypt(password, salt, keylen, options, completion) {
  password = bytesArgument(password, 'password');
  salt = bytesArgument(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  options ??= {};
  const N = scryptOption(options, 'N', 'cost', 16384);
  const r = scryptOption(options, 'r', 'blockSize', 8);
  const p = scryptOption(options, 'p', 'parallelization', 1);
  let { maxmem } = options;
  if (maxmem !== undefined) validateInteger(maxmem, 'maxmem', 0);
  maxmem ||= 32 * 1024 * 1024;
  if (completion !== kSync) validateFunction(completion, 'callback');
  const problem = native.checkScrypt(N, r, p, maxmem);
  if (problem !== undefined) throw new ERR_CRYPTO_INVALID_SCRYPT_PARAMS(problem);
  return native.scrypt(password, salt, N, r, p, maxmem, keylen,
                       completion === kSync ? undefined : completion);
}

/**
 * Source: Node doc, crypto.scrypt(); RFC 7914.
 * @param {string | ArrayBufferView | ArrayBufferLike} password
 * @param {string | ArrayBufferView | ArrayBufferLike} salt
 * @param {number} keylen
 * @param {object | Function} [options] N or cost, r or blockSize, p or parallelization, maxmem
 * @param {(error: Error | null, key: Buffer) => void} [callback]
 * @throws {TypeError|RangeError}
 */
function scrypt(password, salt, keylen, options, callback = undefined) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  runScrypt(password, salt, keylen, options, callback);
}

/**
 * Source: Node doc, crypto.scryptSync().
 * @param {string | ArrayBufferView | ArrayBufferLike} password
 * @param {string | ArrayBufferView | ArrayBufferLike} salt
 * @param {number} keylen
 * @param {object} [options]
 * @returns {Buffer}
 * @throws {TypeError|RangeError}
 */
function scryptSync(password, salt, keylen, options = undefined) {
  return runScrypt(password, salt, keylen, options, kSync);
}

// ---- HKDF --------------------------------------------------------------------------------------

const hkdfTypes = ['string', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'];
const hkdfKeyTypes = ['string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray', 'DataView',
  'Buffer'];
const kMaxInfo = 1024;

function runHkdf(digest, ikm, salt, info, length, completion) {
  validateString(digest, 'digest');
  const key = isKeyObject(ikm) ? secretKeyInput(ikm) :
    bytesArgument(ikm, 'ikm', undefined, hkdfKeyTypes);
  salt = bytesArgument(salt, 'salt', undefined, hkdfTypes);
  info = bytesArgument(info, 'info', undefined, hkdfTypes);
  validateInteger(length, 'length', 0, kMaxLength);
  const infoLength = typeof info === 'string' ? Buffer.byteLength(info) : info.byteLength;
  if (infoLength > kMaxInfo) {
    throw new ERR_OUT_OF_RANGE('info', `must not contain more than ${kMaxInfo} bytes`, infoLength);
  }
  if (completion !== kSync) validateFunction(completion, 'callback');
  const number = digestNumber(digest);
  // RFC 5869, 2.3: the counter of the blocks is one byte.
  if (length > 255 * native.digestSize(number)) throw new ERR_CRYPTO_INVALID_KEYLEN();
  return native.hkdf(number, key, salt, info, length, completion === kSync ? undefined :
    (error, result) => {
      if (error) completion(error);
      else completion(null, result.buffer);
    });
}

/**
 * Source: Node doc, crypto.hkdf(); RFC 5869.
 * @param {string} digest
 * @param {string | ArrayBufferView | ArrayBufferLike | object} ikm a KeyObject if it is an object
 * @param {string | ArrayBufferView | ArrayBufferLike} salt
 * @param {string | ArrayBufferView | ArrayBufferLike} info
 * @param {number} length
 * @param {(error: Error | null, key: ArrayBuffer) => void} callback
 * @throws {TypeError|RangeError}
 */
function hkdf(digest, ikm, salt, info, length, callback) {
  runHkdf(digest, ikm, salt, info, length, callback);
}

/**
 * Source: Node doc, crypto.hkdfSync().
 * @param {string} digest
 * @param {string | ArrayBufferView | ArrayBufferLike | object} ikm a KeyObject if it is an object
 * @param {string | ArrayBufferView | ArrayBufferLike} salt
 * @param {string | ArrayBufferView | ArrayBufferLike} info
 * @param {number} length
 * @returns {ArrayBuffer}
 * @throws {TypeError|RangeError}
 */
function hkdfSync(digest, ikm, salt, info, length) {
  return runHkdf(digest, ikm, salt, info, length, kSync).buffer;
}

module.exports = { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };
