'use strict';

// Between a native stream handle (see src/bindings/stream_handle.h) and a Duplex: what net.Socket
// and tty share, and what any object with the same methods (a TLS layer, a wrapped JavaScript
// stream) can be driven with.
//
//   handle.onread(count, memory, offset)   this file's onStreamRead(). A native handle calls it as
//                                          the entry point streamRead, see readStart(true)
//   handle[kOwner]                         the stream
//   handle[kCallback]                      what waits for the write or shutdown that is under way
//   handle.reading                         whether readStart() is in force
//
// Cost: a read is one call out of C++; a write that fits into the kernel's buffer is one call into
// it, without a request object and without a trip through the loop. The stream's 'write callback'
// is then called at once. No function is made for a stream: those that handles call find it by
// `this`.

const { UV_ENOTCONN, UV_EOF } = binding('uv');
const { entryPoints, setEntryPoint } = binding('loop');
const { FastBuffer } = require('internal/buffer');
const { kPushUnasked } = require('internal/streams/state');
const { errnoException, codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { TIMEOUT_MAX, Timeout, clearTimeout, startTimer } = require('internal/timers');
const { validateFunction, validateNumber } = require('internal/validators');

const kOwner = Symbol('owner');
const kTimeout = Symbol('timeout');
const kLastWriteQueueSize = Symbol('lastWriteQueueSize');
const kCallback = Symbol('callback');
const kUserBuffer = Symbol('userBuffer');

const kUtf8 = 0;
const kLatin1 = 2;

/**
 * What a handle calls with each piece of data: count > 0 and where it is, or a negative UV_E*.
 * @this {any} the handle
 * @param {number} count
 * @param {ArrayBuffer} [memory] undefined when the bytes are in the user's own buffer
 * @param {number} [offset]
 * @returns {void}
 */
function onStreamRead(count, memory, offset) {
  const stream = this[kOwner];
  if (count > 0) {
    if (stream.destroyed) return;
    stream._unrefTimer();
    const wantsMore = memory === undefined ? giveToUser(this, stream, count) :
      this.reading && stream._read === readFromHandle ?
        stream[kPushUnasked](new FastBuffer(memory, offset, count), this) :
        stream.push(new FastBuffer(memory, offset, count));
    if (!wantsMore && this.reading) {
      this.reading = false;
      const status = this.readStop();
      if (status) stream.destroy(errnoException(status, 'read'));
    }
    return;
  }
  if (count !== UV_EOF) {
    stream.destroy(errnoException(count, 'read'));
    return;
  }
  stream._unrefTimer();
  // Also a stream that nobody reads must notice its end.
  stream.push(null);
  stream.read(0);
}

setEntryPoint(entryPoints.streamRead, onStreamRead);

// The reader brought its own memory: it gets the number of bytes, and may give the next buffer.
function giveToUser(handle, stream, count) {
  const { callback, buffer, next } = stream[kUserBuffer];
  const wantsMore = Reflect.apply(callback, stream, [count, buffer]) !== false;
  if (next !== undefined && stream._handle === handle) useUserBuffer(stream, handle, next());
  return wantsMore;
}

/**
 * Lets reads go into `buffer`.
 * @param {any} stream with [kUserBuffer]
 * @param {any} handle
 * @param {Uint8Array} buffer
 * @returns {void}
 */
function useUserBuffer(stream, handle, buffer) {
  stream[kUserBuffer].buffer = buffer;
  handle.useUserBuffer(buffer);
}

/**
 * Connects a handle to its stream.
 * @param {any} stream
 * @param {any} handle
 * @returns {void}
 */
function attachHandle(stream, handle) {
  handle[kOwner] = stream;
  handle[kCallback] = null;
  handle.onread = onStreamRead;
  handle.reading = false;
  const user = stream[kUserBuffer];
  if (user !== null && user !== undefined) {
    useUserBuffer(stream, handle, user.next === undefined ? user.buffer : user.next());
  }
}

/**
 * The _read() of streams over a handle, which goes on reading by itself once it has begun.
 * @this {any}
 * @param {number} n
 * @returns {void}
 */
function readFromHandle(n) {
  if (this.connecting || !this._handle) this.once('connect', () => this._read(n));
  else if (!this._handle.reading) tryReadStart(this);
}

/**
 * Starts reading; an error destroys the stream.
 * @param {any} stream
 * @returns {void}
 */
function tryReadStart(stream) {
  const handle = stream._handle;
  handle.reading = true;
  const status = handle.readStart(true);
  if (status) stream.destroy(errnoException(status, 'read'));
}

/**
 * @param {any} stream
 * @returns {void}
 */
function tryReadStop(stream) {
  const handle = stream._handle;
  handle.reading = false;
  const status = handle.readStop();
  if (status) stream.destroy(errnoException(status, 'read'));
}

/** @this {any} the handle */
function afterWrite(status) {
  const stream = this[kOwner];
  const callback = this[kCallback];
  this[kCallback] = null;
  stream[kLastWriteQueueSize] = 0;
  if (stream.destroyed) return callback(null);
  if (status !== null && status !== undefined) return callback(errnoException(status, 'write'));
  stream._unrefTimer();
  callback(null);
}

function afterDispatch(stream, handle, status, callback) {
  if (status === 0) {
    callback(null);
  } else if (status > 0) {
    handle[kCallback] = callback;
    stream[kLastWriteQueueSize] = handle.writeQueueSize;
  } else {
    callback(errnoException(status, 'write'));
  }
}

/**
 * The numbers that handles know encodings by; -1 for those that must become a Buffer first.
 * @param {string} encoding
 * @returns {number}
 */
function nativeEncoding(encoding) {
  switch (encoding) {
    case 'utf8':
    case 'utf-8':
      return kUtf8;
    case 'latin1':
    case 'binary':
    case 'ascii':
      return kLatin1;
    default:
      return -1;
  }
}

/**
 * Writes one chunk.
 * @param {any} stream
 * @param {any} handle
 * @param {string | Uint8Array} data
 * @param {string} encoding
 * @param {(error: Error | null) => void} callback
 * @returns {void}
 */
function writeToHandle(stream, handle, data, encoding, callback) {
  let status;
  if (typeof data === 'string') {
    const number = nativeEncoding(encoding);
    status = number === -1 ? handle.write(Buffer.from(data, encoding), afterWrite) :
      handle.writeString(data, number, afterWrite);
  } else {
    status = writeBytes(handle, data);
  }
  afterDispatch(stream, handle, status, callback);
}

// As handle.write(), where native handles make no request for what the kernel takes at once.
function writeBytes(handle, data) {
  if (handle.tryWrite === undefined) return handle.write(data, afterWrite);
  const left = handle.tryWrite(data);
  if (left <= 0) return left;
  const from = data.byteLength - left;
  return handle.write(from === 0 ? data : data.subarray(from), afterWrite);
}

/**
 * Writes several chunks with one system call.
 * @param {any} stream
 * @param {any} handle
 * @param {{ chunk: any, encoding: string }[] & { allBuffers?: boolean }} entries
 * @param {(error: Error | null) => void} callback
 * @returns {void}
 */
function writevToHandle(stream, handle, entries, callback) {
  const chunks = new Array(entries.length * 2);
  for (let i = 0; i < entries.length; i++) {
    let { chunk } = entries[i];
    let number = -1;
    if (typeof chunk === 'string') {
      number = nativeEncoding(entries[i].encoding);
      if (number === -1) chunk = Buffer.from(chunk, entries[i].encoding);
    }
    chunks[2 * i] = chunk;
    chunks[2 * i + 1] = number;
  }
  afterDispatch(stream, handle, handle.writev(chunks, afterWrite), callback);
}

/** @this {any} the handle */
function afterShutdown() {
  const callback = this[kCallback];
  this[kCallback] = null;
  callback(null);
}

/**
 * Ends the writing side, when nothing waits to be written any more. What the kernel says to that
 * later does not matter: the peer is gone then, and reading says so.
 * @param {any} handle
 * @param {(error?: Error | null) => void} callback
 * @returns {void}
 */
function shutdownHandle(handle, callback) {
  const status = handle.shutdown(afterShutdown);
  if (status > 0) handle[kCallback] = callback;
  else callback(status === 0 || status === UV_ENOTCONN ? null : errnoException(status, 'shutdown'));
}

/**
 * Checks a duration. Above the limit it is shortened, with a warning.
 * @param {any} msecs
 * @param {string} name
 * @returns {number}
 * @throws {RangeError | TypeError} ERR_OUT_OF_RANGE, ERR_INVALID_ARG_TYPE
 */
function getTimerDuration(msecs, name) {
  validateNumber(msecs, name);
  if (msecs < 0 || !Number.isFinite(msecs)) {
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  }
  if (msecs > TIMEOUT_MAX) {
    process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\n` +
                        `Timer duration was truncated to ${TIMEOUT_MAX}.`,
                          'TimeoutOverflowWarning');
    return TIMEOUT_MAX;
  }
  return msecs;
}

/**
 * The setTimeout() method of streams over handles: 'timeout' after so long without anything read or
 * written. The timer does not keep the loop alive.
 * @this {any}
 * @param {number} msecs 0 for never
 * @param {() => void} [callback] listens for 'timeout' once
 * @returns {any} this
 * @throws {RangeError | TypeError} ERR_OUT_OF_RANGE, ERR_INVALID_ARG_TYPE
 */
function setStreamTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  msecs = getTimerDuration(msecs, 'msecs');
  clearStreamTimeout(this);
  if (msecs === 0) {
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.removeListener('timeout', callback);
    }
    return this;
  }
  const timer = new Timeout(this._onTimeout.bind(this), msecs, undefined, false, false);
  startTimer(timer);
  this[kTimeout] = timer;
  if (callback !== undefined) {
    validateFunction(callback, 'callback');
    this.once('timeout', callback);
  }
  return this;
}

/**
 * @param {any} stream
 * @returns {void}
 */
function clearStreamTimeout(stream) {
  const timer = stream[kTimeout];
  if (timer) {
    clearTimeout(timer);
    stream[kTimeout] = null;
  }
}

module.exports = {
  attachHandle,
  clearStreamTimeout,
  getTimerDuration,
  kLastWriteQueueSize,
  kOwner,
  kTimeout,
  kUserBuffer,
  onStreamRead,
  setStreamTimeout,
  shutdownHandle,
  readFromHandle,
  tryReadStart,
  tryReadStop,
  writeToHandle,
  writevToHandle,
};
