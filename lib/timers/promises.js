'use strict';

// Source: Node doc, "Timers Promises API".

const {
  AbortError, codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS },
} = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateObject, validateNumber,
} = require('internal/validators');
const timers = require('timers');
const { kEmptyObject } = require('internal/util');

function abortErrorOf(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

// The options of all three functions; throws what is wrong with them.
function checkOptions(options) {
  validateObject(options, 'options');
  const { signal, ref = true } = options;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  validateBoolean(ref, 'options.ref');
  return { signal, ref };
}

// A promise for `start(resolve)`, which returns what `cancel` takes.
function wait(options, start, cancel) {
  let signal;
  let ref;
  try {
    ({ signal, ref } = checkOptions(options));
  } catch (error) {
    return Promise.reject(error);
  }
  if (signal?.aborted) return Promise.reject(abortErrorOf(signal));
  return new Promise((resolve, reject) => {
    let onAbort;
    const timer = start((value) => {
      if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
      resolve(value);
    });
    if (!ref) timer.unref();
    if (signal === undefined) return;
    onAbort = () => {
      cancel(timer);
      reject(abortErrorOf(signal));
    };
    const { kResistStopPropagation } = require('internal/event_target');
    signal.addEventListener('abort', onAbort, {
      __proto__: null, once: true, [kResistStopPropagation]: true,
    });
  });
}

/**
 * @param {number} [delay] ms
 * @param {any} [value] what the promise resolves to
 * @param {{ ref?: boolean, signal?: AbortSignal }} [options]
 * @returns {Promise<any>} rejects with an AbortError when the signal is aborted
 */
function setTimeout(delay, value, options = kEmptyObject) {
  try {
    if (delay !== undefined) validateNumber(delay, 'delay');
  } catch (error) {
    return Promise.reject(error);
  }
  return wait(options, (resolve) => timers.setTimeout(resolve, delay, value), timers.clearTimeout);
}

/**
 * @param {any} [value] what the promise resolves to
 * @param {{ ref?: boolean, signal?: AbortSignal }} [options]
 * @returns {Promise<any>} rejects with an AbortError when the signal is aborted
 */
function setImmediate(value, options = kEmptyObject) {
  return wait(options, (resolve) => timers.setImmediate(resolve, value), timers.clearImmediate);
}

/**
 * An endless sequence with one element each `delay` ms; elements that are not asked for in time
 * wait.
 * @param {number} [delay] ms
 * @param {any} [value] each element
 * @param {{ ref?: boolean, signal?: AbortSignal }} [options]
 * @yields {any}
 */
async function* setInterval(delay, value, options = kEmptyObject) {
  if (delay !== undefined) validateNumber(delay, 'delay');
  const { signal, ref } = checkOptions(options);
  if (signal?.aborted) throw abortErrorOf(signal);

  let ticks = 0;
  let wake = null;
  const interval = timers.setInterval(() => {
    ticks++;
    wake?.();
  }, delay);
  if (!ref) interval.unref();
  const onAbort = () => {
    timers.clearInterval(interval);
    wake?.();
  };
  if (signal !== undefined) {
    const { kResistStopPropagation } = require('internal/event_target');
    signal.addEventListener('abort', onAbort, {
      __proto__: null, once: true, [kResistStopPropagation]: true,
    });
  }
  try {
    while (!signal?.aborted) {
      if (ticks === 0) {
        await new Promise((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
      for (; ticks > 0; ticks--) yield value;
    }
    throw abortErrorOf(signal);
  } finally {
    timers.clearInterval(interval);
    signal?.removeEventListener('abort', onAbort);
  }
}

const kScheduler = Symbol('kScheduler');

/** Source: WICG, "Scheduling APIs"; Node doc, timersPromises.scheduler. */
class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /**
   * Lets the event loop go on once.
   * @returns {Promise<void>}
   */
  yield() {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  /**
   * @param {number} delay ms
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<void>}
   */
  wait(delay, options) {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

module.exports = {
  setTimeout,
  setImmediate,
  setInterval,
  scheduler: Object.create(Scheduler.prototype, { [kScheduler]: { value: true } }),
};
