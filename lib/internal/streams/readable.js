'use strict';

// The readable half of streams.
//
// A Readable is a buffer between a source that pushes and a consumer that pulls or listens. The
// source is asked by _read() and answers by push(), at once or later; it is asked again only after
// it has answered (`reading`). The consumer is in one of three modes, `state.flowing`:
//
//   null   nobody has said what they want: chunks stay in the buffer
//   false  paused, or driven by 'readable' events and read(n)
//   true   flowing: every chunk goes out as 'data' as soon as there is one
//
// Chunks are kept in a plain array with a head index (`buffer`, `bufferIndex`): taking one from the
// front is an index increment, and the array is emptied in place when it runs dry, so a stream that
// keeps up never allocates for its buffer. `length` counts bytes (or string units once a decoder is
// set), or objects in object mode. All yes/no facts are bits of `state.bits`, see state.js.
//
// Where work may not happen on the caller's stack it is put on the tick queue, at most once at a
// time for each purpose: announcing 'readable' (`emittedReadable`), starting to flow
// (`resumeScheduled`), reading ahead until the high-water mark is reached (`readingMore`) and 'end'
// (`endEmitted`).
//
// Costs: push() to a flowing, empty stream outside of _read() is one emit() and no buffering;
// inside of _read() it is one array store and one load. pipe() adds one listener call and one
// write() per chunk. Nothing is allocated per chunk, except the Buffer made from a pushed string.

const {
  kObjectMode, kConstructed, kDestroyed, kErrored, kErrorEmitted, kCloseEmitted, kClosed,
  kEmitClose, kAutoDestroy, kSync, kEnded, kFirstOwnBit, commonBits, defineBits, defineErrored,
  getHighWaterMark, kPushUnasked, sizeOf,
} = require('internal/streams/state');
const { Stream, isDuplex, prependListener } = require('internal/streams/legacy');
const destroyImpl = require('internal/streams/destroy');
const { errorOrDestroy } = destroyImpl;
const EventEmitter = require('events');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE, ERR_STREAM_PUSH_AFTER_EOF,
    ERR_STREAM_UNSHIFT_AFTER_END_EVENT, ERR_UNKNOWN_ENCODING,
  },
  AbortError,
  aggregateTwoErrors,
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { SymbolAsyncDispose } = require('internal/util');
const { Buffer } = require('buffer');

const plainEmit = EventEmitter.prototype.emit;

const kEndEmitted = 1 << kFirstOwnBit;
const kReading = 1 << (kFirstOwnBit + 1);
const kNeedReadable = 1 << (kFirstOwnBit + 2);
const kEmittedReadable = 1 << (kFirstOwnBit + 3);
const kReadableListening = 1 << (kFirstOwnBit + 4);
const kResumeScheduled = 1 << (kFirstOwnBit + 5);
const kMultiAwaitDrain = 1 << (kFirstOwnBit + 6);
const kReadingMore = 1 << (kFirstOwnBit + 7);
const kDataEmitted = 1 << (kFirstOwnBit + 8);
const kDataListening = 1 << (kFirstOwnBit + 9);
const kHasDecoder = 1 << (kFirstOwnBit + 10);
// `flowing` and `paused` are null, false or true: one bit for "not null", one for the value.
const kFlowingSet = 1 << (kFirstOwnBit + 11);
const kFlowing = 1 << (kFirstOwnBit + 12);
const kPausedSet = 1 << (kFirstOwnBit + 13);
const kPaused = 1 << (kFirstOwnBit + 14);
// A push that asks for no more: see pushUnasked().
const kUnasked = 1 << (kFirstOwnBit + 15);

// One gibibyte: what read(n) may raise the high-water mark to.
const kMaxHighWaterMark = 0x40000000;
// A head index beyond this is worth moving the rest of the array down.
const kCompactAt = 1024;

class ReadableState {
  constructor(options, asDuplex) {
    let bits = kConstructed | kSync | kEmitClose | kAutoDestroy;
    if (options) {
      if (options.objectMode || (asDuplex && options.readableObjectMode)) bits |= kObjectMode;
      if (options.emitClose === false) bits &= ~kEmitClose;
      if (options.autoDestroy === false) bits &= ~kAutoDestroy;
    }
    this.bits = bits;
    this.highWaterMark = getHighWaterMark(
      (bits & kObjectMode) !== 0, options, 'readableHighWaterMark', asDuplex);
    this.length = 0;
    this.buffer = [];
    this.bufferIndex = 0;
    this.pipes = [];
    // The 'data' listener of the only pipe, see emitData().
    this.pipeListener = null;
    // null, the one writer, or a Set of them when there are several pipes.
    this.awaitDrainWriters = null;
    this.errorValue = null;
    this.defaultEncoding = 'utf8';
    this.decoder = null;
    this.encoding = null;
    if (options) {
      const fallback = options.defaultEncoding;
      if (fallback !== undefined && fallback !== null && fallback !== 'utf8') {
        if (!Buffer.isEncoding(fallback)) throw new ERR_UNKNOWN_ENCODING(fallback);
        this.defaultEncoding = fallback;
      }
      if (options.encoding) setDecoder(this, options.encoding);
    }
  }

  get flowing() {
    return (this.bits & kFlowingSet) === 0 ? null : (this.bits & kFlowing) !== 0;
  }
  set flowing(value) {
    this.bits = value === null || value === undefined ?
      this.bits & ~(kFlowingSet | kFlowing) :
      (value ? this.bits | kFlowingSet | kFlowing : (this.bits | kFlowingSet) & ~kFlowing);
  }

  // What pause() was last asked for; null before anybody asked.
  get paused() {
    return (this.bits & kPausedSet) === 0 ? null : (this.bits & kPaused) !== 0;
  }
  set paused(value) {
    this.bits = value === null || value === undefined ?
      this.bits & ~(kPausedSet | kPaused) :
      (value ? this.bits | kPausedSet | kPaused : (this.bits | kPausedSet) & ~kPaused);
  }

  get pipesCount() { return this.pipes.length; }
}
defineBits(ReadableState.prototype, {
  ...commonBits,
  endEmitted: kEndEmitted,
  reading: kReading,
  needReadable: kNeedReadable,
  emittedReadable: kEmittedReadable,
  readableListening: kReadableListening,
  resumeScheduled: kResumeScheduled,
  multiAwaitDrain: kMultiAwaitDrain,
  readingMore: kReadingMore,
  dataEmitted: kDataEmitted,
});
defineErrored(ReadableState.prototype);

function setDecoder(state, encoding) {
  const { StringDecoder } = require('string_decoder');
  state.decoder = new StringDecoder(encoding);
  state.encoding = state.decoder.encoding;
  state.bits |= kHasDecoder;
}

/**
 * @param {object} [options] objectMode, highWaterMark, encoding, defaultEncoding, read, destroy,
 *   construct, autoDestroy, emitClose, signal (Node: `new stream.Readable([options])`)
 * @throws {TypeError} ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING
 */
function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  const asDuplex = isDuplex(this);
  this._readableState = new ReadableState(options, asDuplex);
  Stream.call(this, options);
  if (options) {
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal && !asDuplex) {
      require('internal/streams/add_abort_signal').addAbortSignal(options.signal, this);
    }
  }
  if (this._construct !== undefined) {
    destroyImpl.construct(this, () => readWanted(this));
  }
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);
Readable.ReadableState = ReadableState;

function readWanted(stream) {
  const state = stream._readableState;
  if ((state.bits & kNeedReadable) !== 0) maybeReadMore(stream, state);
}

Readable.prototype.destroy = destroyImpl.destroy;
Readable.prototype._undestroy = destroyImpl.undestroy;
Readable.prototype._destroy = function(err, callback) {
  callback(err);
};

Readable.prototype[EventEmitter.captureRejectionSymbol] = function(err) {
  this.destroy(err);
};

Readable.prototype[SymbolAsyncDispose] = function() {
  let reason;
  if (!this.destroyed) {
    reason = this.readableEnded ? null : new AbortError();
    this.destroy(reason);
  }
  const { eos } = require('internal/streams/end_of_stream');
  return new Promise((resolve, reject) => {
    eos(this, (err) => (err && err !== reason ? reject(err) : resolve(null)));
  });
};

// ---- The source's side ----

/**
 * Appends a chunk; null means the end of the stream.
 *
 * All of it is one function, as every chunk of every stream comes through here: the compiler has
 * one body to optimise, into which it can inline the pipe's listener, where a chain of small
 * functions would be optimised link by link, each with the rest of the chain inlined.
 * @param {any} chunk
 * @param {BufferEncoding} [encoding] of a string chunk
 * @returns {boolean} whether the source should go on pushing
 */
Readable.prototype.push = function(chunk, encoding) {
  const state = this._readableState;
  if (chunk === null) {
    state.bits &= ~kReading;
    onEof(this, state);
    return false;
  }
  const inBytes = (state.bits & kObjectMode) === 0;
  if (inBytes) {
    if (typeof chunk === 'string') {
      encoding = encoding || state.defaultEncoding;
      // A string that is in the wanted encoding already need not make the detour over bytes.
      if (state.encoding !== encoding) {
        chunk = Buffer.from(chunk, encoding);
        encoding = '';
      }
    } else if (chunk instanceof Buffer) {
      encoding = '';
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = toBuffer(chunk);
      encoding = '';
    } else if (chunk !== undefined) {
      errorOrDestroy(this, invalidChunk(chunk));
      return false;
    }
    if (!chunk || sizeOf(chunk) === 0) return pushNothing(this, state);
  }
  if ((state.bits & (kEnded | kDestroyed | kErrored)) !== 0) {
    if ((state.bits & kEnded) !== 0) errorOrDestroy(this, new ERR_STREAM_PUSH_AFTER_EOF());
    return false;
  }
  if ((state.bits & kHasDecoder) !== 0 && !encoding) {
    chunk = state.decoder.write(chunk);
    // The bytes may end in the middle of a character: nothing to show for them yet.
    if (inBytes && chunk.length === 0) return pushNothing(this, state);
  }
  state.bits &= ~kReading;

  if ((state.bits & (kFlowing | kSync | kDataListening)) === (kFlowing | kDataListening) &&
      state.length === 0) {
    if ((state.bits & kMultiAwaitDrain) !== 0) state.awaitDrainWriters.clear();
    else state.awaitDrainWriters = null;
    state.bits |= kDataEmitted;
    // As emitData() does it.
    const { pipeListener } = state;
    if (pipeListener !== null && this._events.data === pipeListener && this.emit === plainEmit) {
      pipeListener(chunk);
    } else {
      this.emit('data', chunk);
    }
  } else {
    state.length += inBytes ? sizeOf(chunk) : 1;
    state.buffer.push(chunk);
    if ((state.bits & kNeedReadable) !== 0) emitReadable(this, state);
  }
  if ((state.bits & (kReadingMore | kConstructed | kUnasked)) === kConstructed) {
    maybeReadMore(this, state);
  }
  return (state.bits & kEnded) === 0 &&
    (state.length < state.highWaterMark || state.length === 0);
};

const plainPush = Readable.prototype.push;

/**
 * What push() does, for a source that goes on by itself as long as `handle.reading`, and whose
 * _read() does no more than to see to that. While the data flows nobody need ask it for more, which
 * push() would do a tick later; all that comes of the question is done here.
 * @param {Uint8Array} chunk
 * @param {{ reading: boolean }} handle
 * @returns {boolean}
 */
Readable.prototype[kPushUnasked] = function(chunk, handle) {
  const state = this._readableState;
  if ((state.bits & kFlowing) === 0 || this.push !== plainPush) return this.push(chunk);
  state.bits |= kUnasked;
  try {
    return this.push(chunk);
  } finally {
    state.bits &= ~kUnasked;
    if ((state.bits & (kFlowing | kEnded | kDestroyed | kErrored)) === kFlowing &&
        state.length === 0 && handle.reading) {
      state.bits |= kReading | kNeedReadable;
    } else {
      maybeReadMore(this, state);
    }
  }
};

/** What a push comes to that brought no data: the source may be asked again. */
function pushNothing(stream, state) {
  state.bits &= ~kReading;
  maybeReadMore(stream, state);
  return canPushMore(state);
}

/**
 * Puts a chunk back in front of the buffer.
 * @param {any} chunk
 * @param {BufferEncoding} [encoding] of a string chunk
 * @returns {boolean}
 */
Readable.prototype.unshift = function(chunk, encoding) {
  const state = this._readableState;
  if (chunk === null) {
    state.bits &= ~kReading;
    onEof(this, state);
    return false;
  }
  if ((state.bits & kObjectMode) === 0) {
    if (typeof chunk === 'string') {
      encoding = encoding || state.defaultEncoding;
      if (state.encoding !== encoding) {
        chunk = Buffer.from(chunk, encoding);
        // The buffer of a decoding stream holds strings only.
        if (state.encoding) chunk = chunk.toString(state.encoding);
      }
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = toBuffer(chunk);
    } else if (chunk !== undefined) {
      errorOrDestroy(this, invalidChunk(chunk));
      return false;
    }
    if (!chunk || sizeOf(chunk) === 0) return canPushMore(state);
  }
  if ((state.bits & kEndEmitted) !== 0) {
    errorOrDestroy(this, new ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
  } else if ((state.bits & (kDestroyed | kErrored)) !== 0) {
    return false;
  } else {
    addToFront(this, state, chunk);
  }
  return canPushMore(state);
};

function addToFront(stream, state, chunk) {
  if ((state.bits & (kFlowing | kSync | kDataListening)) === (kFlowing | kDataListening) &&
      state.length === 0) {
    forgetAwaitedDrains(state);
    state.bits |= kDataEmitted;
    emitData(stream, state, chunk);
  } else {
    state.length += (state.bits & kObjectMode) !== 0 ? 1 : sizeOf(chunk);
    if (state.bufferIndex > 0) state.buffer[--state.bufferIndex] = chunk;
    else state.buffer.unshift(chunk);
    if ((state.bits & kNeedReadable) !== 0) emitReadable(stream, state);
  }
  maybeReadMore(stream, state);
}

function canPushMore(state) {
  return (state.bits & kEnded) === 0 &&
    (state.length < state.highWaterMark || state.length === 0);
}

function invalidChunk(chunk) {
  return new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
}

/** A Buffer over the bytes of any view. */
function toBuffer(view) {
  return view instanceof Buffer ? view : Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

/**
 * Emits 'data'. Where a pipe is the only listener, and emit() is the one that everybody knows, the
 * pipe is called without the detour over the event.
 */
function emitData(stream, state, chunk) {
  const { pipeListener } = state;
  if (pipeListener !== null && stream._events.data === pipeListener && stream.emit === plainEmit) {
    pipeListener(chunk);
  } else {
    stream.emit('data', chunk);
  }
}

function forgetAwaitedDrains(state) {
  if ((state.bits & kMultiAwaitDrain) !== 0) state.awaitDrainWriters.clear();
  else state.awaitDrainWriters = null;
}

/** The source has reached its end: what is buffered is all there will be. */
function onEof(stream, state) {
  if ((state.bits & kEnded) !== 0) return;
  if ((state.bits & kHasDecoder) !== 0) {
    const rest = state.decoder.end();
    if (rest?.length) {
      state.buffer.push(rest);
      state.length += (state.bits & kObjectMode) !== 0 ? 1 : rest.length;
    }
  }
  state.bits |= kEnded;
  if ((state.bits & kSync) !== 0) {
    // Inside of _read(): the consumer's frames are still below.
    emitReadable(stream, state);
  } else {
    state.bits = (state.bits & ~kNeedReadable) | kEmittedReadable;
    emitReadableNow(stream, state);
  }
}

function emitReadable(stream, state) {
  state.bits &= ~kNeedReadable;
  if ((state.bits & kEmittedReadable) === 0) {
    state.bits |= kEmittedReadable;
    process.nextTick(emitReadableNow, stream, state);
  }
}

function emitReadableNow(stream, state) {
  if ((state.bits & (kDestroyed | kErrored)) === 0 &&
      (state.length > 0 || (state.bits & kEnded) !== 0)) {
    stream.emit('readable');
    state.bits &= ~kEmittedReadable;
  }
  // The next push is announced if the consumer is not served by 'data' and has room.
  if ((state.bits & (kFlowing | kEnded)) === 0 && state.length <= state.highWaterMark) {
    state.bits |= kNeedReadable;
  }
  flow(stream);
}

/** Reads ahead, a tick later, until the buffer is full, the source is slow or at its end. */
function maybeReadMore(stream, state) {
  if ((state.bits & (kReadingMore | kConstructed)) === kConstructed) {
    state.bits |= kReadingMore;
    process.nextTick(readMore, stream, state);
  }
}

function readMore(stream, state) {
  while ((state.bits & (kReading | kEnded)) === 0 &&
         (state.length < state.highWaterMark ||
          ((state.bits & kFlowing) !== 0 && state.length === 0))) {
    const before = state.length;
    stream.read(0);
    if (state.length === before) break;
  }
  state.bits &= ~kReadingMore;
}

/**
 * Fetches data from the source and pushes it. Every concrete stream brings its own.
 * @param {number} size advisory
 * @throws {Error} ERR_METHOD_NOT_IMPLEMENTED
 */
Readable.prototype._read = function(size) { // eslint-disable-line no-unused-vars
  throw new ERR_METHOD_NOT_IMPLEMENTED('_read()');
};

// ---- The consumer's side ----

function takeFirst(state) {
  const { buffer, bufferIndex } = state;
  const chunk = buffer[bufferIndex];
  if (bufferIndex + 1 === buffer.length) {
    buffer.length = 0;
    state.bufferIndex = 0;
  } else if (bufferIndex + 1 >= kCompactAt && bufferIndex * 2 > buffer.length) {
    buffer.splice(0, bufferIndex + 1);
    state.bufferIndex = 0;
  } else {
    buffer[bufferIndex] = null;
    state.bufferIndex = bufferIndex + 1;
  }
  return chunk;
}

/** Takes `n` bytes (or one object, or everything if `n` is 0 or covers it) out of the buffer. */
function take(n, state) {
  if (state.length === 0) return null;
  if ((state.bits & kObjectMode) !== 0) return takeFirst(state);
  const { buffer, bufferIndex } = state;
  const first = buffer[bufferIndex];
  if (!n || n >= state.length) {
    const count = buffer.length - bufferIndex;
    let all;
    if (state.decoder) {
      // Also for a single chunk, as it may be a Buffer that came by unshift().
      all = '';
      for (let i = bufferIndex; i < buffer.length; i++) all += buffer[i];
    } else if (count === 1) {
      all = first;
    } else if (count === 0) {
      all = Buffer.alloc(0);
    } else {
      all = Buffer.concat(bufferIndex === 0 ? buffer : buffer.slice(bufferIndex), state.length);
    }
    buffer.length = 0;
    state.bufferIndex = 0;
    return all;
  }
  const size = sizeOf(first);
  if (n === size) return takeFirst(state);
  if (n < size) {
    buffer[bufferIndex] = first.slice(n);
    return first.slice(0, n);
  }
  return state.decoder ? takeChars(n, state) : takeBytes(n, state);
}

function takeChars(n, state) {
  let result = '';
  while (n > 0) {
    const head = state.buffer[state.bufferIndex];
    if (n < head.length) {
      state.buffer[state.bufferIndex] = head.slice(n);
      return result + head.slice(0, n);
    }
    n -= head.length;
    result += takeFirst(state);
  }
  return result;
}

function takeBytes(n, state) {
  const result = Buffer.allocUnsafe(n);
  let offset = 0;
  while (offset < n) {
    const head = state.buffer[state.bufferIndex];
    const room = n - offset;
    if (room < head.length) {
      result.set(head.subarray(0, room), offset);
      state.buffer[state.bufferIndex] = head.slice(room);
      return result;
    }
    result.set(head, offset);
    offset += head.length;
    takeFirst(state);
  }
  return result;
}

Readable._fromList = take;

/** The least power of two that is not below `n`. */
function raisedHighWaterMark(n) {
  if (n > kMaxHighWaterMark) throw new ERR_OUT_OF_RANGE('size', '<= 1GiB', n);
  let mark = 1;
  while (mark < n) mark *= 2;
  return mark;
}

/** How much a read(n) will get, given what is buffered. NaN stands for "whatever there is". */
function readable(n, state) {
  if (n <= 0 || (state.length === 0 && (state.bits & kEnded) !== 0)) return 0;
  if ((state.bits & kObjectMode) !== 0) return 1;
  if (n !== n) {
    if ((state.bits & kFlowing) !== 0 && state.length > 0) {
      return state.buffer[state.bufferIndex].length;
    }
    return state.length;
  }
  if (n <= state.length) return n;
  return (state.bits & kEnded) !== 0 ? state.length : 0;
}

/**
 * Takes data out of the buffer, and asks the source for more if there is room for it.
 * @param {number} [size] how much; without it everything buffered (one chunk when flowing)
 * @returns {any} null if there is not that much
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
Readable.prototype.read = function(size) {
  const state = this._readableState;
  let wanted;
  if (size === undefined) wanted = NaN;
  else if (Number.isInteger(size)) wanted = size;
  else wanted = Number.parseInt(size, 10);

  if (wanted > state.highWaterMark) state.highWaterMark = raisedHighWaterMark(wanted);
  if (wanted !== 0) state.bits &= ~kEmittedReadable;

  // read(0) on a full or ended buffer asks for nothing but the announcement that is still due.
  if (wanted === 0 && (state.bits & kNeedReadable) !== 0 &&
      ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) ||
       (state.bits & kEnded) !== 0)) {
    if (state.length === 0 && (state.bits & kEnded) !== 0) endReadable(this, state);
    else emitReadable(this, state);
    return null;
  }

  let n = readable(wanted, state);
  if (n === 0 && (state.bits & kEnded) !== 0) {
    if (state.length === 0) endReadable(this, state);
    return null;
  }

  // Ask the source first: it may answer at once, and then there is more to return.
  if (((state.bits & kNeedReadable) !== 0 || state.length === 0 ||
       state.length - n < state.highWaterMark) &&
      (state.bits & (kEnded | kReading | kDestroyed | kErrored | kConstructed)) === kConstructed) {
    state.bits |= kReading | kSync;
    if (state.length === 0) state.bits |= kNeedReadable;
    try {
      this._read(state.highWaterMark);
    } catch (err) {
      errorOrDestroy(this, err);
    }
    state.bits &= ~kSync;
    if ((state.bits & kReading) === 0) n = readable(wanted, state);
  }

  const chunk = n > 0 ? take(n, state) : null;
  if (chunk === null) {
    if (state.length <= state.highWaterMark) state.bits |= kNeedReadable;
    else state.bits &= ~kNeedReadable;
    n = 0;
  } else {
    state.length -= n;
    forgetAwaitedDrains(state);
  }
  if (state.length === 0) {
    if ((state.bits & kEnded) === 0) state.bits |= kNeedReadable;
    else if (wanted !== n) endReadable(this, state);
  }
  if (chunk !== null && (state.bits & (kErrorEmitted | kCloseEmitted)) === 0) {
    state.bits |= kDataEmitted;
    emitData(this, state, chunk);
  }
  return chunk;
};

function flow(stream) {
  const state = stream._readableState;
  while ((state.bits & kFlowing) !== 0 && stream.read() !== null);
}

function endReadable(stream, state) {
  if ((state.bits & kEndEmitted) === 0) {
    state.bits |= kEnded;
    process.nextTick(emitEnd, stream, state);
  }
}

function emitEnd(stream, state) {
  if ((state.bits & (kErrored | kCloseEmitted | kEndEmitted)) !== 0 || state.length !== 0) return;
  state.bits |= kEndEmitted;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(endWritable, stream);
  } else if ((state.bits & kAutoDestroy) !== 0) {
    // A Duplex stays until its writable half is through as well.
    const w = stream._writableState;
    if (!w || (w.autoDestroy && (w.finished || w.writable === false))) stream.destroy();
  }
}

function endWritable(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}

/**
 * Makes the stream give out strings.
 * @param {BufferEncoding} encoding
 * @returns {Readable} this
 */
Readable.prototype.setEncoding = function(encoding) {
  const state = this._readableState;
  setDecoder(state, encoding);
  // What is buffered already is decoded now; `length` counts string units from here on.
  let text = '';
  for (let i = state.bufferIndex; i < state.buffer.length; i++) {
    text += state.decoder.write(state.buffer[i]);
  }
  state.buffer.length = 0;
  state.bufferIndex = 0;
  if (text !== '') state.buffer.push(text);
  state.length = text.length;
  return this;
};

/** @returns {boolean} whether the stream is paused, by pause() or by back-pressure */
Readable.prototype.isPaused = function() {
  const { bits } = this._readableState;
  return (bits & kPaused) !== 0 || (bits & (kFlowingSet | kFlowing)) === kFlowingSet;
};

/**
 * Starts flowing, on the next tick. Has no effect while there is a 'readable' listener.
 * @returns {Readable} this
 */
Readable.prototype.resume = function() {
  const state = this._readableState;
  if ((state.bits & kFlowing) === 0) {
    state.bits |= kFlowingSet;
    if ((state.bits & kReadableListening) === 0) state.bits |= kFlowing;
    if ((state.bits & kResumeScheduled) === 0) {
      state.bits |= kResumeScheduled;
      process.nextTick(startFlowing, this, state);
    }
  }
  state.bits = (state.bits | kPausedSet) & ~kPaused;
  return this;
};

function startFlowing(stream, state) {
  if ((state.bits & kReading) === 0) stream.read(0);
  state.bits &= ~kResumeScheduled;
  stream.emit('resume');
  flow(stream);
  if ((state.bits & (kFlowing | kReading)) === kFlowing) stream.read(0);
}

/**
 * Stops flowing at once.
 * @returns {Readable} this
 */
Readable.prototype.pause = function() {
  const state = this._readableState;
  if ((state.bits & (kFlowingSet | kFlowing)) !== kFlowingSet) {
    state.bits = (state.bits | kFlowingSet) & ~kFlowing;
    this.emit('pause');
  }
  state.bits |= kPausedSet | kPaused;
  return this;
};

// ---- Listeners decide about the mode ----

/**
 * @param {string|symbol} event 'data' starts flowing, 'readable' stops it
 * @param {Function} listener
 * @returns {Readable} this
 */
Readable.prototype.on = function(event, listener) {
  const result = Stream.prototype.on.call(this, event, listener);
  const state = this._readableState;
  if (event === 'data') {
    state.bits |= kDataListening;
    if (this.listenerCount('readable') > 0) state.bits |= kReadableListening;
    if ((state.bits & (kFlowingSet | kFlowing)) !== kFlowingSet) this.resume();
  } else if (event === 'readable' && (state.bits & (kEndEmitted | kReadableListening)) === 0) {
    state.bits = (state.bits | kReadableListening | kNeedReadable | kFlowingSet) &
      ~(kFlowing | kEmittedReadable);
    if (state.length > 0) emitReadable(this, state);
    else if ((state.bits & kReading) === 0) process.nextTick(readZero, this);
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

function readZero(stream) {
  stream.read(0);
}

/**
 * @param {string|symbol} event
 * @param {Function} listener
 * @returns {Readable} this
 */
Readable.prototype.removeListener = function(event, listener) {
  const result = Stream.prototype.removeListener.call(this, event, listener);
  if (event === 'readable') {
    // On the next tick, as a listener taken away is often put back at once (once() does so).
    process.nextTick(reconsiderMode, this);
  } else if (event === 'data' && this.listenerCount('data') === 0) {
    this._readableState.bits &= ~kDataListening;
  }
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;

/**
 * @param {string|symbol} [event] all events if left out
 * @returns {Readable} this
 */
Readable.prototype.removeAllListeners = function(event) {
  const result = Stream.prototype.removeAllListeners.apply(this, arguments);
  if (event === 'readable' || event === undefined) process.nextTick(reconsiderMode, this);
  return result;
};

function reconsiderMode(stream) {
  const state = stream._readableState;
  if (stream.listenerCount('readable') > 0) state.bits |= kReadableListening;
  else state.bits &= ~kReadableListening;
  if ((state.bits & (kResumeScheduled | kPausedSet | kPaused)) ===
      (kResumeScheduled | kPausedSet)) {
    // resume() was called while the 'readable' listener still held it back.
    state.bits |= kFlowingSet | kFlowing;
  } else if ((state.bits & kDataListening) !== 0) {
    stream.resume();
  } else if ((state.bits & kReadableListening) === 0) {
    state.bits &= ~(kFlowingSet | kFlowing);
  }
}

// ---- Pipes ----

/**
 * Writes every chunk to `dest`, with back-pressure, and ends `dest` at the end.
 * @param {any} dest a writable stream
 * @param {{ end?: boolean }} [options]
 * @returns {any} dest
 */
Readable.prototype.pipe = function(dest, options) {
  const source = this;
  const state = this._readableState;

  if (state.pipes.length === 1 && (state.bits & kMultiAwaitDrain) === 0) {
    // From the second pipe on, several writers may be awaited at a time.
    state.bits |= kMultiAwaitDrain;
    state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(dest);

  // The standard streams are never ended by a pipe. They carry a mark, so that a pipe need not make
  // them in order to compare.
  const endsDest = (!options || options.end !== false) &&
    !(dest._isStdio === true && (dest === process.stdout || dest === process.stderr));
  const onSourceEnd = endsDest ? onEnd : unpipe;
  let onDrain = null;
  let cleanedUp = false;

  if ((state.bits & kEndEmitted) !== 0) process.nextTick(onSourceEnd);
  else source.once('end', onSourceEnd);

  dest.on('unpipe', onUnpipe);
  source.on('data', onData);
  state.pipeListener = state.pipes.length === 1 ? onData : null;
  prependListener(dest, 'error', onError);
  dest.once('close', onClose);
  dest.once('finish', onFinish);
  dest.emit('pipe', source);

  if (dest.writableNeedDrain === true) pause();
  else if ((state.bits & kFlowing) === 0) source.resume();
  return dest;

  function onData(chunk) {
    if (dest.write(chunk) === false) pause();
  }

  function pause() {
    // A dest that was unpiped while write() ran gets no say any more.
    if (!cleanedUp) {
      if (state.pipes.length === 1 && state.pipes[0] === dest) {
        state.awaitDrainWriters = dest;
        state.bits &= ~kMultiAwaitDrain;
      } else if (state.pipes.length > 1 && state.pipes.includes(dest)) {
        state.awaitDrainWriters.add(dest);
      }
      source.pause();
    }
    if (!onDrain) {
      onDrain = () => drained(source, dest);
      dest.on('drain', onDrain);
    }
  }

  function onEnd() {
    dest.end();
  }

  function unpipe() {
    source.unpipe(dest);
  }

  function onUnpipe(from, info) {
    if (from === source && info && info.hasUnpiped === false) {
      info.hasUnpiped = true;
      cleanup();
    }
  }

  function cleanup() {
    dest.removeListener('close', onClose);
    dest.removeListener('finish', onFinish);
    if (onDrain) dest.removeListener('drain', onDrain);
    dest.removeListener('error', onError);
    dest.removeListener('unpipe', onUnpipe);
    source.removeListener('end', onEnd);
    source.removeListener('end', unpipe);
    source.removeListener('data', onData);
    if (state.pipeListener === onData) state.pipeListener = null;
    cleanedUp = true;
    // Whoever else waits for this dest's drain would wait in vain.
    if (onDrain && state.awaitDrainWriters &&
        (!dest._writableState || dest._writableState.needDrain)) {
      onDrain();
    }
  }

  function onError(err) {
    unpipe();
    dest.removeListener('error', onError);
    if (dest.listenerCount('error') === 0) {
      // This listener must not be what keeps an unhandled error from being fatal.
      const s = dest._writableState || dest._readableState;
      if (s && !s.errorEmitted) errorOrDestroy(dest, err);
      else dest.emit('error', err);
    }
  }

  function onClose() {
    dest.removeListener('finish', onFinish);
    unpipe();
  }

  function onFinish() {
    dest.removeListener('close', onClose);
    unpipe();
  }
};

function drained(source, dest) {
  const state = source._readableState;
  if (state.awaitDrainWriters === dest) {
    state.awaitDrainWriters = null;
  } else if ((state.bits & kMultiAwaitDrain) !== 0) {
    state.awaitDrainWriters.delete(dest);
  }
  if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) &&
      (state.bits & kDataListening) !== 0) {
    source.resume();
  }
}

/**
 * @param {any} [dest] all destinations if left out
 * @returns {Readable} this
 */
Readable.prototype.unpipe = function(dest) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!dest) {
    const all = state.pipes;
    state.pipes = [];
    this.pause();
    for (const each of all) each.emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const index = state.pipes.indexOf(dest);
  if (index === -1) return this;
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0) this.pause();
  dest.emit('unpipe', this, { hasUnpiped: false });
  return this;
};

// ---- Adapters ----

/**
 * Takes its data from an old-style stream, one that only emits 'data' and has pause() and resume().
 * @param {any} stream
 * @returns {Readable} this
 */
Readable.prototype.wrap = function(stream) {
  let paused = false;

  stream.on('data', (chunk) => {
    if (!this.push(chunk) && stream.pause) {
      paused = true;
      stream.pause();
    }
  });
  stream.on('end', () => this.push(null));
  stream.on('error', (err) => errorOrDestroy(this, err));
  stream.on('close', () => this.destroy());
  stream.on('destroy', () => this.destroy());

  this._read = () => {
    if (paused && stream.resume) {
      paused = false;
      stream.resume();
    }
  };

  // Methods of the old stream that a Readable lacks are offered under their names.
  for (const name of Object.keys(stream)) {
    if (this[name] === undefined && typeof stream[name] === 'function') {
      this[name] = stream[name].bind(stream);
    }
  }
  return this;
};

/**
 * A Readable that takes its data from an old-style stream (Node: `stream.Readable.wrap`).
 * @param {any} source
 * @param {object} [options]
 * @returns {Readable}
 */
Readable.wrap = function(source, options) {
  return new Readable({
    objectMode: source.readableObjectMode ?? source.objectMode ?? true,
    ...options,
    destroy(err, callback) {
      destroyImpl.destroyer(source, err);
      callback(err);
    },
  }).wrap(source);
};

/**
 * Chunks in order, until 'end'. Leaving the loop early destroys the stream.
 * @returns {AsyncIterableIterator<any>}
 */
Readable.prototype[Symbol.asyncIterator] = function() {
  return iterate(this);
};

/**
 * As `for await` does, but with a choice of what leaving early means.
 * @param {{ destroyOnReturn?: boolean }} [options]
 * @returns {AsyncIterableIterator<any>}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
Readable.prototype.iterator = function(options) {
  if (options !== undefined) validateObject(options, 'options');
  return iterate(this, options);
};

function iterate(stream, options) {
  if (typeof stream.read !== 'function') stream = Readable.wrap(stream, { objectMode: true });
  const iterator = chunks(stream, options);
  iterator.stream = stream;
  return iterator;
}

async function* chunks(stream, options) {
  const { eos } = require('internal/streams/end_of_stream');
  let wake = nothing;
  const sleep = () => new Promise((resolve) => { wake = resolve; });
  function onReadable() {
    const resolve = wake;
    wake = nothing;
    resolve();
  }
  stream.on('readable', onReadable);

  // undefined: still open; null: came to its end; else what it failed with.
  let failure;
  const cleanup = eos(stream, { writable: false }, (err) => {
    failure = err ? aggregateTwoErrors(failure, err) : null;
    onReadable();
  });

  try {
    while (true) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (failure) throw failure;
      else if (failure === null) return;
      else await sleep();
    }
  } catch (err) {
    failure = aggregateTwoErrors(failure, err);
    throw failure;
  } finally {
    if ((failure || options?.destroyOnReturn !== false) &&
        (failure === undefined || stream._readableState.autoDestroy)) {
      destroyImpl.destroyer(stream, null);
    } else {
      stream.off('readable', onReadable);
      cleanup();
    }
  }
}

function nothing() {}

/**
 * @param {Iterable<any>|AsyncIterable<any>|string|Buffer} iterable
 * @param {object} [options] of the Readable; object mode and a high-water mark of 1 by default
 * @returns {Readable}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
Readable.from = function(iterable, options) {
  return require('internal/streams/from').from(Readable, iterable, options);
};

/**
 * @param {ReadableStream} readableStream
 * @param {object} [options] encoding, highWaterMark, objectMode, signal
 * @returns {Readable}
 */
Readable.fromWeb = function(readableStream, options) {
  return require('internal/webstreams/adapters')
    .newStreamReadableFromReadableStream(readableStream, options);
};

/**
 * @param {Readable} streamReadable
 * @param {{ strategy?: QueuingStrategy }} [options]
 * @returns {ReadableStream}
 */
Readable.toWeb = function(streamReadable, options) {
  return require('internal/webstreams/adapters')
    .newReadableStreamFromStreamReadable(streamReadable, options);
};

// ---- Properties ----

function define(name, get, set) {
  Object.defineProperty(Readable.prototype, name, {
    __proto__: null, configurable: true, enumerable: false, get, set,
  });
}

// Several of these are asked for by feature detection on the prototype, where there is no state.
define('readable', function() {
  const state = this._readableState;
  // Older streams and http set `readable` to false by hand; that is remembered in the state.
  return !!state && state.readable !== false &&
    (state.bits & (kDestroyed | kErrorEmitted | kEndEmitted)) === 0;
}, function(value) {
  if (this._readableState) this._readableState.readable = !!value;
});
define('readableDidRead', function() {
  return (this._readableState.bits & kDataEmitted) !== 0;
});
define('readableAborted', function() {
  const state = this._readableState;
  return state.readable !== false && (state.bits & (kDestroyed | kErrored)) !== 0 &&
    (state.bits & kEndEmitted) === 0;
});
define('readableHighWaterMark', function() { return this._readableState.highWaterMark; });
define('readableBuffer', function() { return this._readableState?.buffer; });
define('readableFlowing', function() {
  return this._readableState.flowing;
}, function(value) {
  if (this._readableState) this._readableState.flowing = value;
});
define('readableLength', function() { return this._readableState.length; });
define('readableObjectMode', function() {
  return this._readableState ? this._readableState.objectMode : false;
});
define('readableEncoding', function() {
  return this._readableState ? this._readableState.encoding : null;
});
define('errored', function() { return this._readableState ? this._readableState.errored : null; });
define('closed', function() {
  return this._readableState ? (this._readableState.bits & kClosed) !== 0 : false;
});
define('destroyed', function() {
  return this._readableState ? (this._readableState.bits & kDestroyed) !== 0 : false;
}, function(value) {
  // Subclasses of old streams assign before the constructor ran; then there is nothing to set.
  if (this._readableState) this._readableState.destroyed = value;
});
define('readableEnded', function() {
  return this._readableState ? (this._readableState.bits & kEndEmitted) !== 0 : false;
});

module.exports = Readable;
