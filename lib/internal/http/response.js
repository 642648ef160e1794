'use strict';

// ServerResponse: a server's answer to one request.
//
// It is given the connection by assignSocket() when all earlier responses are through, and gives it
// back when it has finished. Source: Node doc, Class: http.ServerResponse.

const {
  codes: {
    ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_HTTP_SOCKET_ASSIGNED,
    ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR,
  },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { OutgoingMessage, kSocket } = require('internal/http/outgoing');
const {
  STATUS_CODES, hasInvalidChar, httpObserver, kOutHeaders,
} = require('internal/http/common');

const kPerf = Symbol('httpPerf');

/**
 * @param {any} req the request
 * @param {object} [options] those of OutgoingMessage
 */
function ServerResponse(req, options) {
  OutgoingMessage.call(this, options);
  if (req.method === 'HEAD') this._hasBody = false;
  this.req = req;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;
  if (req.httpVersionMajor < 1 || req.httpVersionMinor < 1) {
    // HTTP/1.0: chunks only for those who say that they understand them.
    this.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(req.headers.te);
    this.shouldKeepAlive = false;
  }
  this[kPerf] = undefined;
  const observer = httpObserver();
  if (observer !== undefined) {
    observer.startPerf(this, kPerf, {
      type: 'http',
      name: 'HttpRequest',
      detail: { req: { method: req.method, url: req.url, headers: req.headers } },
    });
  }
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

ServerResponse.prototype.statusCode = 200;
ServerResponse.prototype.statusMessage = undefined;

ServerResponse.prototype._finish = function() {
  if (this[kPerf] !== undefined) {
    require('internal/perf/observe').stopPerf(this, kPerf, {
      detail: {
        res: {
          statusCode: this.statusCode,
          statusMessage: this.statusMessage,
          headers: this.getHeaders(),
        },
      },
    });
  }
  OutgoingMessage.prototype._finish.call(this);
};

/** @this {any} the socket */
function onSocketClose() {
  const response = this._httpMessage;
  if (!response) return;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}

/**
 * @param {any} socket
 * @returns {void}
 * @throws {Error} ERR_HTTP_SOCKET_ASSIGNED
 */
ServerResponse.prototype.assignSocket = function(socket) {
  if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
  socket._httpMessage = this;
  // One listener serves all responses of the connection.
  if (!socket[kSocket]) {
    socket[kSocket] = true;
    socket.on('close', onSocketClose);
  }
  this.socket = socket;
  this.emit('socket', socket);
  this._flush();
};

/**
 * @param {any} socket
 * @returns {void}
 */
ServerResponse.prototype.detachSocket = function(socket) {
  socket._httpMessage = null;
  this.socket = null;
};

/**
 * Source: Node doc, response.writeContinue().
 * @param {() => void} [callback]
 * @returns {void}
 */
ServerResponse.prototype.writeContinue = function(callback) {
  this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'ascii', callback);
  this._sent100 = true;
};

/**
 * Source: Node doc, response.writeProcessing().
 * @param {() => void} [callback]
 * @returns {void}
 */
ServerResponse.prototype.writeProcessing = function(callback) {
  this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'ascii', callback);
};

// <uri>; rel=...; as in RFC 8288, section 3.
const linkValue = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;

function validateLink(value, name) {
  if (typeof value !== 'string' || !linkValue.test(value)) {
    throw new ERR_INVALID_ARG_VALUE(name, value,
      'must be an array or string of format "</styles.css>; rel=preload; as=style"');
  }
}

function linkText(hints) {
  if (typeof hints === 'string') {
    validateLink(hints, 'hints');
    return hints;
  }
  if (Array.isArray(hints)) {
    for (const hint of hints) validateLink(hint, 'hints');
    return hints.join(', ');
  }
  throw new ERR_INVALID_ARG_VALUE('hints', hints,
    'must be an array or string of format "</styles.css>; rel=preload; as=style"');
}

/**
 * Source: Node doc, response.writeEarlyHints().
 * @param {object} hints link, and other fields
 * @param {() => void} [callback]
 * @returns {void}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
ServerResponse.prototype.writeEarlyHints = function(hints, callback) {
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const link = linkText(hints.link);
  if (link.length === 0) return;
  let head = `HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n`;
  for (const name of Object.keys(hints)) {
    if (name !== 'link') head += `${name}: ${hints[name]}\r\n`;
  }
  this._writeRaw(`${head}\r\n`, 'ascii', callback);
};

ServerResponse.prototype._implicitHeader = function() {
  this.writeHead(this.statusCode);
};

// Fields of writeHead() on top of those that were set before. Returns what is to be sent.
function mergeHeaders(response, headers) {
  if (Array.isArray(headers)) {
    if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
    const isFlat = !Array.isArray(headers[0]);
    const pairs = [];
    for (let i = 0; i < headers.length; i += isFlat ? 2 : 1) {
      pairs.push(isFlat ? [headers[i], headers[i + 1]] : headers[i]);
    }
    // What the list has takes the place of what was set; what it has twice is sent twice.
    for (const [name] of pairs) if (name) response.removeHeader(`${name}`);
    for (const [name, value] of pairs) if (name) response.appendHeader(name, value);
    return response[kOutHeaders];
  }
  for (const name of Object.keys(headers)) {
    if (name) response.setHeader(name, headers[name]);
  }
  return response[kOutHeaders];
}

/**
 * Source: Node doc, response.writeHead().
 * @param {number} statusCode
 * @param {string | object | any[]} [reason] the status message, or the headers
 * @param {object | any[]} [headers]
 * @returns {any} this
 * @throws {Error} ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_INVALID_CHAR and those
 *   of setHeader()
 */
ServerResponse.prototype.writeHead = function(statusCode, reason, headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  const given = statusCode;
  statusCode |= 0;
  if (statusCode < 100 || statusCode > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(given);
  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[statusCode] || 'unknown';
    headers ??= reason;
  }
  this.statusCode = statusCode;

  let fields = headers;
  if (this[kOutHeaders]) fields = headers ? mergeHeaders(this, headers) : this[kOutHeaders];
  if (hasInvalidChar(this.statusMessage)) throw new ERR_INVALID_CHAR('statusMessage');

  // RFC 9110, section 6.4.1.
  if (statusCode === 204 || statusCode === 304 || (statusCode >= 100 && statusCode <= 199)) {
    this._hasBody = false;
  }
  // Told to go on, and not told: the client may send its body, or not. The connection is of no use.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  this._storeHeader(`HTTP/1.1 ${statusCode} ${this.statusMessage}\r\n`, fields);
  return this;
};

/** The older name of writeHead(). */
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

module.exports = { ServerResponse };
