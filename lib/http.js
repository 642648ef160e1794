'use strict';

// The public module `http`. Source: Node.js documentation, "HTTP".
//
//   internal/http/parser      messages out of bytes; incoming: what they look like
//   internal/http/outgoing    messages that are sent; render: their heads
//   internal/http/server      the server; connection: one connection of it; response
//   internal/http/client      a request; agent: which connections requests share

const { debuglog } = require('internal/util/debuglog');
const { validateInteger } = require('internal/validators');
const { STATUS_CODES, validateHeaderName, validateHeaderValue } = require('internal/http/common');
const { IncomingMessage } = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');
const { getMaxHeaderSize, methods, setMaxIdle } = require('internal/http/parser');
const { ServerResponse } = require('internal/http/response');
const { Server } = require('internal/http/server');
const { ClientRequest } = require('internal/http/client');
const agents = require('internal/http/agent');
const { onConnection } = require('internal/http/connection');

const debug = debuglog('http');

/**
 * Source: Node doc, http.createServer().
 * @param {object | ((req: any, res: any) => void)} [options]
 * @param {(req: any, res: any) => void} [requestListener]
 * @returns {any}
 * @throws {TypeError | RangeError} those of Server
 */
function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

/**
 * Source: Node doc, http.request().
 * @param {string | URL | object} url
 * @param {object | ((res: any) => void)} [options]
 * @param {(res: any) => void} [callback] listens for 'response' once
 * @returns {any}
 * @throws {Error} those of ClientRequest
 */
function request(url, options, callback) {
  const message = new ClientRequest(url, options, callback);
  debug('request', message.method, message.host, message.path);
  return message;
}

/**
 * A request that is ended at once. Source: Node doc, http.get().
 * @param {string | URL | object} url
 * @param {object | ((res: any) => void)} [options]
 * @param {(res: any) => void} [callback]
 * @returns {any}
 * @throws {Error} those of ClientRequest
 */
function get(url, options, callback) {
  const message = request(url, options, callback);
  message.end();
  return message;
}

/**
 * How many idle parsers are kept. Source: Node doc, http.setMaxIdleHTTPParsers().
 * @param {number} max
 * @returns {void}
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function setMaxIdleHTTPParsers(max) {
  validateInteger(max, 'max', 1);
  setMaxIdle(max);
}

module.exports = {
  _connectionListener: onConnection,
  // QUERY is known to llhttp since 8.1.1; clients may use it in any case.
  METHODS: [...new Set([...methods.filter(Boolean), 'QUERY'])].sort(),
  STATUS_CODES,
  Agent: agents.Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer,
  validateHeaderName,
  validateHeaderValue,
  get,
  request,
  setMaxIdleHTTPParsers,
};
Object.defineProperty(module.exports, 'maxHeaderSize', {
  __proto__: null, configurable: true, enumerable: true, get: getMaxHeaderSize,
});
Object.defineProperty(module.exports, 'globalAgent', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: agents.getGlobalAgent,
  set: agents.setGlobalAgent,
});
