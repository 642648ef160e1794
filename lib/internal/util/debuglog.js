'use strict';

// util.debuglog() (Node documentation, util): messages of a section, written to stderr if the
// environment variable NODE_DEBUG names it. Whether it does is found out at the first message,
// since the module is part of a snapshot, which has no environment; from then on a disabled section
// costs one call and a comparison.

/** @type {((section: string) => boolean) | undefined} */
let isEnabled;

// Section names are separated by commas; * stands for any text.
function compile(value) {
  if (!value) return () => false;
  const source = value.replace(/[|\\{}()[\]^$+?.]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll(',', '$|^');
  const pattern = new RegExp(`^${source}$`, 'i');
  return (section) => pattern.test(section);
}

function test(section) {
  isEnabled ??= compile(process.env.NODE_DEBUG);
  return isEnabled(section);
}

/**
 * Fixes which sections are enabled, in place of the environment's answer at the first message.
 * @param {string | undefined} value as NODE_DEBUG
 */
function initializeDebugEnv(value) {
  isEnabled = compile(value);
}

function noop() {}

function warnOfSecrets(section) {
  if (section !== 'HTTP' && section !== 'HTTP2') return;
  process.emitWarning(
    `Setting the NODE_DEBUG environment variable to '${section.toLowerCase()}' can expose ` +
    'sensitive data (such as passwords, tokens and authentication headers) in the resulting log.');
}

function createWriter(section) {
  warnOfSecrets(section);
  return function debug(...args) {
    const { formatArguments, formatWithOptions } = require('internal/util/inspect');
    const colors = require('internal/util/colors').shouldColorize(process.stderr);
    const message = formatArguments({ colors }, args);
    process.stderr.write(
      `${formatWithOptions({ colors }, '%s %O: %s', section, process.pid, message)}\n`);
  };
}

/**
 * @param {string} section
 * @param {(debug: Function) => void} [callback] gets the function that does the work, without the
 *   test, when it is known
 * @returns {Function & {enabled: boolean}}
 */
function debuglog(section, callback) {
  section = `${section}`.toUpperCase();
  /** @type {Function | undefined} */
  let write;

  function settle() {
    write = test(section) ? createWriter(section) : noop;
    if (typeof callback === 'function') callback(write);
  }

  function logger(...args) {
    if (write === undefined) settle();
    if (write !== noop) Reflect.apply(write, this, args);
  }

  Object.defineProperty(logger, 'enabled', {
    __proto__: null,
    get() { return write === undefined ? test(section) : write !== noop; },
    configurable: true,
    enumerable: true,
  });
  return /** @type {any} */ (logger);
}

module.exports = { debuglog, initializeDebugEnv };
