'use strict';

// Mocks of timers and Date (Node doc, "Class: MockTimers").
//
// While enabled, the functions of the globals, of `timers` and of `timers/promises` put timers into
// a queue ordered by time, then by when they were made; tick() moves the clock and runs what is
// due. An immediate is a timer that is due before all others. Date reads the same clock.

const {
  AbortError,
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE },
} = require('internal/errors');
const { SymbolDispose } = require('internal/util');
const {
  validateAbortSignal,
  validateNumber,
  validateStringArray,
  validateUint32,
} = require('internal/validators');

const kTimeoutMax = 2 ** 31 - 1;
const kImmediateTime = -1;
const kPromisify = Symbol.for('nodejs.util.promisify.custom');
const kSupported = [
  'setTimeout', 'setInterval', 'setImmediate', 'Date', 'scheduler.wait', 'AbortSignal.timeout',
];
const kClears = {
  __proto__: null,
  setTimeout: 'clearTimeout',
  setInterval: 'clearInterval',
  setImmediate: 'clearImmediate',
};

function noop() {}

/** What the mocked setTimeout, setInterval and setImmediate return. */
class MockTimer {
  constructor(id, runAt, callback, args, interval, clear) {
    this.id = id;
    this.runAt = runAt;
    this.callback = callback;
    this.args = args;
    this.interval = interval;
    this.clear = clear;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  hasRef() {
    return true;
  }

  refresh() {
    return this;
  }

  close() {
    this.clear(this);
    return this;
  }

  [Symbol.toPrimitive]() {
    return this.id;
  }
}

// One Date mock at a time: it replaces a global.
let dateIsMocked = false;

/** Mocks of timers and Date. */
class MockTimers {
  #enabled = false;
  #apis = [];
  #now = 0;
  #queue = [];
  #nextId = 1;
  #restores = [];

  /**
   * @param {{apis?: string[], now?: number|Date}} [options]
   * @throws {Error|TypeError} ERR_INVALID_STATE, ERR_INVALID_ARG_VALUE
   */
  enable(options = { apis: kSupported, now: 0 }) {
    if (this.#enabled) {
      throw new ERR_INVALID_STATE('MockTimers is already enabled!');
    }
    const { now: start = 0, apis = kSupported } = { ...options };
    const now = start instanceof Date ? start.getTime() : start;
    // An object that is no date fails here as well.
    validateNumber(now, 'initialTime');
    if (!(now >= 0)) {
      throw new ERR_INVALID_ARG_VALUE('now', start, 'epoch must be a positive integer received');
    }
    validateStringArray(apis, 'options.apis');
    for (const api of apis) {
      if (!kSupported.includes(api)) {
        throw new ERR_INVALID_ARG_VALUE('options.apis', api,
                                        `option ${api} is not supported`);
      }
    }
    if (apis.includes('Date') && dateIsMocked) {
      throw new ERR_INVALID_STATE('Date is already being mocked!');
    }
    this.#now = now;
    this.#apis = apis;
    this.#enabled = true;
    for (const api of apis) this.#replace(api);
  }

  /**
   * Moves the clock without running timers.
   * @param {number} [time]
   */
  setTime(time = 0) {
    validateNumber(time, 'time');
    this.#assertEnabled();
    this.#assertTime(time);
    this.#now = time;
  }

  /**
   * Moves the clock on and runs what becomes due.
   * @param {number} [time]
   */
  tick(time = 1) {
    this.#assertEnabled();
    this.#assertTime(time);
    this.#now += time;
    for (;;) {
      const timer = this.#queue[0];
      if (timer === undefined || timer.runAt > this.#now) return;
      this.#queue.shift();
      if (timer.interval === undefined) {
        Reflect.apply(timer.callback, timer, timer.args);
        continue;
      }
      // The interval goes on from the time it was due, and can be cleared by its callback.
      timer.runAt += timer.interval;
      this.#insert(timer);
      Reflect.apply(timer.callback, timer, timer.args);
    }
  }

  /** Moves the clock to the last timer and runs them all, an interval as often as it is due. */
  runAll() {
    this.#assertEnabled();
    const last = this.#queue[this.#queue.length - 1];
    if (last === undefined) return;
    this.tick(Math.max(last.runAt - this.#now, 0));
  }

  /** Puts everything back. */
  reset() {
    if (!this.#enabled) return;
    this.#enabled = false;
    this.#queue = [];
    for (let i = this.#restores.length - 1; i >= 0; i--) this.#restores[i]();
    this.#restores = [];
    this.#apis = [];
    this.#now = 0;
  }

  #assertEnabled() {
    if (!this.#enabled) {
      throw new ERR_INVALID_STATE(
        'You should enable MockTimers first by calling the .enable function');
    }
  }

  #assertTime(time) {
    if (time < 0) {
      throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
    }
  }

  #insert(timer) {
    const queue = this.#queue;
    let i = queue.length;
    while (i > 0 && queue[i - 1].runAt > timer.runAt) i--;
    queue.splice(i, 0, timer);
  }

  #add(callback, runAt, args, interval) {
    const timer = new MockTimer(this.#nextId++, runAt, callback, args, interval, this.#clear);
    this.#insert(timer);
    return timer;
  }

  // Takes a timer, its id, or anything else, which does nothing.
  #clear = (timer) => {
    if (timer === undefined || timer === null) return;
    const i = typeof timer === 'object' ? this.#queue.indexOf(timer) :
      this.#queue.findIndex((each) => each.id === Number(timer));
    if (i !== -1) this.#queue.splice(i, 1);
  };

  #setTimeout = (callback, delay, ...args) =>
    this.#add(callback, this.#now + toDelay(delay), args, undefined);

  #setInterval = (callback, delay, ...args) => {
    const interval = toDelay(delay);
    return this.#add(callback, this.#now + interval, args, interval);
  };

  #setImmediate = (callback, ...args) => this.#add(callback, kImmediateTime, args, undefined);

  // A promise for a timer that `start` makes; the signal takes the timer away.
  #promise(start, value, signal) {
    if (signal?.aborted) {
      return Promise.reject(new AbortError(undefined, { cause: signal.reason }));
    }
    return new Promise((resolve, reject) => {
      let onAbort = noop;
      const timer = start(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve(value);
      });
      if (signal !== undefined) {
        onAbort = () => {
          this.#clear(timer);
          reject(new AbortError(undefined, { cause: signal.reason }));
        };
        signal.addEventListener('abort', onAbort, { once: true });
      }
    });
  }

  #setTimeoutPromise = async (delay, value, options) => {
    validateAbortSignal(options?.signal, 'options.signal');
    return this.#promise((done) => this.#setTimeout(done, delay), value, options?.signal);
  };

  #setImmediatePromise = async (value, options) => {
    validateAbortSignal(options?.signal, 'options.signal');
    return this.#promise((done) => this.#setImmediate(done), value, options?.signal);
  };

  #schedulerWait = async (delay, options) => {
    validateAbortSignal(options?.signal, 'options.signal');
    return this.#promise((done) => this.#setTimeout(done, delay), undefined, options?.signal);
  };

  #abortSignalTimeout = (delay) => {
    validateUint32(delay, 'delay');
    const controller = new AbortController();
    this.#setTimeout(() => {
      controller.abort(new DOMException('The operation was aborted due to timeout',
                                        'TimeoutError'));
    }, delay);
    return controller.signal;
  };

  // An iterator that gives `value` for each time the interval is due.
  #setIntervalPromise = (delay, value, options) => {
    const signal = options?.signal;
    validateAbortSignal(signal, 'options.signal');
    let due = 0;
    let failure;
    let ended = false;
    const waiting = [];
    const timer = this.#setInterval(() => {
      const first = waiting.shift();
      if (first === undefined) due++;
      else first.resolve({ done: false, value });
    }, delay);
    const onAbort = () => {
      this.#clear(timer);
      failure = new AbortError(undefined, { cause: signal.reason });
      const first = waiting.shift();
      if (first !== undefined) {
        first.reject(failure);
        failure = undefined;
      }
      finish();
    };
    const finish = () => {
      ended = true;
      signal?.removeEventListener('abort', onAbort);
      for (const each of waiting.splice(0)) each.resolve({ done: true, value: undefined });
    };
    if (signal !== undefined) {
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    }
    return {
      __proto__: null,
      next() {
        if (due > 0) {
          due--;
          return Promise.resolve({ done: false, value });
        }
        if (failure !== undefined) {
          const error = failure;
          failure = undefined;
          return Promise.reject(error);
        }
        if (ended) return Promise.resolve({ done: true, value: undefined });
        return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      },
      return: () => {
        this.#clear(timer);
        finish();
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  };

  // Replaces `object[key]` until reset().
  #set(object, key, value) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    Object.defineProperty(object, key, {
      __proto__: null,
      configurable: true,
      enumerable: descriptor?.enumerable ?? true,
      writable: true,
      value,
    });
    this.#restores.push(() => {
      if (descriptor === undefined) delete object[key];
      else Object.defineProperty(object, key, descriptor);
    });
  }

  #replace(api) {
    const timers = require('timers');
    const promises = require('timers/promises');
    const functions = {
      __proto__: null,
      setTimeout: [this.#setTimeout, this.#setTimeoutPromise],
      setInterval: [this.#setInterval, this.#setIntervalPromise],
      setImmediate: [this.#setImmediate, this.#setImmediatePromise],
    };
    if (api === 'Date') {
      this.#replaceDate();
    } else if (api === 'AbortSignal.timeout') {
      this.#set(AbortSignal, 'timeout', this.#abortSignalTimeout);
    } else if (api === 'scheduler.wait') {
      this.#set(promises.scheduler, 'wait', this.#schedulerWait);
    } else {
      const [callbackForm, promiseForm] = functions[api];
      const mocked = (...args) => callbackForm(...args);
      Object.defineProperty(mocked, kPromisify, {
        __proto__: null, value: promiseForm, configurable: true,
      });
      for (const target of [globalThis, timers]) {
        this.#set(target, api, mocked);
        this.#set(target, kClears[api], this.#clear);
      }
      this.#set(promises, api, promiseForm);
    }
  }

  #replaceDate() {
    const NativeDate = Date;
    const now = () => this.#now;
    function MockDate(year, month, ...rest) {
      if (!new.target) return new NativeDate(now()).toString();
      switch (arguments.length) {
        case 0:
          return Reflect.construct(NativeDate, [now()], new.target);
        case 1:
          return Reflect.construct(NativeDate, [year], new.target);
        default:
          return Reflect.construct(NativeDate, [year, month, ...rest], new.target);
      }
    }
    Object.defineProperties(MockDate, Object.getOwnPropertyDescriptors(NativeDate));
    Object.defineProperties(MockDate, {
      now: {
        __proto__: null, value: now, enumerable: false, configurable: true, writable: true,
      },
      isMock: {
        __proto__: null, value: true, enumerable: false, configurable: false, writable: false,
      },
      toString: {
        __proto__: null,
        value: () => NativeDate.toString(),
        enumerable: false,
        configurable: true,
        writable: true,
      },
    });
    dateIsMocked = true;
    this.#restores.push(() => { dateIsMocked = false; });
    this.#set(globalThis, 'Date', MockDate);
  }
}

// A delay out of the range of real timers becomes 1, as there.
function toDelay(value) {
  const delay = +value;
  return delay >= 1 && delay <= kTimeoutMax ? Math.trunc(delay) : 1;
}

Object.defineProperty(MockTimers.prototype, SymbolDispose, {
  __proto__: null,
  value() {
    this.reset();
  },
  configurable: true,
  writable: true,
});

module.exports = { MockTimers };
