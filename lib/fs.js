'use strict';

// Source: Node doc, "File system". How it works: an operation is one job (src/bindings/fs_jobs.h),
// which a synchronous call runs at once and the other styles on the worker pool. Arguments are
// checked before anything happens, also for the callback style, whose argument errors are thrown.

const native = binding('fs');
const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const {
  kValidateObjectAllowNullable, parseFileMode, validateBoolean, validateBuffer, validateInteger,
  validateObject, validateString,
} = require('internal/validators');
const { customPromisifyArgs, kEmptyObject, promisify } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { FastBuffer } = require('internal/buffer');
const {
  Dirent, Stats, checkCallback, checkEncodable, configure, decodingOf, fsConstants, getAccessMode,
  getFd, getOptions, getPath, getPosition, kIoMaxLength, kNoDecoding, kOwnRead, kUtf8Decoding,
  parseFlags, takeStats, toBytes, toStats, validateBufferArray, validateOffsetLengthRead,
  validateOffsetLengthWrite,
} = require('internal/fs/utils');
const {
  callbackStyle, nativeRealpath, operations, syncStyle,
} = require('internal/fs/operations');

const fs = module.exports;

// --- Operations of the table ---------------------------------------------------------------------

function define(name, value) {
  Object.defineProperty(fs, name, { value, writable: true, enumerable: true, configurable: true });
}

for (const [name, operation] of Object.entries(operations)) {
  if (name === 'realpath') continue;
  define(name, callbackStyle(name, operation));
  define(`${name}Sync`, syncStyle(name, operation));
}

// The forms without options of what programs call most: numbers in and out of the binding, which
// optimised code calls without leaving for V8's API. Each names the function it calls: one body for
// several would have to find out which it is, and be called as any function is.

const { fstatSync, lstatSync, statSync } = fs;

// `throwIfNoEntry: false` makes no error for what is often not there.
function statWithOptions(general, follow, path, options) {
  if (options?.throwIfNoEntry !== false) return general(path, options);
  path = getPath(path);
  const bigint = options.bigint === true;
  configure();
  return native.tryStat(path, follow, bigint) ? takeStats(bigint) : undefined;
}

for (const override of Object.values({
  /** Source: Node doc, fs.accessSync(). */
  accessSync(path, mode) {
    path = getPath(path);
    const error = native.accessSync(path, getAccessMode(mode));
    if (error < 0) native.fail(error, 'access', path);
  },

  /** @returns {Stats | BigIntStats | undefined} Source: Node doc, fs.statSync(). */
  statSync(path, options) {
    if (options !== undefined) return statWithOptions(statSync, true, path, options);
    const numbers = configure();
    const error = native.statSync(typeof path === 'string' ? path : getPath(path), numbers);
    if (error < 0) native.fail(error, 'stat', getPath(path));
    return toStats(numbers, false);
  },

  /** @returns {Stats | BigIntStats | undefined} Source: Node doc, fs.lstatSync(). */
  lstatSync(path, options) {
    if (options !== undefined) return statWithOptions(lstatSync, false, path, options);
    const numbers = configure();
    const error = native.lstatSync(typeof path === 'string' ? path : getPath(path), numbers);
    if (error < 0) native.fail(error, 'lstat', getPath(path));
    return toStats(numbers, false);
  },

  /** @returns {Stats | BigIntStats} Source: Node doc, fs.fstatSync(). */
  fstatSync(fd, options) {
    if (options !== undefined) return fstatSync(fd, options);
    const numbers = configure();
    const error = native.fstatSync(getFd(fd), numbers);
    if (error < 0) native.fail(error, 'fstat', undefined);
    return toStats(numbers, false);
  },
})) {
  define(override.name, override);
}

// --- truncate of a descriptor: deprecated, taken all the same ------------------------------------

for (const name of ['truncate', 'truncateSync']) {
  const general = fs[name];
  define(name, {
    [name](path, ...rest) {
      if (typeof path !== 'number') return general(path, ...rest);
      warnOfDescriptor();
      return fs[name === 'truncate' ? 'ftruncate' : 'ftruncateSync'](path, ...rest);
    },
  }[name]);
}

let hasWarnedOfDescriptor = false;
function warnOfDescriptor() {
  if (hasWarnedOfDescriptor) return;
  hasWarnedOfDescriptor = true;
  process.emitWarning(
    'Using fs.truncate with a file descriptor is deprecated. Please use fs.ftruncate with a ' +
    'file descriptor instead.', 'DeprecationWarning', 'DEP0081');
}

// --- exists, access ------------------------------------------------------------------------------

/** Source: Node doc, fs.exists() (deprecated). */
function exists(path, callback) {
  checkCallback(callback);
  try {
    path = getPath(path);
  } catch {
    callback(false);
    return;
  }
  native.access(path, 0, (error) => callback(error === null));
}
Object.defineProperty(exists, promisify.custom, {
  value: { exists: (path) => new Promise((resolve) => exists(path, resolve)) }.exists,
});

/** @returns {boolean} never throws. Source: Node doc, fs.existsSync(). */
function existsSync(path) {
  try {
    path = getPath(path);
  } catch {
    return false;
  }
  return native.accessSync(path, 0) === 0;
}

// --- realpath: of the table, with .native --------------------------------------------------------

const realpath = callbackStyle('realpath', operations.realpath);
realpath.native = callbackStyle('native', [nativeRealpath, 2, 1]);
const realpathSync = syncStyle('realpath', operations.realpath);
realpathSync.native = syncStyle('native', [nativeRealpath, 2, 1]);

// --- Descriptors ---------------------------------------------------------------------------------

/** Source: Node doc, fs.open(). */
function open(path, flags, mode, callback) {
  path = getPath(path);
  if (arguments.length < 3) {
    callback = flags;
    flags = 'r';
    mode = 0o666;
  } else if (typeof mode === 'function') {
    callback = mode;
    mode = 0o666;
  } else {
    mode = parseFileMode(mode, 'mode', 0o666);
  }
  const number = parseFlags(flags);
  checkCallback(callback);
  native.open(path, number, mode, callback);
}

/** @returns {number} Source: Node doc, fs.openSync(). */
function openSync(path, flags, mode) {
  path = getPath(path);
  const fd = native.openSync(path, parseFlags(flags), parseFileMode(mode, 'mode', 0o666));
  if (fd < 0) native.fail(fd, 'open', path);
  return fd;
}

/** Source: Node doc, fs.close(). */
function close(fd, callback = defaultCloseCallback) {
  fd = getFd(fd);
  if (callback !== defaultCloseCallback) checkCallback(callback);
  native.close(fd, callback);
}

function defaultCloseCallback(error) {
  if (error) throw error;
}

/** Source: Node doc, fs.closeSync(). */
function closeSync(fd) {
  const error = native.closeSync(getFd(fd));
  if (error < 0) native.fail(error, 'close', undefined);
}

/**
 * A blob that reads the file when its bytes are asked for, and then fails if it has changed.
 * @returns {Promise<Blob>} Source: Node doc, fs.openAsBlob().
 */
function openAsBlob(path, options = kEmptyObject) {
  validateObject(options, 'options');
  const { type = '' } = options;
  validateString(type, 'options.type');
  path = getPath(path);
  return fs.promises.stat(path).then((stats) =>
    require('internal/blob').createFileBlob(path, stats, type));
}

// { offset, length, position } of the options form of read(); `options` null or undefined for none.
function readOptions(buffer, options) {
  if (options !== undefined) validateObject(options, 'options', kValidateObjectAllowNullable);
  const { offset = 0, length = buffer?.byteLength - offset, position = null } = options ??
    kEmptyObject;
  return { offset, length, position };
}

// Runs `perform(offset, length, position)` unless nothing is to be read; returns its result or
// undefined.
function checkedRead(buffer, offset, length, position, perform) {
  if (offset === undefined || offset === null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length |= 0;
  if (length === 0) return undefined;
  if (buffer.byteLength === 0) {
    throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  }
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  return perform(offset, length, getPosition(position, 'position', length));
}

// read(fd, buffer, offset, length, position), read(fd, buffer, options), read(fd, options)
/** Source: Node doc, fs.read(). */
function read(fd, buffer, offset, length, position, callback) {
  fd = getFd(fd);
  if (arguments.length <= 4) {
    let options;
    if (arguments.length === 4) {
      callback = length;
      options = offset;
    } else if (arguments.length === 3) {
      callback = offset;
      if (!isArrayBufferView(buffer)) {
        options = buffer ?? kEmptyObject;
        ({ buffer = Buffer.alloc(16384) } = options);
      }
    } else {
      callback = buffer;
      buffer = Buffer.alloc(16384);
    }
    ({ offset, length, position } = readOptions(buffer, options));
  }
  validateBuffer(buffer);
  checkCallback(callback);
  const started = checkedRead(buffer, offset, length, position, (from, count, at) => {
    native.read(fd, buffer, from, count, at, (error, bytesRead) => {
      callback(error, bytesRead || 0, buffer);
    });
    return true;
  });
  if (started === undefined) process.nextTick(callback, null, 0, buffer);
}
Object.defineProperty(read, customPromisifyArgs, { value: ['bytesRead', 'buffer'] });
Object.defineProperty(read, kOwnRead, { value: read });

/** @returns {number} Source: Node doc, fs.readSync(). */
function readSync(fd, buffer, offset, length, position) {
  fd = getFd(fd);
  validateBuffer(buffer);
  if (arguments.length <= 3 || offset === null || typeof offset === 'object') {
    ({ offset, length, position } = readOptions(buffer, offset));
  }
  return checkedRead(buffer, offset, length, position, (from, count, at) =>
    native.read(fd, buffer, from, count, at, undefined)) ?? 0;
}

/** Source: Node doc, fs.readv(). */
function readv(fd, buffers, position, callback) {
  transferMany(native.readv, fd, buffers, position, callback);
}
Object.defineProperty(readv, customPromisifyArgs, { value: ['bytesRead', 'buffers'] });

/** Source: Node doc, fs.writev(). */
function writev(fd, buffers, position, callback) {
  if (typeof position === 'function') {
    callback = position;
    position = null;
  }
  fd = getFd(fd);
  validateBufferArray(buffers);
  checkCallback(callback);
  if (buffers.length === 0) {
    process.nextTick(callback, null, 0, buffers);
    return;
  }
  transferMany(native.writev, fd, buffers, position, callback);
}
Object.defineProperty(writev, customPromisifyArgs, { value: ['bytesWritten', 'buffers'] });

function transferMany(call, fd, buffers, position, callback) {
  if (typeof position === 'function') {
    callback = position;
    position = null;
  }
  fd = getFd(fd);
  validateBufferArray(buffers);
  checkCallback(callback);
  if (typeof position !== 'number') position = null;
  call(fd, buffers, position, (error, count) => callback(error, error ? 0 : count, buffers));
}

/** @returns {number} Source: Node doc, fs.readvSync(). */
function readvSync(fd, buffers, position) {
  fd = getFd(fd);
  validateBufferArray(buffers);
  return native.readv(fd, buffers, typeof position === 'number' ? position : null, undefined);
}

/** @returns {number} Source: Node doc, fs.writevSync(). */
function writevSync(fd, buffers, position) {
  fd = getFd(fd);
  validateBufferArray(buffers);
  if (buffers.length === 0) return 0;
  return native.writev(fd, buffers, typeof position === 'number' ? position : null, undefined);
}

// write(fd, view, offset, length, position), write(fd, view, options), write(fd, string, position,
// encoding)
function writeArguments(data, offset, length, position) {
  if (isArrayBufferView(data)) {
    if (typeof offset === 'object') {
      ({ offset = 0, length = data.byteLength - offset, position = null } = offset ?? kEmptyObject);
    }
    if (offset === null || offset === undefined) offset = 0;
    else validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = data.byteLength - offset;
    if (typeof position !== 'number') position = null;
    validateOffsetLengthWrite(offset, length, data.byteLength);
    return [data, offset, length, position];
  }
  if (typeof data !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  const encoding = Buffer.isEncoding(length) ? length : 'utf8';
  checkEncodable(data, encoding);
  const bytes = Buffer.from(data, encoding);
  return [bytes, 0, bytes.length, typeof offset === 'number' ? offset : null];
}

/** Source: Node doc, fs.write(). */
function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getFd(fd);
  callback ||= [position, length, offsetOrOptions].find((argument) =>
    typeof argument === 'function');
  if (typeof offsetOrOptions === 'function') offsetOrOptions = undefined;
  const [bytes, offset, count, at] = writeArguments(buffer, offsetOrOptions, length, position);
  checkCallback(callback);
  native.write(fd, bytes, offset, count, at, (error, written) => {
    callback(error, written || 0, buffer);
  });
}
Object.defineProperty(write, customPromisifyArgs, { value: ['bytesWritten', 'buffer'] });

/** @returns {number} Source: Node doc, fs.writeSync(). */
function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getFd(fd);
  const [bytes, offset, count, at] = writeArguments(buffer, offsetOrOptions, length, position);
  if (fd === 1 || fd === 2) tellOfWrite(fd, bytes, offset, count);
  return native.write(fd, bytes, offset, count, at, undefined);
}

/** A text that is edited on the terminal makes way for what is written there. */
function tellOfWrite(fd, { buffer, byteOffset }, offset, count) {
  const before = require('internal/process/stdio').tellTerminal(
    fd, () => Buffer.from(buffer, byteOffset + offset, count));
  if (before !== '') native.write(fd, Buffer.from(before), 0, before.length, null, undefined);
}

// --- Whole files ---------------------------------------------------------------------------------

const readDefaults = { encoding: undefined, flag: 'r' };
const kUnfinished = -(2 ** 31); // of readKept(): a file that is large, or can't be read

// What the binding opens, or the descriptor it works on.
function targetOf(path) {
  return typeof path === 'number' && (path | 0) === path ? getFd(path) : getPath(path);
}

/** Source: Node doc, fs.readFile(). */
function readFile(path, options, callback) {
  callback ||= options;
  checkCallback(callback);
  options = getOptions(options, readDefaults);
  const { signal } = options;
  if (signal?.aborted) {
    callback(new AbortError(undefined, { cause: signal.reason }));
    return;
  }
  const target = targetOf(path);
  const flags = parseFlags(options.flag, 'options.flag');
  const decoding = decodingOf(options.encoding);
  if (signal === undefined) {
    native.readFile(target, flags, decoding, undefined, callback);
  } else {
    const { stop, done } = stopOnAbort(signal, callback);
    native.readFile(target, flags, decoding, stop, done);
  }
}

// For the binding: what stops its job, and the callback that tells so. A signal that is aborted
// while the job runs wins over its result.
function stopOnAbort(signal, callback) {
  const stop = new Uint8Array(1);
  const onAbort = () => {
    stop[0] = 1;
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    stop,
    done(error, value) {
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) callback(new AbortError(undefined, { cause: signal.reason }));
      else if (error) callback(error);
      else if (value === undefined) callback(null);
      else callback(null, value);
    },
  };
}

/** @returns {string | Buffer} Source: Node doc, fs.readFileSync(). */
function readFileSync(path, options) {
  // The commonest calls need no object of options.
  if (typeof path === 'string' && (options === undefined || options === 'utf8')) {
    const size = native.readKept(path);
    if (size < 0 && size !== kUnfinished) native.fail(size, 'open', getPath(path));
    return options === undefined ?
      new FastBuffer(native.takeKept(size, kNoDecoding)) : native.takeKept(size, kUtf8Decoding);
  }
  const target = targetOf(path);
  options = getOptions(options, readDefaults);
  const decoding = decodingOf(options.encoding);
  const result = native.readFile(target, parseFlags(options.flag), decoding, undefined, undefined);
  return decoding === kNoDecoding ? new FastBuffer(result) : result;
}

const writeDefaults = { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };
const appendDefaults = { encoding: 'utf8', mode: 0o666, flag: 'a', flush: false };

// { bytes, target, flags, mode, flush, signal }
function writeFileArguments(path, data, options, defaults) {
  options = getOptions(options, defaults);
  const { encoding, mode = 0o666, flag, flush = false, signal } = options;
  if (flush !== null) validateBoolean(flush, 'options.flush');
  return {
    bytes: toBytes(data, encoding),
    target: targetOf(path),
    flags: parseFlags(flag || defaults.flag),
    mode: parseFileMode(mode, 'mode', 0o666),
    flush: flush === true,
    signal,
  };
}

function writeWhole(path, data, options, callback, defaults) {
  callback ||= options;
  checkCallback(callback);
  const { target, bytes, flags, mode, flush, signal } = writeFileArguments(path, data, options,
    defaults);
  if (signal?.aborted) {
    callback(new AbortError(undefined, { cause: signal.reason }));
    return;
  }
  let stop;
  if (signal !== undefined) ({ stop, done: callback } = stopOnAbort(signal, callback));
  if (!flush) {
    native.writeFile(target, bytes, flags, mode, false, stop, callback);
    return;
  }
  // The flushing is fs.fsync(), which programs replace to see it.
  const isOwn = typeof target !== 'number';
  const writeTo = (fd) => {
    const finish = (error) => {
      if (!isOwn) callback(error);
      else native.close(fd, (closeError) => callback(error ?? closeError));
    };
    native.writeFile(fd, bytes, flags, mode, false, stop, (error) => {
      if (error) finish(error);
      else fs.fsync(fd, finish);
    });
  };
  if (!isOwn) writeTo(target);
  else native.open(target, flags, mode, (error, fd) => (error ? callback(error) : writeTo(fd)));
}

function writeWholeSync(path, data, options, defaults) {
  const { target, bytes, flags, mode, flush } = writeFileArguments(path, data, options, defaults);
  if (!flush) {
    native.writeFile(target, bytes, flags, mode, false, undefined, undefined);
    return;
  }
  const isOwn = typeof target !== 'number';
  const fd = isOwn ? native.open(target, flags, mode, undefined) : target;
  try {
    native.writeFile(fd, bytes, flags, mode, false, undefined, undefined);
    fs.fsyncSync(fd);
  } finally {
    if (isOwn) native.close(fd, undefined);
  }
}

/** Source: Node doc, fs.writeFile(). */
function writeFile(path, data, options, callback) {
  writeWhole(path, data, options, callback, writeDefaults);
}

/** Source: Node doc, fs.writeFileSync(). */
function writeFileSync(path, data, options) {
  writeWholeSync(path, data, options, writeDefaults);
}

/** Source: Node doc, fs.appendFile(). */
function appendFile(path, data, options, callback) {
  writeWhole(path, data, options, callback, appendDefaults);
}

/** Source: Node doc, fs.appendFileSync(). */
function appendFileSync(path, data, options) {
  writeWholeSync(path, data, options, appendDefaults);
}

// --- What is loaded by its first use -------------------------------------------------------------

function defineLazy(id, names) {
  for (const name of names) {
    Object.defineProperty(fs, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = require(id)[name];
        define(name, value);
        return value;
      },
      set(value) {
        define(name, value);
      },
    });
  }
}

function createReadStream(path, options) {
  return new fs.ReadStream(path, options);
}

function createWriteStream(path, options) {
  return new fs.WriteStream(path, options);
}

for (const [name, value] of Object.entries({
  Dirent,
  Stats,
  appendFile,
  appendFileSync,
  close,
  closeSync,
  createReadStream,
  createWriteStream,
  exists,
  existsSync,
  open,
  openAsBlob,
  openSync,
  read,
  readFile,
  readFileSync,
  readSync,
  readv,
  readvSync,
  realpath,
  realpathSync,
  write,
  writeFile,
  writeFileSync,
  writeSync,
  writev,
  writevSync,
  _toUnixTimestamp: require('internal/fs/utils').toSeconds,
})) {
  define(name, value);
}

defineLazy('internal/fs/streams', ['ReadStream', 'WriteStream', 'FileReadStream',
  'FileWriteStream']);
defineLazy('internal/fs/dir', ['Dir', 'opendir', 'opendirSync']);
defineLazy('internal/fs/cp', ['cp', 'cpSync']);
defineLazy('internal/fs/glob', ['glob', 'globSync']);
defineLazy('internal/fs/watchers', ['watch', 'watchFile', 'unwatchFile']);

Object.defineProperty(fs, 'constants', {
  configurable: false,
  enumerable: true,
  get: fsConstants,
});
for (const name of ['F_OK', 'R_OK', 'W_OK', 'X_OK']) {
  Object.defineProperty(fs, name, {
    configurable: true, enumerable: true, get: () => fsConstants()[name],
  });
}
Object.defineProperty(fs, 'promises', {
  configurable: true,
  enumerable: true,
  get: () => require('internal/fs/promises').exports,
});
