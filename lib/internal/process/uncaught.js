'use strict';

// The way of an exception that no JavaScript caught:
//   'uncaughtExceptionMonitor', then the capture callback or the hooks of modules (domain, the test
//   runner), then 'uncaughtException'. If nobody takes it: 'exit' with code 1, the report, the end.
// Originals are captured where the program could have replaced them: this path must work when it
// did.

const { setEntryPoint, entryPoints } = binding('loop');
const { endProcess, reallyExit } = binding('process');
const { codes: { ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET, ERR_INVALID_ARG_TYPE } } =
  require('internal/errors');

const exitGenericError = 1;
const exitFatalHandlerReplaced = 6;
const exitHandlerThrew = 7;

let captureCallback = null;
/** @type {((error: any, fromPromise: boolean) => boolean)[]} */
const captureHooks = [];
// Where the error that is being reported was thrown; see bindings/errors.cc.
let currentSource;

/**
 * Ends the process now, without 'exit'.
 * @param {number} code
 */
function exitNow(code) {
  reallyExit(code);
  // JavaScript is terminated at the next interrupt check; a loop's back edge is one.
  for (let i = 0; i < 1000; i++);
  // Except in a pause of the inspector, which postpones interrupts.
  endProcess(code);
}

function report(error, fromPromise, source) {
  let text;
  try {
    text = require('internal/fatal_exception').formatUncaught(error, source, fromPromise);
  } catch {
    text = 'Uncaught error that cannot be shown\n';
  }
  // What was printed before comes before.
  require('internal/process/stdio').flushOutput();
  binding('errors').writeToStderr(text);
}

function emitExit(code) {
  if (process._exiting) return;
  process._exiting = true;
  process.exitCode = code;
  process.emit('exit', code);
}

/**
 * @param {any} error
 * @param {boolean} fromPromise whether it is the reason of a rejected promise
 * @param {object} [source] where it was thrown
 * @returns {boolean} whether somebody handled it; if not, the process has been told to end
 */
function onUncaughtException(error, fromPromise, source) {
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  const outerSource = currentSource;
  currentSource = source ?? binding('errors').getErrorSource(error);
  try {
    process.emit('uncaughtExceptionMonitor', error, origin);
    if (captureCallback !== null) {
      captureCallback(error);
    } else if (!captureHooks.some((hook) => hook(error, fromPromise)) &&
               !process.emit('uncaughtException', error, origin)) {
      die(error, fromPromise);
      return false;
    }
  } catch (handlerError) {
    report(handlerError, false, binding('errors').getErrorSource(handlerError));
    exitNow(exitHandlerThrew);
  } finally {
    currentSource = outerSource;
  }
  require('internal/async_hooks').unwindAsyncStack();
  // Ticks and microtasks that the thrower left behind are run by the next callback: there shall be
  // one.
  require('timers').setImmediate(nothing);
  return true;
}

function nothing() {}

let fatalObserver = null;

/**
 * `observer(error)` is told of the error that ends the program.
 * @param {(error: any) => void} observer
 */
function setFatalObserver(observer) {
  fatalObserver = observer;
}

let aborts;

/**
 * Overrides --abort-on-uncaught-exception.
 * @param {boolean} value
 */
function setAbortOnUncaughtException(value) {
  aborts = value;
}

function die(error, fromPromise) {
  const source = currentSource;
  const { getOptionValue } = require('internal/options');
  if (aborts ?? getOptionValue('--abort-on-uncaught-exception') === true) {
    report(error, fromPromise, source);
    binding('process').abort();
  }
  try {
    emitExit(exitGenericError);
  } catch {
    // The error on the way out hides nothing: the first one is what is reported.
  }
  report(error, fromPromise, source);
  if (fatalObserver !== null) fatalObserver(error);
  const code = process.exitCode;
  exitNow(Number.isInteger(+code) && code !== undefined ? +code : exitGenericError);
}

/**
 * For errors that were caught by code of ours on behalf of the program.
 * @param {any} error
 * @param {boolean} fromPromise
 * @returns {void} only when somebody handled it
 */
function triggerUncaughtException(error, fromPromise) {
  onUncaughtException(error, fromPromise, undefined);
}

/**
 * process.setUncaughtExceptionCaptureCallback(). Source: Node doc, process.
 * @param {((error: any) => void) | null} callback
 * @throws {Error} ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET
 */
function setUncaughtExceptionCaptureCallback(callback) {
  if (callback === null) {
    captureCallback = null;
    return;
  }
  if (typeof callback !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], callback);
  }
  if (captureCallback !== null) throw new ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  captureCallback = callback;
}

/** @returns {boolean} whether a capture callback is set */
function hasUncaughtExceptionCaptureCallback() {
  return captureCallback !== null;
}

/**
 * For modules of ours: `hook(error, fromPromise)` returns true when it has handled the error.
 * @param {(error: any, fromPromise: boolean) => boolean} hook
 * @returns {() => void} removes the hook
 */
function addUncaughtExceptionCaptureHook(hook) {
  captureHooks.push(hook);
  return () => {
    const index = captureHooks.indexOf(hook);
    if (index !== -1) captureHooks.splice(index, 1);
  };
}

// A program may put a function of its own in the place of process._fatalException, or break it.
setEntryPoint(entryPoints.uncaughtException, (error, fromPromise, source) => {
  const handler = process._fatalException;
  if (handler === onUncaughtException) return onUncaughtException(error, fromPromise, source);
  if (typeof handler === 'function') return Boolean(handler.call(process, error, fromPromise));
  report(error, fromPromise, source);
  return exitNow(exitFatalHandlerReplaced);
});
process._fatalException = onUncaughtException;

module.exports = {
  addUncaughtExceptionCaptureHook,
  exitNow,
  hasUncaughtExceptionCaptureCallback,
  setAbortOnUncaughtException,
  setFatalObserver,
  setUncaughtExceptionCaptureCallback,
  triggerUncaughtException,
};
