'use strict';

// Mocks (Node doc, "Test runner", "Mocking").
//
// A mock function is a Proxy around the function it stands for, so name, length and other
// properties are those of the original. The proxy records calls in a MockFunctionContext, which
// `fn.mock` gives; which function really runs is asked for each call.

const {
  captureCallSite,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  validateBoolean,
  validateFunction,
  validateInteger,
  validateObject,
  validateString,
} = require('internal/validators');

function makeNoop() {
  // A new one each time: programs set properties on mocks.
  return function() {};
}

/** What is known of one mock function. */
class MockFunctionContext {
  #calls = [];
  #mocks = new Map();
  #implementation;
  #original;
  #restore;
  #times;

  /**
   * @param {Function} implementation what runs
   * @param {Function} original what runs after restore()
   * @param {(() => void)|undefined} restore puts a method back
   * @param {number} times calls after which the mock restores itself
   */
  constructor(implementation, original, restore, times) {
    this.#implementation = implementation;
    this.#original = original;
    this.#restore = restore;
    this.#times = times;
  }

  /** A copy of the calls. */
  get calls() {
    return this.#calls.slice();
  }

  /** @returns {number} */
  callCount() {
    return this.#calls.length;
  }

  /**
   * Changes what runs from now on.
   * @param {Function} implementation
   */
  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  /**
   * Changes what runs for one call.
   * @param {Function} implementation
   * @param {number} [onCall] the number of the call, from 0; the next one if undefined
   */
  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const nextCall = this.#calls.length;
    const call = onCall ?? nextCall;
    validateInteger(call, 'onCall', nextCall);
    this.#mocks.set(call, implementation);
  }

  /** Makes the mock do what the original does; a method is put back. */
  restore() {
    this.#restore?.();
    this.#restore = undefined;
    this.#implementation = this.#original;
    this.#mocks.clear();
  }

  /** Forgets the calls. */
  resetCalls() {
    this.#calls = [];
  }

  static next(context) {
    const call = context.#calls.length;
    const once = context.#mocks.get(call);
    if (once !== undefined) {
      context.#mocks.delete(call);
      return once;
    }
    const implementation = context.#implementation;
    if (call + 1 === context.#times) context.restore();
    return implementation;
  }

  static track(context, call) {
    context.#calls.push(call);
  }
}

const { next: nextImplementation, track } = MockFunctionContext;
delete MockFunctionContext.next;
delete MockFunctionContext.track;

function makeMock(original, implementation, restore, times) {
  const context = new MockFunctionContext(implementation, original, restore, times);
  return new Proxy(original, {
    __proto__: null,
    apply(_, thisArg, argumentList) {
      const fn = nextImplementation(context);
      const call = {
        __proto__: null,
        arguments: argumentList,
        error: undefined,
        result: undefined,
        stack: new Error(),
        target: undefined,
        this: thisArg,
      };
      try {
        call.result = Reflect.apply(fn, thisArg, argumentList);
      } catch (error) {
        call.error = error;
        throw error;
      } finally {
        track(context, call);
      }
      return call.result;
    },
    construct(target, argumentList, newTarget) {
      const fn = nextImplementation(context);
      const call = {
        __proto__: null,
        arguments: argumentList,
        error: undefined,
        result: undefined,
        stack: new Error(),
        target,
        this: undefined,
      };
      try {
        // The instance is one of the class that is mocked, whatever constructs it.
        const result = Reflect.construct(fn, argumentList,
                                         fn === target ? newTarget : target);
        call.result = result;
        call.this = result;
      } catch (error) {
        call.error = error;
        throw error;
      } finally {
        track(context, call);
      }
      return call.result;
    },
    get(target, key, receiver) {
      return key === 'mock' ? context : Reflect.get(target, key, receiver);
    },
  });
}

function readTimes({ times = Infinity }) {
  if (times !== Infinity) validateInteger(times, 'options.times', 1);
  return times;
}

function findDescriptor(object, key) {
  for (let host = object; host !== null && host !== undefined;
    host = Object.getPrototypeOf(host)) {
    const descriptor = Object.getOwnPropertyDescriptor(host, key);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

/** Makes mocks and undoes them: `t.mock`, and `mock` of the module. */
class MockTracker {
  /** Each has restore(). @type {any[]} */
  #mocks = [];
  #timers;

  /** Mocks of timers and Date. */
  get timers() {
    if (this.#timers === undefined) {
      const { MockTimers } = require('internal/test_runner/mock/mock_timers');
      this.#timers = new MockTimers();
    }
    return this.#timers;
  }

  /**
   * @param {Function} [original]
   * @param {Function} [implementation]
   * @param {{times?: number}} [options]
   * @returns {Function & {mock: MockFunctionContext}}
   * @throws {TypeError|RangeError}
   */
  fn(original = makeNoop(), implementation = original, options = {}) {
    if (original !== null && typeof original === 'object') {
      options = original;
      original = makeNoop();
      implementation = original;
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const mock = makeMock(original, implementation, undefined, readTimes(options));
    this.#mocks.push(mock.mock);
    return mock;
  }

  /**
   * Replaces a method, or an accessor.
   * @param {object|Function} object
   * @param {string|symbol} methodName
   * @param {Function} [implementation]
   * @param {{getter?: boolean, setter?: boolean, times?: number}} [options]
   * @returns {Function & {mock: MockFunctionContext}}
   * @throws {TypeError|RangeError}
   */
  method(object, methodName, implementation = undefined, options = {}) {
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null) {
      throw new ERR_INVALID_ARG_TYPE('object', 'Object', object);
    }
    if (typeof methodName !== 'string' && typeof methodName !== 'symbol') {
      throw new ERR_INVALID_ARG_TYPE('methodName', ['string', 'symbol'], methodName);
    }
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    if (implementation !== undefined) validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { getter = false, setter = false } = options;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    const times = readTimes(options);
    if (getter && setter) {
      throw new ERR_INVALID_ARG_VALUE('options.setter', setter,
                                      "cannot be used with 'options.getter'");
    }

    const descriptor = findDescriptor(object, methodName);
    let original;
    if (getter) original = descriptor?.get;
    else if (setter) original = descriptor?.set;
    else original = descriptor?.value;
    if (typeof original !== 'function') {
      throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    }

    const restore = () => Object.defineProperty(object, methodName, descriptor);
    const mock = makeMock(original, implementation ?? original, restore, times);
    const { configurable, enumerable } = descriptor;
    const replaced = { __proto__: null, configurable, enumerable };
    if (getter) {
      replaced.get = mock;
      replaced.set = descriptor.set;
    } else if (setter) {
      replaced.get = descriptor.get;
      replaced.set = mock;
    } else {
      replaced.writable = descriptor.writable;
      replaced.value = mock;
    }
    Object.defineProperty(object, methodName, replaced);
    this.#mocks.push(mock.mock);
    return mock;
  }

  /**
   * `method` with `options.getter` set.
   * @param {object} object
   * @param {string|symbol} methodName
   * @param {Function} [implementation]
   * @param {object} [options]
   * @returns {Function & {mock: MockFunctionContext}}
   */
  getter(object, methodName, implementation = undefined, options = {}) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    } else {
      validateObject(options, 'options');
    }
    const { getter = true } = options;
    if (getter === false) {
      throw new ERR_INVALID_ARG_VALUE('options.getter', getter, 'cannot be false');
    }
    return this.method(object, methodName, implementation, { ...options, getter });
  }

  /**
   * `method` with `options.setter` set.
   * @param {object} object
   * @param {string|symbol} methodName
   * @param {Function} [implementation]
   * @param {object} [options]
   * @returns {Function & {mock: MockFunctionContext}}
   */
  setter(object, methodName, implementation = undefined, options = {}) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    } else {
      validateObject(options, 'options');
    }
    const { setter = true } = options;
    if (setter === false) {
      throw new ERR_INVALID_ARG_VALUE('options.setter', setter, 'cannot be false');
    }
    return this.method(object, methodName, implementation, { ...options, setter });
  }

  /**
   * Replaces the exports of a module, for whoever loads it from now on.
   * @param {string | URL} specifier as the calling file would import it
   * @param {{cache?: boolean, defaultExport?: any, namedExports?: object}} [options]
   * @returns {any} a MockModuleContext
   * @throws {TypeError|Error} also if there is no such module, or it is mocked already
   */
  module(specifier, options = {}) {
    if (require('internal/url').isURL(specifier)) specifier = `${specifier}`;
    validateString(specifier, 'specifier');
    validateObject(options, 'options');
    if (options.cache !== undefined) validateBoolean(options.cache, 'options.cache');
    if (options.namedExports !== undefined) {
      validateObject(options.namedExports, 'options.namedExports');
    }
    const { mockModule } = require('internal/test_runner/mock/mock_module');
    const caller = captureCallSite(this.module)?.getFileName() ?? '';
    const mock = mockModule(specifier, options, caller);
    this.#mocks.push(mock);
    return mock;
  }

  /** Undoes all mocks and forgets them. */
  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#mocks = [];
  }

  /** Undoes all mocks of functions and modules; calls stay known. */
  restoreAll() {
    // In reverse: the same method may have been replaced more than once.
    for (let i = this.#mocks.length - 1; i >= 0; i--) this.#mocks[i].restore();
  }
}

module.exports = { MockTracker };
