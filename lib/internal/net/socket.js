'use strict';

// net.Socket: a Duplex over a TCP or pipe handle.
//
// The life of a socket:
//
//   new -> connect() -> 'connect', 'ready' -> data -> 'end' -> 'finish' -> destroy() -> 'close'
//
// where destroy() comes by itself when both sides have ended.
//
// - Until it is connected, the first write and end() wait for 'connect' (the stream's buffer holds
//   what comes after them); reads are wished for, not started.
// - 'close' is emitted when the handle has been closed, that is in the close phase of the loop: a
//   descriptor is free again when a program hears of it.
// - Reading is switched off when the stream's buffer is full and on again by _read(): back-pressure
//   reaches the peer by TCP's own window.
// - The timeout is one unref'd timer that every activity refreshes; see internal/stream_base for
//   reads and writes themselves.

const { channel } = require('diagnostics_channel');
const EventEmitter = require('events');
const { Duplex } = require('stream');
const {
  AbortError,
  codes: {
    ERR_INVALID_ARG_VALUE, ERR_INVALID_HANDLE_TYPE, ERR_SOCKET_CLOSED,
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION,
  },
  errnoException,
  genericNodeError,
} = require('internal/errors');
const {
  kNormalizedArgs, isTcpHandle, newHandleForFd, newPipe, newTcp, normalizeArgs,
} = require('internal/net');
const {
  attachHandle, clearStreamTimeout, kLastWriteQueueSize, kOwner, kTimeout, kUserBuffer,
  readFromHandle, setStreamTimeout, shutdownHandle, tryReadStart, tryReadStop, writeToHandle,
  writevToHandle,
} = require('internal/stream_base');
const {
  validateAbortSignal, validateInt32, validateNumber, validateString,
} = require('internal/validators');


const kBytesRead = Symbol('bytesRead');
const kBytesWritten = Symbol('bytesWritten');
const kNoDelay = Symbol('noDelay');
const kKeepAlive = Symbol('keepAlive');
const kKeepAliveDelay = Symbol('keepAliveInitialDelay');
const kReset = Symbol('reset');
const kConnectTimer = Symbol('connectTimer');

const clientChannel = channel('net.client.socket');

function noop() {}

/**
 * @param {any} options
 * @returns {void}
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function refuseObjectMode(options) {
  if (!options.objectMode && !options.readableObjectMode && !options.writableObjectMode) return;
  for (const name of ['objectMode', 'readableObjectMode', 'writableObjectMode']) {
    if (options[name]) {
      throw new ERR_INVALID_ARG_VALUE(`options.${name}`, options[name], 'is not supported');
    }
  }
}

const kNoOptions = Object.freeze({});

// What Duplex gets. A class of its own gives all sockets options of one shape, which is what makes
// reading them cheap.
class StreamOptions {
  constructor(options) {
    this.highWaterMark = options.highWaterMark;
    this.readableHighWaterMark = options.readableHighWaterMark;
    this.writableHighWaterMark = options.writableHighWaterMark;
    this.encoding = options.encoding;
    this.defaultEncoding = options.defaultEncoding;
    this.captureRejections = options.captureRejections;
    this.readable = options.readable;
    this.writable = options.writable;
    this.allowHalfOpen = Boolean(options.allowHalfOpen);
    this.read = options.read;
    this.write = options.write;
    this.writev = options.writev;
    this.final = options.final;
    this.destroy = options.destroy;
    this.construct = options.construct;
    // 'close' waits for the handle. Strings are encoded on their way to the kernel.
    this.emitClose = false;
    this.autoDestroy = true;
    this.decodeStrings = false;
    this.objectMode = false;
    this.readableObjectMode = false;
    this.writableObjectMode = false;
    this.signal = undefined;
  }
}

/**
 * @param {object | number} [options] fd, allowHalfOpen, readable, writable, signal, onread,
 *   noDelay,
 *   keepAlive, keepAliveInitialDelay and the options of Duplex (Node: `new net.Socket([options])`)
 * @throws {TypeError} ERR_INVALID_ARG_VALUE, ERR_INVALID_ARG_TYPE, ERR_INVALID_FD_TYPE
 */
function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  if (typeof options === 'number') options = { fd: options }; // legacy
  else options ??= kNoOptions;
  refuseObjectMode(options);
  const { keepAliveInitialDelay } = options;
  if (keepAliveInitialDelay !== undefined) {
    validateNumber(keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  }

  this.connecting = false;
  this._hadError = false;
  this._parent = null;
  this._host = null;
  this._handle = null;
  this[kTimeout] = null;
  this[kLastWriteQueueSize] = 0;
  this[kUserBuffer] = null;

  Duplex.call(this, new StreamOptions(options));

  let handle = options.handle;
  if (!handle && options.fd !== undefined) {
    validateInt32(options.fd, 'fd', 0);
    handle = newHandleForFd(options.fd, false);
    const status = handle.open(options.fd);
    if (status !== 0) {
      handle.close();
      throw errnoException(status, 'open');
    }
  }

  const { onread, signal } = options;
  if (typeof onread === 'object' && onread !== null && typeof onread.callback === 'function' &&
      (typeof onread.buffer === 'function' || ArrayBuffer.isView(onread.buffer))) {
    const next = typeof onread.buffer === 'function' ? onread.buffer : undefined;
    this[kUserBuffer] = {
      callback: onread.callback,
      buffer: next === undefined ? onread.buffer : null,
      next,
    };
  }

  this._sockname = null;
  this._peername = null;
  this._pendingData = null;
  this._pendingEncoding = '';
  this.server = null;
  this._server = null;
  this[kNoDelay] = Boolean(options.noDelay);
  this[kKeepAlive] = Boolean(options.keepAlive);
  this[kKeepAliveDelay] =
    keepAliveInitialDelay > 0 ? ~~(keepAliveInitialDelay / 1000) : 0;
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  this[kReset] = false;

  this.on('end', onReadableEnd);
  if (handle) {
    this._handle = handle;
    attachHandle(this, handle);
  }

  // A handle that is given is connected. Data may have come already.
  if (handle && options.readable !== false && !options.noStart) {
    if (options.pauseOnCreate) {
      handle.reading = false;
      handle.readStop();
      this.pause();
    } else if (!options.manualStart) {
      this.read(0);
    }
  }
  if (signal) addClientAbortSignal(this, signal);
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

function addClientAbortSignal(socket, signal) {
  validateAbortSignal(signal, 'options.signal');
  const onAbort = () => socket.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    process.nextTick(onAbort);
  } else {
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', onAbort));
  }
}

// --- Half-open ---

// The peer has said its last word. Without allowHalfOpen the next tick ends our side as well; what
// is written after that has a reason of its own to fail.
function onReadableEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterFin;
}

function writeAfterFin(chunk, encoding, callback) {
  if (!this.writableEnded) return Duplex.prototype.write.call(this, chunk, encoding, callback);
  if (typeof encoding === 'function') callback = encoding;
  const error = genericNodeError(
    'This socket has been ended by the other party', { code: 'EPIPE' });
  if (typeof callback === 'function') process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

// --- Time ---

/** Notes activity: the timeout begins anew, also that of the sockets below. */
Socket.prototype._unrefTimer = function() {
  for (let socket = this; socket; socket = socket._parent) {
    const timer = socket[kTimeout];
    if (timer) timer.refresh();
  }
};

/** Source: Node doc, socket.setTimeout(). */
Socket.prototype.setTimeout = setStreamTimeout;

Socket.prototype._onTimeout = function() {
  const lastSize = this[kLastWriteQueueSize];
  if (lastSize > 0 && this._handle) {
    // A slow reader is activity, as long as the queue gets shorter.
    const { writeQueueSize } = this._handle;
    if (writeQueueSize !== lastSize) {
      this[kLastWriteQueueSize] = writeQueueSize;
      this._unrefTimer();
      return;
    }
  }
  this.emit('timeout');
};

// --- Options of the connection ---

/**
 * Source: Node doc, socket.setNoDelay().
 * @param {boolean} [noDelay]
 * @returns {Socket} this
 */
Socket.prototype.setNoDelay = function(noDelay) {
  const value = noDelay === undefined ? true : Boolean(noDelay);
  if (!this._handle) {
    this[kNoDelay] = value;
  } else if (this._handle.setNoDelay && value !== this[kNoDelay]) {
    this[kNoDelay] = value;
    this._handle.setNoDelay(value);
  }
  return this;
};

/**
 * Source: Node doc, socket.setKeepAlive().
 * @param {boolean} [enable]
 * @param {number} [initialDelay] ms
 * @returns {Socket} this
 */
Socket.prototype.setKeepAlive = function(enable, initialDelay) {
  const value = Boolean(enable);
  const delay = ~~(initialDelay / 1000);
  if (!this._handle) {
    this[kKeepAlive] = value;
    this[kKeepAliveDelay] = delay;
  } else if (this._handle.setKeepAlive &&
             (value !== this[kKeepAlive] || delay !== this[kKeepAliveDelay])) {
    this[kKeepAlive] = value;
    this[kKeepAliveDelay] = delay;
    this._handle.setKeepAlive(value, delay);
  }
  return this;
};

/**
 * Gives a fresh connection the options that were set before it was made.
 * @param {Socket} socket
 * @returns {void}
 */
function applyOptions(socket) {
  const handle = socket._handle;
  if (socket[kNoDelay] && handle.setNoDelay) handle.setNoDelay(true);
  if (socket[kKeepAlive] && handle.setKeepAlive) handle.setKeepAlive(true, socket[kKeepAliveDelay]);
}

/**
 * Source: Node doc, socket.address().
 * @returns {{ port: number, family: string, address: string } | {}}
 */
Socket.prototype.address = function() {
  return this._getsockname();
};

/** Source: Node doc, socket.ref(). */
Socket.prototype.ref = function() {
  if (!this._handle) {
    this.once('connect', this.ref);
  } else if (typeof this._handle.ref === 'function') {
    this._handle.ref();
  }
  return this;
};

/** Source: Node doc, socket.unref(). */
Socket.prototype.unref = function() {
  if (!this._handle) {
    this.once('connect', this.unref);
  } else if (typeof this._handle.unref === 'function') {
    this._handle.unref();
  }
  return this;
};

// --- Reading ---

Socket.prototype._read = readFromHandle;

// With a buffer of the user nothing flows through the stream: pause() and resume() mean the handle.
function startIfUserReads(socket) {
  if (socket[kUserBuffer] && !socket.connecting && socket._handle && !socket._handle.reading) {
    tryReadStart(socket);
  }
}

/** Source: Node doc, socket.pause(). */
Socket.prototype.pause = function() {
  if (this[kUserBuffer] && !this.connecting && this._handle && this._handle.reading) {
    if (!this.destroyed) tryReadStop(this);
    else this._handle.reading = false;
  }
  return Duplex.prototype.pause.call(this);
};

/** Source: Node doc, socket.resume(). */
Socket.prototype.resume = function() {
  startIfUserReads(this);
  return Duplex.prototype.resume.call(this);
};

Socket.prototype.read = function(n) {
  startIfUserReads(this);
  return Duplex.prototype.read.call(this, n);
};

// --- Writing ---

// Before the connection only one write is given to us; the stream keeps the others.
function writeWhenConnected(socket, writev, data, encoding, callback) {
  socket._pendingData = data;
  socket._pendingEncoding = encoding;
  const onConnect = () => {
    socket.off('close', onClose);
    socket._writeGeneric(writev, data, encoding, callback);
  };
  const onClose = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
  socket.once('connect', onConnect);
  socket.once('close', onClose);
}

Socket.prototype._writeGeneric = function(writev, data, encoding, callback) {
  if (this.connecting) {
    writeWhenConnected(this, writev, data, encoding, callback);
    return;
  }
  if (this._pendingData !== null) {
    this._pendingData = null;
    this._pendingEncoding = '';
  }
  const handle = this._handle;
  if (!handle) {
    callback(new ERR_SOCKET_CLOSED());
    return;
  }
  this._unrefTimer();
  if (writev) writevToHandle(this, handle, data, callback);
  else writeToHandle(this, handle, data, encoding, callback);
};

Socket.prototype._writev = function(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

Socket.prototype._write = function(data, encoding, callback) {
  this._writeGeneric(false, data, encoding, callback);
};

Socket.prototype._final = function(callback) {
  if (this.pending) {
    this.once('connect', () => this._final(callback));
    return;
  }
  shutdownHandle(this._handle, callback);
};

/** Source: Node doc, socket.end(). */
Socket.prototype.end = function(data, encoding, callback) {
  Duplex.prototype.end.call(this, data, encoding, callback);
  return this;
};

/** Destroys the socket once everything is written. Source: Node doc, socket.destroySoon(). */
Socket.prototype.destroySoon = function() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

// --- Closing ---

/**
 * Closes with a RST. Source: Node doc, socket.resetAndDestroy().
 * @returns {Socket} this
 */
Socket.prototype.resetAndDestroy = function() {
  if (!this._handle) {
    this.destroy(new ERR_SOCKET_CLOSED());
  } else if (!isTcpHandle(this._handle)) {
    throw new ERR_INVALID_HANDLE_TYPE();
  } else if (this.connecting) {
    this.once('connect', () => this._reset());
  } else {
    this._reset();
  }
  return this;
};

Socket.prototype._reset = function() {
  this[kReset] = true;
  return this.destroy();
};

function emitClose(socket, hadError) {
  socket.emit('close', hadError);
}

/** @this {any} the handle */
function onHandleClosed() {
  emitClose(this[kOwner], this.hadError);
}

Socket.prototype._destroy = function(error, callback) {
  this.connecting = false;
  for (let socket = this; socket; socket = socket._parent) clearStreamTimeout(socket);
  if (this[kConnectTimer]) {
    clearTimeout(this[kConnectTimer]);
    this[kConnectTimer] = undefined;
  }
  const handle = this._handle;
  const hadError = Boolean(error);
  if (handle) {
    this[kBytesRead] = handle.bytesRead;
    this[kBytesWritten] = handle.bytesWritten;
    if (this[kReset]) {
      this[kReset] = false;
      const status = handle.reset();
      if (status !== 0) this.emit('error', errnoException(status, 'reset'));
    }
    handle.hadError = hadError;
    handle.close(onHandleClosed);
    handle.onread = noop;
    this._handle = null;
    this._sockname = null;
    callback(error);
  } else {
    callback(error);
    process.nextTick(emitClose, this, hadError);
  }
  const server = this._server;
  if (server) {
    server._connections--;
    if (server._emitCloseIfDrained) server._emitCloseIfDrained();
  }
};

// --- Who talks to whom ---

Socket.prototype._getpeername = function() {
  if (!this._handle || !this._handle.getpeername || this.connecting) return this._peername || {};
  if (!this._peername) {
    const name = this._handle.getpeername();
    if (typeof name === 'number') return {};
    this._peername = name;
  }
  return this._peername;
};

Socket.prototype._getsockname = function() {
  if (!this._handle || !this._handle.getsockname) return {};
  if (!this._sockname) {
    const name = this._handle.getsockname();
    if (typeof name === 'number') return {};
    this._sockname = name;
  }
  return this._sockname;
};

function define(name, get, enumerable = true) {
  Object.defineProperty(Socket.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable,
    get,
  });
}

define('remoteAddress', function remoteAddress() { return this._getpeername().address; });
define('remoteFamily', function remoteFamily() { return this._getpeername().family; });
define('remotePort', function remotePort() { return this._getpeername().port; });
define('localAddress', function localAddress() { return this._getsockname().address; });
define('localPort', function localPort() { return this._getsockname().port; });
define('localFamily', function localFamily() { return this._getsockname().family; });
define('bytesRead', function bytesRead() {
  return this._handle ? this._handle.bytesRead : this[kBytesRead];
});
define('_bytesDispatched', function bytesDispatched() {
  return this._handle ? this._handle.bytesWritten : this[kBytesWritten];
});

function sizeOf(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

define('bytesWritten', function bytesWritten() {
  let bytes = this._bytesDispatched;
  const { writableBuffer, _pendingData: data, _pendingEncoding: encoding } = this;
  if (!writableBuffer) return undefined;
  for (const { chunk, encoding } of writableBuffer) bytes += sizeOf(chunk, encoding);
  if (Array.isArray(data)) {
    for (const entry of data) bytes += sizeOf(entry.chunk, entry.encoding);
  } else if (data) {
    bytes += sizeOf(data, encoding);
  }
  return bytes;
});
define('_connecting', function _connecting() { return this.connecting; }, false);
define('pending', function pending() { return !this._handle || this.connecting; }, false);
define('readyState', function readyState() {
  if (this.connecting) return 'opening';
  if (this.readable && this.writable) return 'open';
  if (this.readable) return 'readOnly';
  return this.writable ? 'writeOnly' : 'closed';
}, false);
define('bufferSize', function bufferSize() {
  return this._handle ? this.writableLength : undefined;
}, false);

// --- Connecting ---

/**
 * Source: Node doc, socket.connect() in its forms (options), (path), (port[, host]).
 * @param {...any} args
 * @returns {Socket} this
 * @throws {TypeError | RangeError} ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE, ERR_SOCKET_BAD_PORT, ...
 */
Socket.prototype.connect = function(...args) {
  // net.connect() has sorted its arguments already.
  const [options, callback] = Array.isArray(args[0]) && args[0][kNormalizedArgs] ?
    args[0] : normalizeArgs(args);
  if (options.port === undefined && (options.path === null || options.path === undefined)) {
    const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
    throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  }
  if (this.write !== Socket.prototype.write) this.write = Socket.prototype.write;
  if (this.destroyed) {
    this._handle = null;
    this._peername = null;
    this._sockname = null;
  }
  const { path } = options;
  const isPipe = Boolean(path);
  if (!this._handle) {
    this._handle = isPipe ? newPipe() : newTcp();
    attachFreshHandle(this);
  }
  if (callback !== null) this.once('connect', callback);
  if (options.noDelay !== undefined) this[kNoDelay] = Boolean(options.noDelay);
  if (options.keepAlive !== undefined) this[kKeepAlive] = Boolean(options.keepAlive);
  if (options.keepAliveInitialDelay !== undefined) {
    this[kKeepAliveDelay] = ~~(Math.max(0, options.keepAliveInitialDelay) / 1000);
  }
  this._unrefTimer();
  this.connecting = true;
  const connect = require('internal/net/connect');
  if (isPipe) {
    validateString(path, 'options.path');
    connect.connectPipe(this, path);
  } else {
    connect.lookupAndConnect(this, options);
  }
  return this;
};

/**
 * Gives the socket's new handle to it; a socket that has been destroyed lives again.
 * @param {Socket} socket
 * @returns {void}
 */
function attachFreshHandle(socket) {
  socket._undestroy();
  socket._sockname = null;
  attachHandle(socket, socket._handle);
}

Socket.prototype[EventEmitter.captureRejectionSymbol] = function(error) {
  this.destroy(error);
};

/**
 * Source: Node doc, net.connect().
 * @param {...any} args those of socket.connect(); options also for the constructor, and `timeout`
 * @returns {Socket}
 */
function connect(...args) {
  const normalized = normalizeArgs(args);
  const [options] = normalized;
  const socket = new Socket(options);
  if (clientChannel.hasSubscribers) clientChannel.publish({ socket });
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(normalized);
}

/**
 * A connection that a server has accepted.
 * @param {any} handle
 * @param {any} server
 * @returns {Socket}
 */
function acceptSocket(handle, server) {
  const socket = new Socket({
    handle,
    allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
    noDelay: server.noDelay,
    keepAlive: server.keepAlive,
    keepAliveInitialDelay: server.keepAliveInitialDelay * 1000,
  });
  applyOptions(socket);
  return socket;
}

module.exports = {
  Socket,
  acceptSocket,
  applyOptions,
  attachFreshHandle,
  connect,
  kConnectTimer,
  refuseObjectMode,
};
