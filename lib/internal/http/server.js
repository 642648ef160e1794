'use strict';

// http.Server: a net.Server whose connections speak HTTP (internal/http/connection).
//
// Every connectionsCheckingInterval it looks for requests that have taken too long (headersTimeout,
// requestTimeout). The parser of each connection knows since when a message is under way.
// Source: Node doc, Class: http.Server.

const EventEmitter = require('events');
const net = require('net');
const {
  codes: { ERR_HTTP_REQUEST_TIMEOUT, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { SymbolAsyncDispose } = require('internal/util');
const { validateBoolean, validateInteger, validateObject } = require('internal/validators');
const { IncomingMessage } = require('internal/http/incoming');
const { ServerResponse } = require('internal/http/response');
const { STATUS_CODES, kUniqueHeaders, parseUniqueHeaders } = require('internal/http/common');
const { onConnection, onError } = require('internal/http/connection');

const kCheckTimer = Symbol('connectionsCheckTimer');

function optionalInteger(options, name, fallback) {
  const value = options[name];
  if (value === undefined) return fallback;
  validateInteger(value, name, 0);
  return value;
}

function optionalBoolean(options, name, fallback) {
  const value = options[name];
  if (value === undefined) return fallback;
  validateBoolean(value, `options.${name}`);
  return value;
}

/**
 * Takes the options of http.createServer() that are not those of net.
 * @this {any} the server
 * @param {any} options
 * @returns {void}
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 */
function storeOptions(options) {
  this._IncomingMessage = options.IncomingMessage || IncomingMessage;
  this._ServerResponse = options.ServerResponse || ServerResponse;
  this.maxHeaderSize = options.maxHeaderSize === undefined ? undefined :
    optionalInteger(options, 'maxHeaderSize', undefined);
  this.insecureHTTPParser = optionalBoolean(options, 'insecureHTTPParser', undefined);
  this.requestTimeout = optionalInteger(options, 'requestTimeout', 300_000);
  this.headersTimeout = optionalInteger(
    options, 'headersTimeout', Math.min(60_000, this.requestTimeout || 60_000));
  if (this.requestTimeout > 0 && this.headersTimeout > 0 &&
      this.headersTimeout > this.requestTimeout) {
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', options.headersTimeout);
  }
  this.keepAliveTimeout = optionalInteger(options, 'keepAliveTimeout', 5000);
  this.connectionsCheckingInterval = optionalInteger(
    options, 'connectionsCheckingInterval', 30_000);
  this.requireHostHeader = optionalBoolean(options, 'requireHostHeader', true);
  this.joinDuplicateHeaders = optionalBoolean(options, 'joinDuplicateHeaders', undefined);
  this.rejectNonStandardBodyWrites = optionalBoolean(
    options, 'rejectNonStandardBodyWrites', false);
  if (options.noDelay === undefined) options.noDelay = true;
  this[kUniqueHeaders] = parseUniqueHeaders(options.uniqueHeaders);
  this._responseOptions = {
    highWaterMark: options.highWaterMark,
    rejectNonStandardBodyWrites: this.rejectNonStandardBodyWrites,
  };
}

/**
 * @param {object | ((req: any, res: any) => void)} [options]
 * @param {(req: any, res: any) => void} [requestListener] listens for 'request'
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 */
function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options === undefined || options === null) {
    options = {};
  } else {
    validateObject(options, 'options');
    options = { ...options };
  }
  storeOptions.call(this, options);
  net.Server.call(this, {
    allowHalfOpen: true,
    noDelay: options.noDelay,
    keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay,
    highWaterMark: options.highWaterMark,
    pauseOnConnect: options.pauseOnConnect,
  });
  this._responseOptions.highWaterMark ??= this.highWaterMark;
  if (requestListener) this.on('request', requestListener);
  // Whether a client that has ended its side gets answers still. A name that programs know.
  this.httpAllowHalfOpen = false;
  /** The parsers of the open connections. */
  this._connectionList = new Set();
  this[kCheckTimer] = null;
  this.on('connection', onConnection);
  this.on('listening', startChecking);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

/** @this {any} the server */
function startChecking() {
  if (this[kCheckTimer]) clearInterval(this[kCheckTimer]);
  if (!this.connectionsCheckingInterval) return;
  this[kCheckTimer] = setInterval(checkConnections, this.connectionsCheckingInterval, this);
  this[kCheckTimer].unref();
}

function checkConnections(server) {
  const { headersTimeout, requestTimeout } = server;
  if (!headersTimeout && !requestTimeout) return;
  for (const parser of server._connectionList) {
    if (!parser.isExpired(Number(headersTimeout) || 0, Number(requestTimeout) || 0)) continue;
    server._connectionList.delete(parser);
    const { socket } = parser;
    if (socket) onError.call(socket, new ERR_HTTP_REQUEST_TIMEOUT());
  }
}

function stopChecking(server) {
  clearInterval(server[kCheckTimer]);
}

/**
 * Ends what is idle and accepts no more. Source: Node doc, server.close().
 * @param {(error?: Error) => void} [callback]
 * @returns {any} this
 */
Server.prototype.close = function(callback) {
  this.closeIdleConnections();
  stopChecking(this);
  return net.Server.prototype.close.call(this, callback);
};

/** Source: Node doc, server[Symbol.asyncDispose](). */
Server.prototype[SymbolAsyncDispose] = async function() {
  await new Promise((resolve, reject) => {
    this.close((error) => (error ? reject(error) : resolve(undefined)));
  });
};

/**
 * Source: Node doc, server.closeAllConnections().
 * @returns {void}
 */
Server.prototype.closeAllConnections = function() {
  for (const parser of this._connectionList) parser.socket?.destroy();
};

/**
 * Those that neither receive a request nor wait for a response. Source: Node doc,
 * server.closeIdleConnections().
 * @returns {void}
 */
Server.prototype.closeIdleConnections = function() {
  for (const parser of this._connectionList) {
    const { socket } = parser;
    if (!socket || !parser.isIdle()) continue;
    if (socket._httpMessage && !socket._httpMessage.finished) continue;
    socket.destroy();
  }
};

/**
 * Source: Node doc, server.setTimeout().
 * @param {number} [msecs]
 * @param {() => void} [callback] listens for 'timeout'
 * @returns {any} this
 */
Server.prototype.setTimeout = function(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  return this;
};

Server.prototype[EventEmitter.captureRejectionSymbol] = function(error, event, ...args) {
  if (event !== 'request' && event !== 'checkContinue' && event !== 'checkExpectation') {
    net.Server.prototype[EventEmitter.captureRejectionSymbol].call(this, error, event, ...args);
    return;
  }
  const [, response] = args;
  if (response.headersSent || response.writableEnded) {
    response.destroy();
    return;
  }
  // What was set for an answer does not suit this one.
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 500;
  response.end(STATUS_CODES[500]);
};

module.exports = { Server, kCheckTimer, storeOptions };
