'use strict';

// AsyncLocalStorage, AsyncResource and async hooks.
//
// AsyncLocalStorage is a thin layer over the frames of internal/async_context, where the design and
// its costs are described; it needs no async hooks. A value follows a promise from the place where
// `then` or `await` was called, not from where the promise was made.
//
// AsyncResource remembers the frame it was made in and has an async id; hooks, if any are enabled,
// are told through internal/async_hooks.

const {
  codes: { ERR_ASYNC_CALLBACK, ERR_INVALID_ASYNC_ID },
} = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');
const context = require('internal/async_context');
const hooks = require('internal/async_hooks');

const { asyncIdSymbol, triggerAsyncIdSymbol } = hooks;
const { state } = context;
const { apply } = Reflect;

/** A set of callbacks that are told of the life of async resources. */
class AsyncHook {
  constructor(init, before, after, destroy, promiseResolve) {
    this.init = init;
    this.before = before;
    this.after = after;
    this.destroy = destroy;
    this.promiseResolve = promiseResolve;
  }

  /** @returns {AsyncHook} this */
  enable() {
    hooks.enableHook(this);
    return this;
  }

  /** @returns {AsyncHook} this */
  disable() {
    hooks.disableHook(this);
    return this;
  }
}

/**
 * @param {{ init?: Function, before?: Function, after?: Function, destroy?: Function,
 *   promiseResolve?: Function }} callbacks
 * @returns {AsyncHook}
 * @throws {TypeError} ERR_ASYNC_CALLBACK
 * Source: Node.js documentation, "Async hooks", async_hooks.createHook.
 */
function createHook({ init, before, after, destroy, promiseResolve }) {
  const callbacks = { init, before, after, destroy, promiseResolve };
  for (const name of Object.keys(callbacks)) {
    if (callbacks[name] !== undefined && typeof callbacks[name] !== 'function') {
      throw new ERR_ASYNC_CALLBACK(`hook.${name}`);
    }
  }
  return new AsyncHook(init, before, after, destroy, promiseResolve);
}

let warnedOfBoundResource = false;

// DEP0172, once a process.
function warnOfBoundResource() {
  if (warnedOfBoundResource) return;
  warnedOfBoundResource = true;
  process.emitWarning('The asyncResource property on bound functions is deprecated',
                      'DeprecationWarning', 'DEP0172');
}

/** Source: Node.js documentation, "Asynchronous context tracking", class AsyncResource. */
class AsyncResource {
  // Not symbols: a resource shows its ids, not its machinery, when it is printed.
  #frame = context.captureFrame();
  #destroyed = undefined;

  /**
   * @param {string} type
   * @param {number | { triggerAsyncId?: number, requireManualDestroy?: boolean }} [options]
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_ASYNC_TYPE
   * @throws {RangeError} ERR_INVALID_ASYNC_ID
   */
  constructor(type, options = {}) {
    validateString(type, 'type');
    let trigger = options;
    let requireManualDestroy = false;
    if (typeof options !== 'number') {
      trigger = options.triggerAsyncId === undefined ?
        hooks.getDefaultTriggerAsyncId() : options.triggerAsyncId;
      requireManualDestroy = Boolean(options.requireManualDestroy);
    }
    if (!Number.isSafeInteger(trigger) || trigger < -1) {
      throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', trigger);
    }
    hooks.validateAsyncType(type);

    const asyncId = hooks.newAsyncId();
    this[asyncIdSymbol] = asyncId;
    this[triggerAsyncIdSymbol] = trigger;
    if (hooks.hooksState.onAsyncResource !== undefined) hooks.hooksState.onAsyncResource(this);
    if (hooks.initHooksExist()) hooks.emitInit(asyncId, type, trigger, this);
    if (!requireManualDestroy && hooks.destroyHooksExist()) {
      this.#destroyed = { destroyed: false };
      hooks.registerDestroyHook(this, asyncId, this.#destroyed);
    }
  }

  /**
   * Calls a function in the async context of the resource.
   * @param {Function} fn
   * @param {any} [thisArg]
   * @param {...any} args
   * @returns {any}
   */
  runInAsyncScope(fn, thisArg, ...args) {
    const asyncId = this[asyncIdSymbol];
    hooks.emitBefore(asyncId, this[triggerAsyncIdSymbol], this);
    try {
      if (!state.active) return apply(fn, thisArg, args);
      const previous = context.exchangeFrame(this.#frame);
      try {
        return apply(fn, thisArg, args);
      } finally {
        context.setFrame(previous);
      }
    } finally {
      if (hooks.hasAsyncIdStack()) hooks.emitAfter(asyncId);
    }
  }

  /**
   * Tells the destroy hooks that the resource has ended.
   * @returns {AsyncResource} this
   */
  emitDestroy() {
    if (this.#destroyed !== undefined) this.#destroyed.destroyed = true;
    hooks.emitDestroy(this[asyncIdSymbol]);
    return this;
  }

  /** @returns {number} */
  asyncId() {
    return this[asyncIdSymbol];
  }

  /** @returns {number} */
  triggerAsyncId() {
    return this[triggerAsyncIdSymbol];
  }

  /**
   * @param {Function} fn
   * @param {any} [thisArg] the caller's `this` if undefined
   * @returns {Function} calls `fn` in the async context of the resource
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    const resource = this;
    let shown = this;
    const bound = thisArg === undefined ?
      function(...args) {
        return resource.runInAsyncScope(fn, this, ...args);
      } :
      function(...args) {
        return resource.runInAsyncScope(fn, thisArg, ...args);
      };
    Object.defineProperties(bound, {
      length: { __proto__: null, value: fn.length, configurable: true },
      name: { __proto__: null, value: `bound ${fn.name}`, configurable: true },
      asyncResource: {
        __proto__: null,
        get() {
          warnOfBoundResource();
          return shown;
        },
        set(value) {
          warnOfBoundResource();
          shown = value;
        },
        configurable: true,
        enumerable: true,
      },
    });
    return bound;
  }

  /**
   * @param {Function} fn
   * @param {string} [type] of the resource that is made for it
   * @param {any} [thisArg]
   * @returns {Function} calls `fn` in the present async context
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  static bind(fn, type, thisArg) {
    validateFunction(fn, 'fn');
    return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

/** Source: Node.js documentation, "Asynchronous context tracking", class AsyncLocalStorage. */
class AsyncLocalStorage {
  // What frames know this storage by. disable() takes a new one.
  #key = {};

  /**
   * @param {Function} fn
   * @returns {Function} calls `fn` in the present async context
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  static bind(fn) {
    validateFunction(fn, 'fn');
    const frame = context.captureFrame();
    const bound = function(...args) {
      return context.runInFrame(frame, fn, this, args);
    };
    Object.defineProperty(bound, 'length',
                          { __proto__: null, value: fn.length, configurable: true });
    return bound;
  }

  /** @returns {(fn: Function, ...args: any[]) => any} calls a function in the present context */
  static snapshot() {
    const frame = context.captureFrame();
    return (fn, ...args) => context.runInFrame(frame, fn, undefined, args);
  }

  /** From now on getStore() returns undefined in all contexts that exist. */
  disable() {
    if (state.active) context.enterFrame(context.withoutKey(context.getFrame(), this.#key));
    this.#key = {};
  }

  /**
   * Sets the store for the rest of the synchronous execution, and what it starts.
   * @param {any} store
   */
  enterWith(store) {
    context.enterFrame(context.withValue(context.getFrame(), this.#key, store));
  }

  /**
   * Calls a function with a store, which is seen by what it starts, too.
   * @param {any} store
   * @param {Function} callback
   * @param {...any} args
   * @returns {any} the callback's result
   */
  run(store, callback, ...args) {
    const previous = context.getFrame();
    if (context.has(previous, this.#key) &&
        Object.is(context.lookup(previous, this.#key), store)) {
      return apply(callback, null, args);
    }
    context.setFrame(context.withValue(previous, this.#key, store));
    try {
      return apply(callback, null, args);
    } finally {
      context.setFrame(previous);
    }
  }

  /**
   * Calls a function without a store.
   * @param {Function} callback
   * @param {...any} args
   * @returns {any} the callback's result
   */
  exit(callback, ...args) {
    if (!state.active) return apply(callback, null, args);
    const previous = context.getFrame();
    context.setFrame(context.withoutKey(previous, this.#key));
    try {
      return apply(callback, null, args);
    } finally {
      context.setFrame(previous);
    }
  }

  /** @returns {any} the store of the present context, undefined without one */
  getStore() {
    return state.active ? context.lookup(context.getFrame(), this.#key) : undefined;
  }
}

// The types of resources that the runtime itself makes, numbered.
const asyncWrapProviders = { __proto__: null };
[
  'NONE', 'DIRHANDLE', 'DNSCHANNEL', 'ELDHISTOGRAM', 'FILEHANDLE', 'FILEHANDLECLOSEREQ',
  'BLOBREADER', 'FSEVENTWRAP', 'FSREQCALLBACK', 'FSREQPROMISE', 'GETADDRINFOREQWRAP',
  'GETNAMEINFOREQWRAP', 'HEAPSNAPSHOT', 'HTTP2SESSION', 'HTTP2STREAM', 'HTTP2PING',
  'HTTP2SETTINGS', 'HTTPINCOMINGMESSAGE', 'HTTPCLIENTREQUEST', 'JSSTREAM', 'JSUDPWRAP',
  'MESSAGEPORT', 'PIPECONNECTWRAP', 'PIPESERVERWRAP', 'PIPEWRAP', 'PROCESSWRAP', 'PROMISE',
  'QUERYWRAP', 'QUIC_LOGSTREAM', 'QUIC_PACKET', 'SHUTDOWNWRAP', 'SIGNALWRAP', 'STATWATCHER',
  'STREAMPIPE', 'TCPCONNECTWRAP', 'TCPSERVERWRAP', 'TCPWRAP', 'TTYWRAP', 'UDPSENDWRAP', 'UDPWRAP',
  'SIGINTWATCHDOG', 'WORKER', 'WORKERHEAPSNAPSHOT', 'WRITEWRAP', 'ZLIB', 'CHECKPRIMEREQUEST',
  'PBKDF2REQUEST', 'KEYPAIRGENREQUEST', 'KEYGENREQUEST', 'KEYEXPORTREQUEST', 'CIPHERREQUEST',
  'DERIVEBITSREQUEST', 'HASHREQUEST', 'RANDOMBYTESREQUEST', 'RANDOMPRIMEREQUEST', 'SCRYPTREQUEST',
  'SIGNREQUEST', 'TLSWRAP', 'VERIFYREQUEST',
].forEach((name, index) => {
  asyncWrapProviders[name] = index;
});

module.exports = {
  AsyncLocalStorage,
  createHook,
  executionAsyncId: hooks.executionAsyncId,
  triggerAsyncId: hooks.triggerAsyncId,
  executionAsyncResource: hooks.executionAsyncResource,
  asyncWrapProviders: Object.freeze(asyncWrapProviders),
  AsyncResource,
};
