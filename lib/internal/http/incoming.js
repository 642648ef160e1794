'use strict';

// IncomingMessage: the head of an HTTP message as an object, and its body as a Readable.
//
// Header fields arrive as a flat list, [name, value, name, value, ...], and are joined to the
// object `headers` when somebody asks. How fields that occur more than once are joined stands in
// the documentation of message.headers.

const { Readable } = require('stream');

/** Fields of which only the first counts. */
const singular = new Set([
  'age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host',
  'if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards',
  'proxy-authorization', 'referer', 'retry-after', 'server', 'user-agent',
]);

/** Joins values as `message.headers` has them. */
function addJoined(target, name, value, joinsAll) {
  const known = Object.hasOwn(target, name) ? target[name] : undefined;
  if (name === 'set-cookie') {
    if (known === undefined) target[name] = [value];
    else known.push(value);
  } else if (known === undefined) {
    target[name] = value;
  } else if (name === 'cookie') {
    target[name] = `${known}; ${value}`;
  } else if (joinsAll || !singular.has(name)) {
    target[name] = `${known}, ${value}`;
  }
}

function addDistinct(target, name, value) {
  if (target[name] === undefined) target[name] = [value];
  else target[name].push(value);
}

/** Calls `add(target, lower-cased name, value)` for each field of a flat list. */
function collect(target, list, add, ...options) {
  for (let i = 0; i + 1 < list.length; i += 2) {
    add(target, list[i].toLowerCase(), list[i + 1], ...options);
  }
  return target;
}

/**
 * A message that came in: a request of a client, or the response of a server.
 * Source: Node doc, Class: http.IncomingMessage.
 */
class IncomingMessage extends Readable {
  #headers;
  #headersDistinct;
  #trailers;
  #trailersDistinct;

  /**
   * @param {import('net').Socket} [socket] which it came by
   */
  constructor(socket) {
    super(socket && { highWaterMark: socket.readableHighWaterMark });
    this.socket = socket;
    /** @type {number | null} */
    this.httpVersionMajor = null;
    /** @type {number | null} */
    this.httpVersionMinor = null;
    /** @type {string | null} */
    this.httpVersion = null;
    this.complete = false;
    /** @type {string[]} */
    this.rawHeaders = [];
    /** @type {string[]} */
    this.rawTrailers = [];
    this.joinDuplicateHeaders = false;
    this.aborted = false;
    /** @type {boolean | null} */
    this.upgrade = null;
    this.url = '';
    /** @type {string | null} */
    this.method = null;
    /** @type {number | null} */
    this.statusCode = null;
    /** @type {string | null} */
    this.statusMessage = null;
    this.client = socket;
  }

  /** The older name of `socket`. */
  get connection() { return this.socket; }
  set connection(socket) { this.socket = socket; }

  /** Lower-cased name -> value, joined. */
  get headers() {
    return this.#headers ??= collect({}, this.rawHeaders, addJoined, this.joinDuplicateHeaders);
  }
  set headers(value) { this.#headers = value; }

  /** Lower-cased name -> all values. */
  get headersDistinct() {
    return this.#headersDistinct ??= collect(Object.create(null), this.rawHeaders, addDistinct);
  }
  set headersDistinct(value) { this.#headersDistinct = value; }

  /** As `headers`, for the fields behind the body. */
  get trailers() {
    return this.#trailers ??= collect({}, this.rawTrailers, addJoined, this.joinDuplicateHeaders);
  }
  set trailers(value) { this.#trailers = value; }

  get trailersDistinct() {
    return this.#trailersDistinct ??= collect(Object.create(null), this.rawTrailers, addDistinct);
  }
  set trailersDistinct(value) { this.#trailersDistinct = value; }

  /**
   * @param {number} msecs handed to socket.setTimeout()
   * @param {() => void} [callback] a listener of 'timeout'
   * @returns {this}
   */
  setTimeout(msecs, callback) {
    if (callback) this.on('timeout', callback);
    this.socket.setTimeout(msecs);
    return this;
  }

  _read() {
    if (this.socket?.readable) this.socket.resume();
  }

  _destroy(error, callback) {
    if (!this.readableEnded || !this.complete) {
      this.aborted = true;
      this.emit('aborted');
    }
    if (this.socket && !this.socket.destroyed && this.aborted) this.socket.destroy(error);
    if (error && this.listenerCount('error') === 0) error = null;
    process.nextTick(callback, error);
  }

  /**
   * Takes header fields, or trailer fields once the message is complete.
   * @param {string[]} list flat: name, value, name, value, ...
   * @param {number} count entries of the list
   * @returns {void}
   */
  _addHeaderLines(list, count) {
    if (list.length === 0) return;
    const fields = count < list.length ? list.slice(0, count) : list;
    let known;
    if (this.complete) {
      this.rawTrailers = fields;
      known = this.#trailers;
    } else {
      this.rawHeaders = fields;
      known = this.#headers;
    }
    // What somebody has asked for, or set, already.
    if (known) collect(known, fields, addJoined, this.joinDuplicateHeaders);
  }

  /**
   * Joins one field.
   * @param {string} name in any case
   * @param {string} value
   * @param {object} target
   * @returns {void}
   */
  _addHeaderLine(name, value, target) {
    addJoined(target, name.toLowerCase(), value, this.joinDuplicateHeaders);
  }

  /**
   * @param {string} name
   * @param {string} value
   * @param {object} target without prototype
   * @returns {void}
   */
  _addHeaderLineDistinct(name, value, target) {
    addDistinct(target, name.toLowerCase(), value);
  }

  /**
   * Reads and forgets the rest of the body.
   * @returns {void}
   */
  _dump() {
    this.resume();
  }
}

module.exports = { IncomingMessage };
