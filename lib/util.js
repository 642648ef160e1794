'use strict';

// The public module `util`. Everything lives in lib/internal; what few programs use is loaded when
// first read.

const {
  callbackify,
  defineLazyProperties,
  deprecate,
  getSystemErrorMap,
  getSystemErrorName: systemErrorName,
  inherits,
  isError,
  promisify,
  toUSVString,
} = require('internal/util');
const {
  format,
  formatWithOptions,
  inspect,
  stripVTControlCharacters,
} = require('internal/util/inspect');
const { debuglog } = require('internal/util/debuglog');
const types = require('util/types');

function errorCodes() {
  return require('internal/errors').codes;
}

/* ---- Deprecated predicates (DEP0044 to DEP0057) ---- */

/** @param {unknown} arg @returns {boolean} */
function isBoolean(arg) { return typeof arg === 'boolean'; }

/** @param {unknown} arg @returns {boolean} */
function isBuffer(arg) { return require('buffer').Buffer.isBuffer(arg); }

/** @param {unknown} arg @returns {boolean} */
function isNull(arg) { return arg === null; }

/** @param {unknown} arg @returns {boolean} */
function isNullOrUndefined(arg) { return arg === null || arg === undefined; }

/** @param {unknown} arg @returns {boolean} */
function isNumber(arg) { return typeof arg === 'number'; }

/** @param {unknown} arg @returns {boolean} */
function isString(arg) { return typeof arg === 'string'; }

/** @param {unknown} arg @returns {boolean} */
function isSymbol(arg) { return typeof arg === 'symbol'; }

/** @param {unknown} arg @returns {boolean} */
function isUndefined(arg) { return arg === undefined; }

/** @param {unknown} arg @returns {boolean} */
function isObject(arg) { return arg !== null && typeof arg === 'object'; }

/** @param {unknown} arg @returns {boolean} */
function isFunction(arg) { return typeof arg === 'function'; }

/** @param {unknown} arg @returns {boolean} */
function isPrimitive(arg) {
  return arg === null || (typeof arg !== 'object' && typeof arg !== 'function');
}

/* ---- */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timestamp() {
  const now = new Date();
  const pad = (number) => `${number}`.padStart(2, '0');
  const time = [pad(now.getHours()), pad(now.getMinutes()), pad(now.getSeconds())].join(':');
  return `${now.getDate()} ${months[now.getMonth()]} ${time}`;
}

/**
 * `util.log()` (deprecated, DEP0059): console.log with the time before it.
 * @param {...unknown} args
 */
function log(...args) {
  require('console').log('%s - %s', timestamp(), format(...args));
}

/**
 * `util._extend()` (deprecated, DEP0060): copies own enumerable properties.
 * @param {object} target
 * @param {unknown} source
 * @returns {object}
 */
function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  return Object.assign(target, source);
}

/**
 * @param {...any} args as of internal/errors
 * @returns {Error}
 */
function _errnoException(...args) {
  return require('internal/errors').errnoException(...args);
}

/**
 * @param {...any} args as of internal/errors
 * @returns {Error}
 */
function _exceptionWithHostPort(...args) {
  return require('internal/errors').exceptionWithHostPort(...args);
}

/**
 * `util.getSystemErrorName()`: 'ENOENT' for -2.
 * @param {number} err
 * @returns {string}
 * @throws ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE unless a negative integer
 */
function getSystemErrorName(err) {
  require('internal/validators').validateNumber(err, 'err');
  if (err >= 0 || !Number.isSafeInteger(err)) {
    throw new (errorCodes().ERR_OUT_OF_RANGE)('err', 'a negative integer', err);
  }
  return systemErrorName(err);
}

/**
 * `util.isDeepStrictEqual()`.
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
function isDeepStrictEqual(a, b) {
  return require('internal/util/comparisons').isDeepStrictEqual(a, b);
}

/**
 * `util.parseEnv()`: the content of a .env file to an object.
 * @param {string} content
 * @returns {Record<string, string>}
 */
function parseEnv(content) {
  require('internal/validators').validateString(content, 'content');
  return require('internal/util/env_file').parseEnvFile(content);
}

function isStream(value) {
  const { isReadableStream, isWritableStream, isNodeStream } = require('internal/streams/utils');
  return isReadableStream(value) || isWritableStream(value) || isNodeStream(value);
}

/**
 * `util.styleText()`.
 * @param {string | string[]} styles names of inspect.colors
 * @param {string} text
 * @param {{validateStream?: boolean, stream?: any}} [options] with validateStream (default) the
 *   text is only styled if the stream (process.stdout) shows colors
 * @returns {string}
 * @throws ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE for unknown styles
 */
function styleText(styles, text, options = {}) {
  const {
    validateBoolean, validateObject, validateOneOf, validateString,
  } = require('internal/validators');
  validateString(text, 'text');
  validateObject(options, 'options');
  const { validateStream = true, stream = process.stdout } = options;
  validateBoolean(validateStream, 'options.validateStream');

  let skip = false;
  if (validateStream) {
    if (!isStream(stream)) {
      throw new (errorCodes().ERR_INVALID_ARG_TYPE)(
        'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
    }
    skip = !require('internal/util/colors').shouldColorize(stream);
  }

  let open = '';
  let close = '';
  for (const style of Array.isArray(styles) ? styles : [styles]) {
    const codes = inspect.colors[style];
    // Unknown names throw, listing the known ones, even when nothing would be styled.
    if (codes === undefined) validateOneOf(style, 'format', Object.keys(inspect.colors));
    open += `\u001b[${codes[0]}m`;
    close = `\u001b[${codes[1]}m${close}`;
  }
  return skip ? text : `${open}${text}${close}`;
}

module.exports = {
  _errnoException,
  _exceptionWithHostPort,
  _extend,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  styleText,
  formatWithOptions,
  getSystemErrorMap,
  getSystemErrorName,
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean,
  isBuffer,
  isDeepStrictEqual,
  isNull,
  isNullOrUndefined,
  isNumber,
  isString,
  isSymbol,
  isUndefined,
  isRegExp: types.isRegExp,
  isObject,
  isDate: types.isDate,
  isError,
  isFunction,
  isPrimitive,
  log,
  promisify,
  stripVTControlCharacters,
  toUSVString,
  get aborted() {
    return require('internal/abort_controller').aborted;
  },
  types,
  parseEnv,
};

defineLazyProperties(module.exports, 'internal/util/parse_args', ['parseArgs']);
defineLazyProperties(module.exports, 'internal/encoding', ['TextDecoder', 'TextEncoder']);
defineLazyProperties(module.exports, 'internal/abort_controller',
                     ['transferableAbortSignal', 'transferableAbortController']);
defineLazyProperties(module.exports, 'internal/mime', ['MIMEType', 'MIMEParams']);
