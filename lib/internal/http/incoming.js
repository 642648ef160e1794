'use strict';

// IncomingMessage: the head of an HTTP message as an object, and its body as a Readable.
//
// Header fields arrive as a flat list, [name, value, name, value, ...], and are joined to the
// object `headers` when somebody asks. How fields that occur more than once are joined stands in
// the documentation of message.headers.
//
// The body comes from the parser (internal/http/parser), which is told to hold back when the buffer
// is full and to go on when _read() is called. A message without an end that anybody waits for is
// dumped: its bytes are dropped where they arrive.

const { Readable } = require('stream');
const { resumeInput } = require('internal/http/input');

const kHeaders = Symbol('headers');
const kHeadersDistinct = Symbol('headersDistinct');
const kTrailers = Symbol('trailers');
const kTrailersDistinct = Symbol('trailersDistinct');

// How a field is joined with one of the same name that came before.
const kJoinComma = 0;
const kJoinSemicolon = 1;
const kKeepFirst = 2;
const kList = 3;

const rules = new Map([
  ['set-cookie', kList],
  ['cookie', kJoinSemicolon],
]);
for (const name of [
  'age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host',
  'if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards',
  'proxy-authorization', 'referer', 'retry-after', 'server', 'user-agent',
]) {
  rules.set(name, kKeepFirst);
}

// Names as they were spelled, in lower case: spelled the same way by most peers.
const kKnownNames = 1000;
const lowerNames = new Map();

function toLower(name) {
  let lower = lowerNames.get(name);
  if (lower === undefined) {
    lower = name.toLowerCase();
    if (lowerNames.size < kKnownNames && name.length < 64) lowerNames.set(name, lower);
  }
  return lower;
}

/** Joins values as `message.headers` has them. */
function addJoined(target, name, value, joinsAll) {
  const known = Object.hasOwn(target, name) ? target[name] : undefined;
  const rule = rules.get(name);
  if (known === undefined) {
    target[name] = rule === kList ? [value] : value;
  } else if (rule === kList) {
    known.push(value);
  } else if (rule === kJoinSemicolon) {
    target[name] = `${known}; ${value}`;
  } else if (joinsAll || rule !== kKeepFirst) {
    target[name] = `${known}, ${value}`;
  }
}

function addDistinct(target, name, value) {
  if (!Object.hasOwn(target, name)) target[name] = [value];
  else target[name].push(value);
}

/** Calls `add(target, lower-cased name, value)` for each field of a flat list. */
function collect(target, list, add, joinsAll) {
  for (let i = 0; i + 1 < list.length; i += 2) {
    add(target, toLower(list[i]), list[i + 1], joinsAll);
  }
  return target;
}

/**
 * A message that came in: a request of a client, or the response of a server.
 * Source: Node doc, Class: http.IncomingMessage.
 * @param {import('net').Socket} [socket] which it came by
 */
function IncomingMessage(socket) {
  Readable.call(this, socket ? { highWaterMark: socket.readableHighWaterMark } : undefined);
  this._readableState.readingMore = true; // nothing is read ahead before somebody reads
  this.socket = socket;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this[kHeaders] = null;
  this[kHeadersDistinct] = null;
  this.rawHeaders = [];
  this[kTrailers] = null;
  this[kTrailersDistinct] = null;
  this.rawTrailers = [];
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  this.url = '';
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this.client = socket;
  this._consuming = false;
  this._dumped = false;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

function define(name, get, set, enumerable = true) {
  Object.defineProperty(IncomingMessage.prototype, name, {
    __proto__: null, configurable: true, enumerable, get, set,
  });
}

/** The older name of `socket`. */
define('connection', function connection() {
  return this.socket;
}, function connection(socket) {
  this.socket = socket;
});

/** Lower-cased name -> value, joined. */
define('headers', function headers() {
  return this[kHeaders] ??= collect({}, this.rawHeaders, addJoined, this.joinDuplicateHeaders);
}, function headers(value) {
  this[kHeaders] = value;
});

/** Lower-cased name -> all values. */
define('headersDistinct', function headersDistinct() {
  return this[kHeadersDistinct] ??= collect({}, this.rawHeaders, addDistinct);
}, function headersDistinct(value) {
  this[kHeadersDistinct] = value;
});

/** As `headers`, for the fields behind the body. */
define('trailers', function trailers() {
  return this[kTrailers] ??= collect({}, this.rawTrailers, addJoined, this.joinDuplicateHeaders);
}, function trailers(value) {
  this[kTrailers] = value;
});

define('trailersDistinct', function trailersDistinct() {
  return this[kTrailersDistinct] ??= collect({}, this.rawTrailers, addDistinct);
}, function trailersDistinct(value) {
  this[kTrailersDistinct] = value;
});

/**
 * Source: Node doc, message.setTimeout().
 * @param {number} msecs handed to socket.setTimeout()
 * @param {() => void} [callback] a listener of 'timeout'
 * @returns {IncomingMessage} this
 */
IncomingMessage.prototype.setTimeout = function(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

IncomingMessage.prototype._read = function() {
  if (!this._consuming) {
    this._readableState.readingMore = false;
    this._consuming = true;
  }
  // The parser gives what it has when it has it.
  if (this.socket?.readable) resumeInput(this.socket);
};

// A message that ends early takes its connection along: what follows could not be told apart.
IncomingMessage.prototype._destroy = function(error, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
  }
  const { socket } = this;
  if (socket && !socket.destroyed && this.aborted) {
    socket.destroy(error);
    const { stream } = this;
    if (stream !== undefined && stream !== socket) stream.destroy?.(error);
  }
  // An error nobody listens for is of no interest: the program hears 'aborted' and 'close'.
  if (error && this.listenerCount('error') === 0) error = null;
  process.nextTick(callback, error);
};

/**
 * Takes header fields, or trailer fields once the message is complete.
 * @param {string[]} list flat: name, value, name, value, ...
 * @param {number} count entries of the list
 * @returns {void}
 */
IncomingMessage.prototype._addHeaderLines = function(list, count) {
  if (!list || list.length === 0) return;
  const fields = count < list.length ? list.slice(0, count) : list;
  let known;
  if (this.complete) {
    this.rawTrailers = fields;
    known = this[kTrailers];
  } else {
    this.rawHeaders = fields;
    known = this[kHeaders];
  }
  // What somebody has asked for, or set, already.
  if (known) collect(known, fields, addJoined, this.joinDuplicateHeaders);
};

/**
 * Joins one field.
 * @param {string} name in any case
 * @param {string} value
 * @param {object} target
 * @returns {void}
 */
IncomingMessage.prototype._addHeaderLine = function(name, value, target) {
  addJoined(target, name.toLowerCase(), value, this.joinDuplicateHeaders);
};

/**
 * @param {string} name
 * @param {string} value
 * @param {object} target without prototype
 * @returns {void}
 */
IncomingMessage.prototype._addHeaderLineDistinct = function(name, value, target) {
  addDistinct(target, name.toLowerCase(), value);
};

/**
 * Reads and forgets the rest of the body.
 * @returns {void}
 */
IncomingMessage.prototype._dump = function() {
  if (this._dumped) return;
  this._dumped = true;
  // What is buffered still is nobody's business.
  this.removeAllListeners('data');
  this.resume();
};

module.exports = { IncomingMessage };
