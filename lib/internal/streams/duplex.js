'use strict';

// A stream with both halves. It inherits from Readable and borrows the methods of Writable; each
// half has its own state object and its own buffer, and the two meet only in destroy(), in 'close'
// and in allowHalfOpen.

const { setDuplex } = require('internal/streams/legacy');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');

/**
 * @param {object} [options] those of Readable and Writable, readable*- and writable*-prefixed ones
 *   for one half only, `readable`/`writable` false to switch a half off, allowHalfOpen
 *   (Node: `new stream.Duplex(options)`)
 */
function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  Readable.call(this, options);
  Writable.call(this, options);
  this.allowHalfOpen = true;
  if (options) {
    if (options.allowHalfOpen === false) this.allowHalfOpen = false;
    if (options.readable === false) {
      const r = this._readableState;
      r.readable = false;
      r.ended = true;
      r.endEmitted = true;
    }
    if (options.writable === false) {
      const w = this._writableState;
      w.writable = false;
      w.ending = true;
      w.ended = true;
      w.finished = true;
    }
  }
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);
setDuplex(Duplex);

for (const name of ['write', 'cork', 'uncork', 'setDefaultEncoding', '_write', '_writev', 'end',
  'destroy']) {
  Duplex.prototype[name] = Writable.prototype[name];
}
for (const name of ['writable', 'writableHighWaterMark', 'writableObjectMode', 'writableBuffer',
  'writableLength', 'writableFinished', 'writableCorked', 'writableEnded', 'writableNeedDrain',
  'writableAborted']) {
  Object.defineProperty(Duplex.prototype, name,
    { __proto__: null, ...Object.getOwnPropertyDescriptor(Writable.prototype, name) });
}
Object.defineProperty(Duplex.prototype, 'destroyed', {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    const r = this._readableState;
    const w = this._writableState;
    return r !== undefined && w !== undefined && r.destroyed && w.destroyed;
  },
  set(value) {
    // Subclasses of old streams assign before the constructor ran; then there is nothing to set.
    if (this._readableState && this._writableState) {
      this._readableState.destroyed = value;
      this._writableState.destroyed = value;
    }
  },
});

/**
 * @param {{ readable?: ReadableStream, writable?: WritableStream }} pair
 * @param {object} [options]
 * @returns {Duplex}
 */
Duplex.fromWeb = function(pair, options) {
  return require('internal/webstreams/adapters')
    .newStreamDuplexFromReadableWritablePair(pair, options);
};

/**
 * @param {Duplex} duplex
 * @returns {{ readable: ReadableStream, writable: WritableStream }}
 */
Duplex.toWeb = function(duplex) {
  return require('internal/webstreams/adapters').newReadableWritablePairFromDuplex(duplex);
};

/**
 * Makes a Duplex out of nearly anything that yields or takes data.
 * @param {any} body stream, web stream, Blob, iterable, (async) function or generator function,
 *   promise, or an object with `readable` and/or `writable`
 * @returns {Duplex}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE
 */
Duplex.from = function(body) {
  return require('internal/streams/duplexify').duplexify(body, 'body');
};

module.exports = Duplex;
