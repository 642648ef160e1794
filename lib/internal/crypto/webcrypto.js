'use strict';

// The Web Cryptography API: Crypto with its random functions, SubtleCrypto with digest(). The other
// operations of SubtleCrypto reject, naming themselves.

const {
  codes: {
    ERR_FEATURE_NOT_AVAILABLE,
    ERR_ILLEGAL_CONSTRUCTOR,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');
const { lazyDOMException } = require('internal/util');
const { isArrayBuffer } = require('internal/util/types');
const native = require('internal/crypto/native');
const { codedError, findDigest } = require('internal/crypto/util');
const random = require('internal/crypto/random');
const { CryptoKey } = require('internal/crypto/keys');

const digests = { __proto__: null,
  'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

// Below this many bytes hashing takes no longer than going to another thread and back.
const kWorthAThread = 16 * 1024;

function checkArguments(name, interfaceName, given, wanted) {
  if (given >= wanted) return;
  throw codedError(
    TypeError, 'ERR_MISSING_ARGS',
    `Failed to execute '${name}' on '${interfaceName}': ${wanted} ` +
    `argument${wanted === 1 ? '' : 's'} required, but only ${given} present.`);
}

// "Normalizing an algorithm" for an operation whose algorithms take no parameters.
function digestName(algorithm) {
  let name = algorithm;
  if ((typeof algorithm === 'object' && algorithm !== null) || typeof algorithm === 'function') {
    ({ name } = algorithm);
    if (name === undefined) {
      throw codedError(
        TypeError, 'ERR_MISSING_OPTION',
        "Failed to normalize algorithm: passed algorithm can not be converted to 'Algorithm' " +
        "because 'name' is required in 'Algorithm'.");
    }
  }
  const found = digests[`${name}`.toUpperCase()];
  if (found === undefined) {
    throw lazyDOMException('Unrecognized algorithm name', 'NotSupportedError');
  }
  return found;
}

// What is passed to the constructors, which are not for others.
const kConstruct = Symbol('construct');

/** Source: Web Cryptography API, 14. */
class SubtleCrypto {
  #genuine = true;

  constructor(token = undefined) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /**
   * @param {string | {name: string}} algorithm SHA-1, SHA-256, SHA-384, SHA-512
   * @param {ArrayBuffer | ArrayBufferView} data copied
   * @returns {Promise<ArrayBuffer>}
   */
  async digest(algorithm, data) {
    SubtleCrypto.#check(this);
    checkArguments('digest', 'SubtleCrypto', arguments.length, 2);
    if (!ArrayBuffer.isView(data) && !isArrayBuffer(data)) {
      throw codedError(
        TypeError, 'ERR_INVALID_ARG_TYPE',
        "Failed to execute 'digest' on 'SubtleCrypto': 2nd argument is not instance of " +
        'ArrayBuffer, Buffer, TypedArray, or DataView.');
    }
    const digest = findDigest(digestName(algorithm));
    if (data.byteLength < kWorthAThread) return native.hashJob(digest, data, undefined).buffer;
    return (await native.hashJob(digest, data, true)).buffer;
  }

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#genuine in self)) {
      throw new ERR_INVALID_THIS('SubtleCrypto');
    }
  }

  static {
    // In the order of the specification, around digest().
    const { digest } = Object.getOwnPropertyDescriptors(SubtleCrypto.prototype);
    delete SubtleCrypto.prototype.digest;
    const operations = {
      encrypt: 3, decrypt: 3, sign: 3, verify: 4, digest: 2, generateKey: 3, deriveKey: 5,
      deriveBits: 3, importKey: 5, exportKey: 2, wrapKey: 4, unwrapKey: 7,
    };
    for (const [name, length] of Object.entries(operations)) {
      if (name === 'digest') {
        Object.defineProperty(SubtleCrypto.prototype, name, { ...digest, enumerable: true });
        continue;
      }
      const { [name]: operation } = {
        async [name]() {
          SubtleCrypto.#check(this);
          throw new ERR_FEATURE_NOT_AVAILABLE(`crypto.subtle.${name}()`);
        },
      };
      Object.defineProperty(operation, 'length', { value: length });
      Object.defineProperty(SubtleCrypto.prototype, name, {
        value: operation, writable: true, enumerable: true, configurable: true,
      });
    }
  }
}

/** Source: Web Cryptography API, 10. */
class Crypto {
  #subtle;

  constructor(token = undefined) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#subtle = new SubtleCrypto(kConstruct);
  }

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#subtle in self)) {
      throw new ERR_INVALID_THIS('Crypto');
    }
  }

  /** @type {SubtleCrypto} */
  get subtle() {
    Crypto.#check(this);
    return this.#subtle;
  }

  /**
   * @param {any} array of integers, of at most 65,536 bytes
   * @returns {any} `array`, filled
   * @throws {DOMException} TypeMismatchError, QuotaExceededError
   */
  getRandomValues(array) {
    Crypto.#check(this);
    checkArguments('getRandomValues', 'Crypto', arguments.length, 1);
    return random.getRandomValues(array);
  }

  /** @returns {string} a version 4 UUID */
  randomUUID() {
    Crypto.#check(this);
    return random.randomUUID();
  }
}

for (const Interface of [Crypto, SubtleCrypto, CryptoKey]) {
  Object.defineProperty(Interface.prototype, Symbol.toStringTag, {
    value: Interface.name, writable: false, enumerable: false, configurable: true,
  });
}
for (const name of ['subtle', 'getRandomValues', 'randomUUID']) {
  Object.defineProperty(Crypto.prototype, name, {
    ...Object.getOwnPropertyDescriptor(Crypto.prototype, name), enumerable: true,
  });
}
for (const name of ['type', 'extractable', 'algorithm', 'usages']) {
  Object.defineProperty(CryptoKey.prototype, name, {
    ...Object.getOwnPropertyDescriptor(CryptoKey.prototype, name), enumerable: true,
  });
}

const crypto = new Crypto(kConstruct);

module.exports = { Crypto, CryptoKey, SubtleCrypto, crypto };
