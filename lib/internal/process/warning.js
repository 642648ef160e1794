'use strict';

// Warnings: process.emitWarning, and the listener that prints them.
//
// A warning is an Error that is emitted as 'warning' on process, one tick later. What prints it is
// an ordinary listener, installed at start unless warnings are switched off. Printing is
// synchronous to file descriptor 2, so that a warning survives process.exit() and never waits
// behind the program's own output.
//
// Source: Node.js documentation, "Process", process.emitWarning() and the event 'warning'.

const { codes } = require('internal/errors');
const { validateString } = require('internal/validators');

/** Whether the hint on how to see where a warning comes from has been printed. */
let hinted = false;

/** --disable-warning: codes and types that are not printed. @type {Set<string> | undefined} */
let disabled;

/** @returns {string} the name the program was started under, for hints */
function programName() {
  const name = process.argv0 || 'gyre';
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Prints one message to --redirect-warnings' file, or to stderr. */
function write(message) {
  const { getOptionValue } = require('internal/options');
  const file = getOptionValue('--redirect-warnings') || process.env.NODE_REDIRECT_WARNINGS;
  if (file) {
    try {
      require('fs').appendFileSync(file, `${message}\n`);
      return;
    } catch {
      // A file that cannot be written must not lose the warning.
    }
  }
  // Through the stream, which programs replace to collect what is printed.
  try {
    process.stderr.write(`${message}\n`);
  } catch {
    binding('errors').writeToStderr(`${message}\n`);
  }
}

/**
 * The listener of 'warning' that prints.
 * @param {any} warning
 * @returns {void}
 */
function onWarning(warning) {
  if (!(warning instanceof Error)) return;
  if (disabled === undefined) {
    const { getOptionValue } = require('internal/options');
    disabled = new Set(getOptionValue('--disable-warning') ?? []);
  }
  if (disabled.size > 0 && (disabled.has(warning.code) || disabled.has(warning.name))) return;

  const isDeprecation = warning.name === 'DeprecationWarning';
  if (isDeprecation && process.noDeprecation) return;

  const trace = process.traceProcessWarnings || (isDeprecation && process.traceDeprecation);
  let message = `(node:${process.pid}) `;
  if (warning.code) message += `[${warning.code}] `;
  message += trace && warning.stack ? `${warning.stack}` : describe(warning);
  if (typeof warning.detail === 'string') message += `\n${warning.detail}`;
  if (!trace && !hinted) {
    hinted = true;
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    message += `\n(Use \`${programName()} ${flag} ...\` to show where the warning was created)`;
  }
  write(message);
}

/** @returns {string} 'Name: message', however hostile the warning's toString is */
function describe(warning) {
  try {
    if (typeof warning.toString === 'function') return `${warning.toString()}`;
  } catch {
    // Below.
  }
  return Error.prototype.toString.call(warning);
}

function makeWarning(message, type, code, ctor, detail) {
  const warning = new Error(message);
  warning.name = String(type || 'Warning');
  if (code !== undefined) warning.code = code;
  if (detail !== undefined) warning.detail = detail;
  Error.captureStackTrace(warning, ctor || emitWarning);
  return warning;
}

function emit(warning) {
  process.emit('warning', warning);
}

function raise(warning) {
  throw warning;
}

/**
 * process.emitWarning().
 * @param {string | Error} warning
 * @param {string | Function | { type?: string, code?: string, ctor?: Function, detail?: string }}
 *   [type]
 * @param {string | Function} [code]
 * @param {Function} [ctor] frames above it are left out of the stack
 * @returns {void}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function emitWarning(warning, type, code, ctor) {
  let detail;
  if (typeof type === 'object' && type !== null && !Array.isArray(type)) {
    ({ ctor, code } = type);
    if (typeof type.detail === 'string') detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    ctor = type;
    code = undefined;
    type = 'Warning';
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') {
    ctor = code;
    code = undefined;
  } else if (code !== undefined) {
    validateString(code, 'code');
  }
  if (typeof warning === 'string') {
    // Nobody would see it: do not pay for the stack.
    if (type === 'DeprecationWarning' && process.noDeprecation && !process.throwDeprecation) return;
    if (typeof ctor !== 'function') ctor = undefined;
    warning = makeWarning(warning, type, code, ctor, detail);
  } else if (!(warning instanceof Error)) {
    throw new codes.ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  }
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      // Thrown by itself, so that it is an uncaught exception however the caller catches.
      process.nextTick(raise, warning);
      return;
    }
  }
  process.nextTick(emit, warning);
}

/**
 * Emits a warning now, because the program may end before the next tick.
 * @param {string} message
 * @returns {void}
 */
function emitWarningNow(message) {
  emit(makeWarning(message, 'Warning', undefined, emitWarningNow));
}

/**
 * Reads the flags that concern warnings and installs the listener. Called once at start.
 * @returns {void}
 */
function setup() {
  const { getOptionValue } = require('internal/options');
  if (getOptionValue('--deprecation') === false) process.noDeprecation = true;
  if (getOptionValue('--throw-deprecation')) process.throwDeprecation = true;
  if (getOptionValue('--trace-deprecation')) process.traceDeprecation = true;
  if (getOptionValue('--trace-warnings')) process.traceProcessWarnings = true;
  if (getOptionValue('--warnings') !== false && process.env.NODE_NO_WARNINGS !== '1') {
    process.on('warning', onWarning);
  }
}

module.exports = { emitWarning, emitWarningNow, onWarning, programName, setup };
