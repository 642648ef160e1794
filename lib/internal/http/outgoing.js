'use strict';

// OutgoingMessage: what a server's response and a client's request have in common. It looks like a
// Writable and is none: the bytes go to the socket's stream, or wait in `outputData` until the
// message has a socket that is its own.
//
//   fields are set -> the head becomes text (_header) -> sent with the first bytes of the body
//
// A message that is ended with its whole body in one piece is one write to the socket: head and
// body are one string then. One that is written piece by piece is corked for the rest of the tick.
// Source: Node doc, Class: http.OutgoingMessage.

const { Stream } = require('internal/streams/legacy');
const EventEmitter = require('events');
const { getDefaultHighWaterMark } = require('internal/streams/state');
const {
  codes: {
    ERR_HTTP_BODY_NOT_ALLOWED, ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_HTTP_HEADERS_SENT,
    ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR, ERR_METHOD_NOT_IMPLEMENTED,
    ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END,
  },
} = require('internal/errors');
const { deprecate } = require('internal/util');
const { validateString } = require('internal/validators');
const { isUint8Array } = require('internal/util/types');
const {
  hasInvalidChar, kBytesWritten, kCorked, kErrored, kNeedDrain, kOutHeaders, kUniqueHeaders,
  validateHeaderName, validateHeaderValue,
} = require('internal/http/common');
const { storeHead } = require('internal/http/render');

const kSocket = Symbol('socket');
const kChunks = Symbol('chunks');
const kChunksLength = Symbol('chunksLength');
const kHighWaterMark = Symbol('highWaterMark');
const kRejectsBody = Symbol('rejectNonStandardBodyWrites');

function noop() {}

/**
 * @param {{ highWaterMark?: number, rejectNonStandardBodyWrites?: boolean }} [options]
 */
function OutgoingMessage(options) {
  Stream.call(this);
  // What waits for a socket.
  this.outputData = [];
  this.outputSize = 0;
  this.writable = true;
  this.destroyed = false;
  this._last = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.maxRequestsOnConnectionReached = false;
  this._defaultKeepAlive = true;
  this.useChunkedEncodingByDefault = true;
  this.sendDate = false;
  this._removedConnection = false;
  this._removedContLen = false;
  this._removedTE = false;
  this.strictContentLength = false;
  this[kBytesWritten] = 0;
  this._contentLength = null;
  this._hasBody = true;
  this._trailer = '';
  this[kNeedDrain] = false;
  this.finished = false;
  this._headerSent = false;
  this[kCorked] = 0;
  this[kChunks] = null;
  this[kChunksLength] = 0;
  this._closed = false;
  this[kSocket] = null;
  this._header = null;
  this[kOutHeaders] = null;
  this._keepAliveTimeout = 0;
  this._onPendingData = noop;
  this[kErrored] = null;
  this[kHighWaterMark] = options?.highWaterMark ?? getDefaultHighWaterMark(false);
  this[kRejectsBody] = options?.rejectNonStandardBodyWrites ?? false;
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

function define(name, get, set, enumerable = false) {
  Object.defineProperty(OutgoingMessage.prototype, name, {
    __proto__: null, configurable: true, enumerable, get, set,
  });
}

define('errored', function() { return this[kErrored]; });
define('closed', function() { return this._closed; });
define('writableFinished', function() {
  return this.finished && this.outputSize === 0 &&
    (!this[kSocket] || this[kSocket].writableLength === 0);
});
define('writableObjectMode', () => false);
define('writableLength', function() {
  return this.outputSize + this[kChunksLength] + (this[kSocket] ? this[kSocket].writableLength : 0);
});
define('writableHighWaterMark', function() {
  return this[kSocket] ? this[kSocket].writableHighWaterMark : this[kHighWaterMark];
});
define('writableCorked', function() { return this[kCorked]; });
define('writableEnded', function() { return this.finished; });
define('writableNeedDrain', function() {
  return !this.destroyed && !this.finished && this[kNeedDrain];
});
define('headersSent', function() { return Boolean(this._header); }, undefined, true);
define('socket', function() { return this[kSocket]; }, function(socket) {
  for (let n = 0; n < this[kCorked]; n++) {
    socket?.cork();
    this[kSocket]?.uncork();
  }
  this[kSocket] = socket;
});
define('connection', function() { return this[kSocket]; }, function(socket) {
  this.socket = socket;
});
define('_headers', deprecate(function() {
  return this.getHeaders();
}, 'OutgoingMessage.prototype._headers is deprecated', 'DEP0066'), deprecate(function(value) {
  if (value === null || value === undefined) {
    this[kOutHeaders] = null;
  } else if (typeof value === 'object') {
    const headers = this[kOutHeaders] = { __proto__: null };
    for (const name of Object.keys(value)) headers[name.toLowerCase()] = [name, value[name]];
  }
}, 'OutgoingMessage.prototype._headers is deprecated', 'DEP0066'));
define('_headerNames', deprecate(function() {
  const headers = this[kOutHeaders];
  if (headers === null) return null;
  const names = { __proto__: null };
  for (const key in headers) names[key] = headers[key][0];
  return names;
}, 'OutgoingMessage.prototype._headerNames is deprecated', 'DEP0066'), deprecate(function(value) {
  if (typeof value !== 'object' || value === null) return;
  const headers = this[kOutHeaders];
  if (!headers) return;
  for (const key of Object.keys(value)) {
    if (headers[key]) headers[key][0] = value[key];
  }
}, 'OutgoingMessage.prototype._headerNames is deprecated', 'DEP0066'));

// --- Fields ---

/** What to do first when headers are to be touched. */
function refuseSent(message, verb) {
  if (message._header) throw new ERR_HTTP_HEADERS_SENT(verb);
}

/**
 * Source: Node doc, outgoingMessage.setHeader().
 * @param {string} name
 * @param {any} value
 * @returns {any} this
 * @throws {Error} ERR_HTTP_HEADERS_SENT, ERR_INVALID_HTTP_TOKEN, ERR_HTTP_INVALID_HEADER_VALUE,
 *   ERR_INVALID_CHAR
 */
OutgoingMessage.prototype.setHeader = function(name, value) {
  refuseSent(this, 'set');
  validateHeaderName(name);
  validateHeaderValue(name, value);
  const headers = this[kOutHeaders] ??= { __proto__: null };
  headers[name.toLowerCase()] = [name, value];
  return this;
};

/**
 * Sets all of a Headers or a Map. Source: Node doc, outgoingMessage.setHeaders().
 * @param {Headers | Map<string, any>} headers
 * @returns {any} this
 * @throws {Error} ERR_INVALID_ARG_TYPE and those of setHeader()
 */
OutgoingMessage.prototype.setHeaders = function(headers) {
  refuseSent(this, 'set');
  if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' ||
      typeof headers.get !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
  }
  // Of Set-Cookie there may be several, each a field of its own.
  const cookies = [];
  for (const [name, value] of headers) {
    if (name === 'set-cookie') {
      if (Array.isArray(value)) cookies.push(...value);
      else cookies.push(value);
    } else {
      this.setHeader(name, value);
    }
  }
  if (cookies.length > 0) this.setHeader('set-cookie', cookies);
  return this;
};

/**
 * Source: Node doc, outgoingMessage.appendHeader().
 * @param {string} name
 * @param {string | string[]} value
 * @returns {any} this
 * @throws {Error} those of setHeader()
 */
OutgoingMessage.prototype.appendHeader = function(name, value) {
  refuseSent(this, 'append');
  validateHeaderName(name);
  validateHeaderValue(name, value);
  const field = name.toLowerCase();
  const headers = this[kOutHeaders] ??= { __proto__: null };
  const known = headers[field];
  if (known === undefined) {
    headers[field] = [name, value];
    return this;
  }
  if (!Array.isArray(known[1])) known[1] = [known[1]];
  if (Array.isArray(value)) known[1].push(...value);
  else known[1].push(value);
  return this;
};

/**
 * Source: Node doc, outgoingMessage.getHeader().
 * @param {string} name
 * @returns {any}
 */
OutgoingMessage.prototype.getHeader = function(name) {
  validateString(name, 'name');
  const headers = this[kOutHeaders];
  return headers === null ? undefined : headers[name.toLowerCase()]?.[1];
};

/**
 * Source: Node doc, outgoingMessage.getHeaderNames().
 * @returns {string[]} in lower case
 */
OutgoingMessage.prototype.getHeaderNames = function() {
  return this[kOutHeaders] === null ? [] : Object.keys(this[kOutHeaders]);
};

/**
 * Source: Node doc, outgoingMessage.getRawHeaderNames().
 * @returns {string[]} as they were spelled
 */
OutgoingMessage.prototype.getRawHeaderNames = function() {
  return this[kOutHeaders] === null ? [] : Object.values(this[kOutHeaders])
    .map((entry) => entry[0]);
};

/**
 * Source: Node doc, outgoingMessage.getHeaders().
 * @returns {object} a copy, without prototype
 */
OutgoingMessage.prototype.getHeaders = function() {
  const headers = this[kOutHeaders];
  const copy = { __proto__: null };
  if (headers) {
    for (const key in headers) copy[key] = headers[key][1];
  }
  return copy;
};

/**
 * Source: Node doc, outgoingMessage.hasHeader().
 * @param {string} name
 * @returns {boolean}
 */
OutgoingMessage.prototype.hasHeader = function(name) {
  validateString(name, 'name');
  return this[kOutHeaders] !== null && Boolean(this[kOutHeaders][name.toLowerCase()]);
};

/**
 * Source: Node doc, outgoingMessage.removeHeader().
 * @param {string} name
 * @returns {void}
 * @throws {Error} ERR_HTTP_HEADERS_SENT
 */
OutgoingMessage.prototype.removeHeader = function(name) {
  validateString(name, 'name');
  refuseSent(this, 'remove');
  const key = name.toLowerCase();
  // What we would have set by ourselves is left out, too.
  switch (key) {
    case 'connection': this._removedConnection = true; break;
    case 'content-length': this._removedContLen = true; break;
    case 'transfer-encoding': this._removedTE = true; break;
    case 'date': this.sendDate = false; break;
  }
  if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
};

/** The fields as { name: value }, spelled as they were set. */
OutgoingMessage.prototype._renderHeaders = function() {
  refuseSent(this, 'render');
  const headers = this[kOutHeaders];
  const result = {};
  if (headers !== null) {
    for (const key in headers) result[headers[key][0]] = headers[key][1];
  }
  return result;
};

/** Makes the head of the message; the subclasses know its first line. */
OutgoingMessage.prototype._implicitHeader = function() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

OutgoingMessage.prototype._storeHeader = function(firstLine, headers) {
  // What asks for an answer before its body must not wait for that.
  if (storeHead(this, firstLine, headers)) this._send('');
};

/**
 * Source: Node doc, outgoingMessage.addTrailers().
 * @param {object | [string, string][]} headers
 * @returns {void}
 * @throws {TypeError} ERR_INVALID_HTTP_TOKEN, ERR_INVALID_CHAR
 */
OutgoingMessage.prototype.addTrailers = function(headers) {
  this._trailer = '';
  const isList = Array.isArray(headers);
  for (const key of Object.keys(headers)) {
    const name = isList ? headers[key][0] : key;
    const value = isList ? headers[key][1] : headers[key];
    validateHeaderName(name, 'Trailer name');
    const values = Array.isArray(value) && value.length > 1 &&
      !this[kUniqueHeaders]?.has(name.toLowerCase()) ? value :
      [Array.isArray(value) ? value.join('; ') : value];
    for (const one of values) {
      if (hasInvalidChar(one)) throw new ERR_INVALID_CHAR('trailer content', name);
      this._trailer += `${name}: ${one}\r\n`;
    }
  }
};

/**
 * Source: Node doc, outgoingMessage.flushHeaders().
 * @returns {void}
 */
OutgoingMessage.prototype.flushHeaders = function() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

// --- Sending ---

const beyondAscii = /[^\0-\x7f]/;

// The head goes out with the first data, as one string if both can be encoded together.
OutgoingMessage.prototype._send = function(data, encoding, callback, byteLength) {
  if (!this._headerSent && this._header !== null) {
    const header = this._header;
    this._headerSent = true;
    if (typeof data === 'string' &&
        (encoding === 'latin1' ||
         ((encoding === 'utf8' || !encoding) && !beyondAscii.test(header)))) {
      data = header + data;
    } else if (data === '') {
      data = header;
      encoding = 'latin1';
    } else {
      this[kSocket]?.cork();
      this._writeRaw(header, 'latin1', noop, header.length);
      const result = this._writeRaw(data, encoding, callback, byteLength);
      this[kSocket]?.uncork();
      return result;
    }
  }
  return this._writeRaw(data, encoding, callback, byteLength);
};

OutgoingMessage.prototype._writeRaw = function(data, encoding, callback, byteLength) {
  const socket = this[kSocket];
  if (socket && socket.destroyed) {
    // Nobody is there to get it.
    return false;
  }
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (socket && socket._httpMessage === this && socket.writable) {
    if (this.outputData.length > 0) this._flushOutput(socket);
    return socket.write(data, encoding, callback);
  }
  const size = byteLength ?? data.length;
  this.outputData.push({ data, encoding, callback });
  this.outputSize += size;
  this._onPendingData(size);
  return this.outputSize < this[kHighWaterMark];
};

function uncorkSocket(socket) {
  socket.uncork();
}

function corkForTick(socket) {
  if (socket.writableCorked) return;
  socket.cork();
  process.nextTick(uncorkSocket, socket);
}

function emitErrorLater(message, error, callback) {
  callback(error);
  if (typeof message.emit === 'function' && !message.destroyed) message.emit('error', error);
}

/** Whether the body must be as long as the head says. */
function isLengthBinding(message) {
  return message.strictContentLength && message._contentLength !== null && message._hasBody &&
    !message._removedContLen && !message.chunkedEncoding &&
    !message.hasHeader('transfer-encoding');
}

function lengthOf(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

// `isLast`: the chunk is the last one, and the only one if there is no head yet.
function writeChunk(message, chunk, encoding, callback, isLast) {
  if (typeof callback !== 'function') callback = noop;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== 'string' && !isUint8Array(chunk)) {
    throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  }
  if (message.finished || message.destroyed) {
    const error = message.finished ? new ERR_STREAM_WRITE_AFTER_END() :
      new ERR_STREAM_DESTROYED('write');
    if (message.destroyed) process.nextTick(callback, error);
    else process.nextTick(emitErrorLater, message, error, callback);
    return false;
  }
  let length = -1;
  if (!message._header) {
    if (isLast) {
      length = lengthOf(chunk, encoding);
      message._contentLength = length;
    }
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if (message[kRejectsBody]) throw new ERR_HTTP_BODY_NOT_ALLOWED();
    process.nextTick(callback);
    return true;
  }
  if (!isLast && message[kSocket]) corkForTick(message[kSocket]);
  if (message.strictContentLength) {
    if (length === -1) length = lengthOf(chunk, encoding);
    const written = message[kBytesWritten] + length;
    const expected = message._contentLength;
    if (isLengthBinding(message) && (isLast ? written !== expected : written > expected)) {
      throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(written, expected);
    }
    message[kBytesWritten] = written;
  }

  let result;
  if (!message.chunkedEncoding || chunk.length === 0) {
    result = message._send(chunk, encoding, callback, length === -1 ? undefined : length);
  } else {
    if (length === -1) length = lengthOf(chunk, encoding);
    if (message[kCorked] > 0 && message._headerSent) {
      message[kChunks] ??= [];
      message[kChunks].push({ chunk, encoding, callback });
      message[kChunksLength] += length;
      result = message[kChunksLength] < message[kHighWaterMark];
    } else {
      message._send(`${length.toString(16)}\r\n`, 'latin1', noop);
      message._send(chunk, encoding, noop, length);
      result = message._send('\r\n', 'latin1', callback);
    }
  }
  if (!result) message[kNeedDrain] = true;
  return result;
}

/**
 * Source: Node doc, outgoingMessage.write().
 * @param {string | Uint8Array} chunk
 * @param {string | ((error?: Error) => void)} [encoding]
 * @param {(error?: Error) => void} [callback]
 * @returns {boolean}
 * @throws {Error} ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES, ERR_HTTP_BODY_NOT_ALLOWED,
 *   ERR_HTTP_CONTENT_LENGTH_MISMATCH
 */
OutgoingMessage.prototype.write = function(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  return writeChunk(this, chunk, encoding, callback, false);
};

/**
 * Source: Node doc, outgoingMessage.cork().
 * @returns {void}
 */
OutgoingMessage.prototype.cork = function() {
  this[kCorked]++;
  this[kSocket]?.cork();
};

/**
 * What was written while it was corked becomes one chunk. Source: Node doc,
 * outgoingMessage.uncork().
 * @returns {void}
 */
OutgoingMessage.prototype.uncork = function() {
  if (this[kCorked] > 0) {
    this[kCorked]--;
    this[kSocket]?.uncork();
  }
  const chunks = this[kChunks];
  if (this[kCorked] > 0 || chunks === null || chunks.length === 0) return;
  const callbacks = [];
  this._send(`${this[kChunksLength].toString(16)}\r\n`, 'latin1', noop);
  for (const { chunk, encoding, callback } of chunks) {
    this._send(chunk, encoding, noop);
    if (callback !== noop) callbacks.push(callback);
  }
  this[kChunks] = null;
  this[kChunksLength] = 0;
  this._send('\r\n', 'latin1', callbacks.length === 0 ? noop : (error) => {
    for (const callback of callbacks) callback(error);
  });
};

function onFinish(message, error) {
  if (error || message[kSocket]?._hadError) return;
  message.emit('finish');
}

/**
 * Source: Node doc, outgoingMessage.end().
 * @param {any} [chunk]
 * @param {any} [encoding]
 * @param {() => void} [callback] listens for 'finish'
 * @returns {any} this
 * @throws {Error} those of write()
 */
OutgoingMessage.prototype.end = function(chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  const hasChunk = Boolean(chunk);
  if (this.finished) {
    if (hasChunk) {
      const error = new ERR_STREAM_WRITE_AFTER_END();
      process.nextTick(
        emitErrorLater, this, error, typeof callback === 'function' ? callback : noop);
    } else if (typeof callback === 'function') {
      if (this.writableFinished) callback(new ERR_STREAM_ALREADY_FINISHED('end'));
      else this.on('finish', callback);
    }
    return this;
  }
  const done = (error) => onFinish(this, error);
  // The whole message in one piece.
  if (this._header === null && hasChunk && !this.strictContentLength && this[kCorked] === 0 &&
      (typeof chunk === 'string' || isUint8Array(chunk)) && !this.destroyed) {
    this._contentLength = lengthOf(chunk, encoding);
    this._implicitHeader();
    if (this._hasBody && !this.chunkedEncoding && this._header !== null && !this._headerSent) {
      if (typeof callback === 'function') this.once('finish', callback);
      this._send(chunk, encoding, done, this._contentLength);
      return endOf(this);
    }
  }
  const { [kSocket]: socket } = this;
  if (hasChunk) {
    socket?.cork();
    try {
      writeChunk(this, chunk, encoding, null, true);
    } catch (error) {
      socket?.uncork();
      throw error;
    }
  } else {
    if (!this._header) {
      this._contentLength = 0;
      this._implicitHeader();
    }
    if (isLengthBinding(this) && this[kBytesWritten] !== this._contentLength) {
      throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(this[kBytesWritten], this._contentLength);
    }
    socket?.cork();
  }
  if (typeof callback === 'function') this.once('finish', callback);
  // What was corked goes before the end.
  while (this[kCorked] > 0) this.uncork();
  if (this._hasBody && this.chunkedEncoding) {
    this._send(`0\r\n${this._trailer}\r\n`, 'latin1', done);
  } else if (!this._headerSent || this.writableLength > 0 || hasChunk) {
    this._send('', 'latin1', done);
  } else {
    process.nextTick(done);
  }
  // Also what corkForTick() has corked.
  if (socket) {
    while (socket.writableCorked > 1) socket.uncork();
    socket.uncork();
  }
  return endOf(this);
};

function endOf(message) {
  message.finished = true;
  const socket = message[kSocket];
  if (message.outputData.length === 0 && socket && socket._httpMessage === message) {
    message._finish();
  }
  return message;
}

/** Everything has been given to the socket. */
OutgoingMessage.prototype._finish = function() {
  this.emit('prefinish');
};

/** The message has a socket now: what waited goes out. */
OutgoingMessage.prototype._flush = function() {
  const socket = this[kSocket];
  if (!socket || !socket.writable) return;
  const result = this._flushOutput(socket);
  if (this.finished) {
    this._finish();
  } else if (result && this[kNeedDrain]) {
    this[kNeedDrain] = false;
    this.emit('drain');
  }
};

OutgoingMessage.prototype._flushOutput = function(socket) {
  for (let n = 0; n < this[kCorked]; n++) socket.cork();
  const { outputData } = this;
  if (outputData.length === 0) return socket.writable;
  this.outputData = [];
  socket.cork();
  let result;
  for (const { data, encoding, callback } of outputData) {
    result = socket.write(data, encoding, callback);
  }
  socket.uncork();
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return result;
};

// --- The rest ---

/**
 * Source: Node doc, outgoingMessage.setTimeout().
 * @param {number} msecs
 * @param {() => void} [callback] listens for 'timeout'
 * @returns {any} this
 */
OutgoingMessage.prototype.setTimeout = function(msecs, callback) {
  if (callback) this.on('timeout', callback);
  if (!this[kSocket]) this.once('socket', (socket) => socket.setTimeout(msecs));
  else this[kSocket].setTimeout(msecs);
  return this;
};

/**
 * Source: Node doc, outgoingMessage.destroy().
 * @param {Error} [error]
 * @returns {any} this
 */
OutgoingMessage.prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  if (this[kSocket]) this[kSocket].destroy(error);
  else this.once('socket', (socket) => socket.destroy(error));
  return this;
};

/** A message that is written cannot be read. */
OutgoingMessage.prototype.pipe = function() {
  this.emit('error', new ERR_STREAM_CANNOT_PIPE());
};

OutgoingMessage.prototype[EventEmitter.captureRejectionSymbol] = function(error) {
  this.destroy(error);
};

module.exports = { OutgoingMessage, kRejectsBody, kSocket };
