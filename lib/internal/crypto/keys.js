'use strict';

// KeyObject and CryptoKey: keys that say what they are for. Secret keys are supported; a KeyObject
// keeps a copy of the bytes that nothing outside of this module can change. Public and private keys
// are not.

const { Buffer } = require('buffer');
const {
  codes: {
    ERR_FEATURE_NOT_AVAILABLE,
    ERR_ILLEGAL_CONSTRUCTOR,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const {
  validateFunction, validateInteger, validateObject, validateOneOf, validateString,
} = require('internal/validators');
const { isAnyArrayBuffer, isKeyObject, registerCryptoPredicates } =
  require('internal/util/types');
const { HostObject, kClone, kDeserialize } = require('internal/host_object');
const native = require('internal/crypto/native');
const { stringInput } = require('internal/crypto/util');

/** What a KeyObject is made from; nobody else can have one. */
class KeyHandle {
  /** @param {Buffer} bytes owned by the handle from now on */
  constructor(bytes) {
    this.bytes = bytes;
  }
}

let handleOf;
let setHandle;

/** Source: Node doc, class crypto.KeyObject. */
class KeyObject extends HostObject {
  #handle;
  #type;

  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') {
      throw new ERR_INVALID_ARG_VALUE('type', type);
    }
    if (typeof handle !== 'object' || !(handle instanceof KeyHandle)) {
      throw new ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    }
    super();
    this.#type = type;
    this.#handle = handle;
  }

  static {
    handleOf = (key) => key.#handle;
    setHandle = (key, handle) => { key.#handle = handle; };
    registerCryptoPredicates({
      isKeyObject: (value) => typeof value === 'object' && value !== null && #handle in value,
    });
  }

  /** @type {'secret'} */
  get type() {
    return this.#type;
  }

  /**
   * The KeyObject of a CryptoKey.
   * @param {CryptoKey} key
   * @returns {KeyObject}
   * @throws {TypeError}
   */
  static from(key) {
    if (!(key instanceof CryptoKey)) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    throw new ERR_FEATURE_NOT_AVAILABLE('crypto.KeyObject.from()');
  }

  /**
   * @param {KeyObject} otherKeyObject
   * @returns {boolean} in a time that does not depend on the keys' bytes
   * @throws {TypeError}
   */
  equals(otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) {
      throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject);
    }
    if (otherKeyObject.type !== this.#type) return false;
    const { bytes } = this.#handle;
    const { bytes: others } = handleOf(otherKeyObject);
    return bytes.length === others.length && native.timingSafeEqual(bytes, others);
  }
}
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, {
  value: 'KeyObject', writable: false, enumerable: false, configurable: true,
});

/** A KeyObject of type 'secret'. */
class SecretKeyObject extends KeyObject {
  // Without a handle only while a clone is being made, which kDeserialize completes.
  constructor(handle = new KeyHandle(Buffer.alloc(0))) {
    super('secret', handle);
  }

  /** @type {number} in bytes */
  get symmetricKeySize() {
    return handleOf(this).bytes.length;
  }

  /**
   * @param {{format?: 'buffer' | 'jwk'}} [options]
   * @returns {Buffer | {kty: 'oct', k: string}}
   * @throws {TypeError}
   */
  export(options = undefined) {
    const { bytes } = handleOf(this);
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: bytes.toString('base64url') };
    }
    return Buffer.from(bytes);
  }

  [kClone]() {
    return {
      data: { bytes: new Uint8Array(handleOf(this).bytes) },
      deserializeInfo: 'internal/crypto/keys:SecretKeyObject',
    };
  }

  [kDeserialize]({ bytes }) {
    setHandle(this, new KeyHandle(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  }
}

/** Source: Web Cryptography API. No operation makes one yet. */
class CryptoKey {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /* eslint-disable class-methods-use-this */
  get type() { throw new ERR_ILLEGAL_CONSTRUCTOR(); }
  get extractable() { throw new ERR_ILLEGAL_CONSTRUCTOR(); }
  get algorithm() { throw new ERR_ILLEGAL_CONSTRUCTOR(); }
  get usages() { throw new ERR_ILLEGAL_CONSTRUCTOR(); }
}

/**
 * Source: Node doc, crypto.createSecretKey().
 * @param {string | ArrayBufferView | ArrayBufferLike} key copied
 * @param {string} [encoding] of a string
 * @returns {SecretKeyObject}
 * @throws {TypeError}
 */
function createSecretKey(key, encoding) {
  let bytes;
  if (typeof key === 'string') {
    bytes = Buffer.from(key, encoding === 'buffer' ? 'utf8' : encoding);
  } else if (ArrayBuffer.isView(key)) {
    bytes = Buffer.from(Buffer.from(key.buffer, key.byteOffset, key.byteLength));
  } else if (isAnyArrayBuffer(key)) {
    bytes = Buffer.from(Buffer.from(key));
  } else {
    throw new ERR_INVALID_ARG_TYPE(
      'key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], key);
  }
  return new SecretKeyObject(new KeyHandle(bytes));
}

const keyTypes = ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'KeyObject',
  'CryptoKey'];

/**
 * The key of an HMAC or cipher, as native code takes it.
 * @param {string | ArrayBufferView | ArrayBufferLike | KeyObject} key
 * @param {string} [encoding] of a string
 * @returns {string | ArrayBufferView | ArrayBufferLike}
 * @throws {TypeError}
 */
function secretKeyInput(key, encoding = undefined) {
  if (typeof key === 'string') return stringInput(key, encoding);
  if (ArrayBuffer.isView(key) || isAnyArrayBuffer(key)) return key;
  if (isKeyObject(key)) return handleOf(key).bytes;
  throw new ERR_INVALID_ARG_TYPE('key', keyTypes, key);
}

function newKeySize(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  switch (type) {
    case 'hmac':
      validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
      break;
    case 'aes':
      validateOneOf(length, 'options.length', [128, 192, 256]);
      break;
    default:
      throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  }
  return Math.floor(length / 8);
}

/**
 * Source: Node doc, crypto.generateKeySync().
 * @param {'hmac' | 'aes'} type
 * @param {{length: number}} options in bits
 * @returns {SecretKeyObject}
 * @throws {TypeError|RangeError}
 */
function generateKeySync(type, options) {
  const bytes = Buffer.alloc(newKeySize(type, options));
  native.randomFill(bytes, 0, bytes.length, undefined);
  return new SecretKeyObject(new KeyHandle(bytes));
}

/**
 * Source: Node doc, crypto.generateKey().
 * @param {'hmac' | 'aes'} type
 * @param {{length: number}} options in bits
 * @param {(error: Error | undefined, key?: SecretKeyObject) => void} callback
 * @throws {TypeError|RangeError}
 */
function generateKey(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const size = newKeySize(type, options);
  validateFunction(callback, 'callback');
  const bytes = Buffer.alloc(size);
  native.randomFill(bytes, 0, size, (error) => {
    if (error) callback(error);
    else callback(undefined, new SecretKeyObject(new KeyHandle(bytes)));
  });
}

module.exports = {
  CryptoKey,
  KeyObject,
  SecretKeyObject,
  createSecretKey,
  generateKey,
  generateKeySync,
  secretKeyInput,
};
