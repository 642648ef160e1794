'use strict';

// Rejected promises that nobody handles.
//
// V8 tells us of each rejection without a handler and of each handler that comes late. A rejection
// is only noted at first; it is examined when ticks and microtasks are empty, so that one handled
// in a tick or microtask is silent. A promise that was reported and is handled later gives
// 'rejectionHandled'.

const {
  flags, kHasRejection, setEntryPoint, entryPoints,
  kPromiseRejectWithNoHandler, kPromiseHandlerAddedAfterReject,
  kPromiseResolveAfterResolved, kPromiseRejectAfterResolved,
} = binding('loop');
const contextState = require('internal/async_context').state;
const { getFrame, exchangeFrame } = require('internal/async_context');
const { enterPromise, hooksState, leavePromise } = require('internal/async_hooks');

// Promises that were reported, until they are handled: promise -> Rejection.
const reported = new WeakMap();
// Rejections that wait to be examined; one that is handled in time is struck out.
const pending = new Map();
// Reported promises that have been handled since.
let handledLate = [];
let lastId = 0;

class Rejection {
  constructor(promise, reason) {
    this.promise = promise;
    this.reason = reason;
    this.id = ++lastId;
    this.frame = contextState.active ? getFrame() : undefined;
    this.domain = process.domain;
    this.warned = false;
  }
}

function onPromiseRejected(type, promise, reason) {
  switch (type) {
    case kPromiseRejectWithNoHandler:
      pending.set(promise, new Rejection(promise, reason));
      flags[kHasRejection] = 1;
      return;
    case kPromiseHandlerAddedAfterReject: {
      if (pending.delete(promise)) return;
      const rejection = reported.get(promise);
      if (rejection === undefined) return;
      reported.delete(promise);
      handledLate.push(rejection);
      flags[kHasRejection] = 1;
      return;
    }
    case kPromiseResolveAfterResolved:
    case kPromiseRejectAfterResolved:
      if (process.listenerCount?.('multipleResolves') > 0) {
        const name = type === kPromiseResolveAfterResolved ? 'resolve' : 'reject';
        // A later tick: the executor is still running.
        process.nextTick(() => process.emit('multipleResolves', name, promise, reason));
      }
  }
}

// --- What each mode of --unhandled-rejections does ---

function warningFor(rejection, note) {
  const { reason, id } = rejection;
  const warning = new Error(
    'Unhandled promise rejection. This error originated either by throwing inside of an async ' +
    'function without a catch block, or by rejecting a promise which was not handled with ' +
    '.catch(). ' +
    `${note}(rejection id: ${id})`);
  warning.name = 'UnhandledPromiseRejectionWarning';
  if (isErrorObject(reason)) warning.stack = reason.stack;
  return warning;
}

const exitNote = 'To terminate the node process on unhandled promise rejection, use the CLI flag ' +
  '`--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). ';

function emitWarnings(rejection) {
  const { reason } = rejection;
  rejection.warned = true;
  const warning = warningFor(rejection, exitNote);
  process.emitWarning(isErrorObject(reason) ? reason.stack : describe(reason),
                      'UnhandledPromiseRejectionWarning');
  process.emitWarning(warning);
}

function isErrorObject(value) {
  return value instanceof Error || require('internal/util/types').isNativeError(value);
}

/** @returns {Error} the reason itself, or an error that tells of it */
function asError(reason) {
  if (isErrorObject(reason)) return reason;
  const error = new Error(
    'This error originated either by throwing inside of an async function without a catch block, ' +
    'or by rejecting a promise which was not handled with .catch(). The promise rejected with ' +
    `the reason "${describe(reason)}".`);
  error.code = 'ERR_UNHANDLED_REJECTION';
  Object.defineProperty(error, 'name', {
    value: 'UnhandledPromiseRejection', configurable: true, writable: true, enumerable: false,
  });
  Object.defineProperty(error, 'stack', {
    value: error.stack.replace(/^Error:/, 'UnhandledPromiseRejection:'),
    configurable: true, writable: true, enumerable: false,
  });
  return error;
}

// A text for any value that runs no code of the program's beyond a constructor's getter.
function describe(value) {
  if (Object(value) !== value) return String(value);
  const { isProxy } = require('internal/util/types');
  if (isProxy(value)) return '#<Object>';
  if (typeof value.stack === 'string') return value.stack;
  const { constructor } = value;
  return `#<${(typeof constructor === 'function' && constructor.name) || 'Object'}>`;
}

function uncaught(rejection) {
  require('internal/process/uncaught')
    .triggerUncaughtException(asError(rejection.reason), true);
}

function emitUnhandled(rejection) {
  return process.emit('unhandledRejection', rejection.reason, rejection.promise);
}

const modes = {
  '__proto__': null,
  'throw'(rejection) {
    if (!emitUnhandled(rejection)) uncaught(rejection);
  },
  'strict'(rejection) {
    uncaught(rejection);
    if (!emitUnhandled(rejection)) emitWarnings(rejection);
  },
  'warn'(rejection) {
    emitUnhandled(rejection);
    emitWarnings(rejection);
  },
  'none': emitUnhandled,
  'warn-with-error-code'(rejection) {
    if (emitUnhandled(rejection)) return;
    emitWarnings(rejection);
    process.exitCode = 1;
  },
};

let mode;

function examine(rejection) {
  mode ??= modes[require('internal/options').getOptionValue('--unhandled-rejections') || 'throw'];
  const previous = contextState.active ? exchangeFrame(rejection.frame) : undefined;
  const { domain } = rejection;
  domain?.enter?.();
  const entered = hooksState.active && enterPromise(rejection.promise);
  try {
    mode(rejection);
  } catch (error) {
    // A listener threw.
    require('internal/process/uncaught').triggerUncaughtException(error, false);
  } finally {
    if (entered) leavePromise(rejection.promise);
    domain?.exit?.();
    if (contextState.active) exchangeFrame(previous);
  }
}

/**
 * Examines what was rejected or handled since the last call.
 * @returns {boolean} whether there was anything: ticks and microtasks may have been queued
 */
function processPromiseRejections() {
  flags[kHasRejection] = 0;
  let any = false;
  while (handledLate.length > 0) {
    const rejection = handledLate.shift();
    any = true;
    if (process.emit('rejectionHandled', rejection.promise) || !rejection.warned) continue;
    const warning = new Error(
      `Promise rejection was handled asynchronously (rejection id: ${rejection.id})`);
    warning.name = 'PromiseRejectionHandledWarning';
    warning.id = rejection.id;
    process.emitWarning(warning);
  }
  if (pending.size > 0) {
    // No iterators of the program's: it may have replaced them.
    const batch = [];
    pending.forEach((rejection) => batch.push(rejection));
    pending.clear();
    for (let i = 0; i < batch.length; i++) {
      const rejection = batch[i];
      any = true;
      reported.set(rejection.promise, rejection);
      examine(rejection);
    }
  }
  return any;
}

setEntryPoint(entryPoints.promiseRejected, onPromiseRejected);

module.exports = { processPromiseRejections };
