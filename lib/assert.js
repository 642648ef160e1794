'use strict';

// Assertions (Node doc, "Assert").
//
// An assertion that holds costs its comparison: no message is made, and no rest array or closure
// on the way. `equal`, `deepEqual` and their opposites compare as == does; in `assert.strict` the
// same names are the strict functions.
//
// `assert.ok` without a message quotes the source code of its call. The source is read from the
// file at the place the stack names, and only when the assertion fails; lib/internal/assert/
// call_source.js does that.

const {
  codes: {
    ERR_AMBIGUOUS_ARGUMENT,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_RETURN_VALUE,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { validateFunction } = require('internal/validators');

// Loaded when the first comparison or message needs them.
let comparisons;
function lazyComparisons() {
  comparisons ??= require('internal/util/comparisons');
  return comparisons;
}

function inspect(value, options) {
  return require('internal/util/inspect').inspect(value, options);
}

function isError(value) {
  return require('internal/util/types').isNativeError(value) || value instanceof Error;
}

// What an assertion throws: the message itself if that is an error.
function failure(actual, expected, message, operator, stackStartFn) {
  if (isErrorObject(message)) return message;
  return new AssertionError({ actual, expected, message, operator, stackStartFn });
}

function isErrorObject(value) {
  return typeof value === 'object' && value !== null && isError(value);
}

function missingArguments() {
  return new ERR_MISSING_ARGS('actual', 'expected');
}

// A falsy value given to `fn`: `assert.ok` or `assert`.
function failOk(fn, argumentCount, value, message) {
  if (message !== undefined && message !== null) {
    if (isErrorObject(message)) throw message;
    throw new AssertionError({
      actual: value, expected: true, message, operator: '==', stackStartFn: fn,
    });
  }
  const generated = argumentCount === 0 ?
    'No value argument passed to `assert.ok()`' :
    require('internal/assert/call_source').falsyMessage(fn) ?? `${inspect(value)} == true`;
  const error = new AssertionError({
    actual: value, expected: true, message: generated, operator: '==', stackStartFn: fn,
  });
  error.generatedMessage = true;
  throw error;
}

/**
 * Throws if the value is falsy. `assert(value)` is the same.
 * @param {any} [value]
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
function ok() {
  // `arguments` and no parameters: the length of the function is 0, and nothing is allocated.
  if (!arguments[0]) failOk(ok, arguments.length, arguments[0], arguments[1]);
}

const assert = module.exports = ok;

let warnedAboutFail = false;

/**
 * Throws always. More arguments than a message are deprecated (DEP0094).
 * @param {any} [actual] the message, if it is the only argument
 * @param {any} [expected]
 * @param {string|Error} [message]
 * @param {string} [operator]
 * @param {Function} [stackStartFn]
 * @throws {AssertionError}
 */
function fail(actual, expected, message, operator, stackStartFn) {
  const argumentCount = arguments.length;
  let generated = false;
  if ((actual === undefined || actual === null) && argumentCount <= 1) {
    generated = true;
    message = 'Failed';
  } else if (argumentCount === 1) {
    message = actual;
    actual = undefined;
  } else {
    if (!warnedAboutFail) {
      warnedAboutFail = true;
      process.emitWarning(
        'assert.fail() with more than one argument is deprecated. ' +
        'Please use assert.strictEqual() instead or only pass a message.',
        'DeprecationWarning', 'DEP0094');
    }
    if (argumentCount === 2) operator = '!=';
  }
  if (isErrorObject(message)) throw message;

  const single = argumentCount <= 1;
  const error = new AssertionError({
    actual: single ? undefined : actual,
    expected: single ? undefined : expected,
    operator: operator === undefined ? 'fail' : operator,
    stackStartFn: stackStartFn || fail,
    message,
  });
  if (single && actual === null) error.actual = null;
  if (generated) error.generatedMessage = true;
  throw error;
}
assert.fail = fail;

assert.AssertionError = AssertionError;

assert.ok = ok;

/**
 * Throws unless `actual == expected`, or both are NaN.
 * @param {any} actual
 * @param {any} expected
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
assert.equal = function equal(actual, expected, message) {
  if (arguments.length < 2) throw missingArguments();
  // eslint-disable-next-line eqeqeq
  if (actual != expected && (actual === actual || expected === expected)) {
    throw failure(actual, expected, message, '==', equal);
  }
};

/**
 * Throws if `actual == expected`, or both are NaN.
 * @param {any} actual
 * @param {any} expected
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
assert.notEqual = function notEqual(actual, expected, message) {
  if (arguments.length < 2) throw missingArguments();
  // eslint-disable-next-line eqeqeq
  if (actual == expected || (actual !== actual && expected !== expected)) {
    throw failure(actual, expected, message, '!=', notEqual);
  }
};

/**
 * Throws unless both are deeply equal, primitives by ==.
 * @param {any} actual
 * @param {any} expected
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
assert.deepEqual = function deepEqual(actual, expected, message) {
  if (arguments.length < 2) throw missingArguments();
  if (!lazyComparisons().isDeepEqual(actual, expected)) {
    throw failure(actual, expected, message, 'deepEqual', deepEqual);
  }
};

/**
 * Throws if both are deeply equal, primitives by ==.
 * @param {any} actual
 * @param {any} expected
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
assert.notDeepEqual = function notDeepEqual(actual, expected, message) {
  if (arguments.length < 2) throw missingArguments();
  if (lazyComparisons().isDeepEqual(actual, expected)) {
    throw failure(actual, expected, message, 'notDeepEqual', notDeepEqual);
  }
};

/**
 * Throws unless both are deeply equal, primitives by Object.is, with equal prototypes.
 * @param {any} actual
 * @param {any} expected
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
assert.deepStrictEqual = function deepStrictEqual(actual, expected, message) {
  if (arguments.length < 2) throw missingArguments();
  if (!lazyComparisons().isDeepStrictEqual(actual, expected)) {
    throw failure(actual, expected, message, 'deepStrictEqual', deepStrictEqual);
  }
};

/**
 * Throws unless `actual` has all that `expected` has: properties, entries of Sets and Maps, and
 * elements of arrays in their order, each compared like the whole; primitives by Object.is.
 * Prototypes do not count. (Node 22's.)
 * @param {any} actual
 * @param {any} expected
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
assert.partialDeepStrictEqual = function partialDeepStrictEqual(actual, expected, message) {
  if (arguments.length < 2) throw missingArguments();
  if (!lazyComparisons().isPartialStrictEqual(actual, expected)) {
    throw failure(actual, expected, message, 'partialDeepStrictEqual', partialDeepStrictEqual);
  }
};

/**
 * Throws if both are deeply and strictly equal.
 * @param {any} actual
 * @param {any} expected
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
assert.notDeepStrictEqual = function notDeepStrictEqual(actual, expected, message) {
  if (arguments.length < 2) throw missingArguments();
  if (lazyComparisons().isDeepStrictEqual(actual, expected)) {
    throw failure(actual, expected, message, 'notDeepStrictEqual', notDeepStrictEqual);
  }
};

/**
 * Throws unless `Object.is(actual, expected)`.
 * @param {any} actual
 * @param {any} expected
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
assert.strictEqual = function strictEqual(actual, expected, message) {
  if (arguments.length < 2) throw missingArguments();
  if (!Object.is(actual, expected)) {
    throw failure(actual, expected, message, 'strictEqual', strictEqual);
  }
};

/**
 * Throws if `Object.is(actual, expected)`.
 * @param {any} actual
 * @param {any} expected
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
assert.notStrictEqual = function notStrictEqual(actual, expected, message) {
  if (arguments.length < 2) throw missingArguments();
  if (Object.is(actual, expected)) {
    throw failure(actual, expected, message, 'notStrictEqual', notStrictEqual);
  }
};

// ---------------------------------------------------------------------------------------------
// Exceptions

const kNoException = Symbol('no exception');

/** The properties of an error that a validation object names, for the comparison in a message. */
class ComparedProperties {
  static of(source, keys, actual) {
    const result = new this();
    for (const key of keys) {
      if (!(key in source)) continue;
      // Where a RegExp of the validation matches, both sides show the text it matches.
      const matches = actual !== undefined && typeof actual[key] === 'string' &&
        isRegExp(source[key]) && source[key].exec(actual[key]) !== null;
      result[key] = matches ? actual[key] : source[key];
    }
    return result;
  }
}
Object.defineProperty(ComparedProperties, 'name', { value: 'Comparison', configurable: true });

function isRegExp(value) {
  return require('internal/util/types').isRegExp(value);
}

function compareProperty(actual, expected, key, message, keys, fn) {
  if (key in actual) {
    if (lazyComparisons().isDeepStrictEqual(actual[key], expected[key])) return;
    if (isRegExp(expected[key]) && typeof actual[key] === 'string' &&
        expected[key].exec(actual[key]) !== null) {
      return;
    }
  }
  if (message) throw failure(actual, expected, message, fn.name, fn);
  const error = new AssertionError({
    actual: ComparedProperties.of(actual, keys),
    expected: ComparedProperties.of(expected, keys, actual),
    operator: 'deepStrictEqual',
    stackStartFn: fn,
  });
  error.actual = actual;
  error.expected = expected;
  error.operator = fn.name;
  throw error;
}

// Throws unless `actual`, which was thrown, is as `expected` says.
function checkException(actual, expected, message, fn) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) {
      const text = String(actual);
      if (expected.exec(text) !== null) return;
      if (message) throw messageFailure(actual, expected, message, fn);
      throw generatedFailure(
        actual, expected, fn,
        `The input did not match the regular expression ${inspect(expected)}. ` +
        `Input:\n\n${inspect(text)}\n`);
    }
    checkExceptionProperties(actual, expected, message, fn);
    return;
  }

  // A class, its message, or a function that validates.
  if (expected.prototype !== undefined && actual instanceof expected) return;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    if (message) throw messageFailure(actual, expected, message, fn);
    throw generatedFailure(actual, expected, fn, wrongClassMessage(actual, expected));
  }
  const result = Reflect.apply(expected, {}, [actual]);
  if (result === true) return;
  if (message) throw messageFailure(actual, expected, message, fn);
  const name = expected.name ? `"${expected.name}" ` : '';
  throw generatedFailure(actual, expected, fn,
                         `The ${name}validation function is expected to return "true". Received ` +
                         `${inspect(result)}` +
                         (isError(actual) ? `\n\nCaught error:\n\n${actual}` : ''));
}

// Unlike elsewhere, an Error given as the message is made text.
function messageFailure(actual, expected, message, fn) {
  return new AssertionError({ actual, expected, message, operator: fn.name, stackStartFn: fn });
}

function generatedFailure(actual, expected, fn, message) {
  const error = new AssertionError({
    actual, expected, message, operator: fn.name, stackStartFn: fn,
  });
  error.generatedMessage = true;
  return error;
}

function wrongClassMessage(actual, expected) {
  let message = `The error is expected to be an instance of "${expected.name}". Received `;
  if (isError(actual)) {
    const name = actual.constructor?.name || actual.name;
    message += expected.name === name ?
      'an error with identical name but a different prototype.' : `"${name}"`;
    if (actual.message) message += `\n\nError message:\n\n${actual.message}`;
  } else {
    message += `"${inspect(actual, { depth: -1 })}"`;
  }
  return message;
}

function checkExceptionProperties(actual, expected, message, fn) {
  if (typeof actual !== 'object' || actual === null) {
    if (isErrorObject(message)) throw message;
    const error = new AssertionError({
      actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn,
    });
    error.operator = fn.name;
    throw error;
  }
  const keys = Object.keys(expected);
  // name and message of an error count although they are not enumerable.
  if (expected instanceof Error) {
    keys.push('name', 'message');
  } else if (keys.length === 0) {
    throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
  }
  for (const key of keys) compareProperty(actual, expected, key, message, keys, fn);
}

function catchException(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return kNoException;
}

function isThenable(value) {
  return require('internal/util/types').isPromise(value) ||
    (value !== null && typeof value === 'object' && typeof value.then === 'function' &&
     typeof value.catch === 'function');
}

async function catchRejection(promiseFn) {
  let promise;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isThenable(promise)) {
      throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
    }
  } else if (isThenable(promiseFn)) {
    promise = promiseFn;
  } else {
    throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return kNoException;
}

// `throws` and `rejects`: (actual, error?, message?), or with the message in place of the error.
function expectException(fn, actual, expected, message, argumentCount) {
  if (typeof expected === 'string') {
    if (argumentCount > 1) {
      throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], expected);
    }
    if (typeof actual === 'object' && actual !== null) {
      if (actual.message === expected) {
        throw new ERR_AMBIGUOUS_ARGUMENT(
          'error/message', `The error message "${actual.message}" is identical to the message.`);
      }
    } else if (actual === expected) {
      throw new ERR_AMBIGUOUS_ARGUMENT(
        'error/message', `The error "${actual}" is identical to the message.`);
    }
    message = expected;
    expected = undefined;
  } else if (expected !== null && expected !== undefined && typeof expected !== 'object' &&
             typeof expected !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], expected);
  }

  if (actual === kNoException) {
    if (isErrorObject(message)) throw message;
    const kind = fn === assert.rejects ? 'rejection' : 'exception';
    const name = expected?.name ? ` (${expected.name})` : '';
    throw failure(undefined, expected,
                  `Missing expected ${kind}${name}${message ? `: ${message}` : '.'}`, fn.name, fn);
  }
  if (expected !== null && expected !== undefined) checkException(actual, expected, message, fn);
}

function matchesException(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return expected.exec(String(actual)) !== null;
    throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return Reflect.apply(expected, {}, [actual]) === true;
}

// `doesNotThrow` and `doesNotReject`.
function expectNoException(fn, actual, expected, message) {
  if (actual === kNoException) return;
  if (typeof expected === 'string') {
    message = expected;
    expected = undefined;
  }
  if (!expected || matchesException(actual, expected)) {
    const kind = fn === assert.doesNotReject ? 'rejection' : 'exception';
    const details = message ? `: ${message}` : '.';
    // Also an Error given as the message becomes a part of the text.
    throw new AssertionError({
      actual,
      expected,
      operator: fn.name,
      message: `Got unwanted ${kind}${details}\nActual message: "${actual && actual.message}"`,
      stackStartFn: fn,
    });
  }
  throw actual;
}

/**
 * Throws unless `fn` throws what `expected` describes: a class, a RegExp for the text, a function
 * that returns true, or an object whose properties the error has.
 * @param {Function} fn
 * @param {...any} args error, message
 * @throws {AssertionError|TypeError}
 */
assert.throws = function throws(fn, ...args) {
  expectException(throws, catchException(fn), args[0], args[1], args.length);
};

/**
 * As `throws`, for a promise or an async function.
 * @param {Promise<any>|Function} promiseFn
 * @param {...any} args error, message
 * @returns {Promise<void>}
 */
assert.rejects = async function rejects(promiseFn, ...args) {
  expectException(rejects, await catchRejection(promiseFn), args[0], args[1], args.length);
};

/**
 * Throws an AssertionError if `fn` throws what `expected` describes, and what `fn` threw otherwise.
 * @param {Function} fn
 * @param {...any} args expected, message
 * @throws {AssertionError|any}
 */
assert.doesNotThrow = function doesNotThrow(fn, ...args) {
  expectNoException(doesNotThrow, catchException(fn), args[0], args[1]);
};

/**
 * As `doesNotThrow`, for a promise or an async function.
 * @param {Promise<any>|Function} promiseFn
 * @param {...any} args expected, message
 * @returns {Promise<void>}
 */
assert.doesNotReject = async function doesNotReject(promiseFn, ...args) {
  expectNoException(doesNotReject, await catchRejection(promiseFn), args[0], args[1]);
};

/**
 * Throws unless the value is undefined or null; for callbacks. The stack shows both where the
 * error was made and where it was met.
 * @param {any} err
 * @throws {AssertionError}
 */
assert.ifError = function ifError(err) {
  if (err === null || err === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof err === 'object' && typeof err.message === 'string') {
    message += err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
  } else {
    message += inspect(err);
  }
  const error = new AssertionError({
    actual: err, expected: null, operator: 'ifError', message, stackStartFn: ifError,
  });
  error.generatedMessage = false;
  joinStacks(error, err.stack);
  throw error;
};

// Appends the frames of `originalStack` that `error` does not have at its end, and leaves out the
// frames of `error` that both have.
function joinStacks(error, originalStack) {
  if (typeof originalStack !== 'string') return;
  const start = originalStack.indexOf('\n    at');
  if (start === -1) return;
  const original = originalStack.slice(start + 1).split('\n');
  let own = String(error.stack).split('\n');
  for (const frame of original) {
    const position = own.indexOf(frame);
    if (position !== -1) {
      own = own.slice(0, position);
      break;
    }
  }
  error.stack = `${own.join('\n')}\n${original.join('\n')}`;
}

function matchFailure(string, regexp, message, fn, shouldMatch) {
  if (isErrorObject(message)) throw message;
  const generated = !message;
  if (typeof string !== 'string') {
    message ||= 'The "string" argument must be of type string. Received type ' +
      `${typeof string} (${inspect(string)})`;
  } else {
    message ||= (shouldMatch ?
      'The input did not match the regular expression ' :
      'The input was expected to not match the regular expression ') +
      `${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
  }
  const error = new AssertionError({
    actual: string, expected: regexp, message, operator: fn.name, stackStartFn: fn,
  });
  error.generatedMessage = generated;
  return error;
}

/**
 * Throws unless `string` is a string that `regexp` matches.
 * @param {string} string
 * @param {RegExp} regexp
 * @param {string|Error} [message]
 * @throws {AssertionError|TypeError}
 */
assert.match = function match(string, regexp, message) {
  if (!isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  if (typeof string !== 'string' || regexp.exec(string) === null) {
    throw matchFailure(string, regexp, message, match, true);
  }
};

/**
 * Throws unless `string` is a string that `regexp` does not match.
 * @param {string} string
 * @param {RegExp} regexp
 * @param {string|Error} [message]
 * @throws {AssertionError|TypeError}
 */
assert.doesNotMatch = function doesNotMatch(string, regexp, message) {
  if (!isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  if (typeof string !== 'string' || regexp.exec(string) !== null) {
    throw matchFailure(string, regexp, message, doesNotMatch, false);
  }
};

let CallTracker;
function lazyCallTracker() {
  CallTracker ??= require('internal/util').deprecate(
    require('internal/assert/call_tracker'), 'assert.CallTracker is deprecated.', 'DEP0173');
  return CallTracker;
}

// The deprecated class is loaded when a program asks for it.
function defineCallTracker(target) {
  Object.defineProperty(target, 'CallTracker', {
    __proto__: null,
    get: lazyCallTracker,
    set(value) {
      Object.defineProperty(target, 'CallTracker', {
        __proto__: null, value, writable: true, enumerable: true, configurable: true,
      });
    },
    enumerable: true,
    configurable: true,
  });
}
defineCallTracker(assert);

/**
 * `assert` with the strict functions under the short names.
 * @param {any} [value]
 * @param {string|Error} [message]
 * @throws {AssertionError}
 */
function strict() {
  if (!arguments[0]) failOk(strict, arguments.length, arguments[0], arguments[1]);
}

for (const key of Object.keys(assert)) {
  if (key !== 'CallTracker') strict[key] = assert[key];
  else defineCallTracker(strict);
}
strict.equal = assert.strictEqual;
strict.deepEqual = assert.deepStrictEqual;
strict.notEqual = assert.notStrictEqual;
strict.notDeepEqual = assert.notDeepStrictEqual;
strict.strict = strict;
assert.strict = strict;
