'use strict';

// The registry of errors.
//
// Every error the library throws on purpose has a permanent code (Node doc, "Errors", section
// "Node.js error codes"). `messages` below is the one table of them: code -> [base class, message,
// other base classes it may also have]. A message is a text, in which each %s takes one argument,
// or a function of the arguments; a function written with `function` has the error as `this` and
// may add properties to it.
//
// `codes.ERR_X` is the class of a code. Classes are made on first access by a getter that replaces
// itself, because an ordinary program meets fewer than ten of these codes: the table costs one
// array a code, a class costs five objects. Creating an error costs what V8 needs to capture the
// stack plus the message; messages call util.inspect only when they print a value that is not
// primitive.
//
// The text `TypeError [ERR_X]: message` at the head of a stack is not stored anywhere: V8 formats
// a stack when it is first read and asks prepareStackTraceCallback for the text.

const { defineProperty } = Object;
const { captureStackTrace } = Error;
const errorToString = Error.prototype.toString;

const kIsNodeError = Symbol('kIsNodeError');

let inspectFunction;
function lazyInspect() {
  inspectFunction ??= require('internal/util/inspect').inspect;
  return inspectFunction;
}

let uvBinding;
function lazyUv() {
  uvBinding ??= binding('uv');
  return uvBinding;
}

// ---------------------------------------------------------------------------------------------
// Parts of messages

/**
 * Joins words as English does: `a, b, and c`.
 * @param {string[]} list
 * @param {'and'|'or'} [conjunction]
 * @returns {string}
 */
function formatList(list, conjunction = 'and') {
  switch (list.length) {
    case 0: return '';
    case 1: return `${list[0]}`;
    case 2: return `${list[0]} ${conjunction} ${list[1]}`;
    default:
      return `${list.slice(0, -1).join(', ')}, ${conjunction} ${list[list.length - 1]}`;
  }
}

function inspectShort(value, max) {
  const text = lazyInspect()(value);
  return text.length > max ? `${text.slice(0, max)}...` : text;
}

/**
 * Says what a rejected value is, for the "Received ..." part of a message.
 * @param {any} value
 * @returns {string}
 */
function determineSpecificType(value) {
  switch (typeof value) {
    case 'undefined':
      return 'undefined';
    case 'function':
      return `function ${value.name}`;
    case 'object': {
      if (value === null) return 'null';
      const { constructor } = value;
      if (constructor && 'name' in Object(constructor)) return `an instance of ${constructor.name}`;
      return lazyInspect()(value, { depth: -1 });
    }
    case 'string': {
      const text = value.length > 28 ? `${value.slice(0, 25)}...` : value;
      return `type string (${text.includes("'") ? JSON.stringify(text) : `'${text}'`})`;
    }
    case 'bigint':
      return `type bigint (${value}n)`;
    case 'number':
      return Object.is(value, -0) ? 'type number (-0)' : `type number (${value})`;
    default:
      return `type ${typeof value} (${String(value)})`;
  }
}

const primitiveTypes = new Set([
  'string', 'function', 'number', 'object', 'Function', 'Object', 'boolean', 'bigint', 'symbol',
]);
const classNamePattern = /^([A-Z][a-z0-9]*)+$/;

// Names in `expected` are of three kinds: types (`string`), classes (`Buffer`), and anything else,
// which is printed as it is. 'object' among classes reads better as the class Object.
function invalidArgTypeMessage(name, expected, actual) {
  const list = Array.isArray(expected) ? expected : [expected];
  const types = [];
  const classes = [];
  const others = [];
  for (const item of list) {
    if (primitiveTypes.has(item)) types.push(item.toLowerCase());
    else if (classNamePattern.test(item)) classes.push(item);
    else others.push(item);
  }
  if (classes.length > 0) {
    const position = types.indexOf('object');
    if (position !== -1) {
      types.splice(position, 1);
      classes.push('Object');
    }
  }

  let subject;
  if (String(name).endsWith(' argument')) {
    subject = `The ${name}`;
  } else {
    subject = `The "${name}" ${String(name).includes('.') ? 'property' : 'argument'}`;
  }

  const wanted = [];
  if (types.length > 0) {
    wanted.push(`${types.length > 1 ? 'one of type' : 'of type'} ${formatList(types, 'or')}`);
  }
  if (classes.length > 0) wanted.push(`an instance of ${formatList(classes, 'or')}`);
  if (others.length > 1) {
    wanted.push(`one of ${formatList(others, 'or')}`);
  } else if (others.length === 1) {
    const other = others[0];
    wanted.push(other.toLowerCase() !== other ? `an ${other}` : other);
  }
  return `${subject} must be ${wanted.join(' or ')}. Received ${determineSpecificType(actual)}`;
}

// 1234567 -> 1_234_567, counted from the right.
function addNumericalSeparator(digits) {
  const start = digits[0] === '-' ? 1 : 0;
  let result = '';
  let end = digits.length;
  for (; end >= start + 4; end -= 3) result = `_${digits.slice(end - 3, end)}${result}`;
  return `${digits.slice(0, end)}${result}`;
}

function outOfRangeMessage(name, range, input, replaceDefaultMessage = false) {
  const head = replaceDefaultMessage ? name : `The value of "${name}" is out of range.`;
  let received;
  if (typeof input === 'bigint') {
    const text = String(input);
    const big = input > 2n ** 32n || input < -(2n ** 32n);
    received = `${big ? addNumericalSeparator(text) : text}n`;
  } else if (Number.isInteger(input) && Math.abs(input) > 2 ** 32) {
    received = addNumericalSeparator(String(input));
  } else {
    received = lazyInspect()(input);
  }
  return `${head} It must be ${range}. Received ${received}`;
}

// Each argument is a name, or an array of names of which one is enough.
function missingArgsMessage(...names) {
  if (names.length === 0) {
    throw new codes.ERR_INTERNAL_ASSERTION('At least one arg needs to be specified');
  }
  const words = names.map((name) => (Array.isArray(name) ?
    name.map((each) => `"${each}"`).join(' or ') : `"${name}"`));
  return `The ${formatList(words)} argument${words.length > 1 ? 's' : ''} must be specified`;
}

function invalidPackageTargetMessage(packagePath, key, target, isImport = false,
                                     base = undefined) {
  const field = isImport ? 'imports' : 'exports';
  const relative = typeof target === 'string' && !isImport && target.length > 0 &&
    !target.startsWith('./');
  const subject = key === '.' ?
    `Invalid "exports" main target ${JSON.stringify(target)} defined` :
    `Invalid "${field}" target ${JSON.stringify(target)} defined for '${key}'`;
  return `${subject} in the package config ${packagePath}package.json` +
    `${base ? ` imported from ${base}` : ''}` +
    `${relative ? '; targets must start with "./"' : ''}`;
}

function requireEsmMessage(filename, hasEsmSyntax, parentPath = null, packageJsonPath = null) {
  const from = parentPath ? ` from ${parentPath}` : '';
  const head = `require() of ES Module ${filename}${from} not supported.`;
  if (!packageJsonPath) {
    if (!filename.endsWith('.mjs')) return head;
    return `${head}\nInstead change the require of ${filename} to a dynamic import() which is ` +
      'available in all CommonJS modules.';
  }
  const { basename } = require('path');
  const sameName = parentPath && basename(filename) === basename(parentPath);
  const file = sameName ? filename : basename(filename);
  if (hasEsmSyntax) {
    return `${head}\nInstead change the require of ${file} in ${parentPath} to a dynamic ` +
      'import() which is available in all CommonJS modules.';
  }
  return `${head}\n${file} is treated as an ES module file as it is a .js file whose nearest ` +
    'parent package.json contains "type": "module" which declares all .js files in that package ' +
    `scope as ES modules.\nInstead either rename ${file} to end in .cjs, change the requiring ` +
    'code to use dynamic import() which is available in all CommonJS modules, or change ' +
    `"type": "module" to "type": "commonjs" in ${packageJsonPath} to treat all .js files as ` +
    'CommonJS (using .mjs for all ES modules instead).\n';
}

// ---------------------------------------------------------------------------------------------
// Classes

function formatMessage(code, message, args, error) {
  if (typeof message === 'function') {
    if (message.length > args.length) throwArgumentCount(code, args.length, message.length);
    return Reflect.apply(message, error, args);
  }
  const expected = countPlaceholders(message);
  if (expected !== args.length) throwArgumentCount(code, args.length, expected);
  if (expected === 0) return message;
  let position = 0;
  return message.replace(/%[sdij]/g, () => {
    const value = args[position++];
    if (typeof value === 'string') return value;
    return require('internal/util/inspect').format('%s', value);
  });
}

function countPlaceholders(message) {
  let count = 0;
  for (let i = message.indexOf('%'); i !== -1; i = message.indexOf('%', i + 1)) {
    if ('sdij'.includes(message[i + 1])) count++;
  }
  return count;
}

function throwArgumentCount(code, given, wanted) {
  throw new codes.ERR_INTERNAL_ASSERTION(
    `Code: ${code}; The provided arguments length (${given}) does not match the required ones ` +
    `(${wanted}).`);
}

function defineHidden(target, key, value) {
  defineProperty(target, key, {
    __proto__: null, value, writable: true, enumerable: false, configurable: true,
  });
}

function makeNodeError(code, message, Base) {
  class NodeError extends Base {
    constructor(...args) {
      super();
      this.code = code;
      defineHidden(this, 'message', formatMessage(code, message, args, this));
    }

    toString() {
      return `${this.name} [${code}]: ${this.message}`;
    }
  }
  // Errors of the library look like errors of their base class from outside.
  defineHidden(NodeError.prototype, 'constructor', Base);
  defineHidden(NodeError.prototype, kIsNodeError, true);
  return NodeError;
}

/**
 * The base of errors whose text comes from a failed system call. Own keys are code, info, and
 * accessors errno, syscall, path and dest which read and write `info`.
 */
class SystemError extends Error {
  /**
   * @param {string} code
   * @param {string} prefix text before the description of the call
   * @param {{errno: number, code: string, message: string, syscall: string,
   *          path?: string|Buffer, dest?: string|Buffer}} info
   * @throws {TypeError} without `info`
   */
  constructor(code, prefix, info) {
    const syscall = info.syscall;
    super();
    let message = `${prefix}: ${syscall} returned ${info.code} (${info.message})`;
    if (info.path !== undefined) message += ` ${info.path}`;
    if (info.dest !== undefined) message += ` => ${info.dest}`;
    this.code = code;
    defineHidden(this, 'name', 'SystemError');
    defineHidden(this, 'message', message);
    defineProperty(this, kIsNodeError, {
      __proto__: null, value: true, writable: false, enumerable: false, configurable: true,
    });
    defineProperty(this, 'info', {
      __proto__: null, value: info, writable: false, enumerable: true, configurable: true,
    });
    defineInfoAccessor(this, info, 'errno', false);
    defineInfoAccessor(this, info, 'syscall', false);
    if (info.path !== undefined) defineInfoAccessor(this, info, 'path', true);
    if (info.dest !== undefined) defineInfoAccessor(this, info, 'dest', true);
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

// `path` and `dest` are kept as the bytes given to the call and read as text.
function defineInfoAccessor(error, info, key, isPath) {
  defineProperty(error, key, {
    __proto__: null,
    get() {
      const value = info[key];
      return isPath && value !== undefined && value !== null ? value.toString() : value;
    },
    set(value) {
      info[key] = isPath && value ? require('buffer').Buffer.from(value.toString()) : value;
    },
    enumerable: true,
    configurable: true,
  });
}

function makeSystemError(code, prefix) {
  return class NodeError extends SystemError {
    constructor(info) {
      super(code, prefix, info);
    }
  };
}

function makeClass(code, Base, message) {
  return Base === SystemError ? makeSystemError(code, message) :
    makeNodeError(code, message, Base);
}

/**
 * The classes by code; also with other bases as `codes.ERR_X.TypeError` where the registry says so.
 * @type {Record<string, any>}
 */
const codes = {};

/**
 * Adds a code to the registry.
 * @param {string} code
 * @param {string|Function} message
 * @param {Function} Base
 * @param {...Function} otherBases
 */
function E(code, message, Base, ...otherBases) {
  // The class is made when it is first wanted. It stays behind its accessor: to put it in the
  // accessor's place would take V8 a third of a millisecond each, with so many properties.
  let Class;
  defineProperty(codes, code, {
    __proto__: null,
    get() {
      if (Class === undefined) {
        Class = makeClass(code, Base, message);
        for (const Other of otherBases) Class[Other.name] = makeClass(code, Other, message);
      }
      return Class;
    },
    set(value) {
      Class = value;
    },
    enumerable: true,
    configurable: true,
  });
}

// ---------------------------------------------------------------------------------------------
// The table

/** Adds `url` to an error of the module loader, whatever a program has done to the prototypes. */
function defineUrl(error, value) {
  Object.defineProperty(error, 'url', {
    value, writable: true, enumerable: true, configurable: true,
  });
}

const messages = {
  __proto__: null,
  ERR_ACCESS_DENIED: [Error, function(message, permission = '', resource = '') {
    this.permission = permission;
    this.resource = resource;
    return message;
  }],
  ERR_AMBIGUOUS_ARGUMENT: [TypeError, 'The "%s" argument is ambiguous. %s'],
  ERR_ARG_NOT_ITERABLE: [TypeError, '%s must be iterable'],
  ERR_ASSERTION: [Error, '%s'],
  ERR_ASYNC_CALLBACK: [TypeError, '%s must be a function'],
  ERR_ASYNC_TYPE: [TypeError, 'Invalid name for async "type": %s'],
  ERR_BROTLI_INVALID_PARAM: [RangeError, '%s is not a valid Brotli parameter'],
  ERR_BUFFER_CONTEXT_NOT_AVAILABLE: [Error,
    'Buffer is not available for the current Context'],
  ERR_BUFFER_OUT_OF_BOUNDS: [RangeError, (name = undefined) => (name ?
    `"${name}" is outside of buffer bounds` :
    'Attempt to access memory outside buffer bounds')],
  ERR_BUFFER_TOO_LARGE: [RangeError, 'Cannot create a Buffer larger than %s bytes'],
  ERR_CANNOT_WATCH_SIGINT: [Error, 'Cannot watch for SIGINT signals'],
  ERR_CHILD_CLOSED_BEFORE_REPLY: [Error, 'Child closed before reply received'],
  ERR_CHILD_PROCESS_IPC_REQUIRED: [Error,
    "Forked processes must have an IPC channel, missing value 'ipc' in %s"],
  ERR_CHILD_PROCESS_STDIO_MAXBUFFER: [RangeError, '%s maxBuffer length exceeded'],
  ERR_CLOSED_MESSAGE_PORT: [Error, 'Cannot send data on closed MessagePort'],
  ERR_CONSOLE_WRITABLE_STREAM: [TypeError, 'Console expects a writable stream instance for %s'],
  ERR_CONSTRUCT_CALL_INVALID: [TypeError, 'Constructor cannot be called'],
  ERR_CONSTRUCT_CALL_REQUIRED: [TypeError, 'Cannot call constructor without `new`'],
  ERR_CONTEXT_NOT_INITIALIZED: [Error, 'context used is not initialized'],
  ERR_CPU_USAGE: [Error, 'Unable to obtain cpu usage %s'],
  ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED: [Error, 'Custom engines not supported by this OpenSSL'],
  ERR_CRYPTO_ECDH_INVALID_FORMAT: [TypeError, 'Invalid ECDH format: %s'],
  ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY: [Error, 'Public key is not valid for specified curve'],
  ERR_CRYPTO_ENGINE_UNKNOWN: [Error, 'Engine "%s" was not found'],
  ERR_CRYPTO_FIPS_FORCED: [Error,
    'Cannot set FIPS mode, it was forced with --force-fips at startup.'],
  ERR_CRYPTO_FIPS_UNAVAILABLE: [Error, 'Cannot set FIPS mode in a non-FIPS build.'],
  ERR_CRYPTO_HASH_FINALIZED: [Error, 'Digest already called'],
  ERR_CRYPTO_HASH_UPDATE_FAILED: [Error, 'Hash update failed'],
  ERR_CRYPTO_INCOMPATIBLE_KEY: [Error, 'Incompatible %s: %s'],
  ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS: [Error, 'The selected key encoding %s %s.'],
  ERR_CRYPTO_INVALID_AUTH_TAG: [TypeError, '%s'],
  ERR_CRYPTO_INVALID_DIGEST: [TypeError, 'Invalid digest: %s'],
  ERR_CRYPTO_INVALID_IV: [TypeError, 'Invalid initialization vector'],
  ERR_CRYPTO_INVALID_JWK: [TypeError, 'Invalid JWK data'],
  ERR_CRYPTO_INVALID_KEYLEN: [RangeError, 'Invalid key length'],
  ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE: [TypeError, 'Invalid key object type %s, expected %s.'],
  ERR_CRYPTO_INVALID_SCRYPT_PARAMS: [RangeError, (reason = '') =>
    (reason === '' ? 'Invalid scrypt params' : `Invalid scrypt params: ${reason}`)],
  ERR_CRYPTO_INVALID_STATE: [Error, 'Invalid state for operation %s'],
  ERR_CRYPTO_PBKDF2_ERROR: [Error, 'PBKDF2 error'],
  ERR_CRYPTO_SCRYPT_INVALID_PARAMETER: [Error, 'Invalid scrypt parameter'],
  ERR_CRYPTO_SCRYPT_NOT_SUPPORTED: [Error, 'Scrypt algorithm not supported'],
  ERR_CRYPTO_SIGN_KEY_REQUIRED: [Error, 'No key provided to sign'],
  ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH: [RangeError,
    'Input buffers must have the same byte length'],
  ERR_CRYPTO_UNKNOWN_CIPHER: [Error, 'Unknown cipher'],
  ERR_CRYPTO_UNSUPPORTED_OPERATION: [Error, 'Unsupported crypto operation'],
  ERR_DEBUGGER_ERROR: [Error, '%s'],
  ERR_DEBUGGER_STARTUP_ERROR: [Error, '%s'],
  ERR_DIR_CLOSED: [Error, 'Directory handle was closed'],
  ERR_DIR_CONCURRENT_OPERATION: [Error,
    'Cannot do synchronous work on directory handle with concurrent asynchronous ' +
    'operations'],
  ERR_DLOPEN_DISABLED: [Error, 'Cannot load native addon because loading addons is disabled.'],
  ERR_DLOPEN_FAILED: [Error, '%s'],
  ERR_DNS_SET_SERVERS_FAILED: [Error, 'c-ares failed to set servers: "%s" [%s]'],
  ERR_DOMAIN_CALLBACK_NOT_AVAILABLE: [Error,
    'A callback was registered through process.setUncaughtExceptionCaptureCallback(), ' +
    'which is mutually exclusive with using the `domain` module'],
  ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE: [Error,
    'The `domain` module is in use, which is mutually exclusive with calling ' +
    'process.setUncaughtExceptionCaptureCallback()'],
  ERR_DUPLICATE_STARTUP_SNAPSHOT_MAIN_FUNCTION: [Error,
    'Deserialize main function is already configured.'],
  ERR_ENCODING_INVALID_ENCODED_DATA: [TypeError, function(encoding, errno) {
    this.errno = errno;
    return `The encoded data was not valid for encoding ${encoding}`;
  }],
  ERR_ENCODING_NOT_SUPPORTED: [RangeError, 'The "%s" encoding is not supported'],
  ERR_EVAL_ESM_CANNOT_PRINT: [Error, '--print cannot be used with ESM input'],
  ERR_EVENT_RECURSION: [Error, 'The event "%s" is already being dispatched'],
  ERR_FALSY_VALUE_REJECTION: [Error, function(reason) {
    this.reason = reason;
    return 'Promise was rejected with falsy value';
  }],
  ERR_FEATURE_NOT_AVAILABLE: [Error, '%s is not available in Gyre'],
  ERR_FEATURE_UNAVAILABLE_ON_PLATFORM: [TypeError,
    'The feature %s is unavailable on the current platform, which is being used to run Node.js'],
  ERR_FS_CP_DIR_TO_NON_DIR: [SystemError, 'Cannot overwrite non-directory with directory'],
  ERR_FS_CP_EEXIST: [SystemError, 'Target already exists'],
  ERR_FS_CP_EINVAL: [SystemError, 'Invalid src or dest'],
  ERR_FS_CP_FIFO_PIPE: [SystemError, 'Cannot copy a FIFO pipe'],
  ERR_FS_CP_NON_DIR_TO_DIR: [SystemError, 'Cannot overwrite directory with non-directory'],
  ERR_FS_CP_SOCKET: [SystemError, 'Cannot copy a socket file'],
  ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY: [SystemError,
    'Cannot overwrite symlink in subdirectory of self'],
  ERR_FS_CP_UNKNOWN: [SystemError, 'Cannot copy an unknown file type'],
  ERR_FS_EISDIR: [SystemError, 'Path is a directory'],
  ERR_FS_FILE_TOO_LARGE: [RangeError, 'File size (%s) is greater than 2 GiB'],
  ERR_FS_INVALID_SYMLINK_TYPE: [Error,
    'Symlink type must be one of "dir", "file", or "junction". Received "%s"'],
  ERR_HTTP2_ALTSVC_INVALID_ORIGIN: [TypeError, 'HTTP/2 ALTSVC frames require a valid origin'],
  ERR_HTTP2_ALTSVC_LENGTH: [TypeError, 'HTTP/2 ALTSVC frames are limited to 16382 bytes'],
  ERR_HTTP2_CONNECT_AUTHORITY: [Error, ':authority header is required for CONNECT requests'],
  ERR_HTTP2_CONNECT_PATH: [Error, 'The :path header is forbidden for CONNECT requests'],
  ERR_HTTP2_CONNECT_SCHEME: [Error, 'The :scheme header is forbidden for CONNECT requests'],
  ERR_HTTP2_GOAWAY_SESSION: [Error, 'New streams cannot be created after receiving a GOAWAY'],
  ERR_HTTP2_HEADERS_AFTER_RESPOND: [Error,
    'Cannot specify additional headers after response initiated'],
  ERR_HTTP2_HEADERS_SENT: [Error, 'Response has already been initiated.'],
  ERR_HTTP2_HEADER_SINGLE_VALUE: [TypeError, 'Header field "%s" must only have a single value'],
  ERR_HTTP2_INFO_STATUS_NOT_ALLOWED: [RangeError, 'Informational status codes cannot be used'],
  ERR_HTTP2_INVALID_CONNECTION_HEADERS: [TypeError,
    'HTTP/1 Connection specific headers are forbidden: "%s"'],
  ERR_HTTP2_INVALID_HEADER_VALUE: [TypeError, 'Invalid value "%s" for header "%s"'],
  ERR_HTTP2_INVALID_INFO_STATUS: [RangeError, 'Invalid informational status code: %s'],
  ERR_HTTP2_INVALID_ORIGIN: [TypeError, 'HTTP/2 ORIGIN frames require a valid origin'],
  ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH: [RangeError,
    'Packed settings length must be a multiple of six'],
  ERR_HTTP2_INVALID_PSEUDOHEADER: [TypeError,
    '"%s" is an invalid pseudoheader or is used incorrectly'],
  ERR_HTTP2_INVALID_SESSION: [Error, 'The session has been destroyed'],
  ERR_HTTP2_INVALID_SETTING_VALUE: [TypeError, function(name, actual, min = undefined,
                                                        max = undefined) {
    this.actual = actual;
    if (min !== undefined) {
      this.min = min;
      this.max = max;
    }
    return `Invalid value for setting "${name}": ${actual}`;
  }, RangeError],
  ERR_HTTP2_INVALID_STREAM: [Error, 'The stream has been destroyed'],
  ERR_HTTP2_MAX_PENDING_SETTINGS_ACK: [Error,
    'Maximum number of pending settings acknowledgements'],
  ERR_HTTP2_NESTED_PUSH: [Error, 'A push stream cannot initiate another push stream.'],
  ERR_HTTP2_NO_MEM: [Error, 'Out of memory'],
  ERR_HTTP2_NO_SOCKET_MANIPULATION: [Error,
    'HTTP/2 sockets should not be directly manipulated (e.g. read and written)'],
  ERR_HTTP2_ORIGIN_LENGTH: [TypeError, 'HTTP/2 ORIGIN frames are limited to 16382 bytes'],
  ERR_HTTP2_OUT_OF_STREAMS: [Error,
    'No stream ID is available because maximum stream ID has been reached'],
  ERR_HTTP2_PAYLOAD_FORBIDDEN: [Error, 'Responses with %s status must not have a payload'],
  ERR_HTTP2_PING_CANCEL: [Error, 'HTTP2 ping cancelled'],
  ERR_HTTP2_PING_LENGTH: [RangeError, 'HTTP2 ping payload must be 8 bytes'],
  ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED: [TypeError, 'Cannot set HTTP/2 pseudo-headers'],
  ERR_HTTP2_PUSH_DISABLED: [Error, 'HTTP/2 client has disabled push streams'],
  ERR_HTTP2_SEND_FILE: [Error, 'Directories cannot be sent'],
  ERR_HTTP2_SEND_FILE_NOSEEK: [Error, 'Offset or length can only be specified for regular files'],
  ERR_HTTP2_SESSION_ERROR: [Error, 'Session closed with error code %s'],
  ERR_HTTP2_SETTINGS_CANCEL: [Error, 'HTTP2 session settings canceled'],
  ERR_HTTP2_SOCKET_BOUND: [Error, 'The socket is already bound to an Http2Session'],
  ERR_HTTP2_SOCKET_UNBOUND: [Error, 'The socket has been disconnected from the Http2Session'],
  ERR_HTTP2_STATUS_101: [Error,
    'HTTP status code 101 (Switching Protocols) is forbidden in HTTP/2'],
  ERR_HTTP2_STATUS_INVALID: [RangeError, 'Invalid status code: %s'],
  ERR_HTTP2_STREAM_CANCEL: [Error, function(error = undefined) {
    let message = 'The pending stream has been canceled';
    if (error) {
      this.cause = error;
      if (typeof error.message === 'string') message += ` (caused by: ${error.message})`;
    }
    return message;
  }],
  ERR_HTTP2_STREAM_ERROR: [Error, 'Stream closed with error code %s'],
  ERR_HTTP2_STREAM_SELF_DEPENDENCY: [Error, 'A stream cannot depend on itself'],
  ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS: [Error,
    'Number of custom settings exceeds MAX_ADDITIONAL_SETTINGS'],
  ERR_HTTP2_TOO_MANY_INVALID_FRAMES: [Error, 'Too many invalid HTTP/2 frames'],
  ERR_HTTP2_TRAILERS_ALREADY_SENT: [Error, 'Trailing headers have already been sent'],
  ERR_HTTP2_TRAILERS_NOT_READY: [Error,
    'Trailing headers cannot be sent until after the wantTrailers event is emitted'],
  ERR_HTTP2_UNSUPPORTED_PROTOCOL: [Error, 'protocol "%s" is unsupported.'],
  ERR_HTTP_BODY_NOT_ALLOWED: [Error,
    'Adding content for this request method or response status is not allowed.'],
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: [Error,
    "Response body's content-length of %s byte(s) does not match the content-length of %s " +
    'byte(s) set in header'],
  ERR_HTTP_HEADERS_SENT: [Error, 'Cannot %s headers after they are sent to the client'],
  ERR_HTTP_INVALID_HEADER_VALUE: [TypeError, 'Invalid value "%s" for header "%s"'],
  ERR_HTTP_INVALID_STATUS_CODE: [RangeError, 'Invalid status code: %s'],
  ERR_HTTP_REQUEST_TIMEOUT: [Error, 'Request timeout'],
  ERR_HTTP_SOCKET_ASSIGNED: [Error, 'ServerResponse has an already assigned socket'],
  ERR_HTTP_SOCKET_ENCODING: [Error,
    'Changing the socket encoding is not allowed per RFC7230 Section 3.'],
  ERR_HTTP_TRAILER_INVALID: [Error, 'Trailers are invalid with this transfer encoding'],
  ERR_ILLEGAL_CONSTRUCTOR: [TypeError, 'Illegal constructor'],
  ERR_IMPORT_ASSERTION_TYPE_FAILED: [TypeError, 'Module "%s" is not of type "%s"'],
  ERR_IMPORT_ASSERTION_TYPE_MISSING: [TypeError,
    'Module "%s" needs an import attribute of type "%s"'],
  ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED: [TypeError, 'Import attribute type "%s" is unsupported'],
  ERR_IMPORT_ATTRIBUTE_UNSUPPORTED: [TypeError,
    'Import attribute "%s" with value "%s" is not supported'],
  ERR_INCOMPATIBLE_OPTION_PAIR: [TypeError,
    'Option "%s" cannot be used in combination with option "%s"'],
  ERR_INPUT_TYPE_NOT_ALLOWED: [Error,
    '--input-type can only be used with string input via --eval, --print, or STDIN'],
  ERR_INSPECTOR_ALREADY_ACTIVATED: [Error,
    'Inspector is already activated. Close it with inspector.close() before activating it ' +
    'again.'],
  ERR_INSPECTOR_ALREADY_CONNECTED: [Error, '%s is already connected'],
  ERR_INSPECTOR_CLOSED: [Error, 'Session was closed'],
  ERR_INSPECTOR_COMMAND: [Error, 'Inspector error %s: %s'],
  ERR_INSPECTOR_NOT_ACTIVE: [Error, 'Inspector is not active'],
  ERR_INSPECTOR_NOT_AVAILABLE: [Error, 'Inspector is not available'],
  ERR_INSPECTOR_NOT_CONNECTED: [Error, 'Session is not connected'],
  ERR_INSPECTOR_NOT_WORKER: [Error, 'Current thread is not a worker'],
  ERR_INTERNAL_ASSERTION: [Error, (message = undefined) => {
    const suffix = 'This is caused by either a bug in the runtime or incorrect usage of its ' +
      'internals.\n';
    return message === undefined ? suffix : `${message}\n${suffix}`;
  }],
  ERR_INVALID_ADDRESS: [Error, 'Invalid socket address'],
  ERR_INVALID_ADDRESS_FAMILY: [RangeError, function(family, host, port) {
    this.host = host;
    this.port = port;
    return `Invalid address family: ${family} ${host}:${port}`;
  }],
  ERR_INVALID_ARG_TYPE: [TypeError, invalidArgTypeMessage],
  ERR_INVALID_ARG_VALUE: [TypeError, (name, value, reason = 'is invalid') => {
    const kind = String(name).includes('.') ? 'property' : 'argument';
    return `The ${kind} '${name}' ${reason}. Received ${inspectShort(value, 128)}`;
  }, RangeError],
  ERR_INVALID_ASYNC_ID: [RangeError, 'Invalid %s value: %s'],
  ERR_INVALID_BUFFER_SIZE: [RangeError, 'Buffer size must be a multiple of %s'],
  ERR_INVALID_CHAR: [TypeError, (name, field = undefined) => (field === undefined ?
    `Invalid character in ${name}` : `Invalid character in ${name} ["${field}"]`)],
  ERR_INVALID_CURSOR_POS: [TypeError, 'Cannot set cursor row without setting its column'],
  ERR_INVALID_FD: [RangeError, '"fd" must be a positive integer: %s'],
  ERR_INVALID_FD_TYPE: [TypeError, 'Unsupported fd type: %s'],
  ERR_INVALID_FILE_URL_HOST: [TypeError, 'File URL host must be "localhost" or empty on %s'],
  ERR_INVALID_FILE_URL_PATH: [TypeError, 'File URL path %s'],
  ERR_INVALID_HANDLE_TYPE: [TypeError, 'This handle type cannot be sent'],
  ERR_INVALID_HTTP_TOKEN: [TypeError, '%s must be a valid HTTP token ["%s"]'],
  ERR_INVALID_IP_ADDRESS: [TypeError, 'Invalid IP address: %s'],
  ERR_INVALID_MIME_SYNTAX: [TypeError, (production, string, invalidIndex) => {
    const position = invalidIndex !== -1 ? ` at ${invalidIndex}` : '';
    return `The MIME syntax for a ${production} in "${string}" is invalid${position}`;
  }],
  ERR_INVALID_MODULE: [Error, 'No such module: %s'],
  ERR_INVALID_MODULE_SPECIFIER: [TypeError, (request, reason, base = undefined) =>
    `Invalid module "${request}" ${reason}${base ? ` imported from ${base}` : ''}`],
  ERR_INVALID_PACKAGE_CONFIG: [Error, (path, base, message) =>
    `Invalid package config ${path}${base ? ` while importing ${base}` : ''}` +
    (message ? `. ${message}` : '')],
  ERR_INVALID_PACKAGE_TARGET: [Error, invalidPackageTargetMessage],
  ERR_INVALID_PROTOCOL: [TypeError, 'Protocol "%s" not supported. Expected "%s"'],
  ERR_INVALID_REPL_EVAL_CONFIG: [TypeError,
    'Cannot specify both "breakEvalOnSigint" and "eval" for REPL'],
  ERR_INVALID_REPL_INPUT: [TypeError, '%s'],
  ERR_INVALID_RETURN_PROPERTY: [TypeError, (input, name, property, value) =>
    `Expected a valid ${input} to be returned for the "${property}" from the "${name}" hook ` +
    `but got ${determineSpecificType(value)}.`],
  ERR_INVALID_RETURN_PROPERTY_VALUE: [TypeError, (input, name, property, value) =>
    `Expected ${input} to be returned for the "${property}" from the "${name}" hook ` +
    `but got ${determineSpecificType(value)}.`],
  ERR_INVALID_RETURN_VALUE: [TypeError, (input, name, value) =>
    `Expected ${input} to be returned from the "${name}" function ` +
    `but got ${determineSpecificType(value)}.`, RangeError],
  ERR_INVALID_STATE: [Error, 'Invalid state: %s', TypeError, RangeError],
  ERR_INVALID_SYNC_FORK_INPUT: [TypeError,
    'Asynchronous forks do not support Buffer, TypedArray, DataView or string input: %s'],
  ERR_INVALID_THIS: [TypeError, 'Value of "this" must be of type %s'],
  ERR_INVALID_TRANSFER_OBJECT: [TypeError, 'Found invalid object in transferList'],
  ERR_INVALID_TUPLE: [TypeError, '%s must be an iterable %s tuple'],
  ERR_INVALID_URI: [URIError, 'URI malformed'],
  ERR_INVALID_URL: [TypeError, function(input, base = null) {
    this.input = input;
    if (base != null) this.base = base;
    return 'Invalid URL';
  }],
  ERR_INVALID_URL_SCHEME: [TypeError, (expected) => {
    const list = typeof expected === 'string' ? [expected] : expected;
    return `The URL must be ${list.length > 1 ? 'one of' : 'of'} scheme ` +
      formatList(list, 'or');
  }],
  ERR_IPC_CHANNEL_CLOSED: [Error, 'Channel closed'],
  ERR_IPC_DISCONNECTED: [Error, 'IPC channel is already disconnected'],
  ERR_IPC_ONE_PIPE: [Error, 'Child process can have only one IPC pipe'],
  ERR_IPC_SYNC_FORK: [Error, 'IPC cannot be used with synchronous forks'],
  ERR_LOADER_CHAIN_INCOMPLETE: [Error,
    '"%s" did not call the next hook in its chain and did not explicitly signal a short ' +
    "circuit. If this is intentional, include `shortCircuit: true` in the hook's return."],
  ERR_MANIFEST_ASSERT_INTEGRITY: [Error, (moduleURL, realIntegrities) => {
    const found = realIntegrities.size ?
      `Integrities found are: ${[...realIntegrities].map((pair) => pair.join('-')).join(' ')}` :
      'The resource was not found in the policy.';
    return `The content of "${moduleURL}" does not match the expected integrity. ${found}`;
  }],
  ERR_MANIFEST_DEPENDENCY_MISSING: [Error,
    'Manifest resource %s does not list %s as a dependency specifier for conditions: %s'],
  ERR_MANIFEST_INTEGRITY_MISMATCH: [SyntaxError,
    'Manifest resource %s has multiple entries but integrity lists do not match'],
  ERR_MANIFEST_INVALID_RESOURCE_FIELD: [TypeError,
    'Manifest resource %s has invalid property value for %s'],
  ERR_MANIFEST_INVALID_SPECIFIER: [TypeError,
    'Manifest resource %s has invalid dependency mapping %s'],
  ERR_MANIFEST_TDZ: [Error, 'Manifest initialization has not yet run'],
  ERR_MANIFEST_UNKNOWN_ONERROR: [SyntaxError, 'Manifest specified unknown error behavior "%s".'],
  ERR_MEMORY_ALLOCATION_FAILED: [Error, 'Failed to allocate memory'],
  ERR_MESSAGE_TARGET_CONTEXT_UNAVAILABLE: [Error,
    'A message object could not be deserialized successfully in the target vm.Context'],
  ERR_METHOD_NOT_IMPLEMENTED: [Error, 'The %s method is not implemented'],
  ERR_MISSING_ARGS: [TypeError, missingArgsMessage],
  ERR_MISSING_MESSAGE_PORT_IN_TRANSFER_LIST: [TypeError,
    'MessagePort was found in message but not listed in transferList'],
  ERR_MISSING_OPTION: [TypeError, '%s is required'],
  ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST: [TypeError,
    'Object that needs transfer was found in message but not listed in transferList'],
  ERR_MODULE_NOT_FOUND: [Error, function(path, base, exactUrl) {
    if (exactUrl) defineUrl(this, String(exactUrl));
    return `Cannot find ${exactUrl ? 'module' : 'package'} '${path}' imported from ${base}`;
  }],
  ERR_MULTIPLE_CALLBACK: [Error, 'Callback called multiple times'],
  ERR_NAPI_CONS_FUNCTION: [TypeError, 'Constructor must be a function'],
  ERR_NAPI_INVALID_DATAVIEW_ARGS: [RangeError,
    'byte_offset + byte_length should be less than or equal to the size in bytes of the ' +
    'array passed in'],
  ERR_NAPI_INVALID_TYPEDARRAY_ALIGNMENT: [RangeError,
    'start offset of %s should be a multiple of %s'],
  ERR_NAPI_INVALID_TYPEDARRAY_LENGTH: [RangeError, 'Invalid typed array length'],
  ERR_NETWORK_IMPORT_BAD_RESPONSE: [Error, "import '%s' received a bad response: %s"],
  ERR_NETWORK_IMPORT_DISALLOWED: [Error, "import of '%s' by %s is not supported: %s"],
  ERR_NON_CONTEXT_AWARE_DISABLED: [Error,
    'Loading non context-aware native addons has been disabled'],
  ERR_NOT_BUILDING_SNAPSHOT: [Error,
    'Operation cannot be invoked when not building startup snapshot'],
  ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION: [Error,
    'Operation cannot be invoked when not in a single-executable application'],
  ERR_NOT_SUPPORTED_IN_SNAPSHOT: [Error, '%s is not supported in startup snapshot'],
  ERR_NO_CRYPTO: [Error, 'Node.js is not compiled with OpenSSL crypto support'],
  ERR_NO_ICU: [TypeError, '%s is not supported on Node.js compiled without ICU'],
  ERR_OPERATION_FAILED: [Error, 'Operation failed: %s', TypeError],
  ERR_OUT_OF_RANGE: [RangeError, outOfRangeMessage],
  ERR_PACKAGE_IMPORT_NOT_DEFINED: [TypeError, (specifier, packagePath, base) => {
    const where = packagePath ? ` in package ${packagePath}package.json` : '';
    return `Package import specifier "${specifier}" is not defined${where} imported from ${base}`;
  }],
  ERR_PACKAGE_PATH_NOT_EXPORTED: [Error, (packagePath, subpath, base = undefined) => {
    const from = base ? ` imported from ${base}` : '';
    return subpath === '.' ?
      `No "exports" main defined in ${packagePath}package.json${from}` :
      `Package subpath '${subpath}' is not defined by "exports" in ` +
        `${packagePath}package.json${from}`;
  }],
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: [TypeError, '%s'],
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: [TypeError,
    "Unexpected argument '%s'. This command does not take positional arguments"],
  ERR_PARSE_ARGS_UNKNOWN_OPTION: [TypeError, (option, allowPositionals) => {
    const hint = allowPositionals ?
      ". To specify a positional argument starting with a '-', place it at the end of the " +
      `command after '--', as in '-- ${JSON.stringify(option)}` : '';
    return `Unknown option '${option}'${hint}`;
  }],
  ERR_PERFORMANCE_INVALID_TIMESTAMP: [TypeError, '%s is not a valid timestamp'],
  ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS: [TypeError, '%s'],
  ERR_PROTO_ACCESS: [Error,
    'Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=%s'],
  ERR_REQUIRE_ASYNC_MODULE: [Error, (filename, parentFilename) => {
    let message = 'require() cannot be used on an ESM graph with top-level await. Use import() ' +
      'instead. To see where the top-level await comes from, use ' +
      '--experimental-print-required-tla.';
    if (parentFilename) message += `\n  From ${parentFilename} `;
    if (filename) message += `\n  Requiring ${filename} `;
    return message;
  }],
  ERR_REQUIRE_CYCLE_MODULE: [Error, '%s'],
  ERR_REQUIRE_ESM: [Error, requireEsmMessage],
  ERR_SCRIPT_EXECUTION_INTERRUPTED: [Error, 'Script execution was interrupted by `SIGINT`'],
  ERR_SCRIPT_EXECUTION_TIMEOUT: [Error, 'Script execution timed out after %sms'],
  ERR_SERVER_ALREADY_LISTEN: [Error,
    'Listen method has been called more than once without closing.'],
  ERR_SERVER_NOT_RUNNING: [Error, 'Server is not running.'],
  ERR_SINGLE_EXECUTABLE_APPLICATION_ASSET_NOT_FOUND: [Error,
    'Cannot find asset %s for the single executable application'],
  ERR_SOCKET_ALREADY_BOUND: [Error, 'Socket is already bound'],
  ERR_SOCKET_BAD_BUFFER_SIZE: [TypeError, 'Buffer size must be a positive integer'],
  ERR_SOCKET_BAD_PORT: [RangeError, (name, port, allowZero = true) =>
    `${name} should be ${allowZero ? '>=' : '>'} 0 and < 65536. ` +
    `Received ${determineSpecificType(port)}.`],
  ERR_SOCKET_BAD_TYPE: [TypeError, 'Bad socket type specified. Valid types are: udp4, udp6'],
  ERR_SOCKET_BUFFER_SIZE: [SystemError, 'Could not get or set buffer size'],
  ERR_SOCKET_CLOSED: [Error, 'Socket is closed'],
  ERR_SOCKET_CLOSED_BEFORE_CONNECTION: [Error,
    'Socket closed before the connection was established'],
  ERR_SOCKET_CONNECTION_TIMEOUT: [Error, 'Socket connection timeout'],
  ERR_SOCKET_DGRAM_IS_CONNECTED: [Error, 'Already connected'],
  ERR_SOCKET_DGRAM_NOT_CONNECTED: [Error, 'Not connected'],
  ERR_SOCKET_DGRAM_NOT_RUNNING: [Error, 'Not running'],
  ERR_SRI_PARSE: [SyntaxError, (string, character, position) =>
    `Subresource Integrity string "${string}" had an unexpected "${character}" ` +
    `at position ${Number(position)}`],
  ERR_STREAM_ALREADY_FINISHED: [Error, 'Cannot call %s after a stream was finished'],
  ERR_STREAM_CANNOT_PIPE: [Error, 'Cannot pipe, not readable'],
  ERR_STREAM_DESTROYED: [Error, 'Cannot call %s after a stream was destroyed'],
  ERR_STREAM_NULL_VALUES: [TypeError, 'May not write null values to stream'],
  ERR_STREAM_PREMATURE_CLOSE: [Error, 'Premature close'],
  ERR_STREAM_PUSH_AFTER_EOF: [Error, 'stream.push() after EOF'],
  ERR_STREAM_UNSHIFT_AFTER_END_EVENT: [Error, 'stream.unshift() after end event'],
  ERR_STREAM_WRAP: [Error, 'Stream has StringDecoder set or is in objectMode'],
  ERR_STREAM_WRITE_AFTER_END: [Error, 'write after end'],
  ERR_STRING_TOO_LONG: [Error, (limit = 0x1fffffe8) =>
    `Cannot create a string longer than 0x${limit.toString(16)} characters`],
  ERR_SYNTHETIC: [Error, 'JavaScript Callstack'],
  ERR_SYSTEM_ERROR: [SystemError, 'A system error occurred'],
  ERR_TEST_FAILURE: [Error, function(error, failureType) {
    this.failureType = failureType;
    this.cause = error;
    let message = error;
    try {
      message = error?.message ?? error;
    } catch {
      // a getter, or a proxy
    }
    return typeof message === 'string' ?
      message : require('internal/test_runner/reporter/format').safeInspect(message);
  }],
  ERR_TLS_ALPN_CALLBACK_INVALID_RESULT: [TypeError, (value, protocols) =>
    `ALPN callback returned a value (${value}) that did not match any of the client's offered ` +
    `protocols (${protocols.join(', ')})`],
  ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS: [TypeError,
    'The ALPNCallback and ALPNProtocols TLS options are mutually exclusive'],
  ERR_TLS_CERT_ALTNAME_FORMAT: [SyntaxError, 'Invalid subject alternative name string'],
  ERR_TLS_CERT_ALTNAME_INVALID: [Error, function(reason, host, cert) {
    this.reason = reason;
    this.host = host;
    this.cert = cert;
    return `Hostname/IP does not match certificate's altnames: ${reason}`;
  }],
  ERR_TLS_DH_PARAM_SIZE: [Error, 'DH parameter size %s is less than 2048'],
  ERR_TLS_HANDSHAKE_TIMEOUT: [Error, 'TLS handshake timeout'],
  ERR_TLS_INVALID_CONTEXT: [TypeError, '%s must be a SecureContext'],
  ERR_TLS_INVALID_PROTOCOL_VERSION: [TypeError, '"%s" is not a valid %s TLS protocol version'],
  ERR_TLS_INVALID_STATE: [Error, 'TLS socket connection must be securely established'],
  ERR_TLS_PROTOCOL_VERSION_CONFLICT: [TypeError,
    'TLS protocol version "%s" conflicts with secureProtocol "%s"'],
  ERR_TLS_RENEGOTIATION_DISABLED: [Error, 'TLS session renegotiation disabled for this socket'],
  ERR_TLS_REQUIRED_SERVER_NAME: [Error, '"servername" is required parameter for Server.addContext'],
  ERR_TLS_SESSION_ATTACK: [Error, 'TLS session renegotiation attack detected'],
  ERR_TLS_SNI_FROM_SERVER: [Error, 'Cannot issue SNI from a TLS server-side socket'],
  ERR_TRACE_EVENTS_CATEGORY_REQUIRED: [TypeError, 'At least one category is required'],
  ERR_TRACE_EVENTS_UNAVAILABLE: [Error, 'Trace events are unavailable'],
  ERR_TTY_INIT_FAILED: [SystemError, 'TTY initialization failed'],
  ERR_UNAVAILABLE_DURING_EXIT: [Error, 'Cannot call function in process exit handler'],
  ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET: [Error,
    '`process.setupUncaughtExceptionCapture()` was called while a capture callback was ' +
    'already active'],
  ERR_UNESCAPED_CHARACTERS: [TypeError, '%s contains unescaped characters'],
  ERR_UNHANDLED_ERROR: [Error, (error = undefined) => (error === undefined ?
    'Unhandled error.' : `Unhandled error. (${error})`)],
  ERR_UNKNOWN_BUILTIN_MODULE: [Error, 'No such built-in module: %s'],
  ERR_UNKNOWN_CREDENTIAL: [Error, '%s identifier does not exist: %s'],
  ERR_UNKNOWN_ENCODING: [TypeError, 'Unknown encoding: %s'],
  ERR_UNKNOWN_FILE_EXTENSION: [TypeError, 'Unknown file extension "%s" for %s'],
  ERR_UNKNOWN_MODULE_FORMAT: [RangeError, 'Unknown module format: %s for URL %s'],
  ERR_UNKNOWN_SIGNAL: [TypeError, 'Unknown signal: %s'],
  ERR_UNSUPPORTED_DIR_IMPORT: [Error, function(path, base, exactUrl) {
    defineUrl(this, exactUrl);
    return `Directory import '${path}' is not supported resolving ES modules imported from ${base}`;
  }],
  ERR_UNSUPPORTED_ESM_URL_SCHEME: [Error, (url, supported) =>
    `Only URLs with a scheme in: ${formatList(supported)} are supported by the default ESM ` +
    `loader. Received protocol '${url.protocol}'`],
  ERR_UNSUPPORTED_RESOLVE_REQUEST: [TypeError,
    'Failed to resolve module specifier "%s" from "%s": Invalid relative URL or base ' +
    'scheme is not hierarchical.'],
  ERR_USE_AFTER_CLOSE: [Error, '%s was closed'],
  ERR_VALID_PERFORMANCE_ENTRY_TYPE: [Error,
    'At least one valid performance entry type is required'],
  ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING: [TypeError,
    'A dynamic import callback was not specified.'],
  ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG: [TypeError,
    'A dynamic import callback was invoked without --experimental-vm-modules'],
  ERR_VM_MODULE_ALREADY_LINKED: [Error, 'Module has already been linked'],
  ERR_VM_MODULE_CACHED_DATA_REJECTED: [Error, '`cachedData` buffer was rejected'],
  ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA: [Error,
    'Cached data cannot be created for a module which has been evaluated'],
  ERR_VM_MODULE_DIFFERENT_CONTEXT: [Error, 'Linked modules must use the same context'],
  ERR_VM_MODULE_LINK_FAILURE: [Error, function(message, cause) {
    this.cause = cause;
    return message;
  }],
  ERR_VM_MODULE_NOT_MODULE: [Error, 'Provided module is not an instance of Module'],
  ERR_VM_MODULE_STATUS: [Error, 'Module status %s'],
  ERR_WASI_ALREADY_STARTED: [Error, 'WASI instance has already started'],
  ERR_WASI_NOT_STARTED: [Error, 'wasi.start() has not been called'],
  ERR_WEBASSEMBLY_RESPONSE: [TypeError, 'WebAssembly response %s'],
  ERR_WORKER_INIT_FAILED: [Error, 'Worker initialization failure: %s'],
  ERR_WORKER_INVALID_EXEC_ARGV: [Error, (errors, message = 'invalid execArgv flags') =>
    `Initiated Worker with ${message}: ${errors.join(', ')}`],
  ERR_WORKER_MESSAGING_ERRORED: [Error,
    'The destination thread threw an error while processing the message'],
  ERR_WORKER_MESSAGING_FAILED: [Error, 'Cannot find the destination thread or listener'],
  ERR_WORKER_MESSAGING_SAME_THREAD: [Error, 'Cannot sent a message to the same thread'],
  ERR_WORKER_MESSAGING_TIMEOUT: [Error, 'Sending a message to another thread timed out'],
  ERR_WORKER_NOT_RUNNING: [Error, 'Worker instance not running'],
  ERR_WORKER_OUT_OF_MEMORY: [Error, 'Worker terminated due to reaching memory limit: %s'],
  ERR_WORKER_PATH: [TypeError, (filename) => {
    const hint = String(filename).startsWith('file://') ?
      'Wrap file:// URLs with `new URL`. ' : '';
    return 'The worker script or module filename must be an absolute path or a relative path ' +
      `starting with './' or '../'. ${hint}Received "${filename}"`;
  }],
  ERR_WORKER_UNSERIALIZABLE_ERROR: [Error, 'Serializing an uncaught exception failed'],
  ERR_WORKER_UNSUPPORTED_OPERATION: [TypeError, '%s is not supported in workers'],
  ERR_ZLIB_INITIALIZATION_FAILED: [Error, 'Initialization failed'],
};

for (const code in messages) {
  const entry = messages[code];
  E(code, entry[1], entry[0], ...entry.slice(2));
}

// ---------------------------------------------------------------------------------------------
// Stack traces

/**
 * Whether assigning Error.stackTraceLimit works: a user may have frozen Error or made the
 * property read-only.
 * @returns {boolean}
 */
function isErrorStackTraceLimitWritable() {
  const descriptor = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (descriptor === undefined) return Object.isExtensible(Error);
  return Object.hasOwn(descriptor, 'writable') ? descriptor.writable :
    descriptor.set !== undefined;
}

/**
 * Removes `fn` and what it called from the stack of `error`. For functions that throw on behalf of
 * their caller, as validators do.
 * @template {Error} T
 * @param {T} error
 * @param {Function} fn
 * @returns {T} `error`
 */
function hideFrames(error, fn) {
  captureStackTrace(error, fn);
  return error;
}

/**
 * Makes an error whose stack begins below `fn`, with one capture of the stack.
 * @param {any} Class of `codes`
 * @param {Function} fn
 * @param {any} a
 * @param {any} b
 * @param {any} c
 * @returns {Error}
 */
function makeHidden(Class, fn, a, b, c) {
  if (!isErrorStackTraceLimitWritable()) return hideFrames(new Class(a, b, c), fn);
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  let error;
  try {
    error = new Class(a, b, c);
  } finally {
    if (limit === undefined) delete Error.stackTraceLimit;
    else Error.stackTraceLimit = limit;
  }
  captureStackTrace(error, fn);
  return error;
}

/**
 * Wraps `fn` so that errors it throws show the caller of the wrapper as the place of the error.
 * @template {Function} T
 * @param {T} fn
 * @returns {T & {withoutStackTrace: T}}
 */
function hideStackFrames(fn) {
  function wrappedFn(...args) {
    try {
      return Reflect.apply(fn, this, args);
    } catch (error) {
      if (isObject(error) && Error.stackTraceLimit) captureStackTrace(error, wrappedFn);
      throw error;
    }
  }
  wrappedFn.withoutStackTrace = fn;
  return /** @type {any} */ (wrappedFn);
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/**
 * Functions that format the stack of one error: set before its stack is first read.
 * @type {WeakMap<object, (error: Error, trace: object[]) => any>}
 */
const overrideStackTrace = new WeakMap();

/**
 * The call site of the innermost frame below `fn` on the stack.
 * @param {Function} fn
 * @returns {object|undefined} a V8 CallSite
 */
function captureCallSite(fn) {
  const holder = {};
  const limited = isErrorStackTraceLimitWritable();
  const limit = Error.stackTraceLimit;
  if (limited) Error.stackTraceLimit = 1;
  overrideStackTrace.set(holder, (_, trace) => trace);
  captureStackTrace(holder, fn);
  let trace = /** @type {any} */ (holder).stack;
  if (!Array.isArray(trace) && Object.isExtensible(Error)) {
    // V8 formats stacks by itself: in a realm without prepareStackTraceCallback.
    const userPrepare = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
    Error.prepareStackTrace = (_, sites) => sites;
    captureStackTrace(holder, fn);
    trace = /** @type {any} */ (holder).stack;
    if (userPrepare === undefined) delete Error.prepareStackTrace;
    else Object.defineProperty(Error, 'prepareStackTrace', userPrepare);
  }
  if (limited) {
    if (limit === undefined) delete Error.stackTraceLimit;
    else Error.stackTraceLimit = limit;
  }
  return Array.isArray(trace) ? trace[0] : undefined;
}

// What the runtime itself wants to do with every stack (source maps); the user's
// Error.prepareStackTrace comes first.
let internalPrepareStackTrace = defaultPrepareStackTrace;

/**
 * @param {(globalThis: object, error: Error, trace: object[]) => string} callback
 */
function setInternalPrepareStackTrace(callback) {
  internalPrepareStackTrace = callback;
}

/**
 * The first line of a stack: `name: message`, with the code for errors of this library.
 * @param {any} error
 * @returns {string}
 */
function errorHead(error) {
  try {
    if (isObject(error) && kIsNodeError in error) {
      return `${error.name} [${error.code}]: ${error.message}`;
    }
    return Reflect.apply(errorToString, error, []);
  } catch {
    // A getter or toString of the user threw while an error is being described.
    return '<error>';
  }
}

/**
 * Formats a stack as V8 does, with the code in its head.
 * @param {object} globalObject
 * @param {Error} error
 * @param {object[]} trace call sites
 * @returns {string}
 */
function defaultPrepareStackTrace(globalObject, error, trace) {
  const head = errorHead(error);
  return trace.length === 0 ? head : `${head}\n    at ${trace.join('\n    at ')}`;
}

/**
 * What V8 calls to format the stack of `error`. Looks in turn at overrideStackTrace, at
 * Error.prepareStackTrace of the error's realm, and of this realm.
 * @param {any} globalObject the global object of the realm of the error
 * @param {any} error
 * @param {object[]} trace call sites
 * @returns {any}
 */
function prepareStackTraceCallback(globalObject, error, trace) {
  const override = isObject(error) ? overrideStackTrace.get(error) : undefined;
  if (override !== undefined) {
    overrideStackTrace.delete(error);
    return override(error, trace);
  }
  const ErrorOfRealm = globalObject.Error;
  const userPrepare = ErrorOfRealm?.prepareStackTrace;
  if (typeof userPrepare === 'function') {
    return Reflect.apply(userPrepare, ErrorOfRealm, [error, trace]);
  }
  const ownPrepare = Error.prepareStackTrace;
  if (typeof ownPrepare === 'function') return Reflect.apply(ownPrepare, Error, [error, trace]);
  return internalPrepareStackTrace(globalObject, error, trace);
}

// ---------------------------------------------------------------------------------------------
// Errors of system calls

const kUnknownError = ['UNKNOWN', 'unknown error'];

/**
 * The name and the description of a libuv error number.
 * @param {number} errno negative
 * @returns {[string, string]|undefined} undefined if libuv does not know the number
 */
function uvErrmapGet(errno) {
  if (!(errno < 0)) return undefined;
  const uv = lazyUv();
  const name = uv.errname(errno);
  return name.startsWith('Unknown system error') ? undefined : [name, uv.getErrorMessage(errno)];
}

/**
 * Makes the error of a failed system call: `ENOENT: no such file or directory, open 'a' -> 'b'`.
 * @param {{errno: number, syscall: string, path?: string|Buffer, dest?: string|Buffer,
 *          message?: string, code?: string}} context
 * @returns {Error}
 */
function uvException(context) {
  const known = uvErrmapGet(context.errno) ?? kUnknownError;
  const code = context.code ?? known[0];
  let message = `${code}: ${context.message || known[1]}, ${context.syscall}`;
  let path;
  let dest;
  if (context.path !== undefined && context.path !== null) {
    path = context.path.toString();
    message += ` '${path}'`;
  }
  if (context.dest !== undefined && context.dest !== null) {
    dest = context.dest.toString();
    message += ` -> '${dest}'`;
  }
  const error = /** @type {any} */ (new Error(message));
  error.errno = context.errno;
  error.code = code;
  error.syscall = context.syscall;
  if (path !== undefined) error.path = path;
  if (dest !== undefined) error.dest = dest;
  captureStackTrace(error, new.target || uvException);
  return error;
}

/**
 * As uvException, for network addresses: `listen EADDRINUSE: address already in use :::80`.
 * @param {number} errno
 * @param {string} syscall
 * @param {string} address
 * @param {number} [port]
 * @returns {Error}
 */
function uvExceptionWithHostPort(errno, syscall, address, port) {
  const [code, text] = uvErrmapGet(errno) ?? kUnknownError;
  const error = /** @type {any} */ (
    new Error(`${syscall} ${code}: ${text}${formatAddress(address, port)}`));
  error.code = code;
  error.errno = errno;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  captureStackTrace(error, new.target || uvExceptionWithHostPort);
  return error;
}

function formatAddress(address, port) {
  if (port && port > 0) return ` ${address}:${port}`;
  return address ? ` ${address}` : '';
}

/**
 * The short form: `spawn ENOENT`.
 * @param {number} errno
 * @param {string} syscall
 * @param {string} [original] more text
 * @returns {Error}
 */
function errnoException(errno, syscall, original) {
  const code = lazyUv().errname(errno);
  const error = /** @type {any} */ (
    new Error(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`));
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  captureStackTrace(error, new.target || errnoException);
  return error;
}

/**
 * `connect ECONNREFUSED 127.0.0.1:80 - Local (0.0.0.0:0)`.
 * @param {number} errno
 * @param {string} syscall
 * @param {string} address
 * @param {number} [port]
 * @param {string} [additional]
 * @returns {Error}
 */
function exceptionWithHostPort(errno, syscall, address, port, additional) {
  const code = lazyUv().errname(errno);
  let message = `${syscall} ${code}${formatAddress(address, port)}`;
  if (additional) message += ` - Local (${additional})`;
  const error = /** @type {any} */ (new Error(message));
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  captureStackTrace(error, new.target || exceptionWithHostPort);
  return error;
}

/**
 * The error of a name look-up: `getaddrinfo ENOTFOUND host`.
 * @param {number|string} errno a libuv number, or a code of the resolver
 * @param {string} syscall
 * @param {string} [hostname]
 * @returns {Error}
 */
function dnsException(errno, syscall, hostname) {
  let code = errno;
  let number;
  if (typeof errno === 'number') {
    number = errno;
    const name = lazyUv().errname(errno);
    // The two ways getaddrinfo says "no such name" have one code.
    code = name === 'EAI_NODATA' || name === 'EAI_NONAME' ? 'ENOTFOUND' : name;
  }
  const error = /** @type {any} */ (
    new Error(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`));
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  if (hostname) error.hostname = hostname;
  captureStackTrace(error, new.target || dnsException);
  return error;
}

/**
 * The error of a peer that went away.
 * @param {string} message
 * @returns {Error}
 */
function connResetException(message) {
  const error = /** @type {any} */ (new Error(message));
  error.code = 'ECONNRESET';
  captureStackTrace(error, new.target || connResetException);
  return error;
}

// ---------------------------------------------------------------------------------------------
// Others

/** What an operation fails with when its AbortSignal is aborted. */
class AbortError extends Error {
  /**
   * @param {string} [message]
   * @param {{cause?: any}} [options]
   * @throws {TypeError} ERR_INVALID_ARG_TYPE if options is no object
   */
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options ?? undefined);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

/** An AggregateError with the code of its first error. */
class NodeAggregateError extends AggregateError {
  /**
   * @param {Error[]} errors
   * @param {string} [message]
   */
  constructor(errors, message) {
    super(errors, message);
    this.code = errors[0]?.code;
  }
}
defineHidden(NodeAggregateError.prototype, 'constructor', AggregateError);
defineHidden(NodeAggregateError.prototype, kIsNodeError, true);

/**
 * Keeps both errors when a clean-up fails after a failure; the outer one names the whole.
 * @param {any} innerError the one that came second
 * @param {any} outerError the one that came first
 * @returns {any}
 */
function aggregateTwoErrors(innerError, outerError) {
  if (!innerError || !outerError || innerError === outerError) return innerError || outerError;
  if (Array.isArray(outerError.errors)) {
    outerError.errors.push(innerError);
    return outerError;
  }
  const error = /** @type {any} */ (new AggregateError([outerError, innerError],
                                                       outerError.message));
  error.code = outerError.code;
  captureStackTrace(error, aggregateTwoErrors);
  return error;
}

/**
 * An Error with extra own properties.
 * @param {string} message
 * @param {object} properties
 * @returns {Error}
 */
function genericNodeError(message, properties) {
  const error = new Error(message);
  Object.assign(error, properties);
  captureStackTrace(error, genericNodeError);
  return error;
}

let overflowName;
let overflowMessage;

/**
 * Whether V8 threw `error` because the stack was full.
 * @param {any} error
 * @returns {boolean}
 */
function isStackOverflowError(error) {
  if (overflowMessage === undefined) {
    const overflow = () => { overflow(); };
    try {
      overflow();
    } catch (thrown) {
      overflowName = thrown.name;
      overflowMessage = thrown.message;
    }
  }
  return isObject(error) && error.name === overflowName && error.message === overflowMessage;
}

/**
 * Whether `value` can be treated as an error although it may come from another realm or be a
 * plain object.
 * @param {any} value
 * @returns {boolean}
 */
function isErrorLike(value) {
  return isObject(value) && Object.hasOwn(value, 'message');
}

module.exports = {
  AbortError,
  ConnResetException: connResetException,
  DNSException: dnsException,
  E,
  ErrnoException: errnoException,
  ExceptionWithHostPort: exceptionWithHostPort,
  NodeAggregateError,
  SystemError,
  UVException: uvException,
  UVExceptionWithHostPort: uvExceptionWithHostPort,
  aggregateTwoErrors,
  captureCallSite,
  codes,
  connResetException,
  defaultPrepareStackTrace,
  determineSpecificType,
  dnsException,
  errnoException,
  errorHead,
  exceptionWithHostPort,
  formatList,
  genericNodeError,
  hideFrames,
  hideStackFrames,
  isErrorLike,
  isErrorStackTraceLimitWritable,
  isStackOverflowError,
  kIsNodeError,
  makeHidden,
  overrideStackTrace,
  prepareStackTraceCallback,
  setInternalPrepareStackTrace,
  uvErrmapGet,
  uvException,
  uvExceptionWithHostPort,
};
