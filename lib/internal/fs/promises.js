'use strict';

// fs/promises and class FileHandle. Source: Node doc, "Promises API" of fs.

const native = binding('fs');
const EventEmitter = require('events');
const {
  codes: {
    ERR_INTERNAL_ASSERTION, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE,
    ERR_METHOD_NOT_IMPLEMENTED,
  },
} = require('internal/errors');
const {
  parseFileMode, validateBoolean, validateBuffer, validateInteger, validateObject,
} = require('internal/validators');
const { createHostObject, kDeserialize, kTransfer } = require('internal/host_object');
const { cloneError } = require('internal/structured_clone');
const { SymbolAsyncDispose, kEmptyObject } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const {
  checkAborted, checkEncodable, configure, decodingOf, fsConstants, getOptions, getPath,
    getPosition, parseFlags, toBytes,
  validateBufferArray, validateOffsetLengthRead, validateOffsetLengthWrite,
} = require('internal/fs/utils');
const { nativeRealpath, operations, promiseStyle } = require('internal/fs/operations');

const exports_ = {};

for (const [name, operation] of Object.entries(operations)) {
  // The fd forms are methods of FileHandle.
  if (['fchmod', 'fchown', 'fdatasync', 'fstat', 'fsync', 'ftruncate',
      'futimes'].includes(name)) continue;
  exports_[name] = promiseStyle(name, operation);
}

// An operation on a descriptor, for FileHandle.
function run([start], ...args) {
  configure();
  return start(true, ...args);
}

// --- FileHandle ----------------------------------------------------------------------------------

const kFd = Symbol('fd');
const kClosing = Symbol('closing');
const kHold = Symbol('hold');
const kLocked = Symbol('locked');
const kRelease = Symbol('release');
const kUsers = Symbol('users');

let registry;
// A handle that is collected open is a bug of the program: its descriptor is closed, and that is an
// error, because it might as well have happened much later.
function watchForCollection(handle, fd, path) {
  registry ??= new FinalizationRegistry((state) => {
    if (state.fd === -1) return;
    const { fd } = state;
    try {
      native.close(fd, undefined);
    } catch {
      // The descriptor was closed behind our back.
    }
    process.nextTick(() => {
      throw new ERR_INVALID_STATE(
        'A FileHandle object was closed during garbage collection. Please close FileHandle ' +
        `objects explicitly. File descriptor: ${fd} (${state.path})`);
    });
  });
  const state = { fd, path };
  registry.register(handle, state, handle);
  return state;
}

// An emitter that messages between realms can carry.
function TransferableEmitter() {
  const self = createHostObject(new.target.prototype);
  Reflect.apply(EventEmitter, self, []);
  return self;
}
Object.setPrototypeOf(TransferableEmitter, EventEmitter);
TransferableEmitter.prototype = EventEmitter.prototype;

/** Source: Node doc, class FileHandle. */
class FileHandle extends TransferableEmitter {
  #state;

  /**
   * @param {number} [fd] none for one that is about to get it by a message
   * @param {string | Uint8Array} [path] for the message when it is not closed
   */
  constructor(fd = -1, path = undefined) {
    super();
    this[kFd] = fd;
    this[kClosing] = null;
    this[kUsers] = 1;
    if (fd !== -1) this.#state = watchForCollection(this, fd, path);
  }

  [kTransfer]() {
    if (this[kFd] === -1 || this[kClosing] !== null || this[kUsers] > 1) {
      throw cloneError('Cannot transfer FileHandle while in use');
    }
    return {
      data: this.#state.path,
      deserializeInfo: 'internal/fs/promises:FileHandle',
      detach: () => this.#release(),
    };
  }

  [kDeserialize](path, fd) {
    this[kFd] = fd;
    this.#state = watchForCollection(this, fd, path);
  }

  // What the descriptor was; it is not this handle's any more.
  #release() {
    const fd = this[kFd];
    this[kFd] = -1;
    this.#state.fd = -1;
    registry.unregister(this);
    return fd;
  }

  /** @returns {number} -1 when closed */
  get fd() {
    return this[kFd];
  }

  getAsyncId() {
    return require('internal/async_hooks').getOrSetAsyncId(this);
  }

  appendFile(data, options) {
    return onHandle('writeFile', this, async (fd) => {
      options = getOptions(options, appendDefaults);
      return writeAll(fd, data, options);
    });
  }

  chmod(mode) {
    return onHandle('fchmod', this, (fd) => run(operations.fchmod, fd, mode));
  }

  chown(uid, gid) {
    return onHandle('fchown', this, (fd) => run(operations.fchown, fd, uid, gid));
  }

  datasync() {
    return onHandle('fdatasync', this, (fd) => run(operations.fdatasync, fd));
  }

  sync() {
    return onHandle('fsync', this, (fd) => run(operations.fsync, fd));
  }

  read(buffer, offset, length, position) {
    return onHandle('read', this, (fd) => readInto(fd, buffer, offset, length, position));
  }

  readv(buffers, position) {
    return onHandle('readv', this, async (fd) => {
      validateBufferArray(buffers);
      const bytesRead = await native.readv(fd, buffers, typeof position === 'number' ?
        position : null, true);
      return { __proto__: null, bytesRead, buffers };
    });
  }

  readFile(options) {
    return onHandle('readFile', this, (fd) => readWhole(fd, options));
  }

  /** Source: Node doc, filehandle.readLines(). */
  readLines(options = undefined) {
    return require('readline').createInterface({
      input: this.createReadStream(options),
      crlfDelay: Infinity,
    });
  }

  stat(options) {
    return onHandle('fstat', this, (fd) => run(operations.fstat, fd, options));
  }

  truncate(len = 0) {
    return onHandle('ftruncate', this, (fd) => run(operations.ftruncate, fd, len));
  }

  utimes(atime, mtime) {
    return onHandle('futimes', this, (fd) => run(operations.futimes, fd, atime, mtime));
  }

  write(buffer, offset, length, position) {
    return onHandle('write', this, (fd) => writeFrom(fd, buffer, offset, length, position));
  }

  writev(buffers, position) {
    return onHandle('writev', this, async (fd) => {
      validateBufferArray(buffers);
      if (buffers.length === 0) return { __proto__: null, bytesWritten: 0, buffers };
      const bytesWritten =
        await native.writev(fd, buffers, typeof position === 'number' ? position : null, true);
      return { __proto__: null, bytesWritten, buffers };
    });
  }

  writeFile(data, options) {
    return onHandle('writeFile', this, async (fd) => {
      options = getOptions(options, writeDefaults);
      return writeAll(fd, data, options);
    });
  }

  /**
   * Closes the descriptor when the operations that run have ended.
   * @returns {Promise<void>}
   */
  close() {
    if (this[kFd] === -1) return Promise.resolve();
    this[kClosing] ??= new Promise((resolve, reject) => {
      this.#closeNow = () => {
        native.close(this.#release(), (error) => (error ? reject(error) : resolve()));
      };
      this[kRelease]();
    }).finally(() => {
      this[kClosing] = null;
    });
    this.emit('close');
    return this[kClosing];
  }

  #closeNow;

  // Whoever holds the handle keeps it from being closed, or sent away, until kRelease.
  [kHold]() {
    this[kUsers]++;
  }

  [kRelease]() {
    if (--this[kUsers] === 0) this.#closeNow();
  }

  [SymbolAsyncDispose]() {
    return this.close();
  }

  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  /** Source: Node doc, filehandle.readableWebStream(). */
  readableWebStream(options = kEmptyObject) {
    if (this[kFd] === -1) throw new ERR_INVALID_STATE('The FileHandle is closed');
    if (this[kClosing]) throw new ERR_INVALID_STATE('The FileHandle is closing');
    if (this[kLocked]) throw new ERR_INVALID_STATE('The FileHandle is locked');
    this[kLocked] = true;
    validateObject(options, 'options');
    const {
      ReadableStream, readableStreamCancel,
    } = require('internal/webstreams/readablestream');
    const handle = this;
    let isDone = false;
    this[kHold]();
    const done = () => {
      if (isDone) return;
      isDone = true;
      handle[kRelease]();
    };
    const stream = new ReadableStream({
      type: options.type === undefined ? undefined : 'bytes',
      autoAllocateChunkSize: options.type === undefined ? undefined : 16384,
      async pull(controller) {
        const view = controller.byobRequest?.view ?? new Uint8Array(16384);
        let bytesRead;
        try {
          ({ bytesRead } = await handle.read(view, 0, view.byteLength));
        } catch (error) {
          done();
          throw error;
        }
        // Cancelled meanwhile.
        if (isDone) return;
        if (bytesRead === 0) {
          done();
          controller.close();
        }
        if (controller.byobRequest) controller.byobRequest.respond(bytesRead);
        else if (bytesRead > 0) controller.enqueue(view.subarray(0, bytesRead));
      },
      cancel: done,
    });
    this.once('close', () => {
      readableStreamCancel(stream).catch(() => {});
    });
    return stream;
  }
}

// An operation holds the handle open until it has ended.
async function onHandle(syscall, handle, operation) {
  if (!(handle instanceof FileHandle)) throw new ERR_INTERNAL_ASSERTION(
      'handle must be an instance of FileHandle');
  if (handle[kFd] === -1) {
    const error = new Error('file closed');
    error.code = 'EBADF';
    error.syscall = syscall;
    throw error;
  }
  handle[kHold]();
  try {
    return await operation(handle[kFd]);
  } finally {
    handle[kRelease]();
  }
}

async function readInto(fd, buffer, offset, length, position) {
  if (!isArrayBufferView(buffer)) {
    if (buffer !== undefined && buffer !== null) validateObject(buffer, 'options');
    ({ buffer = Buffer.alloc(16384), offset = 0, length = undefined, position = null } = buffer ??
      {});
  } else if (offset !== null && typeof offset === 'object') {
    ({ offset = 0, length = undefined, position = null } = offset);
  }
  validateBuffer(buffer);
  if (offset === undefined || offset === null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length = (length ?? buffer.byteLength - offset) | 0;
  if (length === 0) return { __proto__: null, bytesRead: 0, buffer };
  if (buffer.byteLength === 0) {
    throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  }
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  const bytesRead = await native.read(fd, buffer, offset, length, getPosition(position, 'position',
    length), true);
  return { __proto__: null, bytesRead, buffer };
}

async function writeFrom(fd, data, offset, length, position) {
  if (isArrayBufferView(data)) {
    if (typeof offset === 'object') {
      ({ offset = 0, length = data.byteLength - offset, position = null } = offset ?? kEmptyObject);
    }
    if (data.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer: data };
    if (offset === null || offset === undefined) offset = 0;
    else validateInteger(offset, 'offset', 0);
    if (typeof length !== 'number') length = data.byteLength - offset;
    validateOffsetLengthWrite(offset, length, data.byteLength);
    const at = typeof position === 'number' ? position : null;
    const bytesWritten = await native.write(fd, data, offset, length, at, true);
    return { __proto__: null, bytesWritten, buffer: data };
  }
  if (typeof data !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  const encoding = Buffer.isEncoding(length) ? length : 'utf8';
  checkEncodable(data, encoding);
  const bytes = toBytes(data, encoding);
  const bytesWritten = await native.write(
    fd, bytes, 0, bytes.byteLength, typeof offset === 'number' ? offset : null, true);
  return { __proto__: null, bytesWritten, buffer: data };
}

// --- Whole files ---------------------------------------------------------------------------------

// start(stop) begins a job of the binding that `stop` stops.
async function untilAborted(signal, start) {
  checkAborted(signal);
  const stop = new Uint8Array(1);
  const onAbort = () => {
    stop[0] = 1;
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const value = await start(stop);
    checkAborted(signal);
    return value;
  } catch (error) {
    checkAborted(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function readWhole(target, options) {
  options = getOptions(options, readDefaults);
  const { encoding, flag, signal } = options;
  const flags = parseFlags(flag || 'r');
  const decoding = decodingOf(encoding);
  configure();
  if (signal === undefined) return native.readFile(target, flags, decoding, undefined, true);
  return untilAborted(signal, (stop) => native.readFile(target, flags, decoding, stop, true));
}

const readDefaults = { encoding: undefined, flag: 'r' };

function isIterable(data) {
  return data !== null && typeof data === 'object' && !isArrayBufferView(data) &&
    (typeof data[Symbol.asyncIterator] === 'function' ||
      typeof data[Symbol.iterator] === 'function');
}

function writeBytes(target, bytes, flags, mode, flush, signal) {
  configure();
  if (signal === undefined) return native.writeFile(target, bytes, flags, mode, flush, undefined,
      true);
  return untilAborted(
    signal, (stop) => native.writeFile(target, bytes, flags, mode, flush, stop, true));
}

// To an open descriptor, from where it stands.
async function writeAll(fd, data, options) {
  const { encoding, signal, flush = false } = options;
  if (flush !== null) validateBoolean(flush, 'options.flush');
  if (!isIterable(data)) {
    await writeBytes(fd, toBytes(data, encoding), 0, 0, flush === true, signal);
    return;
  }
  checkAborted(signal);
  for await (const chunk of data) {
    checkAborted(signal);
    await writeBytes(fd, toBytes(chunk, encoding), 0, 0, false, signal);
    checkAborted(signal);
  }
  if (flush === true) await native.fsync(fd, true);
}

async function writeIterable(path, data, options, flag, mode) {
  checkAborted(options.signal);
  const handle = await exports_.open(path, flag, mode);
  try {
    await onHandle('writeFile', handle, (fd) => writeAll(fd, data, options));
  } finally {
    await handle.close();
  }
}

function writeToPath(path, data, options, defaults) {
  options = getOptions(options, defaults);
  const { encoding, flush = false, mode = 0o666, signal } = options;
  const flag = options.flag || defaults.flag;
  if (flush !== null) validateBoolean(flush, 'options.flush');
  if (path instanceof FileHandle) {
    return onHandle('writeFile', path, (fd) => writeAll(fd, data, options));
  }
  const flags = parseFlags(flag);
  if (isIterable(data)) return writeIterable(path, data, options, flag, mode);
  const bytes = toBytes(data, encoding);
  return writeBytes(
    getPath(path), bytes, flags, parseFileMode(mode, 'mode', 0o666), flush === true, signal);
}

const writeDefaults = { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };
const appendDefaults = { encoding: 'utf8', mode: 0o666, flag: 'a', flush: false };

Object.assign(exports_, {
  realpath: promiseStyle('realpath', [nativeRealpath, 2, 1]),

  /** @returns {Promise<FileHandle>} */
  async open(path, flags, mode) {
    configure();
    path = getPath(path);
    return new FileHandle(await native.open(
      path, parseFlags(flags), parseFileMode(mode, 'mode', 0o666), true), path);
  },

  /** @returns {Promise<Buffer | string>} */
  readFile(path, options) {
    try {
      if (path instanceof FileHandle) return path.readFile(options);
      return readWhole(getPath(path), options);
    } catch (error) {
      return Promise.reject(error);
    }
  },

  /** @returns {Promise<void>} */
  writeFile(path, data, options) {
    try {
      return writeToPath(path, data, options, writeDefaults);
    } catch (error) {
      return Promise.reject(error);
    }
  },

  /** @returns {Promise<void>} */
  appendFile(path, data, options) {
    try {
      return writeToPath(path, data, options, appendDefaults);
    } catch (error) {
      return Promise.reject(error);
    }
  },

  async lchmod() {
    throw new ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
  },

  async cp(src, dest, options) {
    return require('internal/fs/cp').cpPromise(src, dest, options);
  },

  glob(patterns, options) {
    return require('internal/fs/glob').globAsync(patterns, options);
  },

  async opendir(path, options) {
    return require('internal/fs/dir').opendirPromise(path, options);
  },

  watch(filename, options) {
    return require('internal/fs/watchers').watchAsync(filename, options);
  },
});
Object.defineProperty(exports_, 'constants', { enumerable: true, get: fsConstants });

module.exports = { FileHandle, exports: exports_, kHold, kRelease };
