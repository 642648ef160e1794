'use strict';

// The public module `crypto`: digests, HMACs, random bytes, keys out of passwords, symmetric
// ciphers and what of the Web Cryptography API needs no keys, over OpenSSL. What takes public and
// private keys is there by name, and throws ERR_FEATURE_NOT_AVAILABLE. Source: Node.js
// documentation, "Crypto".
//
// Requiring it loads OpenSSL, which no program pays for that does not.

const native = require('internal/crypto/native');
const { Hash, Hmac, hash } = require('internal/crypto/hash');
const {
  getRandomValues, randomBytes, randomFill, randomFillSync, randomInt, randomUUID,
} = require('internal/crypto/random');
const { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync } =
  require('internal/crypto/kdf');
const { Cipheriv, Decipheriv, getCipherInfo } = require('internal/crypto/cipher');
const { KeyObject, createSecretKey, generateKey, generateKeySync } =
  require('internal/crypto/keys');
const { codedError, getCiphers, getHashes, missing } = require('internal/crypto/util');
const {
  codes: { ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH, ERR_FEATURE_NOT_AVAILABLE },
} = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { deprecate } = require('internal/util');
const { isAnyArrayBuffer } = require('internal/util/types');

/**
 * Source: Node doc, crypto.createHash().
 * @param {string} algorithm
 * @param {object} [options] those of stream.Transform, and outputLength
 * @returns {Hash}
 */
function createHash(algorithm, options) {
  return new Hash(algorithm, options);
}

/**
 * Source: Node doc, crypto.createHmac().
 * @param {string} hmac
 * @param {string | ArrayBufferView | ArrayBufferLike | KeyObject} key
 * @param {object} [options] those of stream.Transform, and encoding
 * @returns {Hmac}
 */
function createHmac(hmac, key, options) {
  return new Hmac(hmac, key, options);
}

/**
 * Source: Node doc, crypto.createCipheriv().
 * @param {string} cipher
 * @param {string | ArrayBufferView | ArrayBufferLike | KeyObject} key
 * @param {string | ArrayBufferView | ArrayBufferLike | null} iv
 * @param {object} [options] those of stream.Transform, and authTagLength
 * @returns {Cipheriv}
 */
function createCipheriv(cipher, key, iv, options) {
  return new Cipheriv(cipher, key, iv, options);
}

/**
 * Source: Node doc, crypto.createDecipheriv().
 * @param {string} cipher
 * @param {string | ArrayBufferView | ArrayBufferLike | KeyObject} key
 * @param {string | ArrayBufferView | ArrayBufferLike | null} iv
 * @param {object} [options] those of stream.Transform, and authTagLength
 * @returns {Decipheriv}
 */
function createDecipheriv(cipher, key, iv, options) {
  return new Decipheriv(cipher, key, iv, options);
}

/**
 * Compares in a time that does not depend on what is compared. Source: Node doc,
 * crypto.timingSafeEqual().
 * @param {ArrayBufferView | ArrayBufferLike} buf1
 * @param {ArrayBufferView | ArrayBufferLike} buf2
 * @returns {boolean}
 * @throws {TypeError|RangeError}
 */
const timingSafeEqual = function(buf1, buf2) {
  for (let i = 1; i <= 2; i++) {
    const buffer = i === 1 ? buf1 : buf2;
    if (!ArrayBuffer.isView(buffer) && !isAnyArrayBuffer(buffer)) {
      throw codedError(
        TypeError, 'ERR_INVALID_ARG_TYPE',
        `The "buf${i}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or ` +
        'DataView.');
    }
  }
  if (buf1.byteLength !== buf2.byteLength) throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH();
  return native.timingSafeEqual(buf1, buf2);
};
Object.defineProperty(timingSafeEqual, 'name', { value: 'timingSafeEqual' });
Object.defineProperty(timingSafeEqual, 'length', { value: 0 });

/** @returns {0} OpenSSL's FIPS provider is never used */
function getFips() {
  return 0;
}

/**
 * @param {boolean} value
 * @throws {Error} ERR_FEATURE_NOT_AVAILABLE for true
 */
function setFips(value) {
  if (value) throw new ERR_FEATURE_NOT_AVAILABLE('FIPS mode');
}

/** @returns {{total: number, used: number, utilization: number, min: number}} there is none */
function secureHeapUsed() {
  return { total: 0, used: 0, utilization: 0, min: 0 };
}

// The order of TLS 1.3 and 1.2 cipher suites that Node documents (TLS, "Modifying the default TLS
// cipher suite").
const coreCipherList = [
  'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'DHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-SHA256',
  'DHE-RSA-AES128-SHA256', 'ECDHE-RSA-AES256-SHA384', 'DHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA256', 'DHE-RSA-AES256-SHA256', 'HIGH', '!aNULL', '!eNULL', '!EXPORT', '!DES',
  '!RC4', '!MD5', '!PSK', '!SRP', '!CAMELLIA',
].join(':');

let constants;
function getConstants() {
  if (constants === undefined) {
    const numbers = native.constants();
    constants = { __proto__: null };
    for (const name of Object.keys(numbers)) {
      if (name === 'TLS1_VERSION') constants.defaultCoreCipherList = coreCipherList;
      constants[name] = numbers[name];
    }
    constants.defaultCipherList = coreCipherList;
  }
  return constants;
}

module.exports = {
  checkPrime: missing('checkPrime', 1),
  checkPrimeSync: missing('checkPrimeSync', 1),
  createCipheriv,
  createDecipheriv,
  createDiffieHellman: missing('createDiffieHellman', 4),
  createDiffieHellmanGroup: missing('createDiffieHellmanGroup', 1),
  createECDH: missing('createECDH', 1),
  createHash,
  createHmac,
  createPrivateKey: missing('createPrivateKey', 1),
  createPublicKey: missing('createPublicKey', 1),
  createSecretKey,
  createSign: missing('createSign', 2),
  createVerify: missing('createVerify', 2),
  diffieHellman: missing('diffieHellman', 1),
  generatePrime: missing('generatePrime', 3),
  generatePrimeSync: missing('generatePrimeSync', 1),
  getCiphers,
  getCipherInfo,
  getCurves: missing('getCurves'),
  getDiffieHellman: missing('getDiffieHellman', 1),
  getHashes,
  hkdf,
  hkdfSync,
  pbkdf2,
  pbkdf2Sync,
  generateKeyPair: missing('generateKeyPair', 3),
  generateKeyPairSync: missing('generateKeyPairSync', 2),
  generateKey,
  generateKeySync,
  privateDecrypt: missing('privateDecrypt', 2),
  privateEncrypt: missing('privateEncrypt', 2),
  publicDecrypt: missing('publicDecrypt', 2),
  publicEncrypt: missing('publicEncrypt', 2),
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
  scrypt,
  scryptSync,
  sign: missing('sign', 4),
  setEngine: missing('setEngine', 2),
  timingSafeEqual,
  getFips,
  setFips,
  verify: missing('verify', 5),
  hash,

  Certificate: missing('Certificate'),
  Cipher: missing('Cipher', 3),
  Cipheriv,
  Decipher: missing('Decipher', 3),
  Decipheriv,
  DiffieHellman: missing('DiffieHellman', 4),
  DiffieHellmanGroup: missing('DiffieHellmanGroup', 1),
  ECDH: missing('ECDH', 4),
  Hash,
  Hmac,
  KeyObject,
  Sign: missing('Sign', 2),
  Verify: missing('Verify', 2),
  X509Certificate: missing('X509Certificate', 1),
  secureHeapUsed,
};

function defineGetter(name, get, set = undefined, enumerable = true) {
  Object.defineProperty(module.exports, name, { get, set, enumerable, configurable: false });
}
function defineHidden(name, value) {
  Object.defineProperty(module.exports, name, {
    value, writable: true, enumerable: false, configurable: true,
  });
}

Object.defineProperty(module.exports, 'constants', {
  get: getConstants, enumerable: true, configurable: false,
});
const getWebCrypto = () => require('internal/crypto/webcrypto').crypto;
defineGetter('webcrypto', getWebCrypto);
defineGetter('subtle', () => getWebCrypto().subtle);
// Unlike the method of Crypto it may be called without a receiver.
defineGetter('getRandomValues', () => getRandomValues);
defineGetter('fips', getFips, setFips, false);
defineHidden('createCipher', missing('createCipher', 3));
defineHidden('createDecipher', missing('createDecipher', 3));
// Old names.
for (const [name, code] of [['prng'], ['pseudoRandomBytes', 'DEP0115'], ['rng']]) {
  const warns = code !== undefined && getOptionValue('--pending-deprecation');
  defineHidden(name, warns ? deprecate(randomBytes, `crypto.${name} is deprecated.`, code) :
    randomBytes);
}
