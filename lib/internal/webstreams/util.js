'use strict';

// What the web streams have in common: the slot for their state, queues with sizes, promises that
// user code cannot interfere with, and the few operations on ArrayBuffers that byte streams need.

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS, ERR_OPERATION_FAILED },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { customInspectSymbol } = require('internal/util');

/** The internal slots of a stream, reader, writer or controller, as one plain object. */
const kState = Symbol('kState');
/** Which interface an object implements, for brand checks and to tell classes apart. */
const kType = Symbol('kType');

/** True if `value` is an instance made by the class of that name. */
function isBrand(type) {
  return (value) => value?.[kState] !== undefined && value[kType] === type;
}

/**
 * @param {any} value
 * @param {(value: any) => boolean} check
 * @param {string} name
 * @throws {TypeError} ERR_INVALID_THIS
 */
function requireThis(value, check, name) {
  if (!check(value)) throw new ERR_INVALID_THIS(name);
}

/** A TypeError with the code ERR_INVALID_STATE. */
function invalidState(message) {
  return new ERR_INVALID_STATE.TypeError(message);
}

// ---- Promises ----

// Programs may replace Promise.prototype.then; the streams' own reactions must not notice.
const { apply } = Reflect;
const { then: promiseThen } = Promise.prototype;
const { resolve: promiseResolve } = Promise;

/** A promise for `value`; `value` itself if it is a promise. */
function resolved(value) {
  return apply(promiseResolve, Promise, [value]);
}

/** promise.then(onFulfilled, onRejected), whatever `then` is by now. */
function react(promise, onFulfilled, onRejected) {
  return apply(promiseThen, promise, [onFulfilled, onRejected]);
}

function ignore() {}

/** A new promise resolved with `value` (Web IDL, "a promise resolved with"). */
function newResolved(value) {
  return new Promise((resolve) => resolve(value));
}

/** Keeps a rejection from being reported as unhandled (Web IDL: "mark as handled"). */
function markHandled(promise) {
  apply(promiseThen, promise, [undefined, ignore]);
}

/** A promise together with its resolving functions, which are dropped once used. */
class Deferred {
  constructor() {
    this.resolve = undefined;
    this.reject = undefined;
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  static resolved(value) {
    const deferred = Object.create(Deferred.prototype);
    deferred.promise = Promise.resolve(value);
    deferred.resolve = undefined;
    deferred.reject = undefined;
    return deferred;
  }

  /** A rejected one, which is marked as handled. */
  static rejected(reason) {
    const deferred = Object.create(Deferred.prototype);
    deferred.promise = Promise.reject(reason);
    markHandled(deferred.promise);
    deferred.resolve = undefined;
    deferred.reject = undefined;
    return deferred;
  }

  get isPending() { return this.resolve !== undefined; }

  settle(value) {
    const { resolve } = this;
    this.resolve = undefined;
    this.reject = undefined;
    if (resolve !== undefined) resolve(value);
  }

  fail(reason) {
    const { reject } = this;
    this.resolve = undefined;
    this.reject = undefined;
    if (reject !== undefined) reject(reason);
  }
}

let fulfilled;

/** A promise that is fulfilled with undefined, the same one each time: for reactions only. */
function fulfilledPromise() {
  fulfilled ??= Promise.resolve();
  return fulfilled;
}

/**
 * Calls a user's callback that is to give a promise; what it throws becomes a rejection. The value
 * is of no interest, so all values that are no thenables share one promise.
 */
function callForPromise(fn, thisArg, ...args) {
  try {
    const value = apply(fn, thisArg, args);
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
      return newResolved(value);
    }
    return fulfilledPromise();
  } catch (error) {
    return Promise.reject(error);
  }
}

async function nonOpPull() {}
async function nonOpCancel() {}
function nonOpStart() {}

// ---- Queues with sizes (WHATWG Streams, "Queue-with-sizes") ----

/**
 * A queue of values with sizes: two slots per entry in one array behind a head index, so that
 * neither end costs more than an array access, and entries need no objects.
 */
class SizedQueue {
  constructor() {
    this.items = [];
    this.head = 0;
    this.totalSize = 0;
  }

  get isEmpty() { return this.head === this.items.length; }

  enqueue(value, size) {
    size = Number(size);
    if (!(size >= 0) || size === Infinity) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('size', size);
    }
    this.items.push(value, size);
    this.totalSize += size;
  }

  dequeue() {
    const { items, head } = this;
    const value = items[head];
    this.totalSize -= items[head + 1];
    // Rounding errors may have accumulated.
    if (this.totalSize < 0) this.totalSize = 0;
    if (head + 2 === items.length) {
      items.length = 0;
      this.head = 0;
    } else {
      items[head] = undefined;
      this.head = head + 2;
      if (head > 1024 && head * 2 > items.length) {
        items.splice(0, this.head);
        this.head = 0;
      }
    }
    return value;
  }

  peek() {
    return this.items[this.head];
  }

  reset() {
    this.items = [];
    this.head = 0;
    this.totalSize = 0;
  }
}

/** Values in the order they came in. */
class Fifo {
  constructor() {
    this.items = [];
    this.head = 0;
  }

  get length() { return this.items.length - this.head; }

  push(value) {
    this.items.push(value);
  }

  shift() {
    const value = this.items[this.head];
    this.items[this.head++] = undefined;
    if (this.head === this.items.length) {
      this.items.length = 0;
      this.head = 0;
    } else if (this.head > 1024 && this.head * 2 > this.items.length) {
      this.items.splice(0, this.head);
      this.head = 0;
    }
    return value;
  }

  first() {
    return this.items[this.head];
  }

  /** Empties the queue and gives what was in it. */
  takeAll() {
    const all = this.head === 0 ? this.items : this.items.slice(this.head);
    this.items = [];
    this.head = 0;
    return all;
  }
}

// ---- Queuing strategies ----

/**
 * @param {any} value strategy.highWaterMark
 * @param {number} defaultMark
 * @returns {number}
 * @throws {RangeError} ERR_INVALID_ARG_VALUE
 */
function extractHighWaterMark(value, defaultMark) {
  if (value === undefined) return defaultMark;
  value = +value;
  if (!(value >= 0)) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', value);
  return value;
}

function one() {
  return 1;
}

/**
 * @param {any} size strategy.size
 * @returns {(chunk: any) => number}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function extractSizeAlgorithm(size) {
  if (size === undefined) return one;
  validateFunction(size, 'strategy.size');
  // Called without a `this`.
  return (chunk) => apply(size, undefined, [chunk]);
}

// ---- ArrayBuffers ----

/** Whether the buffer's memory is gone. */
function isDetached(buffer) {
  if (buffer.byteLength !== 0) return false;
  try {
    new Uint8Array(buffer); // eslint-disable-line no-new
    return false;
  } catch {
    return true;
  }
}

let transfer;

/**
 * Moves the memory of `buffer` to a new ArrayBuffer and detaches `buffer` (WHATWG Streams,
 * TransferArrayBuffer).
 * @param {ArrayBuffer} buffer
 * @returns {ArrayBuffer}
 * @throws {TypeError} ERR_INVALID_STATE, ERR_OPERATION_FAILED if it cannot be detached
 */
function transferArrayBuffer(buffer) {
  if (isDetached(buffer)) throw invalidState('The ArrayBuffer is detached');
  // Asked for at the first use, as it may be a polyfill; kept, as programs may replace it.
  transfer ??= ArrayBuffer.prototype.transfer;
  try {
    if (typeof transfer === 'function') return apply(transfer, buffer, []);
    return structuredClone(buffer, { transfer: [buffer] });
  } catch (cause) {
    const err = new ERR_OPERATION_FAILED('The ArrayBuffer cannot be transferred');
    const typeError = new TypeError(err.message, { cause });
    typeError.code = err.code;
    throw typeError;
  }
}

/** A copy of the bytes of a view, as a Uint8Array with a buffer of its own. */
function cloneAsUint8Array(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return new Uint8Array(bytes);
}

function isArrayBufferView(value) {
  return ArrayBuffer.isView(value);
}

// ---- Inspecting ----

/**
 * The output of util.inspect for an object of these classes.
 * @param {number} depth
 * @param {object} options
 * @param {string} name
 * @param {object} data
 * @returns {string}
 */
function customInspect(depth, options, name, data) {
  if (depth < 0) return undefined;
  const { inspect } = require('internal/util/inspect');
  return `${name} ${inspect(data, {
    ...options, depth: options.depth === null ? null : options.depth - 1,
  })}`;
}

/**
 * Gives the prototype of an interface its tag, and makes the listed members enumerable (Web IDL).
 * @param {Function} constructor
 * @param {string[]} members
 */
function finishInterface(constructor, members) {
  for (const name of members) {
    Object.defineProperty(constructor.prototype, name, { __proto__: null, enumerable: true });
  }
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, {
    __proto__: null, configurable: true, enumerable: false, writable: false,
    value: constructor.name,
  });
}

module.exports = {
  kState,
  kType,
  isBrand,
  requireThis,
  invalidState,
  react,
  resolved,
  newResolved,
  ignore,
  markHandled,
  Deferred,
  fulfilledPromise,
  callForPromise,
  nonOpPull,
  nonOpCancel,
  nonOpStart,
  SizedQueue,
  Fifo,
  extractHighWaterMark,
  extractSizeAlgorithm,
  isDetached,
  transferArrayBuffer,
  cloneAsUint8Array,
  isArrayBufferView,
  customInspect,
  customInspectSymbol,
  finishInterface,
};
