'use strict';

// Checks of arguments. Each validator throws what Node documents for its kind of argument and
// returns nothing (unless said otherwise). A check that passes costs its comparisons and no more:
// nothing is wrapped, and the frame of the validator is taken off the stack only when it throws.

const { codes, hideFrames, makeHidden } = require('internal/errors');

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1 << 0;
const kValidateObjectAllowArray = 1 << 1;
const kValidateObjectAllowFunction = 1 << 2;
const kValidateObjectAllowObjects = kValidateObjectAllowArray | kValidateObjectAllowFunction;
const kValidateObjectAllowObjectsAndNull =
  kValidateObjectAllowObjects | kValidateObjectAllowNullable;

function typeError(name, expected, value, caller) {
  return makeHidden(codes.ERR_INVALID_ARG_TYPE, caller, name, expected, value);
}

function valueError(name, value, reason, caller) {
  return makeHidden(codes.ERR_INVALID_ARG_VALUE, caller, name, value, reason);
}

function rangeError(name, range, value, caller) {
  return makeHidden(codes.ERR_OUT_OF_RANGE, caller, name, range, value);
}

/**
 * @param {any} value
 * @returns {boolean} whether `value` is a number that int32 conversion leaves as it is
 */
function isInt32(value) {
  return value === (value | 0);
}

/**
 * @param {any} value
 * @returns {boolean} whether `value` is a number that uint32 conversion leaves as it is
 */
function isUint32(value) {
  return value === (value >>> 0);
}

const octalPattern = /^[0-7]+$/;

/**
 * Reads a file mode: an uint32, or its octal digits as a string.
 * @param {any} value
 * @param {string} name
 * @param {number} [defaultValue] what undefined and null become
 * @returns {number}
 * @throws {TypeError|RangeError}
 */
function parseFileMode(value, name, defaultValue) {
  value ??= defaultValue;
  if (typeof value === 'string') {
    if (!octalPattern.test(value)) {
      throw valueError(name, value, 'must be a 32-bit unsigned integer or an octal string',
                       parseFileMode);
    }
    value = Number.parseInt(value, 8);
  }
  validateUint32(value, name);
  return value;
}

/**
 * @param {any} value
 * @param {string} name
 * @param {number} [min]
 * @param {number} [max]
 * @throws {TypeError|RangeError}
 */
function validateInteger(value, name, min = Number.MIN_SAFE_INTEGER,
                         max = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== 'number') throw typeError(name, 'number', value, validateInteger);
  if (!Number.isInteger(value)) throw rangeError(name, 'an integer', value, validateInteger);
  if (value < min || value > max) {
    throw rangeError(name, `>= ${min} && <= ${max}`, value, validateInteger);
  }
}

/**
 * @param {any} value
 * @param {string} name
 * @param {number} [min]
 * @param {number} [max]
 * @throws {TypeError|RangeError}
 */
function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  if (typeof value !== 'number') throw typeError(name, 'number', value, validateInt32);
  if (!Number.isInteger(value)) throw rangeError(name, 'an integer', value, validateInt32);
  if (value < min || value > max) {
    throw rangeError(name, `>= ${min} && <= ${max}`, value, validateInt32);
  }
}

/**
 * @param {any} value
 * @param {string} name
 * @param {boolean} [positive] whether 0 is refused
 * @throws {TypeError|RangeError}
 */
function validateUint32(value, name, positive = false) {
  if (typeof value !== 'number') throw typeError(name, 'number', value, validateUint32);
  if (!Number.isInteger(value)) throw rangeError(name, 'an integer', value, validateUint32);
  const min = positive ? 1 : 0;
  if (value < min || value > 4294967295) {
    throw rangeError(name, `>= ${min} && <= 4294967295`, value, validateUint32);
  }
}

/**
 * @param {any} value
 * @param {string} name
 * @throws {TypeError}
 */
function validateString(value, name) {
  if (typeof value !== 'string') throw typeError(name, 'string', value, validateString);
}

/**
 * @param {any} value
 * @param {string} name
 * @param {number} [min]
 * @param {number} [max]
 * @throws {TypeError|RangeError} NaN is refused if there is a limit
 */
function validateNumber(value, name, min = undefined, max = undefined) {
  if (typeof value !== 'number') throw typeError(name, 'number', value, validateNumber);
  if ((min != null && value < min) || (max != null && value > max) ||
      ((min != null || max != null) && Number.isNaN(value))) {
    const low = min != null ? `>= ${min}` : '';
    const high = max != null ? `<= ${max}` : '';
    throw rangeError(name, `${low}${low && high ? ' && ' : ''}${high}`, value, validateNumber);
  }
}

/**
 * @param {any} value
 * @param {string} name
 * @param {any[]} oneOf
 * @throws {TypeError}
 */
function validateOneOf(value, name, oneOf) {
  if (oneOf.includes(value)) return;
  const allowed = oneOf
    .map((each) => (typeof each === 'string' ? `'${each}'` : String(each)))
    .join(', ');
  throw valueError(name, value, `must be one of: ${allowed}`, validateOneOf);
}

/**
 * @param {any} value
 * @param {string} name
 * @throws {TypeError}
 */
function validateBoolean(value, name) {
  if (typeof value !== 'boolean') throw typeError(name, 'boolean', value, validateBoolean);
}

/**
 * Any object but an array, unless `options` allows more.
 * @param {any} value
 * @param {string} name
 * @param {number} [options] a sum of kValidateObject... flags
 * @throws {TypeError}
 */
function validateObject(value, name, options = kValidateObjectNone) {
  if (typeof value === 'object') {
    if (value === null) {
      if ((options & kValidateObjectAllowNullable) !== 0) return;
    } else if ((options & kValidateObjectAllowArray) !== 0 || !Array.isArray(value)) {
      return;
    }
  } else if (typeof value === 'function' && (options & kValidateObjectAllowFunction) !== 0) {
    return;
  }
  throw typeError(name, 'Object', value, validateObject);
}

/**
 * What Web IDL converts to a dictionary: an object, a function, null or undefined.
 * @param {any} value
 * @param {string} name
 * @throws {TypeError}
 */
function validateDictionary(value, name) {
  if (value != null && typeof value !== 'object' && typeof value !== 'function') {
    throw typeError(name, 'a dictionary', value, validateDictionary);
  }
}

/**
 * @param {any} value
 * @param {string} name
 * @param {number} [minLength]
 * @throws {TypeError}
 */
function validateArray(value, name, minLength = 0) {
  if (!Array.isArray(value)) throw typeError(name, 'Array', value, validateArray);
  if (value.length < minLength) {
    throw valueError(name, value, `must be longer than ${minLength}`, validateArray);
  }
}

/**
 * @param {any} value
 * @param {string} name
 * @throws {TypeError}
 */
function validateStringArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    if (typeof value[i] !== 'string') {
      throw typeError(`${name}[${i}]`, 'string', value[i], validateStringArray);
    }
  }
}

/**
 * @param {any} value
 * @param {string} name
 * @throws {TypeError}
 */
function validateBooleanArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    if (typeof value[i] !== 'boolean') {
      throw typeError(`${name}[${i}]`, 'boolean', value[i], validateBooleanArray);
    }
  }
}

/**
 * @param {any} value
 * @param {string} name
 * @throws {TypeError}
 */
function validateAbortSignalArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    const signal = value[i];
    const indexedName = `${name}[${i}]`;
    if (signal == null) {
      throw typeError(indexedName, 'AbortSignal', signal, validateAbortSignalArray);
    }
    validateAbortSignal(signal, indexedName);
  }
}

/**
 * @param {any} signal
 * @param {string} [name]
 * @throws {TypeError} ERR_UNKNOWN_SIGNAL
 */
function validateSignalName(signal, name = 'signal') {
  validateString(signal, name);
  const { signals } = require('os').constants;
  if (signals[signal] !== undefined) return;
  if (signals[signal.toUpperCase()] !== undefined) {
    throw hideFrames(
      new codes.ERR_UNKNOWN_SIGNAL(`${signal} (signals must use all capital letters)`),
      validateSignalName);
  }
  throw hideFrames(new codes.ERR_UNKNOWN_SIGNAL(signal), validateSignalName);
}

/**
 * @param {any} buffer
 * @param {string} [name]
 * @throws {TypeError}
 */
function validateBuffer(buffer, name = 'buffer') {
  if (!ArrayBuffer.isView(buffer)) {
    throw typeError(name, ['Buffer', 'TypedArray', 'DataView'], buffer, validateBuffer);
  }
}

/**
 * Refuses hexadecimal text of odd length.
 * @param {string} data
 * @param {string} encoding
 * @throws {TypeError}
 */
function validateEncoding(data, encoding) {
  if (data.length % 2 === 0 || typeof encoding !== 'string') return;
  if (encoding.toLowerCase() === 'hex') {
    throw valueError('encoding', encoding, `is invalid for data of length ${data.length}`,
                     validateEncoding);
  }
}

/**
 * @param {any} port a number or numeric text
 * @param {string} [name]
 * @param {boolean} [allowZero]
 * @returns {number} the port as a number
 * @throws {RangeError} ERR_SOCKET_BAD_PORT
 */
function validatePort(port, name = 'Port', allowZero = true) {
  if (typeof port === 'number' ? port === (port & 0xffff) :
    typeof port === 'string' && port.trim().length !== 0 && +port === (+port & 0xffff)) {
    const number = port | 0;
    if (number !== 0 || allowZero) return number;
  }
  throw hideFrames(new codes.ERR_SOCKET_BAD_PORT(name, port, allowZero), validatePort);
}

/**
 * @param {any} signal undefined passes
 * @param {string} name
 * @throws {TypeError}
 */
function validateAbortSignal(signal, name) {
  if (signal !== undefined &&
      (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    throw typeError(name, 'AbortSignal', signal, validateAbortSignal);
  }
}

/**
 * @param {any} value
 * @param {string} name
 * @throws {TypeError}
 */
function validateFunction(value, name) {
  if (typeof value !== 'function') throw typeError(name, 'Function', value, validateFunction);
}

/**
 * A function that is no async function.
 * @param {any} value
 * @param {string} name
 * @throws {TypeError}
 */
function validatePlainFunction(value, name) {
  if (typeof value !== 'function' || require('internal/util/types').isAsyncFunction(value)) {
    throw typeError(name, 'Function', value, validatePlainFunction);
  }
}

/**
 * @param {any} value
 * @param {string} name
 * @throws {TypeError}
 */
function validateUndefined(value, name) {
  if (value !== undefined) throw typeError(name, 'undefined', value, validateUndefined);
}

/**
 * @template T
 * @param {T} value
 * @param {string} name
 * @param {T[]} union
 * @throws {TypeError}
 */
function validateUnion(value, name, union) {
  if (!union.includes(value)) {
    throw typeError(name, `('${union.join('|')}')`, value, validateUnion);
  }
}

/**
 * A number that is no NaN and no infinity; undefined passes.
 * @param {any} value
 * @param {string} name
 * @returns {boolean} false for undefined
 * @throws {TypeError|RangeError}
 */
function validateFiniteNumber(value, name) {
  if (value === undefined) return false;
  if (Number.isFinite(value)) return true;
  if (Number.isNaN(value)) return false;
  validateNumber(value, name);
  throw rangeError(name, 'a finite number', value, validateFiniteNumber);
}

/**
 * @param {any} value
 * @param {string} name
 * @param {number} lower
 * @param {number} upper
 * @param {number} defaultValue what an undefined value becomes
 * @returns {number}
 * @throws {TypeError|RangeError}
 */
function checkRangesOrGetDefault(value, name, lower, upper, defaultValue) {
  if (!validateFiniteNumber(value, name)) return defaultValue;
  if (value < lower || value > upper) {
    throw rangeError(name, `>= ${lower} and <= ${upper}`, value, checkRangesOrGetDefault);
  }
  return value;
}

/**
 * Checks the receiver of a method: an object that has the field, by its own or inherited.
 * @param {any} object
 * @param {string|symbol} fieldKey
 * @param {string} className
 * @throws {TypeError}
 */
function validateInternalField(object, fieldKey, className) {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, fieldKey)) {
    throw typeError('this', className, object, validateInternalField);
  }
}

// RFC 8288: `<uri>; parameter=value; flag`.
const linkPattern =
  /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;
const linkFormat = 'must be an array or string of format ' +
  '"</styles.css>; rel=preload; as=style"';

function validateLinkHeaderFormat(value, name, caller) {
  if (typeof value === 'undefined' || !linkPattern.test(value)) {
    throw valueError(name, value, linkFormat, caller);
  }
}

/**
 * @param {any} hints one value of the Link header, or an array of them
 * @returns {string} the value of the header
 * @throws {TypeError}
 */
function validateLinkHeaderValue(hints) {
  if (typeof hints === 'string') {
    validateLinkHeaderFormat(hints, 'hints', validateLinkHeaderValue);
    return hints;
  }
  if (Array.isArray(hints)) {
    for (const link of hints) validateLinkHeaderFormat(link, 'hints', validateLinkHeaderValue);
    return hints.join(', ');
  }
  throw valueError('hints', hints, linkFormat, validateLinkHeaderValue);
}

module.exports = {
  checkRangesOrGetDefault,
  isInt32,
  isUint32,
  kValidateObjectAllowArray,
  kValidateObjectAllowFunction,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  kValidateObjectNone,
  parseFileMode,
  validateAbortSignal,
  validateAbortSignalArray,
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateBuffer,
  validateDictionary,
  validateEncoding,
  validateFiniteNumber,
  validateFunction,
  validateInt32,
  validateInteger,
  validateInternalField,
  validateLinkHeaderValue,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePlainFunction,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateUint32,
  validateUndefined,
  validateUnion,
};
