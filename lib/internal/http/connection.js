'use strict';

// A connection of a server: requests come in, responses go out in the same order.
//
//   parser -> onIncoming(): a request and its response are made, 'request' is emitted
//   response finished -> onResponseFinished(): the next one gets the socket; or the connection
//                        waits for requests (keepAliveTimeout), or ends
//
// Clients may send requests before they have read the responses (pipelining). The responses that
// wait for their turn are kept in `outgoing`; when they hold more than the high-water mark of the
// socket, nothing is read until that has become less.
//
// The state of a connection is an object at socket[kConnection]. Listeners of the socket are shared
// functions.

const { channel } = require('diagnostics_channel');
const {
  connResetException,
  codes: { ERR_HTTP_SOCKET_ENCODING },
} = require('internal/errors');
const { tryReadStart, tryReadStop } = require('internal/stream_base');
const { kUniqueHeaders, kNeedDrain } = require('internal/http/common');
const { kRejectsBody } = require('internal/http/outgoing');
const { pauseInput, resumeInput } = require('internal/http/input');
const {
  allocateParser, consume, feed, finish, freeParser, kBody, kHasExpect, kHasHost, kUpgrade,
  unconsume,
} = require('internal/http/parser');

const kConnection = Symbol('connection');

const requestStart = channel('http.server.request.start');
const responseCreated = channel('http.server.response.created');
const responseFinish = channel('http.server.response.finish');

const saysContinue = /(?:^|\W)100-continue(?:$|\W)/i;

const kKeepAliveGrace = 1000;

function noop() {}

class Connection {
  constructor(server, socket) {
    this.server = server;
    this.socket = socket;
    this.parser = null;
    this.incoming = []; // requests whose responses have not finished
    this.outgoing = []; // responses that wait for their turn
    this.outgoingData = 0; // what those hold
    this.requestsCount = 0;
    this.waitsForRequest = false; // the timeout is that of an idle connection
    this.onPendingData = (delta) => this.notePendingData(delta);
  }

  notePendingData(delta) {
    this.outgoingData += delta;
    const { socket } = this;
    if (socket._paused && this.outgoingData < socket.writableHighWaterMark) {
      onDrain.call(socket);
    }
  }
}

/**
 * What a server does with a new connection: its listener of 'connection'.
 * @this {any} the server
 * @param {any} socket a Duplex
 * @returns {void}
 */
function onConnection(socket) {
  const server = this;
  const connection = new Connection(server, socket);
  socket[kConnection] = connection;
  socket._paused = false;
  socket._httpMessage = null;
  socket.server ??= server;
  if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
  socket.on('timeout', onTimeout);

  const parser = allocateParser(true, socket, server);
  parser.MessageClass = server._IncomingMessage;
  parser.onIncoming = onIncoming;
  parser.onExecuted = onExecuted;
  socket.parser = parser;
  connection.parser = parser;
  server._connectionList.add(parser);

  socket.on('error', onError);
  socket.on('end', onEnd);
  socket.on('close', onClose);
  socket.on('drain', onDrain);
  socket.setEncoding = refuseEncoding;
  socket.on('data', onData);
  if (consume(parser, socket, onGivenUp)) {
    socket.on('pause', onPause);
    socket.on('resume', onResume);
  }
}

function refuseEncoding() {
  throw new ERR_HTTP_SOCKET_ENCODING();
}

// --- The socket's stream ---

/** @this {any} the socket */
function onData(chunk) {
  const { parser } = this;
  if (parser) feed(parser, chunk);
}

// The bytes come by the stream from now on, behind what the parser has had.
function onGivenUp(socket) {
  socket.removeListener('pause', onPause);
  socket.removeListener('resume', onResume);
}

function onPause() {
  if (this._handle?.reading) tryReadStop(this);
}

function onResume() {
  if (this._paused) this.pause();
  else if (this._handle && !this._handle.reading) tryReadStart(this);
}

/** @this {any} the socket */
function onDrain() {
  const connection = this[kConnection];
  const wantsPause = connection.outgoingData > this.writableHighWaterMark;
  if (this._paused && !wantsPause) {
    this._paused = false;
    resumeInput(this);
  }
  const message = this._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}

/** @this {any} the socket */
function onTimeout() {
  const request = this.parser?.incoming;
  const requestHeard = request && !request.complete && request.emit('timeout', this);
  const response = this._httpMessage;
  const responseHeard = response && response.emit('timeout', this);
  const serverHeard = this[kConnection].server.emit('timeout', this);
  if (!requestHeard && !responseHeard && !serverHeard) this.destroy();
}

/** @this {any} the socket */
function onEnd() {
  const { parser } = this;
  const { server, outgoing } = this[kConnection];
  const error = parser ? finish(parser) : undefined;
  if (error !== undefined) {
    onError.call(this, error);
  } else if (!server.httpAllowHalfOpen) {
    this.end();
  } else if (outgoing.length > 0) {
    outgoing[outgoing.length - 1]._last = true;
  } else if (this._httpMessage) {
    this._httpMessage._last = true;
  } else {
    this.end();
  }
}

/** @this {any} the socket */
function onClose() {
  const connection = this[kConnection];
  if (connection === undefined) return;
  const { server, incoming } = connection;
  server._connectionList.delete(connection.parser);
  freeParser(this.parser);
  while (incoming.length > 0) incoming.shift().destroy(connResetException('aborted'));
}

const answers = {
  __proto__: null,
  HPE_HEADER_OVERFLOW: 'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n',
  ERR_HTTP_REQUEST_TIMEOUT: 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n',
};
const badRequest = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';

/**
 * An error of the socket, of the parser, or of time. Source: Node doc, event 'clientError'.
 * @this {any} the socket
 * @param {any} error
 * @returns {void}
 */
function onError(error) {
  this.removeListener('error', onError);
  if (this.listenerCount('error', noop) === 0) this.on('error', noop);
  const { server } = this[kConnection];
  if (server.emit('clientError', error, this)) return;
  // Not into the middle of a response that is being sent.
  if (this.writable && (!this._httpMessage || !this._httpMessage._headerSent)) {
    this.write(answers[error.code] ?? badRequest, () => this.destroy(error));
    // What does not take our answer does not get it.
    if (this.writableNeedDrain) this.destroy(error);
    return;
  }
  this.destroy(error);
}

// --- Requests ---

/** @this {any} the parser */
function onExecuted(error, rest) {
  const { socket } = this;
  if (error !== undefined) {
    onError.call(socket, error);
  } else {
    upgrade(this, socket, rest);
  }
}

function upgrade(parser, socket, rest) {
  const request = parser.incoming;
  const { server } = socket[kConnection];
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (server.listenerCount(event) === 0) {
    // Nobody is there to speak another protocol.
    socket.destroy();
    return;
  }
  if (parser.consumed) {
    unconsume(parser);
    onGivenUp(socket);
  }
  socket.removeListener('data', onData);
  for (const [name, listener] of [['end', onEnd], ['close', onClose], ['drain', onDrain],
                                  ['error', onError], ['timeout', onTimeout]]) {
    socket.removeListener(name, listener);
  }
  delete socket.setEncoding;
  server._connectionList.delete(parser);
  freeParser(parser);
  // Nothing flows before the program says so.
  socket.readableFlowing = null;
  socket._paused = false;
  if (socket.setTimeout) socket.setTimeout(0);
  server.emit(event, request, socket, rest);
}

function resetTimeout(server, socket, connection) {
  if (!connection.waitsForRequest) return;
  connection.waitsForRequest = false;
  socket.setTimeout(server.timeout || 0);
}

/** @this {any} the parser */
function onIncoming(request, keepAlive, bits) {
  const { socket } = this;
  const connection = socket[kConnection];
  const { server } = connection;
  resetTimeout(server, socket, connection);
  if (request.upgrade) {
    request.upgrade = request.method === 'CONNECT' || server.listenerCount('upgrade') > 0;
    if (request.upgrade) return kUpgrade;
  }
  connection.incoming.push(request);
  // Responses that nobody reads: no more requests until they have gone.
  if (!socket._paused &&
      (socket.writableNeedDrain || connection.outgoingData >= socket.writableHighWaterMark)) {
    socket._paused = true;
    pauseInput(socket);
  }

  const response = new server._ServerResponse(request, server._responseOptions);
  response._keepAliveTimeout = server.keepAliveTimeout;
  response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  response._onPendingData = connection.onPendingData;
  response.shouldKeepAlive = keepAlive;
  response[kUniqueHeaders] = server[kUniqueHeaders];
  response[kRejectsBody] = server.rejectNonStandardBodyWrites;
  if (responseCreated.hasSubscribers) responseCreated.publish({ request, response });
  if (requestStart.hasSubscribers) requestStart.publish({ request, response, socket, server });

  if (socket._httpMessage) connection.outgoing.push(response);
  else response.assignSocket(socket);
  response.on('finish', onResponseFinished);

  if ((bits & kHasHost) === 0 && server.requireHostHeader &&
      request.httpVersionMajor === 1 && request.httpVersionMinor === 1) {
    // RFC 9112, section 3.2.
    response.writeHead(400, ['Connection', 'close']);
    response.end();
    return kBody;
  }

  connection.requestsCount++;
  if (server.maxRequestsPerSocket > 0) {
    response.maxRequestsOnConnectionReached =
      server.maxRequestsPerSocket <= connection.requestsCount;
    if (server.maxRequestsPerSocket < connection.requestsCount) {
      server.emit('dropRequest', request, socket);
      response.writeHead(503);
      response.end();
      return kBody;
    }
  }

  if ((bits & kHasExpect) !== 0 && request.httpVersionMajor === 1 &&
      request.httpVersionMinor === 1) {
    if (saysContinue.test(request.headers.expect)) {
      response._expect_continue = true;
      if (server.listenerCount('checkContinue') > 0) {
        server.emit('checkContinue', request, response);
        return kBody;
      }
      response.writeContinue();
    } else {
      if (!server.emit('checkExpectation', request, response)) {
        response.writeHead(417);
        response.end();
      }
      return kBody;
    }
  }
  server.emit('request', request, response);
  return kBody;
}

function emitClose(response) {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}

function forgetIncoming(socket, request) {
  if (socket.parser?.incoming === request) socket.parser.incoming = null;
}

/** @this {any} the response */
function onResponseFinished() {
  const response = this;
  const { socket, req: request } = response;
  if (!socket) return;
  const connection = socket[kConnection];
  if (connection === undefined) return;
  const { server, incoming, outgoing } = connection;
  if (responseFinish.hasSubscribers) {
    responseFinish.publish({ request, response, socket, server });
  }
  if (incoming[0] === request) incoming.shift();
  else if (incoming.includes(request)) incoming.splice(incoming.indexOf(request), 1);

  // A body that nobody has begun to read is of no interest any more.
  if (!request._consuming && !request.readableDidRead) request._dump();

  response.detachSocket(socket);
  if (request.readableEnded) forgetIncoming(socket, request);
  else request.on('end', () => forgetIncoming(socket, request));
  process.nextTick(emitClose, response);

  if (response._last) {
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else socket.end();
  } else if (outgoing.length === 0) {
    if (server.keepAliveTimeout && typeof socket.setTimeout === 'function') {
      // A second more than we say: what a client sends in the last moment is still taken.
      socket.setTimeout(server.keepAliveTimeout + kKeepAliveGrace);
      connection.waitsForRequest = true;
    }
  } else {
    outgoing.shift().assignSocket(socket);
  }
}

module.exports = { kConnection, onConnection, onError };
