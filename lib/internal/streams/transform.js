'use strict';

// A Transform is a Duplex whose readable side is computed from its writable side.
//
// A written chunk goes to _transform(); what that pushes is the readable side. Back-pressure
// couples the halves: the callback of the write is held back (`parked`) while the readable buffer
// is full, and released by the next _read(). So a slow consumer stops the producer with at most
// both buffers full.
//
// The callback that _transform() gets is one function per stream, made on construction, as the
// writable half has at most one chunk under way. Sending a chunk through costs no allocation.

const Duplex = require('internal/streams/duplex');
const { kEnded, getHighWaterMark } = require('internal/streams/state');
const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');

// The write callback of the chunk that _transform() has; null if it has none.
const kCallback = Symbol('callback');
// The write callback that waits for the readable buffer to have room again.
const kParked = Symbol('parked');
// How full the readable buffer was before _transform().
const kBefore = Symbol('lengthBefore');
const kAfter = Symbol('afterTransform');

/**
 * @param {object} [options] those of Duplex, transform, flush
 *   (Node: `new stream.Transform([options])`)
 */
function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  // A readable buffer of size 0 would leave the one of the writable half with the default size, and
  // a Transform that buffers nothing is what such options ask for.
  if (options && getHighWaterMark(false, options, 'readableHighWaterMark', true) === 0) {
    options = {
      ...options,
      highWaterMark: null,
      readableHighWaterMark: 0,
      writableHighWaterMark: options.writableHighWaterMark || 0,
    };
  }
  Duplex.call(this, options);
  // What is pushed from a write, outside of _read(), may be emitted at once.
  this._readableState.sync = false;
  this[kCallback] = null;
  this[kParked] = null;
  this[kBefore] = 0;
  this[kAfter] = (err, value) => {
    const callback = this[kCallback] ?? this._writableState.onwrite;
    this[kCallback] = null;
    pushAndContinue(this, this[kBefore], callback, err, value);
  };
  if (options) {
    if (typeof options.transform === 'function') this._transform = options.transform;
    if (typeof options.flush === 'function') this._flush = options.flush;
  }
  this.on('prefinish', onPrefinish);
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

/** Lets the transform push its last words, then ends the readable side. */
function final(callback) {
  if (typeof this._flush !== 'function' || this.destroyed) {
    this.push(null);
    if (callback) callback();
    return;
  }
  this._flush((err, data) => {
    if (err) {
      if (callback) callback(err);
      else this.destroy(err);
      return;
    }
    if (data !== null && data !== undefined) this.push(data);
    this.push(null);
    if (callback) callback();
  });
}
Transform.prototype._final = final;

/** A subclass with a _final() of its own is flushed when that is through. */
function onPrefinish() {
  if (this._final !== final) final.call(this);
}

/**
 * Turns a chunk into any number of pushes. Every concrete Transform brings its own.
 * @param {any} chunk
 * @param {string} encoding
 * @param {(err?: Error|null, data?: any) => void} callback
 * @throws {Error} ERR_METHOD_NOT_IMPLEMENTED
 */
Transform.prototype._transform = function(chunk, encoding, callback) { // eslint-disable-line
  throw new ERR_METHOD_NOT_IMPLEMENTED('_transform()');
};

Transform.prototype._write = function(chunk, encoding, callback) {
  if (callback === this._writableState.onwrite) {
    this[kCallback] = callback;
    this[kBefore] = this._readableState.length;
    this._transform(chunk, encoding, this[kAfter]);
  } else {
    // Called by a subclass rather than by the stream: several may be under way.
    const before = this._readableState.length;
    this._transform(chunk, encoding, (err, value) => {
      pushAndContinue(this, before, callback, err, value);
    });
  }
};

function pushAndContinue(stream, before, callback, err, value) {
  if (err) {
    callback(err);
    return;
  }
  if (value !== null && value !== undefined) stream.push(value);
  const r = stream._readableState;
  if ((r.bits & kEnded) !== 0) {
    // Nothing will read any more; the chunks that still come are taken, though not in one stack.
    process.nextTick(callback);
  } else if (before === r.length || r.length < r.highWaterMark ||
             (stream._writableState.bits & kEnded) !== 0) {
    callback();
  } else {
    stream[kParked] = callback;
  }
}

Transform.prototype._read = function() {
  const callback = this[kParked];
  if (callback !== null) {
    this[kParked] = null;
    callback();
  }
};

module.exports = Transform;
