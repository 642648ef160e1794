'use strict';

// The writable half of streams.
//
// A Writable hands one chunk at a time to the sink's _write() and waits for its callback. Chunks
// that arrive meanwhile (or while the stream is corked, or not yet constructed) are kept in
// `buffered`, and go out one by one, or all at once through _writev() if the sink has one. write()
// answers false, and promises a 'drain', once `length` has reached the high-water mark. end() marks
// the stream as ending; when the last chunk is through, _final() runs, then come 'prefinish',
// 'finish' and, with autoDestroy, destroy().
//
// The callback that a sink gets is the same for every chunk: one function per stream, made on
// construction. Which chunk it is about is known, as there is only one at a time; a second call
// finds no write under way and is reported as ERR_MULTIPLE_CALLBACK. Buffered chunks occupy three
// slots of one flat array (chunk, encoding, callback) behind a head index. Thus a write allocates
// nothing.
//
// When the sink answers on write()'s own stack, the user's callback and 'drain' have to wait for
// the next tick. All writes without a callback share one tick, if they need any, and so do
// consecutive writes with the same callback (`ticket`); so 1e6 chunks written in a row to a
// synchronous sink cost at most one tick.

const {
  kObjectMode, kConstructed, kDestroyed, kClosed, kCloseEmitted, kErrored, kErrorEmitted,
  kEmitClose, kAutoDestroy, kSync, kEnded, kFirstOwnBit, commonBits, defineBits, defineErrored,
  getHighWaterMark, sizeOf,
} = require('internal/streams/state');
const { Stream, isDuplex } = require('internal/streams/legacy');
const destroyImpl = require('internal/streams/destroy');
const { errorOrDestroy } = destroyImpl;
const EventEmitter = require('events');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_MULTIPLE_CALLBACK,
    ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END, ERR_UNKNOWN_ENCODING,
  },
  AbortError,
} = require('internal/errors');
const { SymbolAsyncDispose } = require('internal/util');
const { Buffer } = require('buffer');

const kFinalCalled = 1 << kFirstOwnBit;
const kNeedDrain = 1 << (kFirstOwnBit + 1);
const kEnding = 1 << (kFirstOwnBit + 2);
const kFinished = 1 << (kFirstOwnBit + 3);
const kDecodeStrings = 1 << (kFirstOwnBit + 4);
const kWriting = 1 << (kFirstOwnBit + 5);
const kBufferProcessing = 1 << (kFirstOwnBit + 6);
const kPrefinished = 1 << (kFirstOwnBit + 7);
// What the buffered writes have in common, for the sake of _writev().
const kAllBuffers = 1 << (kFirstOwnBit + 8);
const kAllSilent = 1 << (kFirstOwnBit + 9);
// A sink has a chunk and owes its callback.
const kAwaitingSink = 1 << (kFirstOwnBit + 10);
// A tick is scheduled that stands for all writes without a callback since the last one.
const kTickScheduled = 1 << (kFirstOwnBit + 11);

const kSlots = 3;
// Flat index beyond which the consumed head of `queue` is worth dropping.
const kCompactAt = 256 * kSlots;

function silent() {}

class WritableState {
  constructor(options, stream, asDuplex) {
    let bits = kConstructed | kSync | kEmitClose | kAutoDestroy | kDecodeStrings |
      kAllBuffers | kAllSilent;
    if (options) {
      if (options.objectMode || (asDuplex && options.writableObjectMode)) bits |= kObjectMode;
      if (options.emitClose === false) bits &= ~kEmitClose;
      if (options.autoDestroy === false) bits &= ~kAutoDestroy;
      if (options.decodeStrings === false) bits &= ~kDecodeStrings;
    }
    this.bits = bits;
    this.highWaterMark = getHighWaterMark(
      (bits & kObjectMode) !== 0, options, 'writableHighWaterMark', asDuplex);
    this.length = 0;
    this.corked = 0;
    // Bytes (or 1) of the chunk that the sink has.
    this.writelen = 0;
    // The user's callback of that chunk.
    this.writecb = silent;
    this.onwrite = (err) => onWrite(stream, err);
    // Chunks that wait, flat: chunk, encoding, callback; queue[queueHead] is the next one.
    this.queue = null;
    this.queueHead = 0;
    // Callbacks and steps of ending that are still to come before 'finish'.
    this.pendingcb = 0;
    this.ticket = null;
    this.onFinished = null;
    this.errorValue = null;
    this.defaultEncoding = 'utf8';
    if (options) {
      const fallback = options.defaultEncoding;
      if (fallback !== undefined && fallback !== null && fallback !== 'utf8') {
        if (!Buffer.isEncoding(fallback)) throw new ERR_UNKNOWN_ENCODING(fallback);
        this.defaultEncoding = fallback;
      }
    }
  }

  get bufferedRequestCount() {
    return this.queue === null ? 0 : (this.queue.length - this.queueHead) / kSlots;
  }

  /** @returns {{chunk: any, encoding: string, callback: Function}[]} what waits for the sink */
  getBuffer() {
    return listQueue(this);
  }

  get buffered() { return listQueue(this); }
}
defineBits(WritableState.prototype, {
  ...commonBits,
  finalCalled: kFinalCalled,
  needDrain: kNeedDrain,
  ending: kEnding,
  finished: kFinished,
  decodeStrings: kDecodeStrings,
  writing: kWriting,
  bufferProcessing: kBufferProcessing,
  prefinished: kPrefinished,
  allBuffers: kAllBuffers,
  allNoop: kAllSilent,
});
defineErrored(WritableState.prototype);

function listQueue(state) {
  const list = [];
  if (state.queue !== null) {
    for (let i = state.queueHead; i < state.queue.length; i += kSlots) {
      list.push({
        chunk: state.queue[i], encoding: state.queue[i + 1], callback: state.queue[i + 2],
      });
    }
  }
  return list;
}

function queueIsEmpty(state) {
  return state.queue === null || state.queueHead === state.queue.length;
}

function resetQueue(state) {
  if (state.queue !== null) state.queue.length = 0;
  state.queueHead = 0;
  state.bits |= kAllBuffers | kAllSilent;
}

/**
 * @param {object} [options] objectMode, highWaterMark, decodeStrings, defaultEncoding, write,
 *   writev, final, destroy, construct, autoDestroy, emitClose, signal
 *   (Node: `new stream.Writable([options])`)
 * @throws {TypeError} ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING
 */
function Writable(options) {
  const asDuplex = isDuplex(this);
  // A Duplex is no descendant of Writable, so the plain prototype walk has to be asked for here.
  if (!asDuplex && !Function.prototype[Symbol.hasInstance].call(Writable, this)) {
    return new Writable(options);
  }
  this._writableState = new WritableState(options, this, asDuplex);
  if (options) {
    if (typeof options.write === 'function') this._write = options.write;
    if (typeof options.writev === 'function') this._writev = options.writev;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.final === 'function') this._final = options.final;
    if (typeof options.construct === 'function') this._construct = options.construct;
  }
  if (!asDuplex) Stream.call(this, options);
  if (options?.signal) {
    require('internal/streams/add_abort_signal').addAbortSignal(options.signal, this);
  }
  if (this._construct !== undefined) {
    destroyImpl.construct(this, () => {
      const state = this._writableState;
      if ((state.bits & kWriting) === 0) drainQueue(this, state);
      finishMaybe(this, state, false);
    });
  }
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);
Writable.WritableState = WritableState;

// `duplex instanceof Writable` holds although Duplex inherits from Readable.
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null,
  value(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    if (this !== Writable) return false;
    return !!object && object._writableState instanceof WritableState;
  },
});

/** A Writable cannot be piped from: an error says so. */
Writable.prototype.pipe = function() {
  errorOrDestroy(this, new ERR_STREAM_CANNOT_PIPE());
};

/**
 * @param {any} chunk
 * @param {BufferEncoding|Function} [encoding] of a string; may be left out
 * @param {(err?: Error|null) => void} [callback] called when the sink has taken the chunk
 * @returns {boolean} false: better wait for 'drain'
 * @throws {TypeError} ERR_STREAM_NULL_VALUES, ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING
 */
Writable.prototype.write = function(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  return writeChunk(this, chunk, encoding, callback) === true;
};

/** @returns {boolean|Error} the answer of write(), or why the chunk was refused */
function writeChunk(stream, chunk, encoding, callback) {
  const state = stream._writableState;
  if (typeof callback !== 'function') callback = silent;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();

  let length = 1;
  if ((state.bits & kObjectMode) === 0) {
    if (typeof chunk === 'string') {
      if (!encoding) encoding = state.defaultEncoding;
      else if (encoding !== 'buffer' && encoding !== 'utf8' && !Buffer.isEncoding(encoding)) {
        throw new ERR_UNKNOWN_ENCODING(encoding);
      }
      if ((state.bits & kDecodeStrings) !== 0) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (chunk instanceof Buffer) {
      encoding = 'buffer';
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      encoding = 'buffer';
    } else {
      throw new ERR_INVALID_ARG_TYPE(
        'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
    length = sizeOf(chunk);
  }

  if ((state.bits & (kEnding | kDestroyed)) !== 0) {
    const err = (state.bits & kEnding) !== 0 ?
      new ERR_STREAM_WRITE_AFTER_END() : new ERR_STREAM_DESTROYED('write');
    process.nextTick(callback, err);
    errorOrDestroy(stream, err, true);
    return err;
  }

  state.pendingcb++;
  state.length += length;

  if ((state.bits & (kWriting | kErrored | kConstructed)) !== kConstructed || state.corked !== 0) {
    if (state.queue === null) state.queue = [];
    state.queue.push(chunk, encoding, callback);
    if (encoding !== 'buffer') state.bits &= ~kAllBuffers;
    if (callback !== silent) state.bits &= ~kAllSilent;
  } else {
    state.writelen = length;
    state.writecb = callback;
    state.bits |= kWriting | kSync | kAwaitingSink;
    stream._write(chunk, encoding, state.onwrite);
    state.bits &= ~kSync;
  }
  // Judged after the write: a sink that took the chunk at once leaves room, whatever the mark is.
  if (state.length !== 0 && state.length >= state.highWaterMark) {
    state.bits |= kNeedDrain;
    return false;
  }
  return (state.bits & (kErrored | kDestroyed)) === 0;
}

/** What the callback that every sink is given does. */
function onWrite(stream, err) {
  const state = stream._writableState;
  const { bits, writecb } = state;
  if ((bits & kAwaitingSink) === 0) {
    errorOrDestroy(stream, new ERR_MULTIPLE_CALLBACK());
    return;
  }
  state.bits = bits & ~(kWriting | kAwaitingSink);
  state.length -= state.writelen;
  state.writelen = 0;
  state.writecb = silent;

  if (err) {
    onWriteError(stream, state, bits, err, writecb);
    return;
  }
  if (!queueIsEmpty(state)) drainQueue(stream, state);
  if ((bits & kSync) === 0) {
    afterWrite(stream, state, 1, writecb);
  } else if (writecb === silent) {
    if ((state.bits & kTickScheduled) === 0 &&
        ((state.bits & (kObjectMode | kDestroyed)) !== 0 ||
         ((state.bits & kNeedDrain) !== 0 && state.length === 0))) {
      state.bits |= kTickScheduled;
      process.nextTick(afterSilentWrites, stream, state);
    } else {
      state.pendingcb--;
    }
  } else if (state.ticket !== null && state.ticket.callback === writecb) {
    state.ticket.count++;
  } else {
    state.ticket = { count: 1, callback: writecb, stream, state };
    process.nextTick(afterTicket, state.ticket);
  }
}

function onWriteError(stream, state, bits, err, callback) {
  err.stack; // eslint-disable-line no-unused-expressions
  if ((state.bits & kErrored) === 0) {
    state.errorValue = err;
    state.bits |= kErrored;
  }
  // A Duplex whose writable half has failed reads no further either.
  const r = stream._readableState;
  if (r && (r.bits & kErrored) === 0) {
    r.errorValue = err;
    r.bits |= kErrored;
  }
  if ((bits & kSync) !== 0) process.nextTick(reportWriteError, stream, state, err, callback);
  else reportWriteError(stream, state, err, callback);
}

function reportWriteError(stream, state, err, callback) {
  state.pendingcb--;
  callback(err);
  failQueue(state);
  errorOrDestroy(stream, err);
}

function afterTicket(ticket) {
  ticket.state.ticket = null;
  afterWrite(ticket.stream, ticket.state, ticket.count, ticket.callback);
}

function afterSilentWrites(stream, state) {
  state.bits &= ~kTickScheduled;
  afterWrite(stream, state, 1, silent);
}

function afterWrite(stream, state, count, callback) {
  if ((state.bits & (kNeedDrain | kEnding | kDestroyed)) === kNeedDrain && state.length === 0) {
    state.bits &= ~kNeedDrain;
    stream.emit('drain');
  }
  if (callback === silent) {
    state.pendingcb -= count;
  } else {
    while (count-- > 0) {
      state.pendingcb--;
      callback(null);
    }
  }
  if ((state.bits & kDestroyed) !== 0) failQueue(state);
  if ((state.bits & kEnding) !== 0) finishMaybe(stream, state, true);
}

/** Tells everybody who waits for a chunk or for the end that it will not come. */
function failQueue(state) {
  if ((state.bits & kWriting) !== 0) return;
  if (!queueIsEmpty(state)) {
    const { queue } = state;
    const objectMode = (state.bits & kObjectMode) !== 0;
    for (let i = state.queueHead; i < queue.length; i += kSlots) {
      state.length -= objectMode ? 1 : sizeOf(queue[i]);
      const callback = queue[i + 2];
      if (callback !== silent) callback(state.errored ?? new ERR_STREAM_DESTROYED('write'));
    }
  }
  settleFinished(state, state.errored ?? new ERR_STREAM_DESTROYED('end'));
  resetQueue(state);
}

function settleFinished(state, err) {
  const callbacks = state.onFinished;
  if (callbacks === null) return;
  state.onFinished = null;
  for (let i = 0; i < callbacks.length; i++) callbacks[i](err);
}

/** Gives buffered chunks to the sink, as far as it takes them. */
function drainQueue(stream, state) {
  if (state.corked !== 0 || queueIsEmpty(state) ||
      (state.bits & (kBufferProcessing | kDestroyed | kConstructed)) !== kConstructed) {
    return;
  }
  state.bits |= kBufferProcessing;
  const { queue } = state;
  if (queue.length - state.queueHead > kSlots && stream._writev) {
    writeAll(stream, state);
  } else {
    const objectMode = (state.bits & kObjectMode) !== 0;
    let i = state.queueHead;
    do {
      const chunk = queue[i];
      const encoding = queue[i + 1];
      state.writelen = objectMode ? 1 : sizeOf(chunk);
      state.writecb = queue[i + 2];
      queue[i] = queue[i + 1] = queue[i + 2] = null;
      i += kSlots;
      state.bits |= kWriting | kSync | kAwaitingSink;
      if ((state.bits & kDestroyed) !== 0) state.onwrite(new ERR_STREAM_DESTROYED('write'));
      else stream._write(chunk, encoding, state.onwrite);
      state.bits &= ~kSync;
    } while (i < queue.length && (state.bits & kWriting) === 0);
    if (i === queue.length) {
      resetQueue(state);
    } else if (i >= kCompactAt) {
      queue.splice(0, i);
      state.queueHead = 0;
    } else {
      state.queueHead = i;
    }
  }
  state.bits &= ~kBufferProcessing;
}

function writeAll(stream, state) {
  const chunks = listQueue(state);
  chunks.allBuffers = (state.bits & kAllBuffers) !== 0;
  state.pendingcb -= chunks.length - 1;
  state.writelen = state.length;
  state.writecb = (state.bits & kAllSilent) !== 0 ? silent : (err) => {
    for (let i = 0; i < chunks.length; i++) chunks[i].callback(err);
  };
  state.bits |= kWriting | kSync | kAwaitingSink;
  resetQueue(state);
  if ((state.bits & kDestroyed) !== 0) state.onwrite(new ERR_STREAM_DESTROYED('write'));
  else stream._writev(chunks, state.onwrite);
  state.bits &= ~kSync;
}

/** Buffers all writes until uncork(), so that _writev() can take them together. */
Writable.prototype.cork = function() {
  this._writableState.corked++;
};

/** Undoes one cork(); the last one sends what was buffered. */
Writable.prototype.uncork = function() {
  const state = this._writableState;
  if (state.corked === 0) return;
  state.corked--;
  if ((state.bits & kWriting) === 0) drainQueue(this, state);
};

/**
 * @param {BufferEncoding} encoding of strings written without one
 * @returns {Writable} this
 * @throws {TypeError} ERR_UNKNOWN_ENCODING
 */
Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === 'string') encoding = encoding.toLowerCase();
  if (!Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

/**
 * Takes one chunk. Every concrete stream brings this or _writev().
 * @param {any} chunk
 * @param {string} encoding
 * @param {(err?: Error|null) => void} callback
 * @throws {Error} ERR_METHOD_NOT_IMPLEMENTED
 */
Writable.prototype._write = function(chunk, encoding, callback) {
  if (!this._writev) throw new ERR_METHOD_NOT_IMPLEMENTED('_write()');
  this._writev([{ chunk, encoding }], callback);
};

Writable.prototype._writev = null;

/**
 * Writes a last chunk, if there is one, and finishes once everything is through.
 * @param {any} [chunk]
 * @param {BufferEncoding|Function} [encoding]
 * @param {(err?: Error|null) => void} [callback] called with 'finish', or with what prevents it
 * @returns {Writable} this
 */
Writable.prototype.end = function(chunk, encoding, callback) {
  const state = this._writableState;
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }

  let err;
  if (chunk !== null && chunk !== undefined) {
    const answer = writeChunk(this, chunk, encoding);
    if (answer instanceof Error) err = answer;
  }
  if (state.corked !== 0) {
    state.corked = 1;
    this.uncork();
  }

  if (err) {
    // The refused chunk has been reported; the callback below gets to know as well.
  } else if ((state.bits & (kErrored | kEnding)) === 0) {
    state.bits |= kEnding;
    finishMaybe(this, state, true);
    state.bits |= kEnded;
  } else if ((state.bits & kFinished) !== 0) {
    err = new ERR_STREAM_ALREADY_FINISHED('end');
  } else if ((state.bits & kDestroyed) !== 0) {
    err = new ERR_STREAM_DESTROYED('end');
  }

  if (typeof callback === 'function') {
    if (err) process.nextTick(callback, err);
    else if ((state.bits & kFinished) !== 0) process.nextTick(callback);
    else if ((state.bits & kErrored) !== 0) process.nextTick(callback, state.errorValue);
    else if (state.onFinished === null) state.onFinished = [callback];
    else state.onFinished.push(callback);
  }
  return this;
};

function isReadyToFinish(state) {
  return (state.bits & (kEnding | kDestroyed | kConstructed | kFinished | kWriting | kErrored |
      kErrorEmitted | kCloseEmitted)) === (kEnding | kConstructed) &&
    state.length === 0 && queueIsEmpty(state);
}

/** Emits 'prefinish' and, a tick later if so asked, 'finish', if there is nothing to wait for. */
function finishMaybe(stream, state, deferred) {
  if (!isReadyToFinish(state)) return;
  prefinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (deferred) {
    state.pendingcb++;
    process.nextTick(finishLater, stream, state);
  } else if (isReadyToFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishLater(stream, state) {
  if (isReadyToFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function prefinish(stream, state) {
  if ((state.bits & (kPrefinished | kFinalCalled)) !== 0) return;
  if (typeof stream._final === 'function' && (state.bits & kDestroyed) === 0) {
    state.bits |= kFinalCalled;
    callFinal(stream, state);
  } else {
    state.bits |= kPrefinished;
    stream.emit('prefinish');
  }
}

function callFinal(stream, state) {
  let reported = false;
  function report(err) {
    if (reported) {
      errorOrDestroy(stream, err ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    reported = true;
    state.pendingcb--;
    if (err) {
      settleFinished(state, err);
      errorOrDestroy(stream, err, (state.bits & kSync) !== 0);
    } else if (isReadyToFinish(state)) {
      state.bits |= kPrefinished;
      stream.emit('prefinish');
      // 'finish' is always a tick later than _final()'s answer.
      state.pendingcb++;
      process.nextTick(finish, stream, state);
    }
  }
  state.pendingcb++;
  state.bits |= kSync;
  try {
    stream._final(report);
  } catch (err) {
    report(err);
  }
  state.bits &= ~kSync;
}

function finish(stream, state) {
  state.pendingcb--;
  state.bits |= kFinished;
  settleFinished(state, null);
  stream.emit('finish');
  if ((state.bits & kAutoDestroy) !== 0) {
    // A Duplex stays until its readable half is through as well.
    const r = stream._readableState;
    if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) stream.destroy();
  }
}

/**
 * @param {Error|null} [err]
 * @param {(err?: Error|null) => void} [callback]
 * @returns {Writable} this
 */
Writable.prototype.destroy = function(err, callback) {
  const state = this._writableState;
  if ((state.bits & kDestroyed) === 0 && (!queueIsEmpty(state) || state.onFinished !== null)) {
    process.nextTick(failQueue, state);
  }
  destroyImpl.destroy.call(this, err, callback);
  return this;
};
Writable.prototype._undestroy = destroyImpl.undestroy;
Writable.prototype._destroy = function(err, callback) {
  callback(err);
};

Writable.prototype[EventEmitter.captureRejectionSymbol] = function(err) {
  this.destroy(err);
};

Writable.prototype[SymbolAsyncDispose] = function() {
  let reason;
  if (!this.destroyed) {
    reason = this.writableFinished ? null : new AbortError();
    this.destroy(reason);
  }
  const { eos } = require('internal/streams/end_of_stream');
  return new Promise((resolve, reject) => {
    eos(this, (err) => (err && err !== reason ? reject(err) : resolve(null)));
  });
};

/**
 * @param {WritableStream} writableStream
 * @param {object} [options] decodeStrings, highWaterMark, objectMode, signal
 * @returns {Writable}
 */
Writable.fromWeb = function(writableStream, options) {
  return require('internal/webstreams/adapters')
    .newStreamWritableFromWritableStream(writableStream, options);
};

/**
 * @param {Writable} streamWritable
 * @returns {WritableStream}
 */
Writable.toWeb = function(streamWritable) {
  return require('internal/webstreams/adapters')
    .newWritableStreamFromStreamWritable(streamWritable);
};

// ---- Properties ----

function define(name, get, set) {
  Object.defineProperty(Writable.prototype, name, {
    __proto__: null, configurable: true, enumerable: false, get, set,
  });
}

define('closed', function() {
  return this._writableState ? (this._writableState.bits & kClosed) !== 0 : false;
});
define('destroyed', function() {
  return this._writableState ? (this._writableState.bits & kDestroyed) !== 0 : false;
}, function(value) {
  // Subclasses of old streams assign before the constructor ran; then there is nothing to set.
  if (this._writableState) this._writableState.destroyed = value;
});
define('writable', function() {
  const state = this._writableState;
  return !!state && state.writable !== false &&
    (state.bits & (kDestroyed | kErrored | kEnding | kEnded)) === 0;
}, function(value) {
  if (this._writableState) this._writableState.writable = !!value;
});
define('writableFinished', function() {
  return this._writableState ? (this._writableState.bits & kFinished) !== 0 : false;
});
define('writableObjectMode', function() {
  return this._writableState ? this._writableState.objectMode : false;
});
define('writableBuffer', function() { return this._writableState?.getBuffer(); });
define('writableEnded', function() {
  return this._writableState ? (this._writableState.bits & kEnding) !== 0 : false;
});
define('writableNeedDrain', function() {
  const state = this._writableState;
  return !!state && (state.bits & (kDestroyed | kEnding | kNeedDrain)) === kNeedDrain;
});
define('writableHighWaterMark', function() { return this._writableState?.highWaterMark; });
define('writableCorked', function() {
  return this._writableState ? this._writableState.corked : 0;
});
define('writableLength', function() { return this._writableState?.length; });
define('errored', function() { return this._writableState ? this._writableState.errored : null; });
define('writableAborted', function() {
  const state = this._writableState;
  return state.writable !== false && (state.bits & (kDestroyed | kErrored)) !== 0 &&
    (state.bits & kFinished) === 0;
});

module.exports = Writable;
