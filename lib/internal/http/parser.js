'use strict';

// Parsers: what llhttp says (src/bindings/http_parser.cc), as messages.
//
// A parser belongs to a connection: a server's for as long as that lasts, a client's for one
// request. `socket.parser` and `parser.socket` refer to each other. It calls
//
//   parser.onIncoming(message, keepAlive, bits)   the head is there; returns kBody, kNoBody or
//                                                 kUpgrade
//   parser.onExecuted(status, rest)               a read has ended in an error (status is one),
//                                                 or in an upgrade (status is undefined and rest
//                                                 what follows the message)
//
// and gives the body to the message by itself. Where a socket has a handle of ours the parser
// consumes it: bytes go from the kernel to llhttp without a trip through JavaScript. As soon as the
// program wants to see the bytes itself (it listens for 'data' on the socket, say) the connection
// falls back to feed(), by the stream's own 'data' events.
//
// Idle parsers are kept for the next connection.

const native = binding('http_parser');
const { FastBuffer } = require('internal/buffer');
const { Readable } = require('stream');
const { isPipeHandle, isTcpHandle } = require('internal/net');
const { kUserBuffer } = require('internal/stream_base');
const { getOptionValue } = require('internal/options');
const { IncomingMessage } = require('internal/http/incoming');
const { pauseInput, resumeInput } = require('internal/http/input');

const {
  kBody, kNoBody, kUpgrade, kFailed, kUpgraded, kKeepAlive, kMinorVersion, kMajorVersionShift,
  kRequest, kResponse, kWantsUpgrade, kHasHost, kHasExpect,
} = native;

/** The names of methods by the number that the parser gives them. */
const { methods } = native;

const kBusy = -2;

class HTTPParser extends native.HTTPParser {
  constructor() {
    super();
    this.socket = null;
    this.incoming = null;
    this.outgoing = null;
    this.onIncoming = null;
    this.onExecuted = null;
    this.onGivenUp = null;
    this.joinDuplicateHeaders = false;
    this.MessageClass = IncomingMessage;
    this.isRequest = true;
    this.consumed = false;
  }
}

const versions = ['1.0', '1.1'];

function onHeaders(fields, text, code, bits) {
  const { socket } = this;
  // What follows on a connection that has been given up is no message any more.
  if (socket === null || socket.destroyed) return kNoBody;
  refreshTimer(socket);
  const message = new this.MessageClass(socket);
  const major = (bits >> kMajorVersionShift) & 0xf;
  const minor = bits & kMinorVersion;
  message.httpVersionMajor = major;
  message.httpVersionMinor = minor;
  message.httpVersion = major === 1 && minor < 2 ? versions[minor] : `${major}.${minor}`;
  message.joinDuplicateHeaders = this.joinDuplicateHeaders;
  message.rawHeaders = fields;
  message.upgrade = (bits & kWantsUpgrade) !== 0;
  if (this.isRequest) {
    message.url = text;
    message.method = methods[code];
  } else {
    message.statusCode = code;
    message.statusMessage = text;
  }
  this.incoming = message;
  return this.onIncoming(message, (bits & kKeepAlive) !== 0, bits);
}

function onBody(memory, offset, length) {
  const { incoming, socket } = this;
  if (incoming === null) return;
  refreshTimer(socket);
  if (!incoming._dumped && !incoming.push(new FastBuffer(memory, offset, length))) {
    pauseInput(socket);
  }
}

function onComplete(fields) {
  const { incoming, socket } = this;
  if (incoming === null) return;
  incoming.complete = true;
  if (fields !== undefined) incoming._addHeaderLines(fields, fields.length);
  incoming.push(null);
  resumeInput(socket);
}

function onExecuted(status, memory, offset, length) {
  const { socket } = this;
  if (socket === null) return;
  refreshTimer(socket);
  if (status === kFailed) {
    this.onExecuted(errorOf(this, new FastBuffer(memory, offset, length)), undefined);
  } else if (status === kUpgraded) {
    this.onExecuted(undefined,
      length === undefined ? new FastBuffer() : new FastBuffer(memory, offset, length));
  }
}

let hasCallbacks = false;

function refreshTimer(socket) {
  if (socket !== null && socket._unrefTimer) socket._unrefTimer();
}

/**
 * What went wrong last.
 * @param {HTTPParser} parser
 * @param {Uint8Array} [rawPacket] the bytes that were being parsed
 * @returns {Error} with code (HPE_*), reason, bytesParsed, rawPacket
 */
function errorOf(parser, rawPacket) {
  const [code, reason, bytesParsed] = parser.error();
  const error = /** @type {any} */ (new Error(`Parse Error: ${reason || code}`));
  error.bytesParsed = bytesParsed;
  error.code = code;
  error.reason = reason;
  if (rawPacket !== undefined) error.rawPacket = rawPacket;
  return error;
}

/**
 * Parses what a stream has read.
 * @param {HTTPParser} parser
 * @param {Uint8Array} chunk
 * @returns {void}
 */
function feed(parser, chunk) {
  const { socket } = parser;
  if (socket === null) return;
  const parsed = parser.execute(chunk);
  if (parsed === kBusy) {
    // A listener of ours has made the stream give more.
    process.nextTick(feed, parser, chunk);
    return;
  }
  if (parser.socket === null) return;
  if (parsed === -1) {
    parser.onExecuted(errorOf(parser, chunk), undefined);
  } else if (parser.incoming?.upgrade) {
    parser.onExecuted(undefined, chunk.subarray(parsed));
  }
}

/**
 * The peer will send no more.
 * @param {HTTPParser} parser
 * @returns {Error | undefined} when that is too early
 */
function finish(parser) {
  return parser.finish() === -1 ? errorOf(parser) : undefined;
}

/**
 * Lets the parser have the bytes of a socket without a trip through JavaScript, if it can be, until
 * somebody listens for them.
 * @param {HTTPParser} parser
 * @param {any} socket
 * @param {(socket: any) => void} onGivenUp called then
 * @returns {boolean} whether it can
 */
function consume(parser, socket, onGivenUp) {
  const handle = socket._handle;
  if (!handle || (!isTcpHandle(handle) && !isPipeHandle(handle)) || socket[kUserBuffer] ||
      socket.readableLength > 0) {
    return false;
  }
  parser.consumed = true;
  parser.onGivenUp = onGivenUp;
  parser.consume(handle);
  socket.on = socket.addListener = onListener;
  socket.prependListener = onPrependListener;
  return true;
}

/**
 * @param {HTTPParser} parser
 * @returns {void}
 */
function unconsume(parser) {
  const { socket } = parser;
  delete socket.on;
  delete socket.addListener;
  delete socket.prependListener;
  parser.consumed = false;
  parser.unconsume();
}

function giveUp(socket, event) {
  const { parser } = socket;
  if (!parser?.consumed || (event !== 'data' && event !== 'readable')) return;
  unconsume(parser);
  parser.onGivenUp(socket);
}

/** @this {any} the socket */
function onListener(event, listener) {
  giveUp(this, event);
  return Readable.prototype.on.call(this, event, listener);
}

/** @this {any} the socket */
function onPrependListener(event, listener) {
  giveUp(this, event);
  return Readable.prototype.prependListener.call(this, event, listener);
}

// --- Idle parsers ---

const idle = [];
let maxIdle = 1000;

/**
 * A parser for a connection.
 * @param {boolean} isRequest whether requests are to be parsed, or else responses
 * @param {any} socket
 * @param {{ insecureHTTPParser?: boolean, maxHeaderSize?: number, maxHeadersCount?: number | null,
 *   joinDuplicateHeaders?: boolean }} options
 * @returns {HTTPParser}
 */
function allocateParser(isRequest, socket, options) {
  if (!hasCallbacks) {
    hasCallbacks = true;
    native.setCallbacks(onHeaders, onBody, onComplete, onExecuted);
  }
  const parser = idle.pop() ?? new HTTPParser();
  const lenient = options.insecureHTTPParser ?? isLenient();
  // Where the user says 0 or nothing there is no limit but the size.
  const pairs = typeof options.maxHeadersCount === 'number' ? options.maxHeadersCount : 2000;
  parser.initialize(
    isRequest ? kRequest : kResponse, lenient, options.maxHeaderSize || getMaxHeaderSize(),
    pairs > 0 ? pairs : 0);
  parser.isRequest = isRequest;
  parser.socket = socket;
  parser.joinDuplicateHeaders = Boolean(options.joinDuplicateHeaders);
  return parser;
}

/**
 * Gives a parser back.
 * @param {HTTPParser | null | undefined} parser
 * @returns {void}
 */
function freeParser(parser) {
  if (!parser || parser.socket === null) return;
  parser.consumed = false;
  if (parser.socket.parser === parser) parser.socket.parser = null;
  if (parser.outgoing?.parser === parser) parser.outgoing.parser = null;
  parser.socket = null;
  parser.incoming = null;
  parser.outgoing = null;
  parser.onIncoming = null;
  parser.onExecuted = null;
  parser.onGivenUp = null;
  parser.MessageClass = IncomingMessage;
  if (parser.release() && idle.length < maxIdle) idle.push(parser);
}

/** @param {number} max how many idle parsers are kept */
function setMaxIdle(max) {
  maxIdle = max;
}

/** @returns {number} how many idle parsers are kept */
function getMaxIdle() {
  return maxIdle;
}

let lenientDefault;
let maxHeaderSize;

/** @returns {boolean} what --insecure-http-parser says, with a warning at first use */
function isLenient() {
  if (lenientDefault === undefined) {
    lenientDefault = Boolean(getOptionValue('--insecure-http-parser'));
    if (lenientDefault) process.emitWarning('Using insecure HTTP parsing');
  }
  return lenientDefault;
}

/** @returns {number} what --max-http-header-size says, in bytes */
function getMaxHeaderSize() {
  maxHeaderSize ??= Number(getOptionValue('--max-http-header-size')) || 16 * 1024;
  return maxHeaderSize;
}

module.exports = {
  allocateParser,
  consume,
  feed,
  finish,
  freeParser,
  getMaxHeaderSize,
  getMaxIdle,
  kBody,
  kHasExpect,
  kHasHost,
  kNoBody,
  kUpgrade,
  methods,
  setMaxIdle,
  unconsume,
};
