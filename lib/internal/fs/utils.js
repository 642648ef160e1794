'use strict';

// What the three styles of fs share: arguments, options, and the objects that results are.

const native = binding('fs');
const {
  codes: {
    ERR_FS_INVALID_SYMLINK_TYPE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE,
  },
  AbortError,
} = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateInt32, validateInteger,
  validateObject, validateUint32,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { isArrayBufferView, isDate, isUint8Array } = require('internal/util/types');

let constants;
/** @returns {Record<string, number>} fs.constants */
function fsConstants() {
  constants ??= binding('constants').fs;
  return constants;
}

// Of fs.read: the function itself, by which a stream sees that nobody has put another in its place.
const kOwnRead = Symbol('kOwnRead');

const kMaxUserId = 2 ** 32 - 1;
const kIoMaxLength = 2 ** 31 - 1;

// --- Arguments -----------------------------------------------------------------------------------

/**
 * @param {any} path
 * @param {string} [name] of the argument, for messages
 * @returns {string | Uint8Array} what the binding takes
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE (NUL), ERR_INVALID_URL_SCHEME
 */
function getPath(path, name = 'path') {
  if (typeof path === 'string') {
    if (path.includes('\0')) throwNul(name, path);
    return path;
  }
  if (path !== null && typeof path === 'object') {
    if (isUint8Array(path)) {
      if (Uint8Array.prototype.includes.call(path, 0)) throwNul(name, path);
      return path;
    }
    const { isURL, fileURLToPath } = require('internal/url');
    if (isURL(path)) return getPath(fileURLToPath(path), name);
  }
  throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], path);
}

function throwNul(name, path) {
  throw new ERR_INVALID_ARG_VALUE(
    name, path, 'must be a string, Uint8Array, or URL without null bytes');
}

/**
 * @param {any} fd
 * @param {string} [name]
 * @returns {number}
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 */
function getFd(fd, name = 'fd') {
  if (Object.is(fd, -0)) return 0;
  validateInt32(fd, name, 0);
  return fd;
}

/**
 * @param {any} callback
 * @returns {Function}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function checkCallback(callback, name = 'cb') {
  validateFunction(callback, name);
  return callback;
}

/**
 * An options argument that may be an encoding.
 * @param {any} options
 * @param {object} defaults
 * @returns {any}
 */
function getOptions(options, defaults = kEmptyObject) {
  if (options === null || options === undefined || typeof options === 'function') return defaults;
  if (typeof options === 'string') {
    options = { ...defaults, encoding: options };
  } else if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  if (options.encoding !== 'buffer') assertEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  return options;
}

function assertEncoding(encoding) {
  if (encoding && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

// How the binding decodes a file's bytes: the numbers of src/engine/encoding.h, or not at all.
const kNoDecoding = -1;
const kUtf8Decoding = 0;
const decodings = {
  '__proto__': null,
  'utf8': kUtf8Decoding,
  'utf-8': kUtf8Decoding,
  'utf16le': 1,
  'ucs2': 1,
  'latin1': 2,
  'binary': 2,
  'ascii': 3,
  'base64': 4,
  'base64url': 5,
  'hex': 6,
};

/** @returns {number} how the binding decodes a file's bytes */
function decodingOf(encoding) {
  if (encoding === 'utf8' || encoding === 'utf-8') return kUtf8Decoding;
  if (!encoding || encoding === 'buffer') return kNoDecoding;
  const known = decodings[encoding];
  if (known !== undefined) return known;
  return decodings[require('internal/util').normalizeEncoding(encoding)];
}

/**
 * @param {any} flags a number, or a string as open() takes it
 * @param {string} [name] of a number that is out of range
 * @returns {number}
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function parseFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  const {
    O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY,
  } = fsConstants();
  if (flags === null || flags === undefined) return O_RDONLY;
  switch (flags) {
    case 'r': return O_RDONLY;
    case 'rs':
    case 'sr': return O_RDONLY | O_SYNC;
    case 'r+': return O_RDWR;
    case 'rs+':
    case 'sr+': return O_RDWR | O_SYNC;
    case 'w': return O_TRUNC | O_CREAT | O_WRONLY;
    case 'wx':
    case 'xw': return O_TRUNC | O_CREAT | O_WRONLY | O_EXCL;
    case 'w+': return O_TRUNC | O_CREAT | O_RDWR;
    case 'wx+':
    case 'xw+': return O_TRUNC | O_CREAT | O_RDWR | O_EXCL;
    case 'a': return O_APPEND | O_CREAT | O_WRONLY;
    case 'ax':
    case 'xa': return O_APPEND | O_CREAT | O_WRONLY | O_EXCL;
    case 'as':
    case 'sa': return O_APPEND | O_CREAT | O_WRONLY | O_SYNC;
    case 'a+': return O_APPEND | O_CREAT | O_RDWR;
    case 'ax+':
    case 'xa+': return O_APPEND | O_CREAT | O_RDWR | O_EXCL;
    case 'as+':
    case 'sa+': return O_APPEND | O_CREAT | O_RDWR | O_SYNC;
  }
  throw new ERR_INVALID_ARG_VALUE('flags', flags);
}

/** @returns {number} F_OK and the rest of what access() takes */
function getAccessMode(mode) {
  return getMode(mode, 'mode', 0, 7, 0);
}

/** @returns {number} COPYFILE_* */
function getCopyMode(mode) {
  return getMode(mode, 'mode', 0, 7, 0);
}

function getMode(mode, name, minimum, maximum, otherwise) {
  if (mode === null || mode === undefined) return otherwise;
  validateInteger(mode, name, minimum, maximum);
  return mode;
}

/**
 * @param {number | string | Date} time seconds, or a Date
 * @param {string} name
 * @returns {number} seconds
 */
function toSeconds(time, name = 'time') {
  // A numeric string is taken, as it always was.
  // eslint-disable-next-line eqeqeq
  if (typeof time === 'string' && +time == time) return +time;
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (isDate(time)) return Date.prototype.getTime.call(time) / 1000;
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

/** @param {any} id a uid or gid; -1 leaves it */
function validateOwner(id, name) {
  validateInteger(id, name, -1, kMaxUserId);
}

/**
 * Where in a buffer a read puts its bytes, or a write takes them from.
 * @param {number} offset
 * @param {number} length
 * @param {number} byteLength
 */
function validateOffsetLengthRead(offset, length, byteLength) {
  if (offset < 0) throw new ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > byteLength) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  }
}

/** As validateOffsetLengthRead, with the messages of write(). */
function validateOffsetLengthWrite(offset, length, byteLength) {
  if (offset > byteLength) throw new ERR_OUT_OF_RANGE('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  }
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInt32(length, 'length', 0);
}

/** @returns {number | bigint | null} */
function getPosition(position, name = 'position', length = 0) {
  if (position === undefined || position === null) return null;
  if (typeof position === 'number') {
    validateInteger(position, name, -1);
    return position;
  }
  if (typeof position === 'bigint') {
    const max = 2n ** 63n - 1n - BigInt(length);
    if (!(position >= -1n && position <= max)) {
      throw new ERR_OUT_OF_RANGE(name, `>= -1 && <= ${max}`, position);
    }
    return position;
  }
  throw new ERR_INVALID_ARG_TYPE(name, ['integer', 'bigint'], position);
}

/** @throws {TypeError} ERR_INVALID_ARG_TYPE when value is not an array of views */
function validateBufferArray(value, name = 'buffers') {
  if (!Array.isArray(value)) throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', value);
  for (const view of value) {
    if (!isArrayBufferView(view)) throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', value);
  }
  return value;
}

const rmDefaults = { recursive: false, force: false, retryDelay: 100, maxRetries: 0 };

/** @returns {{ recursive: boolean, force: boolean, retryDelay: number, maxRetries: number }} */
function getRmOptions(options, defaults = rmDefaults) {
  if (options === undefined) return defaults;
  validateObject(options, 'options');
  options = { ...defaults, ...options };
  validateBoolean(options.recursive, 'options.recursive');
  validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validateUint32(options.maxRetries, 'options.maxRetries');
  return options;
}

/** @throws {AbortError} */
function checkAborted(signal) {
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

/** @throws {TypeError} ERR_FS_INVALID_SYMLINK_TYPE; the type itself matters on Windows only */
function checkSymlinkType(type) {
  if (type === undefined || type === null) return;
  if (type !== 'dir' && type !== 'file' && type !== 'junction') {
    throw new ERR_FS_INVALID_SYMLINK_TYPE(type);
  }
}

/** @throws {TypeError} ERR_INVALID_ARG_VALUE for half a byte in hexadecimal */
function checkEncodable(data, encoding) {
  if (encoding === 'hex' && data.length % 2 !== 0) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding,
      `is invalid for data of length ${data.length}`);
  }
}

/** Bytes of what writeFile() and write() take. */
function toBytes(data, encoding, name = 'data') {
  if (isArrayBufferView(data)) return data;
  if (typeof data !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  return Buffer.from(data, encoding || 'utf8');
}

// --- Results -------------------------------------------------------------------------------------

let statNumbers;
let statBigInts;
const { captureStackTrace } = Error;

/**
 * Tells the binding once what it needs of this library. Before the first call that has a Stats as
 * its result, or that returns a promise.
 * @returns {Float64Array} where the numbers of a stat are
 */
function configure() {
  if (statNumbers === undefined) {
    [statNumbers, statBigInts] = native.configure(takeStats, takeStatFs, throwWithStack);
  }
  return statNumbers;
}

// Called in the reaction of a promise: the stack is that of those who await it.
function throwWithStack(error) {
  captureStackTrace(error, throwWithStack);
  throw error;
}

const typeMask = 0o170000;

class StatsBase {
  isDirectory() {
    return isOfType(this, 0o040000);
  }

  isFile() {
    return isOfType(this, 0o100000);
  }

  isBlockDevice() {
    return isOfType(this, 0o060000);
  }

  isCharacterDevice() {
    return isOfType(this, 0o020000);
  }

  isSymbolicLink() {
    return isOfType(this, 0o120000);
  }

  isFIFO() {
    return isOfType(this, 0o010000);
  }

  isSocket() {
    return isOfType(this, 0o140000);
  }
}

function isOfType(stats, type) {
  return (Number(stats.mode) & typeMask) === type;
}

// A Date takes V8 five times as long to make right after a system call as it does among others.
const kMostSpareDates = 256;
let spareDates = [];
let spareCount = 4;

// Rounded to whole milliseconds.
function toDate(ms) {
  const date = spareDates.pop();
  return date !== undefined && native.setDate(date, ms) ? date : makeDate(ms);
}

function makeDate(ms) {
  spareCount = Math.min(2 * spareCount, kMostSpareDates);
  spareDates = native.spareDates(spareCount);
  return new Date(Math.round(Number(ms)));
}

/** Source: Node doc, class fs.Stats. */
class Stats extends StatsBase {
  constructor(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
              atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
    super();
    this.dev = dev;
    this.mode = mode;
    this.nlink = nlink;
    this.uid = uid;
    this.gid = gid;
    this.rdev = rdev;
    this.blksize = blksize;
    this.ino = ino;
    this.size = size;
    this.blocks = blocks;
    this.atimeMs = atimeMs;
    this.mtimeMs = mtimeMs;
    this.ctimeMs = ctimeMs;
    this.birthtimeMs = birthtimeMs;
    this.atime = toDate(atimeMs);
    this.mtime = toDate(mtimeMs);
    this.ctime = toDate(ctimeMs);
    this.birthtime = toDate(birthtimeMs);
  }
}

/** Source: Node doc, class fs.Stats, with bigint numbers and nanoseconds. */
class BigIntStats extends StatsBase {
  constructor(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
              atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
    super();
    this.dev = dev;
    this.mode = mode;
    this.nlink = nlink;
    this.uid = uid;
    this.gid = gid;
    this.rdev = rdev;
    this.blksize = blksize;
    this.ino = ino;
    this.size = size;
    this.blocks = blocks;
    this.atimeMs = atimeNs / 1000000n;
    this.mtimeMs = mtimeNs / 1000000n;
    this.ctimeMs = ctimeNs / 1000000n;
    this.birthtimeMs = birthtimeNs / 1000000n;
    this.atimeNs = atimeNs;
    this.mtimeNs = mtimeNs;
    this.ctimeNs = ctimeNs;
    this.birthtimeNs = birthtimeNs;
    this.atime = toDate(Number(this.atimeMs));
    this.mtime = toDate(Number(this.mtimeMs));
    this.ctime = toDate(Number(this.ctimeMs));
    this.birthtime = toDate(Number(this.birthtimeMs));
  }
}

/**
 * @param {Float64Array | BigInt64Array} n 18 numbers
 * @param {boolean} bigint
 * @returns {Stats | BigIntStats}
 */
function toStats(n, bigint) {
  if (bigint) {
    const ns = (i) => n[i] * 1000000000n + n[i + 1];
    return new BigIntStats(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9],
      ns(10), ns(12), ns(14), ns(16));
  }
  return new Stats(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9],
    n[10], n[12], n[14], n[16]);
}

/**
 * The result of the stat that has just succeeded.
 * @param {boolean} bigint
 * @returns {Stats | BigIntStats}
 */
function takeStats(bigint) {
  return toStats(bigint ? statBigInts : statNumbers, bigint);
}

/** Source: Node doc, class fs.StatFs. */
class StatFs {
  constructor(type, bsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

/** @returns {StatFs} the result of the statfs that has just succeeded */
function takeStatFs(bigint) {
  const n = bigint ? statBigInts : statNumbers;
  return new StatFs(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
}

const kType = Symbol('type');
// UV_DIRENT_*, as the binding gives them.
const dirent = { UNKNOWN: 0, FILE: 1, DIR: 2, LINK: 3, FIFO: 4, SOCKET: 5, CHAR: 6, BLOCK: 7 };

/** Source: Node doc, class fs.Dirent. */
class Dirent {
  constructor(name, path, type) {
    this.name = name;
    this.parentPath = path;
    this.path = path;
    this[kType] = type;
  }

  isDirectory() {
    return this[kType] === dirent.DIR;
  }

  isFile() {
    return this[kType] === dirent.FILE;
  }

  isBlockDevice() {
    return this[kType] === dirent.BLOCK;
  }

  isCharacterDevice() {
    return this[kType] === dirent.CHAR;
  }

  isSymbolicLink() {
    return this[kType] === dirent.LINK;
  }

  isFIFO() {
    return this[kType] === dirent.FIFO;
  }

  isSocket() {
    return this[kType] === dirent.SOCKET;
  }
}

/**
 * The names of a listing of the binding: one text, or an array of Buffers already.
 * @param {string | Uint8Array[]} names
 * @returns {Array<string | Uint8Array>}
 */
function splitNames(names) {
  if (typeof names !== 'string') return names;
  return names === '' ? [] : names.split('\0');
}

/**
 * Dirents out of what the binding's readdir() gives with types.
 * @param {[string | Uint8Array[], Uint8Array, string?, Uint32Array?]} listing
 * @param {string | Uint8Array} path
 * @param {string} [encoding] of the names, when they are bytes
 * @returns {Dirent[]}
 */
function makeDirents([listing, types, folders, places], path, encoding = 'buffer') {
  const names = splitNames(listing);
  const isBytes = typeof listing !== 'string' && encoding !== 'buffer';
  const result = new Array(names.length);
  let parents;
  if (folders !== undefined) {
    const { join } = require('path');
    const folder = typeof path === 'string' ? path : Buffer.from(path).toString();
    parents = splitNames(folders).map((below) => (below === '' ? path : join(folder, below)));
  }
  for (let i = 0; i < names.length; i++) {
    result[i] = new Dirent(isBytes ? encodeName(names[i], encoding) : names[i],
                           parents === undefined ? path : parents[places[i]], types[i]);
  }
  return result;
}

/**
 * The bytes of a name in an encoding other than UTF-8.
 * @param {Uint8Array} bytes
 * @param {string} encoding
 */
function encodeName(bytes, encoding) {
  return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

/** @returns {boolean} whether names in `encoding` are made from bytes, not from text */
function wantsBytes(encoding) {
  return Boolean(encoding) && encoding !== 'utf8' && encoding !== 'utf-8';
}

module.exports = {
  BigIntStats,
  Dirent,
  StatFs,
  Stats,
  assertEncoding,
  checkAborted,
  checkCallback,
  checkEncodable,
  checkSymlinkType,
  configure,
  decodingOf,
  dirent,
  encodeName,
  fsConstants,
  getAccessMode,
  getCopyMode,
  getFd,
  getOptions,
  getPath,
  getPosition,
  getRmOptions,
  kIoMaxLength,
  kNoDecoding,
  kOwnRead,
  kUtf8Decoding,
  makeDirents,
  parseFlags,
  rmDefaults,
  splitNames,
  takeStatFs,
  takeStats,
  toBytes,
  toSeconds,
  toStats,
  validateBufferArray,
  validateOffsetLengthRead,
  validateOffsetLengthWrite,
  validateOwner,
  wantsBytes,
};
