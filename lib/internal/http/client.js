'use strict';

// ClientRequest: one request of a client, and its response.
//
//   new -> (agent) -> onSocket() -> 'socket' -> the head and body are written -> 'response'
//   -> the response ends -> the connection goes back to the agent ('free'), or ends
//
// destroy() ends it at each of these points: with what it is told, or with ECONNRESET when it has
// to say why there is no response. Source: Node doc, Class: http.ClientRequest.

const { channel } = require('diagnostics_channel');
const net = require('net');
const { addAbortSignal, finished } = require('stream');
const {
  codes: {
    ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_HTTP_TOKEN, ERR_INVALID_PROTOCOL,
    ERR_UNESCAPED_CHARACTERS,
  },
  connResetException,
} = require('internal/errors');
const { state: frames, captureFrame, runInFrame } = require('internal/async_context');
const { URL, isURL, urlToHttpOptions } = require('internal/url');
const { getTimerDuration } = require('internal/stream_base');
const { once } = require('internal/util');
const { validateBoolean, validateInteger } = require('internal/validators');
const agents = require('internal/http/agent');
const {
  httpObserver, isToken, kNeedDrain, kOutHeaders, kUniqueHeaders, parseUniqueHeaders,
} = require('internal/http/common');
const { OutgoingMessage } = require('internal/http/outgoing');
const {
  allocateParser, consume, feed, finish, freeParser, kBody, kNoBody, kUpgrade, unconsume,
} = require('internal/http/parser');

const kError = Symbol('error');
const kFrame = Symbol('frame');
const kPath = Symbol('path');
const kPerf = Symbol('httpPerf');

const requestStart = channel('http.client.request.start');
const requestError = channel('http.client.request.error');
const responseFinish = channel('http.client.response.finish');

const invalidInPath = /[^\u0021-\u00ff]/;

/** Methods whose requests have no body as a rule. */
const bodyless = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

function validatePath(value) {
  const path = String(value);
  if (invalidInPath.test(path)) throw new ERR_UNESCAPED_CHARACTERS('Request path');
  return path;
}

function validateHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(
      `options.${name}`, ['string', 'undefined', 'null'], host);
  }
  return host;
}

// The arguments in their forms: (url[, options][, callback]), (options[, callback]).
function sortArguments(input, options, callback) {
  let given;
  if (typeof input === 'string') {
    given = urlToHttpOptions(new URL(input));
  } else if (isURL(input)) {
    given = urlToHttpOptions(input);
  } else {
    callback = options;
    options = input;
    given = null;
  }
  if (typeof options === 'function') {
    callback = options;
    options = given ?? {};
  } else {
    options = given === null && (options === null || options === undefined) ? {} :
      Object.assign({ __proto__: null }, given, options);
  }
  return [options, callback];
}

function chooseAgent(options) {
  const { agent } = options;
  if (agent === false) {
    const Class = (options._defaultAgent || agents.getGlobalAgent()).constructor;
    return new Class();
  }
  if (agent === null || agent === undefined) {
    return typeof options.createConnection === 'function' ? undefined :
      options._defaultAgent || agents.getGlobalAgent();
  }
  if (typeof agent.addRequest !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(
      'options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  return agent;
}

/**
 * @param {string | URL | object} input
 * @param {any} [options]
 * @param {(response: any) => void} [callback] listens for 'response' once
 * @throws {Error} ERR_INVALID_URL, ERR_INVALID_ARG_TYPE, ERR_INVALID_PROTOCOL,
 *   ERR_INVALID_HTTP_TOKEN, ERR_UNESCAPED_CHARACTERS and those of setHeader()
 */
function ClientRequest(input, options, callback) {
  OutgoingMessage.call(this);
  [options, callback] = sortArguments(input, options, callback);

  this.agent = chooseAgent(options);
  const { agent } = this;
  const defaultAgent = options._defaultAgent || agents.getGlobalAgent();
  const protocol = options.protocol || defaultAgent.protocol;
  const expected = agent?.protocol || defaultAgent.protocol;
  if (options.path) validatePath(options.path);
  if (protocol !== expected) throw new ERR_INVALID_PROTOCOL(protocol, expected);

  const defaultPort = options.defaultPort || agent?.defaultPort;
  const port = options.port = options.port || defaultPort || 80;
  const host = options.host = validateHost(options.hostname, 'hostname') ||
    validateHost(options.host, 'host') || 'localhost';
  const setsHost = options.setHost === undefined || Boolean(options.setHost);
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = getTimerDuration(options.timeout, 'timeout');

  let { method } = options;
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.method', 'string', method);
  }
  if (method) {
    if (!isToken(method)) throw new ERR_INVALID_HTTP_TOKEN('Method', method);
    method = this.method = method.toUpperCase();
  } else {
    method = this.method = 'GET';
  }
  const { maxHeaderSize, insecureHTTPParser, joinDuplicateHeaders } = options;
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = maxHeaderSize;
  if (insecureHTTPParser !== undefined) {
    validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  }
  this.insecureHTTPParser = insecureHTTPParser;
  if (joinDuplicateHeaders !== undefined) {
    validateBoolean(joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  }
  this.joinDuplicateHeaders = joinDuplicateHeaders;

  this[kPath] = options.path || '/';
  if (callback) this.once('response', callback);
  this.useChunkedEncodingByDefault = !bodyless.has(method);
  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;
  this[kError] = null;
  this[kPerf] = undefined;
  this[kFrame] = captureFrame();

  const { signal } = options;
  if (signal) {
    addAbortSignal(signal, this);
    delete options.signal;
  }

  if (agent) {
    // What cannot be shared need not be kept.
    const shares = agent.keepAlive || Number.isFinite(agent.maxSockets);
    this._last = !shares;
    this.shouldKeepAlive = Boolean(shares);
  }

  const isList = Array.isArray(options.headers);
  if (!isList) {
    if (options.headers) {
      for (const name of Object.keys(options.headers)) this.setHeader(name, options.headers[name]);
    }
    if (host && !this.getHeader('host') && setsHost) {
      let value = host;
      // An IPv6 address in brackets: RFC 3986, section 3.2.2.
      const colon = value.indexOf(':');
      if (colon !== -1 && value.includes(':', colon + 1) && value.charCodeAt(0) !== 0x5b) {
        value = `[${value}]`;
      }
      if (port && Number(port) !== defaultPort) value += `:${port}`;
      this.setHeader('Host', value);
    }
    if (options.auth && !this.getHeader('Authorization')) {
      this.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
    }
    if (this.getHeader('expect')) {
      if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
      this._storeHeader(firstLine(this), this[kOutHeaders]);
    }
  } else {
    this._storeHeader(firstLine(this), options.headers);
  }
  this[kUniqueHeaders] = parseUniqueHeaders(options.uniqueHeaders);

  let agentOptions = options;
  if (options.path) {
    // Not the path of a pipe.
    agentOptions = Object.assign({ __proto__: null }, options);
    agentOptions.path = options.socketPath ? options.socketPath : null;
  } else if (options.socketPath) {
    agentOptions = Object.assign({ __proto__: null }, options, { path: options.socketPath });
  }

  if (agent) {
    agent.addRequest(this, agentOptions);
    return;
  }
  // A connection for this request alone.
  this._last = true;
  this.shouldKeepAlive = false;
  if (typeof options.createConnection !== 'function') {
    this.onSocket(net.createConnection(agentOptions));
    return;
  }
  const created = once((error, socket) => {
    if (error) process.nextTick(() => this.emit('error', error));
    else this.onSocket(socket);
  });
  try {
    const socket = options.createConnection(agentOptions, created);
    if (socket) created(null, socket);
  } catch (error) {
    created(error);
  }
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

function firstLine(request) {
  return `${request.method} ${request.path} HTTP/1.1\r\n`;
}

/** The path of the request line, which is checked also when it is changed. */
Object.defineProperty(ClientRequest.prototype, 'path', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return this[kPath]; },
  set(value) {
    this[kPath] = validatePath(value);
  },
});

ClientRequest.prototype._implicitHeader = function() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  this._storeHeader(firstLine(this), this[kOutHeaders]);
};

ClientRequest.prototype._finish = function() {
  OutgoingMessage.prototype._finish.call(this);
  if (requestStart.hasSubscribers) requestStart.publish({ request: this });
  const observer = httpObserver();
  if (observer !== undefined) {
    observer.startPerf(this, kPerf, {
      type: 'http',
      name: 'HttpClient',
      detail: {
        req: {
          method: this.method,
          url: `${this.protocol}//${this.host}${this.path}`,
          headers: this.getHeaders(),
        },
      },
    });
  }
};

// Calls in the async context of the request: its connection may have been made for another one.
function inFrame(request, fn, ...args) {
  if (frames.active) runInFrame(request[kFrame], fn, undefined, args);
  else fn(...args);
}

function emitError(request, error) {
  if (requestError.hasSubscribers) requestError.publish({ request, error });
  request.emit('error', error);
}

function emitClose(request) {
  if (request._closed) return;
  request._closed = true;
  request.emit('close');
}

// --- Giving up ---

/**
 * The older way to end a request. Source: Node doc, request.abort().
 * @returns {void}
 */
ClientRequest.prototype.abort = function() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick(emitAbort, this);
  this.destroy();
};

function emitAbort(request) {
  request.emit('abort');
}

/**
 * Source: Node doc, request.destroy().
 * @param {Error} [error]
 * @returns {any} this
 */
ClientRequest.prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  // What is left of the response is of no interest.
  if (this.res) this.res._dump();
  this[kError] = error ?? null;
  this.socket?.destroy(error);
  return this;
};

// Ends a request that has no socket of its own to end it. Whoever aborts knows why there is no
// response.
function endWithoutSocket(request, error) {
  if (!error && !request.aborted) error = connResetException('socket hang up');
  if (error) emitError(request, error);
  emitClose(request);
}

// --- The socket ---

/**
 * A connection for the request, or the error for which there is none. Called by the agent.
 * @param {any} socket
 * @param {Error} [error]
 * @returns {void}
 */
ClientRequest.prototype.onSocket = function(socket, error) {
  // Listeners that are added after http.request() hear of it.
  process.nextTick(takeSocket, this, socket, error);
};

function takeSocket(request, socket, error) {
  if (!request.destroyed && !error) {
    setUp(request, socket);
    request._flush();
    return;
  }
  error ??= request[kError];
  request.destroyed = true;
  if (socket) {
    // Nothing has been sent: another request may use it.
    if (!error && request.agent && !socket.destroyed) {
      request.shouldKeepAlive = true;
      socket._httpMessage ??= null;
      socket.emit('free');
    } else {
      // It may have an error of its own to tell.
      finished(socket.destroy(error), (failure) => {
        if (failure?.code === 'ERR_STREAM_PREMATURE_CLOSE') failure = undefined;
        endWithoutSocket(request, failure || error);
      });
      return;
    }
  }
  endWithoutSocket(request, error);
}

function setUp(request, socket) {
  const parser = allocateParser(false, socket, request);
  parser.outgoing = request;
  parser.onIncoming = onIncoming;
  parser.onExecuted = onExecuted;
  request.socket = socket;
  request.parser = parser;
  socket.parser = parser;
  socket._httpMessage = request;
  socket.on('error', onError);
  socket.on('end', onEnd);
  socket.on('close', onClose);
  socket.on('drain', onDrain);
  if (socket.connecting) {
    // It may go through several handles before it is connected.
    socket.once('connect', () => {
      if (socket.parser === parser) startReading(parser, socket);
    });
  } else {
    startReading(parser, socket);
  }
  if (request.timeout !== undefined ||
      (request.agent?.options?.timeout !== undefined && request.agent.options.timeout)) {
    listenForTimeout(request);
  }
  request.emit('socket', socket);
}

// A socket that somebody looks at, or that is none of ours, is read by its stream.
function startReading(parser, socket) {
  if (socket.listenerCount('data') > 0 || socket.listenerCount('readable') > 0 ||
      !consume(parser, socket, onGivenUp)) {
    socket.on('data', onData);
  }
}

// Somebody else wants to see the bytes.
function onGivenUp(socket) {
  socket.on('data', onData);
}

/** @this {any} the socket */
function onData(chunk) {
  const { parser } = this;
  if (parser) feed(parser, chunk);
}

/** @this {any} the parser */
function onExecuted(error, rest) {
  const { socket, outgoing: request } = this;
  if (error !== undefined) {
    failParsing(request, socket, this, error);
  } else {
    upgrade(request, socket, this, rest);
  }
}

function failParsing(request, socket, parser, error) {
  release(socket, parser);
  socket.removeListener('end', onEnd);
  socket.destroy();
  request.socket._hadError = true;
  emitError(request, error);
}

// The parser has done its work, the socket is free of it.
function release(socket, parser) {
  if (!parser) return;
  if (parser.consumed) unconsume(parser);
  else socket.removeListener('data', onData);
  freeParser(parser);
}

function upgrade(request, socket, parser, rest) {
  const { incoming: response } = parser;
  response.upgrade = true;
  request.upgradeOrConnect = true;
  release(socket, parser);
  removeListeners(socket);
  socket.removeListener('timeout', onTimeout);
  // Not the agent's any more.
  if (request.agent) socket.emit('agentRemove');
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (request.listenerCount(event) === 0) {
    // Nobody is there to speak another protocol.
    socket.destroy();
    request.destroyed = true;
    inFrame(request, emitClose, request);
    return;
  }
  socket._httpMessage = null;
  socket.readableFlowing = null;
  request.emit(event, response, socket, rest);
  request.destroyed = true;
  emitClose(request);
}

function removeListeners(socket) {
  socket.removeListener('error', onError);
  socket.removeListener('end', onEnd);
  socket.removeListener('close', onClose);
  socket.removeListener('drain', onDrain);
}

/** @this {any} the socket */
function onDrain() {
  const request = this._httpMessage;
  if (request && !request.finished && request[kNeedDrain]) {
    request[kNeedDrain] = false;
    inFrame(request, () => request.emit('drain'));
  }
}

/** @this {any} the socket */
function onError(error) {
  const request = this._httpMessage;
  if (request) inFrame(request, onRequestError, request, this, error);
  const { parser } = this;
  if (parser) {
    finish(parser);
    release(this, parser);
  }
  this.removeListener('end', onEnd);
  this.destroy();
}

function onRequestError(request, socket, error) {
  // Once only.
  socket._hadError = true;
  emitError(request, error);
}

/** @this {any} the socket */
function onEnd() {
  const { parser, _httpMessage: request } = this;
  if (request && !request.res && !this._hadError) {
    // The server has ended the connection without a word.
    this._hadError = true;
    inFrame(request, emitError, request, connResetException('socket hang up'));
  }
  if (parser) {
    finish(parser);
    release(this, parser);
  }
  this.end();
}

/** @this {any} the socket */
function onClose() {
  const { parser, _httpMessage: request } = this;
  if (parser) finish(parser);
  if (request) inFrame(request, onRequestClosed, request, this);
  if (parser) release(this, parser);
}

function onRequestClosed(request, socket) {
  const { res: response } = request;
  request.destroyed = true;
  if (response) {
    // The response has been cut off.
    if (!response.complete) response.destroy(connResetException('aborted'));
    emitClose(request);
    if (!response.aborted && response.readable) response.push(null);
  } else {
    if (!socket._hadError) {
      socket._hadError = true;
      emitError(request, connResetException('socket hang up'));
    }
    emitClose(request);
  }
  request.outputData.length = 0;
}

// --- The response ---

/** @this {any} the parser */
function onIncoming(response, keepAlive) {
  const { socket, outgoing: request } = this;
  if (request.res) {
    // A second response to one request.
    socket.destroy();
    return kBody;
  }
  request.res = response;
  if (request.method === 'CONNECT') {
    response.upgrade = true;
    return kUpgrade;
  }
  const { statusCode } = response;
  if (response.upgrade) {
    // Only 101 switches; with other statuses the server merely offers it.
    if (statusCode === 101) return kUpgrade;
    response.upgrade = false;
  }
  if (statusCode >= 100 && statusCode < 200 && statusCode !== 101) {
    request.res = null;
    this.incoming = null;
    if (statusCode === 100) request.emit('continue');
    request.emit('information', {
      statusCode,
      statusMessage: response.statusMessage,
      httpVersion: response.httpVersion,
      httpVersionMajor: response.httpVersionMajor,
      httpVersionMinor: response.httpVersionMinor,
      headers: response.headers,
      rawHeaders: response.rawHeaders,
    });
    return kNoBody;
  }
  if (request.shouldKeepAlive && !keepAlive && !request.upgradeOrConnect) {
    request.shouldKeepAlive = false;
  }
  if (responseFinish.hasSubscribers) responseFinish.publish({ request, response });
  if (request[kPerf] !== undefined) {
    require('internal/perf/observe').stopPerf(request, kPerf, {
      detail: {
        res: {
          statusCode,
          statusMessage: response.statusMessage,
          headers: response.headers,
        },
      },
    });
  }
  request.res = response;
  response.req = request;
  response.on('end', onResponseEnd);
  socket.on('timeout', onResponseTimeout);
  request.on('finish', onRequestFinish);
  // Nobody wants it: its body must not hold up the connection.
  if (request.aborted || !request.emit('response', response)) response._dump();
  if (request.method === 'HEAD') return kNoBody;
  if (statusCode === 304) {
    response.complete = true;
    return kNoBody;
  }
  return kBody;
}

/** @this {any} the response */
function onResponseEnd() {
  const { req: request, socket } = this;
  socket?.removeListener('timeout', onResponseTimeout);
  if (request.timeoutCb) socket?.removeListener('timeout', request.timeoutCb);
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (socket?.writable) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    }
  } else if (request.writableFinished && !this.aborted) {
    keepSocket(request);
  }
}

/** @this {any} the request */
function onRequestFinish() {
  if (this.shouldKeepAlive && this._ended) keepSocket(this);
}

// Request and response are through: the connection goes back.
function keepSocket(request) {
  const { socket } = request;
  if (!socket || request._kept) return;
  request._kept = true;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  socket.removeListener('timeout', onTimeout);
  removeListeners(socket);
  release(socket, request.parser);
  request.destroyed = true;
  process.nextTick(freeSocket, request);
}

function freeSocket(request) {
  // Has been read; from now on it has no connection to end.
  request.res?.destroy();
  request._closed = true;
  request.emit('close');
  request.socket?.emit('free');
}

// --- Time ---

/** @this {any} the socket */
function onTimeout() {
  const request = this._httpMessage;
  if (request) inFrame(request, () => request.emit('timeout'));
}

/** @this {any} the socket */
function onResponseTimeout() {
  const request = this._httpMessage;
  if (request?.res) inFrame(request, () => request.res?.emit('timeout'));
}

function listenForTimeout(request) {
  if (request.timeoutCb) return;
  request.timeoutCb = onTimeout;
  if (request.socket) request.socket.once('timeout', onTimeout);
  else request.once('socket', (socket) => socket.once('timeout', onTimeout));
}

/**
 * Source: Node doc, request.setTimeout().
 * @param {number} msecs
 * @param {() => void} [callback] listens for 'timeout' once
 * @returns {any} this
 * @throws {RangeError | TypeError} ERR_OUT_OF_RANGE, ERR_INVALID_ARG_TYPE
 */
ClientRequest.prototype.setTimeout = function(msecs, callback) {
  if (this._ended) return this;
  listenForTimeout(this);
  msecs = getTimerDuration(msecs, 'msecs');
  if (callback) this.once('timeout', callback);
  if (this.socket) setSocketTimeout(this.socket, msecs);
  else this.once('socket', (socket) => setSocketTimeout(socket, msecs));
  return this;
};

// The time of a connection begins when there is one.
function setSocketTimeout(socket, msecs) {
  if (socket.connecting) socket.once('connect', () => socket.setTimeout(msecs));
  else socket.setTimeout(msecs);
}

// --- What is handed to the socket ---

// Calls a method of the socket when it is connected.
function whenConnected(request, method, args) {
  const call = () => request.socket[method]?.(...args);
  const withSocket = () => {
    if (request.socket.connecting) request.socket.once('connect', call);
    else call();
  };
  if (request.socket) withSocket();
  else request.once('socket', withSocket);
}

/**
 * Source: Node doc, request.setNoDelay().
 * @param {boolean} [noDelay]
 * @returns {void}
 */
ClientRequest.prototype.setNoDelay = function(noDelay) {
  whenConnected(this, 'setNoDelay', [noDelay]);
};

/**
 * Source: Node doc, request.setSocketKeepAlive().
 * @param {boolean} [enable]
 * @param {number} [initialDelay]
 * @returns {void}
 */
ClientRequest.prototype.setSocketKeepAlive = function(enable, initialDelay) {
  whenConnected(this, 'setKeepAlive', [enable, initialDelay]);
};

/** Ends what setTimeout() began. */
ClientRequest.prototype.clearTimeout = function(callback) {
  this.setTimeout(0, callback);
};

module.exports = { ClientRequest };
