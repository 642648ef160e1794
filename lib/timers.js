'use strict';

// Source: Node doc, "Timers"; HTML, "Timers". The mechanism is in internal/timers.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction, validateNumber } = require('internal/validators');
const {
  Immediate, TIMEOUT_MAX, Timeout, clearImmediate, clearTimeout, startTimer, unenroll,
} = require('internal/timers');
const { SymbolDispose, deprecate, promisify } = require('internal/util');

// Arguments for the callback, without an array for the common case of none.
function collect(args) {
  switch (args.length) {
    case 0:
    case 1:
    case 2:
      return undefined;
    case 3:
      return [args[2]];
    case 4:
      return [args[2], args[3]];
    default:
      return Array.prototype.slice.call(args, 2);
  }
}

function checkCallback(callback) {
  if (typeof callback !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('callback', 'function', callback);
  }
}

/**
 * Calls a function once, `after` milliseconds from now or later. Source: Node doc, setTimeout().
 * @param {(...args: any[]) => void} callback
 * @param {number} [after] ms; what is not between 1 and 2147483647 becomes 1
 * @param {...any} args
 * @returns {Timeout}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE when callback is not a function
 */
function setTimeout(callback, after) {
  checkCallback(callback);
  const args = arguments.length > 2 ? collect(arguments) : undefined;
  const timeout = new Timeout(callback, after, args, false, true);
  startTimer(timeout);
  return timeout;
}

/**
 * Calls a function every `repeat` milliseconds. Source: Node doc, setInterval().
 * @param {(...args: any[]) => void} callback
 * @param {number} [repeat] ms; what is not between 1 and 2147483647 becomes 1
 * @param {...any} args
 * @returns {Timeout}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE when callback is not a function
 */
function setInterval(callback, repeat) {
  checkCallback(callback);
  const args = arguments.length > 2 ? collect(arguments) : undefined;
  const timeout = new Timeout(callback, repeat, args, true, true);
  startTimer(timeout);
  return timeout;
}

/**
 * Cancels an interval. Source: Node doc, clearInterval().
 * @param {Timeout | number | string} [timer]
 * @returns {void}
 */
function clearInterval(timer) {
  clearTimeout(timer);
}

/**
 * Calls a function in the check phase, after the I/O of this turn of the loop.
 * Source: Node doc, setImmediate().
 * @param {(...args: any[]) => void} callback
 * @param {...any} args
 * @returns {Immediate}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE when callback is not a function
 */
function setImmediate(callback) {
  checkCallback(callback);
  switch (arguments.length) {
    case 1:
      return new Immediate(callback, undefined);
    case 2:
      return new Immediate(callback, [arguments[1]]);
    default:
      return new Immediate(callback, Array.prototype.slice.call(arguments, 1));
  }
}

// util.promisify(setTimeout) is timers/promises.setTimeout.
for (const fn of [setTimeout, setImmediate]) {
  const { name } = fn;
  Object.defineProperty(fn, promisify.custom, {
    enumerable: true,
    get: () => module.exports.promises[name],
  });
}

// --- The legacy API: any object can be a timer ---

function enroll(item, msecs) {
  msecs = validateDuration(msecs);
  if (item._idleNext) unenroll(item);
  item._idleNext = null;
  item._idlePrev = null;
  item._idleTimeout = msecs;
}

function validateDuration(msecs) {
  validateNumber(msecs, 'msecs');
  if (msecs < 0 || !Number.isFinite(msecs)) {
    const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
    throw new ERR_OUT_OF_RANGE('msecs', 'a non-negative finite number', msecs);
  }
  if (msecs > TIMEOUT_MAX) {
    process.emitWarning(
      `${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ` +
      `${TIMEOUT_MAX}.`, 'TimeoutOverflowWarning');
    return TIMEOUT_MAX;
  }
  return msecs;
}

function active(item) {
  const { adoptTimer } = require('internal/timers');
  adoptTimer(item, true);
}

function unrefActive(item) {
  const { adoptTimer } = require('internal/timers');
  adoptTimer(item, false);
}

// `using` ends a timer with its block.
for (const [constructor, clear] of [[Timeout, clearTimeout], [Immediate, clearImmediate]]) {
  Object.defineProperty(constructor.prototype, SymbolDispose, {
    value: {
      [SymbolDispose]() {
        clear(this);
      },
    }[SymbolDispose],
    configurable: true,
    writable: true,
    enumerable: false,
  });
}

module.exports = {
  _unrefActive: deprecate(unrefActive,
                          'timers._unrefActive() is deprecated. ' +
                          'Please use timeout.refresh() instead.',
                          'DEP0127'),
  active: deprecate(active,
                    'timers.active() is deprecated. Please use timeout.refresh() instead.',
                    'DEP0126'),
  clearImmediate,
  clearInterval,
  clearTimeout,
  enroll: deprecate(enroll, 'timers.enroll() is deprecated. Please use setTimeout instead.',
                    'DEP0095'),
  setImmediate,
  setInterval,
  setTimeout,
  unenroll: deprecate((item) => {
    if (item._destroyed && !item._idleNext) return;
    unenroll(item);
  }, 'timers.unenroll() is deprecated. Please use clearTimeout instead.', 'DEP0096'),
};

Object.defineProperty(module.exports, 'promises', {
  configurable: true,
  enumerable: true,
  get: () => require('timers/promises'),
});
