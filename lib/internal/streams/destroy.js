'use strict';

// How a stream comes to its end by force, and how it comes into being.
//
// destroy(err) marks both halves destroyed at once and calls the stream's own _destroy(). When that
// reports back, both halves are closed, and one tick later come 'error' (if there is an error, and
// once only) and then 'close' (unless emitClose is off). A stream whose _construct() has not
// finished yet remembers the destroy request and runs it as soon as it has.
//
// A Duplex is one stream with two states: each fact set here is set on both. The bits have the same
// position in both halves (state.js), so that costs one OR per half.

const {
  kConstructed, kDestroyed, kClosed, kCloseEmitted, kErrored, kErrorEmitted, kEmitClose,
  kAutoDestroy,
} = require('internal/streams/state');
const {
  codes: { ERR_MULTIPLE_CALLBACK }, AbortError, aggregateTwoErrors,
} = require('internal/errors');
const {
  isDestroyed, isFinished, isServerRequest, isRequest, kIsDestroyed,
} = require('internal/streams/utils');

// stream[kBirth] exists from construct() until _construct() reports back.
const kBirth = Symbol('constructing');

function setBits(stream, bits) {
  const r = stream._readableState;
  const w = stream._writableState;
  if (w) w.bits |= bits;
  if (r) r.bits |= bits;
}

function bitsOfEither(stream) {
  return (stream._writableState?.bits ?? 0) | (stream._readableState?.bits ?? 0);
}

/** Keeps the first error of each half. */
function recordError(stream, err) {
  if (!err) return;
  // Reading .stack now fixes it, and lets go of the frames (and what they close over) sooner.
  err.stack; // eslint-disable-line no-unused-expressions
  const r = stream._readableState;
  const w = stream._writableState;
  if (w && (w.bits & kErrored) === 0) {
    w.errorValue = err;
    w.bits |= kErrored;
  }
  if (r && (r.bits & kErrored) === 0) {
    r.errorValue = err;
    r.bits |= kErrored;
  }
}

/**
 * The destroy() method of all streams.
 * @this {any}
 * @param {Error|null} [err] emitted as 'error'
 * @param {(err?: Error|null) => void} [callback] called when _destroy() is through
 * @returns {any} the stream
 */
function destroy(err, callback) {
  if ((bitsOfEither(this) & kDestroyed) !== 0) {
    if (typeof callback === 'function') callback();
    return this;
  }
  recordError(this, err);
  setBits(this, kDestroyed);
  const leading = this._writableState || this._readableState;
  if ((leading.bits & kConstructed) === 0 && this[kBirth]) {
    this[kBirth].destroy = { err, callback };
  } else {
    runDestroy(this, err, callback);
  }
  return this;
}

function runDestroy(stream, err, callback) {
  let reported = false;
  function report(failure) {
    if (reported) return;
    reported = true;
    recordError(stream, failure);
    setBits(stream, kClosed);
    if (typeof callback === 'function') callback(failure);
    if (failure) process.nextTick(emitErrorAndClose, stream, failure);
    else process.nextTick(emitClose, stream);
  }
  try {
    stream._destroy(err || null, report);
  } catch (thrown) {
    report(thrown);
  }
}

function emitErrorAndClose(stream, err) {
  emitError(stream, err);
  emitClose(stream);
}

function emitClose(stream) {
  setBits(stream, kCloseEmitted);
  if ((bitsOfEither(stream) & kEmitClose) !== 0) stream.emit('close');
}

function emitError(stream, err) {
  if ((bitsOfEither(stream) & kErrorEmitted) !== 0) return;
  setBits(stream, kErrorEmitted);
  stream.emit('error', err);
}

/**
 * Takes a destroyed stream back to the state of a fresh one (net.Socket reconnects this way).
 * @this {any}
 */
function undestroy() {
  const gone = kClosed | kCloseEmitted | kDestroyed | kErrored | kErrorEmitted;
  const r = this._readableState;
  const w = this._writableState;
  if (r) {
    r.bits = (r.bits & ~gone) | kConstructed;
    r.errorValue = null;
    r.reading = false;
    r.ended = r.endEmitted = r.readable === false;
  }
  if (w) {
    w.bits = (w.bits & ~gone) | kConstructed;
    w.errorValue = null;
    w.finalCalled = w.prefinished = false;
    w.ended = w.ending = w.finished = w.writable === false;
  }
}

/**
 * Reports an error in the way the stream was set up for: by destroying it (autoDestroy) or by
 * emitting 'error' only.
 * @param {any} stream
 * @param {any} err
 * @param {boolean} [sync] whether a caller's frame is still below, so that emitting has to wait
 */
function errorOrDestroy(stream, err, sync) {
  const bits = bitsOfEither(stream);
  if ((bits & kDestroyed) !== 0) return;
  if ((bits & kAutoDestroy) !== 0) {
    stream.destroy(err);
  } else if (err) {
    recordError(stream, err);
    if (sync) process.nextTick(emitError, stream, err);
    else emitError(stream, err);
  }
}

/**
 * Starts the asynchronous construction of a stream that has a _construct() method. Both halves of a
 * Duplex call this from their constructors; _construct() runs once, on the next tick.
 * @param {any} stream
 * @param {() => void} onConstructed what the half wants to do then
 */
function construct(stream, onConstructed) {
  if (typeof stream._construct !== 'function') return;
  const r = stream._readableState;
  const w = stream._writableState;
  if (r) r.bits &= ~kConstructed;
  if (w) w.bits &= ~kConstructed;
  if (stream[kBirth]) {
    stream[kBirth].callbacks.push(onConstructed);
    return;
  }
  Object.defineProperty(stream, kBirth, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    writable: true,
    value: { callbacks: [onConstructed], destroy: null, reported: false },
  });
  process.nextTick(runConstruct, stream);
}

function runConstruct(stream) {
  const birth = stream[kBirth];
  function report(err) {
    if (birth.reported) {
      errorOrDestroy(stream, err ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    birth.reported = true;
    setBits(stream, kConstructed);
    if (birth.destroy) {
      const pending = birth.destroy;
      birth.destroy = null;
      runDestroy(stream, mergeErrors(err, pending.err), pending.callback);
    } else if (err) {
      errorOrDestroy(stream, err, true);
    } else {
      finishConstruct(stream, birth);
    }
  }
  try {
    stream._construct((err) => process.nextTick(report, err));
  } catch (err) {
    process.nextTick(report, err);
  }
}

function mergeErrors(inner, outer) {
  return inner && outer && inner !== outer ? aggregateTwoErrors(inner, outer) : inner || outer;
}

function finishConstruct(stream, birth) {
  stream[kBirth] = undefined;
  for (const callback of birth.callbacks) callback();
}

/**
 * Destroys any stream-like thing in the way it offers (Node: `stream.destroy`). Without an error, a
 * stream that has not finished gets an AbortError.
 * @param {any} stream
 * @param {Error|null} [err]
 */
function destroyer(stream, err) {
  if (!stream || isDestroyed(stream)) return;
  if (!err && !isFinished(stream)) err = new AbortError();

  if (isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(err);
  } else if (isRequest(stream)) {
    stream.abort();
  } else if (isRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(err);
  } else if (typeof stream.close === 'function') {
    stream.close();
  } else {
    // Old-style streams that cannot be destroyed: those who wait for them learn of it at least.
    process.nextTick(emitLegacyClose, stream, err);
  }
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}

function emitLegacyClose(stream, err) {
  if (err) stream.emit('error', err);
  stream.emit('close');
}

module.exports = { construct, destroyer, destroy, undestroy, errorOrDestroy };
