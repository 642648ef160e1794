'use strict';

// Symmetric ciphers: Cipheriv, Decipheriv, getCipherInfo().
//
// Native code passes data through OpenSSL and knows nothing of order; what may be called when is
// decided here. Modes with an authentication tag:
//   GCM, OCB, ChaCha20-Poly1305   the tag must be known before final(), which checks it
//   CCM                           length and tag must be known before the data, which comes in one
//                                 update(); what does not authenticate comes out as nothing, and
//                                 final() throws

const { Buffer } = require('buffer');
const {
  codes: {
    ERR_CRYPTO_INVALID_AUTH_TAG,
    ERR_CRYPTO_INVALID_IV,
    ERR_CRYPTO_INVALID_KEYLEN,
    ERR_CRYPTO_INVALID_STATE,
    ERR_CRYPTO_UNKNOWN_CIPHER,
    ERR_INTERNAL_ASSERTION,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_UNKNOWN_ENCODING,
  },
  genericNodeError,
} = require('internal/errors');
const {
  validateEncoding, validateInt32, validateObject, validateString,
} = require('internal/validators');
const { getOptionValue } = require('internal/options');
const { normalizeEncoding } = require('internal/util');
const native = require('internal/crypto/native');
const { bytesArgument, codedError, stringInput } = require('internal/crypto/util');
const { LazyTransform } = require('internal/crypto/lazy_transform');
const { secretKeyInput } = require('internal/crypto/keys');

const kHandle = Symbol('kHandle');
const kState = Symbol('kState');

// As src/crypto/crypto_api.h numbers them.
const modeNames = ['stream', 'ecb', 'cbc', 'cfb', 'ofb', 'ctr', 'gcm', 'ccm', 'xts', 'wrap', 'ocb'];

const kTagNeeded = 'Unsupported state or unable to authenticate data';
const kNoMoreData = 'Trying to add data in unsupported state';

/**
 * @typedef {object} Algorithm
 * @property {number} number by which native code knows it
 * @property {string} name
 * @property {number} nid
 * @property {number} keyLength
 * @property {number} ivLength
 * @property {number} blockSize
 * @property {string | undefined} mode
 * @property {boolean} authenticated
 */

// By every spelling, or nid, that was used.
const algorithms = new Map();

/**
 * @param {string | number} nameOrNid
 * @returns {Algorithm | undefined}
 * @throws {Error} OpenSSL's, when it knows the cipher but will not do it
 */
function findAlgorithm(nameOrNid) {
  let algorithm = algorithms.get(nameOrNid);
  if (algorithm === undefined) {
    const fields = native.findCipher(nameOrNid);
    if (fields === undefined) return undefined;
    const [number, name, nid, keyLength, ivLength, blockSize, mode, authenticated] = fields;
    algorithm = {
      number, name: name.toLowerCase(), nid, keyLength, ivLength, blockSize, mode: modeNames[mode],
      authenticated,
    };
    algorithms.set(nameOrNid, algorithm);
  }
  return algorithm;
}

// An option that is a number without sign or fraction; undefined if it isn't given.
function unsignedOption(options, name) {
  const value = options?.[name];
  if (value === undefined || value === null) return undefined;
  if (value >>> 0 !== value) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
  return value;
}

function isGcmTagLength(length) {
  return length === 4 || length === 8 || (length >= 12 && length <= 16);
}

function badTagLength(length) {
  return new ERR_CRYPTO_INVALID_AUTH_TAG(`Invalid authentication tag length: ${length}`);
}

/**
 * The length of the tag that was asked for, or that the mode has if nothing was.
 * @param {Algorithm} algorithm
 * @param {string} given how the caller spelled its name
 * @param {number} ivLength
 * @param {number | undefined} length
 * @returns {number | undefined} undefined in GCM: the tag itself will tell
 * @throws {TypeError} ERR_CRYPTO_INVALID_AUTH_TAG
 */
function checkTagLength(algorithm, given, ivLength, length) {
  switch (algorithm.mode) {
    case 'gcm':
      if (length !== undefined && !isGcmTagLength(length)) throw badTagLength(length);
      return length;
    case 'ccm':
    case 'ocb':
      if (length === undefined) {
        throw new ERR_CRYPTO_INVALID_AUTH_TAG(`authTagLength required for ${given}`);
      }
      if (length > 16 || length < 1 ||
          (algorithm.mode === 'ccm' && (length < 4 || length % 2 !== 0))) {
        throw badTagLength(length);
      }
      return length;
    default: // ChaCha20-Poly1305
      if (length !== undefined && (length > 16 || length < 1)) throw badTagLength(length);
      return length ?? 16;
  }
}

// RFC 3610, 2.1: the longer the nonce, the fewer bytes are left to count the message in.
function maxCcmLength(ivLength) {
  if (ivLength === 13) return 2 ** 16 - 1;
  if (ivLength === 12) return 2 ** 24 - 1;
  return 2 ** 31 - 1;
}

function byteLengthOf(input) {
  return typeof input === 'string' ? Buffer.byteLength(input) : input.byteLength;
}

function start(self, encrypt, cipher, key, iv, options) {
  validateString(cipher, 'cipher');
  const keyInput = secretKeyInput(key, options?.encoding);
  const ivInput = iv === null ? null : bytesArgument(iv, 'iv');
  const tagOption = unsignedOption(options, 'authTagLength');
  LazyTransform.call(self, options);

  const algorithm = findAlgorithm(cipher);
  if (algorithm?.mode === undefined) throw new ERR_CRYPTO_UNKNOWN_CIPHER();
  const keyLength = byteLengthOf(keyInput);
  const ivLength = ivInput === null ? 0 : byteLengthOf(ivInput);
  const { authenticated } = algorithm;
  if (authenticated ? ivLength === 0 || (algorithm.mode === 'stream' && ivLength > 12) :
    ivLength !== algorithm.ivLength) {
    throw new ERR_CRYPTO_INVALID_IV();
  }
  const tagLength = authenticated ?
    checkTagLength(algorithm, cipher, ivLength, tagOption) : undefined;
  if (keyLength !== algorithm.keyLength && !native.takesKeyLength(algorithm.number, keyLength)) {
    throw new ERR_CRYPTO_INVALID_KEYLEN();
  }
  if (authenticated && ivLength !== algorithm.ivLength &&
      !native.takesIvLength(algorithm.number, ivLength)) {
    throw new ERR_CRYPTO_INVALID_IV();
  }
  self[kHandle] = native.newCipher(algorithm.number, encrypt, keyInput, ivInput ?? '',
                                   tagLength ?? 0);
  self._decoder = null;
  const state = {
    encrypt,
    mode: algorithm.mode,
    authenticated,
    finished: false,
    tagLength,
    tag: undefined, // given by setAuthTag(), or made by final()
    tagPassed: false, // to OpenSSL
    maxLength: algorithm.mode === 'ccm' ? maxCcmLength(ivLength) : Infinity,
    updated: false,
    failed: false, // CCM: what was decrypted is not authentic
  };
  // Not enumerable: nothing that printing a cipher should show.
  Object.defineProperty(self, kState, { value: state });
}

/** Gives OpenSSL the tag that is to be checked. */
function passTag(self, state) {
  if (state.encrypt || state.tagPassed || state.tag === undefined) return;
  state.tagPassed = true;
  if (!native.setTag(self[kHandle], state.tag)) throw genericNodeError(kTagNeeded);
}

function updateBytes(self, input) {
  const state = self[kState];
  if (state.finished || (state.mode === 'ccm' && state.updated)) {
    throw genericNodeError(kNoMoreData);
  }
  if (state.authenticated) {
    if (state.mode === 'ccm') {
      if (byteLengthOf(input) > state.maxLength) {
        throw codedError(RangeError, 'ERR_CRYPTO_INVALID_MESSAGELEN', 'Invalid message length');
      }
      if (!state.encrypt && state.tag === undefined) throw genericNodeError(kNoMoreData);
    }
    passTag(self, state);
  }
  state.updated = true;
  let result;
  try {
    result = native.updateCipher(self[kHandle], input);
  } catch (error) {
    // Why it fails in CCM is clear: the length, or the tag.
    if (state.mode !== 'ccm') throw error;
  }
  if (result !== undefined) return result;
  if (state.mode === 'ccm' && !state.encrypt) {
    state.failed = true;
    return Buffer.alloc(0);
  }
  throw genericNodeError(kNoMoreData);
}

function finishBytes(self) {
  const state = self[kState];
  if (state.finished) throw codedError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state');
  if (state.authenticated) {
    if (!state.encrypt) {
      if (state.tag === undefined) {
        state.finished = true;
        throw genericNodeError(kTagNeeded);
      }
      passTag(self, state);
      if (state.mode === 'ccm') {
        // A message without data is checked by an update without data.
        if (!state.updated) updateBytes(self, '');
        state.finished = true;
        if (state.failed) throw genericNodeError(kTagNeeded);
        return Buffer.alloc(0);
      }
    } else if (state.mode === 'ccm' && !state.updated) {
      updateBytes(self, '');
    }
  }
  state.finished = true;
  let result;
  try {
    result = native.finishCipher(self[kHandle], kTagNeeded);
  } catch (error) {
    // OpenSSL's reasons here differ from mode to mode, and all mean one thing.
    if (state.authenticated) throw genericNodeError(kTagNeeded);
    throw error;
  }
  if (state.authenticated && state.encrypt) {
    state.tag = native.getTag(self[kHandle], state.tagLength ?? 16);
  }
  return result;
}

/** The decoder for the output, which keeps its encoding from the first piece to the last. */
function decode(self, bytes, encoding, last) {
  if (!encoding || encoding === 'buffer') return bytes;
  if (self._decoder === null) {
    const { StringDecoder } = require('string_decoder');
    self._decoder = new StringDecoder(encoding);
  } else if (self._decoder.encoding !== normalizeEncoding(encoding)) {
    if (normalizeEncoding(encoding) === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    throw new ERR_INTERNAL_ASSERTION('Cannot change encoding');
  }
  return last ? self._decoder.end(bytes) : self._decoder.write(bytes);
}

function _transform(chunk, encoding, callback) {
  let result;
  try {
    result = updateBytes(this, typeof chunk === 'string' ? stringInput(chunk, encoding) : chunk);
  } catch (error) {
    callback(error);
    return;
  }
  this.push(result);
  callback();
}

function _flush(callback) {
  let result;
  try {
    result = finishBytes(this);
  } catch (error) {
    callback(error);
    return;
  }
  this.push(result);
  callback();
}

/**
 * @param {string | ArrayBufferView} data
 * @param {string} [inputEncoding] of a string
 * @param {string} [outputEncoding]
 * @returns {Buffer | string}
 * @throws {TypeError|Error}
 */
function update(data, inputEncoding, outputEncoding) {
  let input = data;
  if (typeof data === 'string') {
    validateEncoding(data, inputEncoding);
    input = stringInput(data, inputEncoding);
  } else if (!ArrayBuffer.isView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  return decode(this, updateBytes(this, input), outputEncoding, false);
}

/**
 * @param {string} [outputEncoding]
 * @returns {Buffer | string}
 * @throws {Error} when the data has no whole block, bad padding, or is not authentic
 */
function final(outputEncoding) {
  return decode(this, finishBytes(this), outputEncoding, true);
}

/**
 * @param {boolean} [autoPadding]
 * @returns {object} this
 * @throws {Error} ERR_CRYPTO_INVALID_STATE
 */
function setAutoPadding(autoPadding = true) {
  if (this[kState].finished || !native.setPadding(this[kHandle], Boolean(autoPadding))) {
    throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
  }
  return this;
}

/**
 * @param {string | ArrayBufferView | ArrayBufferLike} aadbuf
 * @param {{plaintextLength?: number, encoding?: string}} [options]
 * @returns {object} this
 * @throws {TypeError|Error}
 */
function setAAD(aadbuf, options) {
  const encoding = options?.encoding;
  if (encoding !== undefined) validateString(encoding, 'options.encoding');
  const plaintextLength = unsignedOption(options, 'plaintextLength');
  const input = bytesArgument(aadbuf, 'aadbuf', encoding);
  const state = this[kState];
  if (state.finished || !state.authenticated) throw new ERR_CRYPTO_INVALID_STATE('setAAD');
  if (state.mode === 'ccm') {
    if (plaintextLength === undefined) {
      throw codedError(TypeError, 'ERR_MISSING_ARGS',
                       'options.plaintextLength required for CCM mode with AAD');
    }
    if (plaintextLength > state.maxLength) {
      throw codedError(RangeError, 'ERR_CRYPTO_INVALID_MESSAGELEN', 'Invalid message length');
    }
    passTag(this, state);
    if (!native.setMessageLength(this[kHandle], plaintextLength)) {
      throw new ERR_CRYPTO_INVALID_STATE('setAAD');
    }
  }
  if (!native.addAuthenticatedData(this[kHandle], input)) {
    throw new ERR_CRYPTO_INVALID_STATE('setAAD');
  }
  return this;
}

/**
 * Source: Node doc, class crypto.Cipheriv; made by crypto.createCipheriv().
 * @param {string} cipher
 * @param {string | ArrayBufferView | ArrayBufferLike | object} key a KeyObject if it is an object
 * @param {string | ArrayBufferView | ArrayBufferLike | null} iv
 * @param {object} [options] those of Transform, authTagLength, encoding (of a key that is a string)
 * @throws {TypeError|RangeError|Error}
 */
function Cipheriv(cipher, key, iv, options) {
  if (!(this instanceof Cipheriv)) return new Cipheriv(cipher, key, iv, options);
  start(this, true, cipher, key, iv, options);
}
Object.setPrototypeOf(Cipheriv.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Cipheriv, LazyTransform);

/**
 * @returns {Buffer} the tag that authenticates the message; there after final()
 * @throws {Error} ERR_CRYPTO_INVALID_STATE
 */
function getAuthTag() {
  const { finished, tag } = this[kState];
  if (!finished || tag === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
  return Buffer.from(tag);
}

Object.assign(Cipheriv.prototype, {
  _transform, _flush, update, final, setAutoPadding, getAuthTag, setAAD,
});

/**
 * Source: Node doc, class crypto.Decipheriv; made by crypto.createDecipheriv().
 * @param {string} cipher
 * @param {string | ArrayBufferView | ArrayBufferLike | object} key a KeyObject if it is an object
 * @param {string | ArrayBufferView | ArrayBufferLike | null} iv
 * @param {object} [options] those of Transform, authTagLength, encoding (of a key that is a string)
 * @throws {TypeError|RangeError|Error}
 */
function Decipheriv(cipher, key, iv, options) {
  if (!(this instanceof Decipheriv)) return new Decipheriv(cipher, key, iv, options);
  start(this, false, cipher, key, iv, options);
}
Object.setPrototypeOf(Decipheriv.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Decipheriv, LazyTransform);

let warned = false;

// A decipher that takes any tag leaves it to the sender how sure the receiver is.
function warnOfShortTag() {
  if (warned || !getOptionValue('--pending-deprecation')) return;
  warned = true;
  process.emitWarning(
    'Using AES-GCM authentication tags of less than 128 bits without specifying the ' +
    'authTagLength option when initializing decryption is deprecated.',
    'DeprecationWarning', 'DEP0182');
}

/**
 * @param {string | ArrayBufferView | ArrayBufferLike} tag what final() has to find
 * @param {string} [encoding] of a string
 * @returns {object} this
 * @throws {TypeError|Error}
 */
function setAuthTag(tag, encoding) {
  const input = bytesArgument(tag, 'buffer', encoding);
  const state = this[kState];
  if (!state.authenticated || state.finished || state.tag !== undefined) {
    throw new ERR_CRYPTO_INVALID_STATE('setAuthTag');
  }
  const bytes = typeof input === 'string' ? Buffer.from(input) :
    ArrayBuffer.isView(input) ?
      Buffer.from(Buffer.from(input.buffer, input.byteOffset, input.byteLength)) :
      Buffer.from(Buffer.from(input));
  if (state.tagLength === undefined ? !isGcmTagLength(bytes.length) :
    bytes.length !== state.tagLength) {
    throw badTagLength(bytes.length);
  }
  if (state.tagLength === undefined && bytes.length < 16) warnOfShortTag();
  state.tag = bytes;
  return this;
}

Object.assign(Decipheriv.prototype, {
  _transform, _flush, update, final, setAutoPadding, setAuthTag, setAAD,
});

/**
 * Source: Node doc, crypto.getCipherInfo().
 * @param {string | number} nameOrNid
 * @param {{keyLength?: number, ivLength?: number}} [options] lengths that the cipher must take
 * @returns {object | undefined}
 * @throws {TypeError|RangeError}
 */
function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  }
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  let keyLength;
  let ivLength;
  if (options !== undefined) {
    validateObject(options, 'options');
    ({ keyLength, ivLength } = options);
    if (keyLength !== undefined) validateInt32(keyLength, 'options.keyLength');
    if (ivLength !== undefined) validateInt32(ivLength, 'options.ivLength');
  }
  let algorithm;
  try {
    algorithm = findAlgorithm(nameOrNid);
  } catch {
    // Known, but not to be had: the same as unknown.
  }
  if (algorithm === undefined || algorithm.mode === undefined) return undefined;
  if (keyLength !== undefined && keyLength !== algorithm.keyLength &&
      !native.takesKeyLength(algorithm.number, keyLength)) {
    return undefined;
  }
  if (ivLength !== undefined && ivLength !== algorithm.ivLength &&
      !native.takesIvLength(algorithm.number, ivLength)) {
    return undefined;
  }
  const info = { mode: algorithm.mode, name: algorithm.name, nid: algorithm.nid };
  if (algorithm.mode !== 'stream') info.blockSize = algorithm.blockSize;
  ivLength ??= algorithm.ivLength;
  if (ivLength !== 0) info.ivLength = ivLength;
  info.keyLength = keyLength ?? algorithm.keyLength;
  return info;
}

module.exports = { Cipheriv, Decipheriv, getCipherInfo };
