'use strict';

/*
 * Small helpers that the whole library shares.
 *
 * Nothing here may read the process at load time (the module is part of the startup snapshot), and
 * nothing here requires another module at load time but `internal/util/types`: errors, validators
 * and inspect themselves depend on this file, so they are asked for inside the functions that need
 * them, which are all off the hot paths (argument errors, first use).
 *
 * Cost: `deprecate` and `once` add one call and one flag test to each call; `promisify` costs one
 * promise and one callback closure a call; lazy properties cost one getter call until first use.
 */

const { isNativeError } = require('internal/util/types');

const { defineProperty, setPrototypeOf, getOwnPropertyDescriptors } = Object;
const reflectApply = Reflect.apply;
const reflectConstruct = Reflect.construct;

/** The options object that stands for "no options": shared, frozen, without prototype. */
const kEmptyObject = Object.freeze(setPrototypeOf({}, null));

/** Descriptor part that makes a class member enumerable, as Web IDL demands. */
const kEnumerableProperty = setPrototypeOf({ enumerable: true }, null);
Object.freeze(kEnumerableProperty);

const customInspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const kCustomPromisifiedSymbol = Symbol.for('nodejs.util.promisify.custom');

/** Names of a callback's results after the error; promisify then resolves with an object. */
const customPromisifyArgs = Symbol('customPromisifyArgs');

const kIsEncodingSymbol = Symbol('kIsEncodingSymbol');

/**
 * The engine may predate explicit resource management; whoever loads first (this module or the
 * polyfills) puts the symbol on `Symbol`, and everybody else finds it there.
 * @param {string} name
 * @returns {symbol}
 */
function wellKnownSymbol(name) {
  if (typeof Symbol[name] !== 'symbol') {
    defineProperty(Symbol, name, {
      __proto__: null,
      configurable: false,
      enumerable: false,
      writable: false,
      value: Symbol(`nodejs.${name}`),
    });
  }
  return Symbol[name];
}

const SymbolDispose = wellKnownSymbol('dispose');
const SymbolAsyncDispose = wellKnownSymbol('asyncDispose');

function errorCodes() {
  return require('internal/errors').codes;
}

/**
 * True for native errors of any realm and for what inherits from this realm's Error.
 * @param {unknown} value
 * @returns {boolean}
 */
function isError(value) {
  return isNativeError(value) || value instanceof Error;
}

/**
 * Wraps `callback` so that only its first call reaches it; later calls return undefined.
 * @template {Function} F
 * @param {F} callback
 * @param {{preserveReturnValue?: boolean}} [options] repeat the first result on later calls
 * @returns {F}
 */
function once(callback, options) {
  const preserve = options !== undefined && options.preserveReturnValue === true;
  let called = false;
  let result;
  return /** @type {any} */ (function(...args) {
    if (called) return preserve ? result : undefined;
    called = true;
    const value = reflectApply(callback, this, args);
    if (preserve) result = value;
    return value;
  });
}

/** @type {Set<string>} */
const deprecationCodesWarned = new Set();

/**
 * Makes a function that emits one DeprecationWarning; deprecations that share a code share it.
 * @param {string} message
 * @param {string} [code]
 * @returns {(stackStart: Function) => void}
 */
function deprecationWarner(message, code) {
  let warned = false;
  return function warn(stackStart) {
    if (warned || process.noDeprecation === true) return;
    warned = true;
    if (code === undefined) {
      process.emitWarning(message, 'DeprecationWarning', undefined, stackStart);
    } else if (!deprecationCodesWarned.has(code)) {
      deprecationCodesWarned.add(code);
      process.emitWarning(message, 'DeprecationWarning', code, stackStart);
    }
  };
}

/**
 * `util.deprecate()` (Node documentation, util): wraps a function or class so that using it
 * emits a DeprecationWarning, once for each code.
 * @param {Function} fn
 * @param {string} message
 * @param {string} [code] a deprecation code; throws ERR_INVALID_ARG_TYPE unless it is a string
 * @param {boolean} [modifyPrototype] pass false to leave the wrapper's prototype chain alone
 * @returns {Function} `fn` itself under `process.noDeprecation`
 */
function deprecate(fn, message, code, modifyPrototype = true) {
  if (code !== undefined) require('internal/validators').validateString(code, 'code');
  if (process.noDeprecation === true) return fn;
  const warn = deprecationWarner(message, code);

  function deprecated(...args) {
    warn(deprecated);
    if (new.target !== undefined) return reflectConstruct(fn, args, new.target);
    return reflectApply(fn, this, args);
  }

  if (modifyPrototype) {
    setPrototypeOf(deprecated, fn);
    // Only constructors have a prototype; sharing it keeps `instanceof` true both ways.
    if (fn.prototype) deprecated.prototype = fn.prototype;
  }
  return deprecated;
}

/**
 * Turns the data property `key` of `target` into one whose reading and writing is deprecated.
 * @param {object} target
 * @param {PropertyKey} key
 * @param {string} message
 * @param {string} [code]
 */
function deprecateProperty(target, key, message, code) {
  const { value, enumerable } = Object.getOwnPropertyDescriptor(target, key);
  let current = value;
  defineProperty(target, key, {
    __proto__: null,
    configurable: true,
    enumerable,
    get: deprecate(() => current, message, code),
    set: deprecate((next) => { current = next; }, message, code),
  });
}

/**
 * For classes that may still be called without `new`: warns and constructs.
 * @param {Function} constructor
 * @param {string} code
 * @param {...unknown} args
 * @returns {object}
 */
function deprecateInstantiation(constructor, code, ...args) {
  if (!deprecationCodesWarned.has(code) && process.noDeprecation !== true) {
    deprecationCodesWarned.add(code);
    process.emitWarning(
      `Instantiating ${constructor.name} without the 'new' keyword has been deprecated.`,
      'DeprecationWarning', code);
  }
  return reflectConstruct(constructor, args);
}

/** @type {Set<string>} */
const experimentalFeaturesWarned = new Set();

/**
 * Emits an ExperimentalWarning, once for each feature.
 * @param {string} feature
 */
function emitExperimentalWarning(feature) {
  if (experimentalFeaturesWarned.has(feature)) return;
  experimentalFeaturesWarned.add(feature);
  process.emitWarning(`${feature} is an experimental feature and might change at any time`,
                      'ExperimentalWarning');
}

/**
 * `util.promisify()` (Node documentation, util).
 * @param {Function} original takes an error-first callback last
 * @returns {Function} returns a promise; throws ERR_INVALID_ARG_TYPE for what is no function
 */
function promisify(original) {
  const { validateFunction } = require('internal/validators');
  validateFunction(original, 'original');

  const custom = original[kCustomPromisifiedSymbol];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return markPromisified(custom);
  }

  const names = original[customPromisifyArgs];

  function fn(...args) {
    return new Promise((resolve, reject) => {
      reflectApply(original, this, [...args, (err, ...values) => {
        if (err) {
          reject(err);
        } else if (names !== undefined && values.length > 1) {
          const result = {};
          for (let i = 0; i < names.length; i++) result[names[i]] = values[i];
          resolve(result);
        } else {
          resolve(values[0]);
        }
      }]);
    });
  }

  setPrototypeOf(fn, Object.getPrototypeOf(original));
  markPromisified(fn);
  const descriptors = getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(descriptors)) defineProperty(fn, key, descriptors[key]);
  return fn;
}

// Promisifying twice must give the same function, hence the mark points at the function itself.
function markPromisified(fn) {
  return defineProperty(fn, kCustomPromisifiedSymbol, {
    __proto__: null, value: fn, enumerable: false, writable: false, configurable: true,
  });
}

promisify.custom = kCustomPromisifiedSymbol;

/**
 * `util.callbackify()` (Node documentation, util). The callback runs from a tick, so what it throws
 * is an uncaught exception and not a rejection.
 * @param {Function} original returns a promise
 * @returns {Function} takes an error-first callback last
 */
function callbackify(original) {
  const { validateFunction } = require('internal/validators');
  validateFunction(original, 'original');

  function callbackified(...args) {
    const callback = args.pop();
    validateFunction(callback, 'last argument');
    const done = callback.bind(this);
    reflectApply(original, this, args)
      .then((value) => { process.nextTick(done, null, value); },
            (reason) => { process.nextTick(callbackRejection, reason, done); });
  }

  const descriptors = getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  for (const key of Reflect.ownKeys(descriptors)) {
    defineProperty(callbackified, key, setPrototypeOf(descriptors[key], null));
  }
  return callbackified;
}

// A falsy reason would read as "no error" on the callback's side, so it gets wrapped.
function callbackRejection(reason, callback) {
  if (!reason) {
    const error = new (errorCodes().ERR_FALSY_VALUE_REJECTION)(reason);
    error.reason = reason;
    // What runs the ticks is no part of the story.
    Error.captureStackTrace(error, callbackRejection);
    reason = error;
  }
  return callback(reason);
}

/**
 * `util.inherits()` (Node documentation, util; legacy).
 * @param {Function} ctor
 * @param {Function} superCtor
 */
function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) {
    throw new (errorCodes().ERR_INVALID_ARG_TYPE)('ctor', 'Function', ctor);
  }
  if (superCtor === undefined || superCtor === null) {
    throw new (errorCodes().ERR_INVALID_ARG_TYPE)('superCtor', 'Function', superCtor);
  }
  if (superCtor.prototype === undefined) {
    throw new (errorCodes().ERR_INVALID_ARG_TYPE)('superCtor.prototype', 'Object',
                                                  superCtor.prototype);
  }
  defineProperty(ctor, 'super_', {
    __proto__: null, value: superCtor, writable: true, configurable: true,
  });
  setPrototypeOf(ctor.prototype, superCtor.prototype);
}

/**
 * Gives `target` properties that load module `id` when first read and then become plain values.
 * @param {object} target
 * @param {string} id
 * @param {string[]} keys
 * @param {boolean} [enumerable]
 */
function defineLazyProperties(target, id, keys, enumerable = true) {
  for (const key of keys) {
    const fix = (owner, value) => defineProperty(owner, key, {
      __proto__: null, value, writable: true, enumerable, configurable: true,
    });
    const accessors = {
      get [key]() {
        const value = require(id)[key];
        fix(target, value);
        return value;
      },
      set [key](value) { fix(target, value); },
    };
    const { get, set } = Object.getOwnPropertyDescriptor(accessors, key);
    defineProperty(target, key, { __proto__: null, get, set, enumerable, configurable: true });
  }
}

/**
 * As Web IDL's [Replaceable] attributes: a getter that loads module `id` when first read, throws
 * ERR_INVALID_THIS on another receiver, and gives way to an assigned value.
 * @param {object} target
 * @param {string} id
 * @param {string[]} keys
 * @param {boolean} [writable]
 * @param {boolean} [enumerable]
 */
function defineReplaceableLazyAttribute(target, id, keys, writable = true, enumerable = true) {
  for (const key of keys) {
    let value;
    const accessors = {
      get [key]() {
        if (this !== target && this != null) {
          throw new (errorCodes().ERR_INVALID_THIS)(target?.constructor?.name ?? 'Object');
        }
        value ??= require(id)[key];
        return value;
      },
      set [key](next) {
        defineProperty(target, key, {
          __proto__: null, value: next, writable: true, enumerable: true, configurable: true,
        });
      },
    };
    const { get, set } = Object.getOwnPropertyDescriptor(accessors, key);
    defineProperty(target, key, {
      __proto__: null, get, set: writable ? set : undefined, enumerable, configurable: true,
    });
  }
}

/**
 * Puts a class on a global object, as Web IDL's interface objects are: not enumerable.
 * @param {object} target
 * @param {string} name
 * @param {Function} interfaceObject
 */
function exposeInterface(target, name, interfaceObject) {
  defineProperty(target, name, {
    __proto__: null, writable: true, enumerable: false, configurable: true,
    value: interfaceObject,
  });
}

/**
 * `exposeInterface` for classes of module `id` that are loaded when first read.
 * @param {object} target
 * @param {string} id
 * @param {string[]} keys
 */
function exposeLazyInterfaces(target, id, keys) {
  defineLazyProperties(target, id, keys, false);
}

/**
 * Puts a namespace object (console, crypto) on a global object: not enumerable.
 * @param {object} target
 * @param {string} name
 * @param {object} namespaceObject
 */
function exposeNamespace(target, name, namespaceObject) {
  exposeInterface(target, name, /** @type {any} */ (namespaceObject));
}

/**
 * Puts an operation on a global object: enumerable, as Web IDL's are.
 * @param {object} target
 * @param {string} name
 * @param {Function} method
 */
function defineOperation(target, name, method) {
  defineProperty(target, name, {
    __proto__: null, writable: true, enumerable: true, configurable: true, value: method,
  });
}

/**
 * Sets an own data property even where a setter or a read-only property is inherited.
 * @param {object} target
 * @param {PropertyKey} key
 * @param {unknown} value
 */
function setOwnProperty(target, key, value) {
  return defineProperty(target, key, {
    __proto__: null, configurable: true, enumerable: true, value, writable: true,
  });
}

/**
 * Renames a function (its `name` property) and returns it.
 * @template {Function} F
 * @param {string | symbol} name
 * @param {F} fn
 * @param {PropertyDescriptor} [descriptor]
 * @returns {F}
 */
function assignFunctionName(name, fn, descriptor) {
  if (typeof name === 'symbol') name = name.description ? `[${name.description}]` : '';
  return defineProperty(fn, 'name', {
    __proto__: null, writable: false, enumerable: false, configurable: true, ...descriptor,
    value: name,
  });
}

/**
 * The canonical name of a Buffer encoding, undefined for an unknown one; nothing and '' are utf8.
 * @param {unknown} encoding
 * @returns {string | undefined}
 */
function normalizeEncoding(encoding) {
  if (encoding === 'utf8' || encoding === undefined || encoding === null || encoding === '') {
    return 'utf8';
  }
  return knownEncoding(encoding) ?? knownEncoding(String(encoding).toLowerCase());
}

function knownEncoding(encoding) {
  switch (encoding) {
    case 'utf8': case 'utf-8': case 'UTF8': case 'UTF-8':
      return 'utf8';
    case 'ucs2': case 'ucs-2': case 'utf16le': case 'utf-16le':
    case 'UCS2': case 'UCS-2': case 'UTF16LE': case 'UTF-16LE':
      return 'utf16le';
    case 'latin1': case 'binary': case 'LATIN1': case 'BINARY':
      return 'latin1';
    case 'ascii': case 'ASCII':
      return 'ascii';
    case 'hex': case 'HEX':
      return 'hex';
    case 'base64': case 'BASE64':
      return 'base64';
    case 'base64url': case 'BASE64URL':
      return 'base64url';
    default:
      return undefined;
  }
}

const loneSurrogate = /\p{Surrogate}/gu;

/**
 * `util.toUSVString()`: the string with every lone surrogate replaced by U+FFFD (Web IDL,
 * USVString conversion).
 * @param {unknown} input
 * @returns {string}
 */
function toUSVString(input) {
  const string = `${input}`;
  if (typeof string.toWellFormed === 'function') return string.toWellFormed();
  // In Unicode mode a pair is one code point, so only lone surrogates are of category Cs.
  return string.replace(loneSurrogate, '\ufffd');
}

/**
 * Blocks the thread for `msec` milliseconds.
 * @param {number} msec a 32-bit unsigned integer
 */
function sleep(msec) {
  require('internal/validators').validateUint32(msec, 'msec');
  const cell = new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(cell, 0, 0, msec);
}

/**
 * A promise with its two ends.
 * @returns {{promise: Promise<any>, resolve: (value?: any) => void,
 *            reject: (reason?: any) => void}}
 */
function createDeferredPromise() {
  let resolve;
  let reject;
  const promise = new Promise((res, rej) => {
    resolve = res;
    reject = rej;
  });
  return { promise, resolve, reject };
}

/**
 * The DOMException class, loaded when first needed.
 * @returns {typeof DOMException}
 */
function lazyDOMExceptionClass() {
  return require('internal/dom_exception').DOMException;
}

/**
 * A new DOMException.
 * @param {string} message
 * @param {string} name
 * @returns {DOMException}
 */
function lazyDOMException(message, name) {
  return new (lazyDOMExceptionClass())(message, name);
}

/**
 * Removes one entry, cheaper than `splice(index, 1)`, which allocates the removed part.
 * @param {unknown[]} list
 * @param {number} index
 */
function spliceOne(list, index) {
  for (; index + 1 < list.length; index++) list[index] = list[index + 1];
  list.pop();
}

const ansiStyle = /\u001b\[\d\d?m/g;

/**
 * Removes SGR sequences such as this library's own styling writes.
 * @param {string} text
 * @returns {string}
 */
function removeColors(text) {
  return text.replace(ansiStyle, '');
}

/**
 * The constructor of an object or of the nearest prototype that has one.
 * @param {object} object
 * @returns {Function | null}
 */
function getConstructorOf(object) {
  while (object) {
    const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' &&
        descriptor.value.name !== '') {
      return descriptor.value;
    }
    object = Object.getPrototypeOf(object);
  }
  return null;
}

/**
 * Calls `fn` once and hands out a shallow copy of its array result ever after.
 * @template T
 * @param {() => T[]} fn
 * @returns {() => T[]}
 */
function cachedResult(fn) {
  let result;
  return () => {
    if (result === undefined) result = fn();
    return result.slice();
  };
}

/**
 * Case-insensitively distinct strings, sorted; of two spellings the lower-case one stays.
 * @param {Iterable<string>} items
 * @param {Iterable<string>} [low] spellings to prefer
 * @returns {string[]}
 */
function filterDuplicateStrings(items, low) {
  const byLowerCase = new Map();
  for (const item of items) {
    const key = item.toLowerCase();
    const seen = byLowerCase.get(key);
    if (seen === undefined || seen === key) byLowerCase.set(key, item);
  }
  if (low) {
    for (const item of low) {
      if (byLowerCase.get(item.toLowerCase()) !== undefined) {
        byLowerCase.set(item.toLowerCase(), item);
      }
    }
  }
  return [...byLowerCase.values()].sort();
}

/**
 * An object without prototype with those own properties of `source` that are present.
 * @param {object} source
 * @param {PropertyKey[]} keys
 * @returns {object}
 */
function filterOwnProperties(source, keys) {
  const filtered = { __proto__: null };
  for (const key of keys) {
    if (Object.hasOwn(source, key)) filtered[key] = source[key];
  }
  return filtered;
}

/**
 * A signal's number from its number or its (case-insensitive) name.
 * @param {string | number} signal
 * @returns {number}
 * @throws ERR_UNKNOWN_SIGNAL
 */
function convertToValidSignal(signal) {
  const { signals } = require('os').constants;
  if (typeof signal === 'number') {
    for (const name of Object.keys(signals)) {
      if (signals[name] === signal) return signal;
    }
  } else if (typeof signal === 'string') {
    const number = signals[signal.toUpperCase()];
    if (number) return number;
  }
  throw new (errorCodes().ERR_UNKNOWN_SIGNAL)(signal);
}

/** @type {Map<number, [string, string]> | undefined} */
let systemErrorMap;

/**
 * `util.getSystemErrorMap()`: errno (negative) to `[name, message]`.
 * @returns {Map<number, [string, string]>}
 */
function getSystemErrorMap() {
  if (systemErrorMap === undefined) {
    systemErrorMap = new Map();
    for (const [errno, name, message] of binding('uv').getErrorMap()) {
      systemErrorMap.set(errno, [name, message]);
    }
  }
  return systemErrorMap;
}

/**
 * The name of a system error (`'ENOENT'`) from its negative errno.
 * @param {number} errno
 * @returns {string}
 */
function getSystemErrorName(errno) {
  const entry = getSystemErrorMap().get(errno);
  return entry !== undefined ? entry[0] : `Unknown system error ${errno}`;
}

/**
 * True if the nearest user function on the stack comes from a file below a node_modules folder.
 * @returns {boolean}
 */
function isInsideNodeModules() {
  return binding('util').isInsideNodeModules();
}

/**
 * A reference that keeps its target alive only while somebody counts on it.
 * @template {object} T
 */
class WeakReference {
  #weak;
  #strong = null;
  #count = 0;

  /** @param {T} target */
  constructor(target) {
    this.#weak = new WeakRef(target);
  }

  /** Makes the reference strong (counted). */
  incRef() {
    this.#count++;
    if (this.#count === 1) this.#strong = this.#weak.deref();
    return this.#count;
  }

  /** Undoes one `incRef`; the last one makes the reference weak again. */
  decRef() {
    this.#count--;
    if (this.#count === 0) this.#strong = null;
    return this.#count;
  }

  /** @returns {T | undefined} */
  get() {
    return this.#strong ?? this.#weak.deref();
  }
}

module.exports = {
  SymbolAsyncDispose,
  SymbolDispose,
  WeakReference,
  assignFunctionName,
  cachedResult,
  callbackify,
  convertToValidSignal,
  createDeferredPromise,
  customInspectSymbol,
  customPromisifyArgs,
  defineLazyProperties,
  defineOperation,
  defineReplaceableLazyAttribute,
  deprecate,
  deprecateInstantiation,
  deprecateProperty,
  emitExperimentalWarning,
  exposeInterface,
  exposeLazyInterfaces,
  exposeNamespace,
  filterDuplicateStrings,
  filterOwnProperties,
  getConstructorOf,
  getSystemErrorMap,
  getSystemErrorName,
  inherits,
  isError,
  isInsideNodeModules,
  kEmptyObject,
  kEnumerableProperty,
  kIsEncodingSymbol,
  lazyDOMException,
  lazyDOMExceptionClass,
  normalizeEncoding,
  once,
  promisify,
  removeColors,
  setOwnProperty,
  sleep,
  spliceOne,
  toUSVString,
};
