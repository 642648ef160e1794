'use strict';

// ReadableStream, its readers and its controllers (WHATWG Streams, section 4).
//
// The functions carry the names and follow the steps of the standard, so that each can be read next
// to it. The internal slots of an object are the fields of object[kState].
//
// A chunk goes from controller.enqueue() to a read request, if one waits, or into the controller's
// queue. A read request is an object with chunkSteps, closeSteps and errorSteps: the promise of
// reader.read() is one kind, pipeTo(), tee() and the async iterator have kinds of their own, which
// never make a promise that a program could observe.

const {
  AbortError,
  codes: {
    ERR_ARG_NOT_ITERABLE, ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const {
  HostObject, kDeserialize, kTransfer, kTransferList,
} = require('internal/host_object');
const { validateFunction } = require('internal/validators');
const {
  kControllerErrorFunction, kIsClosedPromise, kIsDisturbed, kIsErrored, kIsReadable,
} = require('internal/streams/utils');
const {
  kState, kType, isBrand, requireThis, invalidState, react, resolved, newResolved, ignore,
  markHandled, Deferred, fulfilledPromise, callForPromise, SizedQueue, Fifo,
  extractHighWaterMark, extractSizeAlgorithm, isDetached,
  transferArrayBuffer, cloneAsUint8Array, customInspect, customInspectSymbol, finishInterface,
} = require('internal/webstreams/util');
const {
  WritableStreamDefaultWriter, checkStrategy, isWritableStream, isWritableStreamLocked, rejectThis,
  writableStreamAbort, writableStreamCloseQueuedOrInFlight,
  writableStreamDefaultWriterCloseWithErrorPropagation, writableStreamDefaultWriterRelease,
  writableStreamDefaultWriterWriteInternal,
} = require('internal/webstreams/writablestream');

// Tells constructors that the library itself is calling.
const kInternal = Symbol('internal');
// What the stream asks of its controller, whichever kind it is.
const kCancel = Symbol('[[CancelSteps]]');
const kPull = Symbol('[[PullSteps]]');
const kRelease = Symbol('[[ReleaseSteps]]');

const isReadableStream = isBrand('ReadableStream');
const isDefaultReader = isBrand('ReadableStreamDefaultReader');
const isBYOBReader = isBrand('ReadableStreamBYOBReader');
const isBYOBRequest = isBrand('ReadableStreamBYOBRequest');
const isDefaultController = isBrand('ReadableStreamDefaultController');
const isByteController = isBrand('ReadableByteStreamController');

class ReadableStreamState {
  constructor() {
    // 'readable', 'closed' or 'errored'.
    this.state = 'readable';
    this.storedError = undefined;
    this.reader = undefined;
    this.controller = undefined;
    this.disturbed = false;
    // For stream.finished(), made when somebody asks.
    this.closedWatch = undefined;
    // The receiver's port, while the stream is being transferred.
    this.transferPort = undefined;
  }
}

class ReadableStream extends HostObject {
  /**
   * @param {UnderlyingSource} [source]
   * @param {QueuingStrategy} [strategy]
   * @throws {TypeError|RangeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
   */
  constructor(source = undefined, strategy = undefined) {
    super();
    this[kType] = 'ReadableStream';
    if (source === kInternal) {
      this[kState] = new ReadableStreamState();
      return;
    }
    if (source === undefined) source = {};
    if (source === null || (typeof source !== 'object' && typeof source !== 'function')) {
      throw new ERR_INVALID_ARG_TYPE('source', 'object', source);
    }
    checkStrategy(strategy);
    this[kState] = new ReadableStreamState();
    const highWaterMarkOption = strategy?.highWaterMark;
    const sizeOption = strategy?.size;
    const { type } = source;
    if (type !== undefined && `${type}` === 'bytes') {
      if (sizeOption !== undefined) {
        throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.size', sizeOption);
      }
      setUpReadableByteStreamControllerFromSource(
        this, source, extractHighWaterMark(highWaterMarkOption, 0));
    } else {
      if (type !== undefined) throw new ERR_INVALID_ARG_VALUE('source.type', type);
      const sizeAlgorithm = extractSizeAlgorithm(sizeOption);
      setUpReadableStreamDefaultControllerFromSource(
        this, source, extractHighWaterMark(highWaterMarkOption, 1), sizeAlgorithm);
    }
  }

  /**
   * A stream over anything that can be iterated.
   * @param {Iterable<any>|AsyncIterable<any>} iterable
   * @returns {ReadableStream}
   * @throws {TypeError} ERR_ARG_NOT_ITERABLE
   */
  static from(iterable) {
    return readableStreamFromIterable(iterable);
  }

  /** @returns {boolean} whether there is a reader */
  get locked() {
    requireThis(this, isReadableStream, 'ReadableStream');
    return isReadableStreamLocked(this);
  }

  /**
   * @param {any} [reason]
   * @returns {Promise<void>}
   */
  cancel(reason = undefined) {
    if (!isReadableStream(this)) return rejectThis('ReadableStream');
    if (isReadableStreamLocked(this)) {
      return Promise.reject(invalidState('ReadableStream is locked'));
    }
    return readableStreamCancel(this, reason);
  }

  /**
   * @param {{ mode?: 'byob' }} [options]
   * @returns {ReadableStreamDefaultReader|ReadableStreamBYOBReader}
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE
   */
  getReader(options = undefined) {
    requireThis(this, isReadableStream, 'ReadableStream');
    checkOptions(options);
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw new ERR_INVALID_ARG_VALUE('options.mode', mode);
    return new ReadableStreamBYOBReader(this);
  }

  /**
   * @param {{ readable: ReadableStream, writable: WritableStream }} transform
   * @param {object} [options] preventAbort, preventCancel, preventClose, signal
   * @returns {ReadableStream} transform.readable
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE
   */
  pipeThrough(transform, options = undefined) {
    requireThis(this, isReadableStream, 'ReadableStream');
    const readable = transform?.readable;
    if (!isReadableStream(readable)) {
      throw new ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    }
    const writable = transform?.writable;
    if (!isWritableStream(writable)) {
      throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', writable);
    }
    const { preventAbort, preventCancel, preventClose, signal } = pipeOptions(options);
    if (isReadableStreamLocked(this)) throw invalidState('The ReadableStream is locked');
    if (isWritableStreamLocked(writable)) throw invalidState('The WritableStream is locked');
    markHandled(readableStreamPipeTo(
      this, writable, preventClose, preventAbort, preventCancel, signal));
    return readable;
  }

  /**
   * @param {WritableStream} destination
   * @param {object} [options] preventAbort, preventCancel, preventClose, signal
   * @returns {Promise<void>}
   */
  pipeTo(destination, options = undefined) {
    try {
      if (!isReadableStream(this)) return rejectThis('ReadableStream');
      if (!isWritableStream(destination)) {
        throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', destination);
      }
      const { preventAbort, preventCancel, preventClose, signal } = pipeOptions(options);
      if (isReadableStreamLocked(this)) throw invalidState('The ReadableStream is locked');
      if (isWritableStreamLocked(destination)) throw invalidState('The WritableStream is locked');
      return readableStreamPipeTo(
        this, destination, preventClose, preventAbort, preventCancel, signal);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * @returns {[ReadableStream, ReadableStream]} two streams with the chunks of this one
   * @throws {TypeError} ERR_INVALID_STATE if locked
   */
  tee() {
    requireThis(this, isReadableStream, 'ReadableStream');
    if (isReadableStreamLocked(this)) throw invalidState('ReadableStream is locked');
    return isByteController(this[kState].controller) ?
      readableByteStreamTee(this) : readableStreamDefaultTee(this, false);
  }

  /**
   * @param {{ preventCancel?: boolean }} [options]
   * @returns {AsyncIterableIterator<any>}
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE
   */
  values(options = undefined) {
    requireThis(this, isReadableStream, 'ReadableStream');
    checkOptions(options);
    return createAsyncIterator(this, !!options?.preventCancel);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'ReadableStream', {
      locked: this.locked,
      state: this[kState].state,
      supportsBYOB: isByteController(this[kState].controller),
    });
  }

  get [kIsDisturbed]() { return this[kState].disturbed; }
  get [kIsErrored]() { return this[kState].state === 'errored'; }
  get [kIsReadable]() { return this[kState].state === 'readable'; }

  /** What stream.finished() waits for. */
  get [kIsClosedPromise]() {
    const state = this[kState];
    if (state.closedWatch === undefined) {
      if (state.state === 'closed') state.closedWatch = Deferred.resolved();
      else if (state.state === 'errored') state.closedWatch = Deferred.rejected(state.storedError);
      else state.closedWatch = new Deferred();
      markHandled(state.closedWatch.promise);
    }
    return state.closedWatch;
  }

  [kTransferList]() {
    const port = require('internal/webstreams/transfer').sendReadable(this);
    this[kState].transferPort = port;
    return [port];
  }

  [kTransfer]() {
    return {
      data: this[kState].transferPort,
      deserializeInfo: 'internal/webstreams/readablestream:TransferredReadableStream',
    };
  }

  [kDeserialize](port) {
    const other = require('internal/webstreams/transfer').crossRealmReadable(port);
    this[kState] = other[kState];
    this[kState].controller[kState].stream = this;
  }

  /** How stream.addAbortSignal() breaks the stream. */
  [kControllerErrorFunction](reason) {
    const { controller } = this[kState];
    if (isByteController(controller)) readableByteStreamControllerError(controller, reason);
    else readableStreamDefaultControllerError(controller, reason);
  }
}
finishInterface(ReadableStream,
  ['locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values']);
Object.defineProperty(ReadableStream, 'from', { __proto__: null, enumerable: true });
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  __proto__: null, configurable: true, enumerable: false, writable: true,
  value: ReadableStream.prototype.values,
});

/** What arrives at the receiver of a stream, before it gets its port. */
function TransferredReadableStream() {
  return new ReadableStream(kInternal);
}

function checkOptions(options) {
  if (options !== undefined && options !== null && typeof options !== 'object' &&
      typeof options !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options', 'object', options);
  }
}

function pipeOptions(options) {
  checkOptions(options);
  const preventAbort = !!options?.preventAbort;
  const preventCancel = !!options?.preventCancel;
  const preventClose = !!options?.preventClose;
  const signal = options?.signal;
  if (signal !== undefined && !isAbortSignal(signal)) {
    throw new ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal);
  }
  return { preventAbort, preventCancel, preventClose, signal };
}

function isAbortSignal(value) {
  return value !== null && typeof value === 'object' && typeof value.aborted === 'boolean' &&
    typeof value.addEventListener === 'function';
}

// ---- Read requests ----

/** The one behind reader.read(). */
class DefaultReadRequest {
  constructor() {
    this.resolve = undefined;
    this.reject = undefined;
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  chunkSteps(chunk) { this.resolve({ value: chunk, done: false }); }
  closeSteps() { this.resolve({ value: undefined, done: true }); }
  errorSteps(error) { this.reject(error); }
}

/** The one behind byobReader.read(). */
class ReadIntoRequest extends DefaultReadRequest {
  closeSteps(view) { this.resolve({ value: view, done: true }); }
}

// ---- Async iteration ----

const AsyncIteratorPrototype =
  Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

class IteratorReadRequest extends DefaultReadRequest {
  constructor(reader) {
    super();
    this.reader = reader;
  }

  closeSteps() {
    readableStreamDefaultReaderRelease(this.reader);
    super.closeSteps();
  }

  errorSteps(error) {
    readableStreamDefaultReaderRelease(this.reader);
    super.errorSteps(error);
  }
}

/** Web IDL's default asynchronous iterator: calls queue up behind the one under way. */
class IterationState {
  constructor(stream, preventCancel) {
    this.reader = new ReadableStreamDefaultReader(stream);
    this.preventCancel = preventCancel;
    this.ongoing = undefined;
    this.finished = false;
    this.nextSteps = this.nextSteps.bind(this);
    this.nextDone = (result) => {
      this.ongoing = undefined;
      if (result.done) this.finished = true;
      return result;
    };
    this.nextFailed = (error) => {
      this.ongoing = undefined;
      this.finished = true;
      throw error;
    };
  }

  nextSteps() {
    if (this.finished) return resolved({ value: undefined, done: true });
    if (this.reader[kState].stream === undefined) {
      return Promise.reject(invalidState('The reader is not attached to a stream'));
    }
    const request = new IteratorReadRequest(this.reader);
    readableStreamDefaultReaderRead(this.reader, request);
    return react(request.promise, this.nextDone, this.nextFailed);
  }

  next() {
    this.ongoing = this.ongoing === undefined ?
      this.nextSteps() : react(this.ongoing, this.nextSteps, this.nextSteps);
    return this.ongoing;
  }

  async returnSteps(value) {
    if (this.finished) return { value, done: true };
    this.finished = true;
    const { reader } = this;
    if (reader[kState].stream === undefined) {
      throw invalidState('The reader is not attached to a stream');
    }
    if (this.preventCancel) {
      readableStreamDefaultReaderRelease(reader);
    } else {
      const result = readableStreamReaderGenericCancel(reader, value);
      readableStreamDefaultReaderRelease(reader);
      await result;
    }
    return { value, done: true };
  }

  return(value) {
    const steps = () => this.returnSteps(value);
    this.ongoing = this.ongoing === undefined ? steps() : react(this.ongoing, steps, steps);
    return this.ongoing;
  }
}

function createAsyncIterator(stream, preventCancel) {
  return Object.create(iteratorPrototype, {
    [kState]: { __proto__: null, value: new IterationState(stream, preventCancel) },
  });
}
const iteratorPrototype = Object.setPrototypeOf({
  next() {
    const state = this?.[kState];
    if (!(state instanceof IterationState)) return rejectThis('ReadableStreamAsyncIterator');
    return state.next();
  },
  return(value) {
    const state = this?.[kState];
    if (!(state instanceof IterationState)) return rejectThis('ReadableStreamAsyncIterator');
    return state.return(value);
  },
}, AsyncIteratorPrototype);

// ---- Readers ----

class ReadableStreamDefaultReader {
  /**
   * @param {ReadableStream} stream
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE
   */
  constructor(stream) {
    if (!isReadableStream(stream)) {
      throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    }
    this[kType] = 'ReadableStreamDefaultReader';
    this[kState] = { stream: undefined, close: undefined, readRequests: new Fifo() };
    if (isReadableStreamLocked(stream)) throw invalidState('ReadableStream is locked');
    readableStreamReaderGenericInitialize(this, stream);
  }

  /** @returns {Promise<{ value: any, done: boolean }>} */
  read() {
    if (!isDefaultReader(this)) return rejectThis('ReadableStreamDefaultReader');
    if (this[kState].stream === undefined) return Promise.reject(notAttached());
    const request = new DefaultReadRequest();
    readableStreamDefaultReaderRead(this, request);
    return request.promise;
  }

  /** Gives up the lock; reads that wait are rejected. */
  releaseLock() {
    requireThis(this, isDefaultReader, 'ReadableStreamDefaultReader');
    if (this[kState].stream !== undefined) readableStreamDefaultReaderRelease(this);
  }

  /** @returns {Promise<void>} */
  get closed() {
    if (!isDefaultReader(this)) return rejectThis('ReadableStreamDefaultReader');
    return this[kState].close.promise;
  }

  /**
   * @param {any} [reason]
   * @returns {Promise<void>}
   */
  cancel(reason = undefined) {
    if (!isDefaultReader(this)) return rejectThis('ReadableStreamDefaultReader');
    if (this[kState].stream === undefined) return Promise.reject(notAttached());
    return readableStreamReaderGenericCancel(this, reason);
  }

  [customInspectSymbol](depth, options) {
    const { stream, readRequests, close } = this[kState];
    return customInspect(depth, options, 'ReadableStreamDefaultReader', {
      stream,
      readRequests: readRequests.length,
      close: close.promise,
    });
  }
}
finishInterface(ReadableStreamDefaultReader, ['read', 'releaseLock', 'closed', 'cancel']);

class ReadableStreamBYOBReader {
  /**
   * @param {ReadableStream} stream a byte stream
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE
   */
  constructor(stream) {
    if (!isReadableStream(stream)) {
      throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    }
    this[kType] = 'ReadableStreamBYOBReader';
    this[kState] = { stream: undefined, close: undefined, readIntoRequests: new Fifo() };
    if (isReadableStreamLocked(stream)) throw invalidState('ReadableStream is locked');
    if (!isByteController(stream[kState].controller)) {
      throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be a byte stream');
    }
    readableStreamReaderGenericInitialize(this, stream);
  }

  /**
   * Reads into the memory of `view`, which is detached from it.
   * @param {ArrayBufferView} view
   * @param {{ min?: number }} [options] how many elements to wait for
   * @returns {Promise<{ value: ArrayBufferView, done: boolean }>}
   */
  read(view, options = undefined) {
    if (!isBYOBReader(this)) return rejectThis('ReadableStreamBYOBReader');
    let min;
    try {
      if (!ArrayBuffer.isView(view)) {
        throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
      }
      checkOptions(options);
      min = minimumOf(options);
      if (view.byteLength === 0 || view.buffer.byteLength === 0 || isDetached(view.buffer)) {
        throw invalidState('View or Viewed ArrayBuffer is zero-length or detached');
      }
      if (min === 0) throw new ERR_INVALID_ARG_VALUE('options.min', min);
      const length = view instanceof DataView ? view.byteLength : view.length;
      if (min > length) throw new ERR_INVALID_ARG_VALUE.RangeError('options.min', min);
      if (this[kState].stream === undefined) throw notAttached();
    } catch (error) {
      return Promise.reject(error);
    }
    const request = new ReadIntoRequest();
    readableStreamBYOBReaderRead(this, view, min, request);
    return request.promise;
  }

  /** Gives up the lock; reads that wait are rejected. */
  releaseLock() {
    requireThis(this, isBYOBReader, 'ReadableStreamBYOBReader');
    if (this[kState].stream !== undefined) readableStreamBYOBReaderRelease(this);
  }

  /** @returns {Promise<void>} */
  get closed() {
    if (!isBYOBReader(this)) return rejectThis('ReadableStreamBYOBReader');
    return this[kState].close.promise;
  }

  /**
   * @param {any} [reason]
   * @returns {Promise<void>}
   */
  cancel(reason = undefined) {
    if (!isBYOBReader(this)) return rejectThis('ReadableStreamBYOBReader');
    if (this[kState].stream === undefined) return Promise.reject(notAttached());
    return readableStreamReaderGenericCancel(this, reason);
  }

  [customInspectSymbol](depth, options) {
    const { stream, readIntoRequests, close } = this[kState];
    return customInspect(depth, options, 'ReadableStreamBYOBReader', {
      stream,
      requests: readIntoRequests.length,
      close: close.promise,
    });
  }
}
finishInterface(ReadableStreamBYOBReader, ['read', 'releaseLock', 'closed', 'cancel']);

/** Web IDL: `[EnforceRange] unsigned long long min = 1`. */
function minimumOf(options) {
  if (options?.min === undefined) return 1;
  const min = Math.trunc(Number(options.min));
  if (!(min >= 0 && min <= Number.MAX_SAFE_INTEGER)) {
    throw new ERR_INVALID_ARG_VALUE('options.min', options.min);
  }
  return min;
}

function notAttached() {
  return invalidState('The reader is not attached to a stream');
}

class ReadableStreamBYOBRequest {
  constructor(skip = undefined, controller = undefined, view = undefined) {
    if (skip !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kType] = 'ReadableStreamBYOBRequest';
    this[kState] = { controller, view };
  }

  /** @returns {ArrayBufferView|null} where to put the bytes */
  get view() {
    requireThis(this, isBYOBRequest, 'ReadableStreamBYOBRequest');
    return this[kState].view;
  }

  /**
   * @param {number} bytesWritten into `view`
   * @throws {TypeError|RangeError} ERR_INVALID_STATE, ERR_INVALID_ARG_VALUE
   */
  respond(bytesWritten) {
    requireThis(this, isBYOBRequest, 'ReadableStreamBYOBRequest');
    const { controller, view } = this[kState];
    const count = Math.trunc(Number(bytesWritten));
    if (!(count >= 0 && count <= Number.MAX_SAFE_INTEGER)) {
      throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
    }
    if (controller === undefined) throw invalidState('This BYOB request has been invalidated');
    if (isDetached(view.buffer)) throw invalidState('Viewed ArrayBuffer is detached');
    readableByteStreamControllerRespond(controller, count);
  }

  /**
   * @param {ArrayBufferView} view on the same memory
   * @throws {TypeError|RangeError} ERR_INVALID_STATE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
   */
  respondWithNewView(view) {
    requireThis(this, isBYOBRequest, 'ReadableStreamBYOBRequest');
    if (!ArrayBuffer.isView(view)) {
      throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    }
    const { controller } = this[kState];
    if (controller === undefined) throw invalidState('This BYOB request has been invalidated');
    if (isDetached(view.buffer)) throw invalidState('Viewed ArrayBuffer is detached');
    readableByteStreamControllerRespondWithNewView(controller, view);
  }

  [customInspectSymbol](depth, options) {
    const { view, controller } = this[kState];
    return customInspect(depth, options, 'ReadableStreamBYOBRequest', { view, controller });
  }
}
finishInterface(ReadableStreamBYOBRequest, ['view', 'respond', 'respondWithNewView']);

// ---- Controllers ----

class ReadableStreamDefaultController {
  constructor(skip = undefined) {
    if (skip !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kType] = 'ReadableStreamDefaultController';
    this[kState] = {
      stream: undefined,
      queue: new SizedQueue(),
      started: false,
      closeRequested: false,
      pullAgain: false,
      pulling: false,
      highWaterMark: 0,
      sizeAlgorithm: undefined,
      pullAlgorithm: undefined,
      cancelAlgorithm: undefined,
      onPulled: undefined,
      onPullFailed: undefined,
    };
  }

  /** @returns {number|null} */
  get desiredSize() {
    requireThis(this, isDefaultController, 'ReadableStreamDefaultController');
    return readableStreamDefaultControllerGetDesiredSize(this);
  }

  /** @throws {TypeError} ERR_INVALID_STATE */
  close() {
    requireThis(this, isDefaultController, 'ReadableStreamDefaultController');
    if (!readableStreamDefaultControllerCanCloseOrEnqueue(this)) {
      throw invalidState('Controller is already closed');
    }
    readableStreamDefaultControllerClose(this);
  }

  /**
   * @param {any} [chunk]
   * @throws {TypeError} ERR_INVALID_STATE
   */
  enqueue(chunk = undefined) {
    requireThis(this, isDefaultController, 'ReadableStreamDefaultController');
    if (!readableStreamDefaultControllerCanCloseOrEnqueue(this)) {
      throw invalidState('Controller is already closed');
    }
    readableStreamDefaultControllerEnqueue(this, chunk);
  }

  /** @param {any} [error] what all reads fail with from now on */
  error(error = undefined) {
    requireThis(this, isDefaultController, 'ReadableStreamDefaultController');
    readableStreamDefaultControllerError(this, error);
  }

  [kCancel](reason) {
    const state = this[kState];
    state.queue.reset();
    const result = state.cancelAlgorithm(reason);
    clearAlgorithms(this);
    return result;
  }

  [kPull](readRequest) {
    const state = this[kState];
    if (state.queue.isEmpty) {
      readableStreamAddReadRequest(state.stream, readRequest);
      readableStreamDefaultControllerCallPullIfNeeded(this);
      return;
    }
    const chunk = state.queue.dequeue();
    if (state.closeRequested && state.queue.isEmpty) {
      clearAlgorithms(this);
      readableStreamClose(state.stream);
    } else {
      readableStreamDefaultControllerCallPullIfNeeded(this);
    }
    readRequest.chunkSteps(chunk);
  }

  [kRelease]() {}

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'ReadableStreamDefaultController', {});
  }
}
finishInterface(ReadableStreamDefaultController, ['desiredSize', 'close', 'enqueue', 'error']);

class ReadableByteStreamController {
  constructor(skip = undefined) {
    if (skip !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kType] = 'ReadableByteStreamController';
    this[kState] = {
      stream: undefined,
      // Of { buffer, byteOffset, byteLength }.
      queue: new Fifo(),
      queueTotalSize: 0,
      started: false,
      closeRequested: false,
      pullAgain: false,
      pulling: false,
      highWaterMark: 0,
      pullAlgorithm: undefined,
      cancelAlgorithm: undefined,
      autoAllocateChunkSize: undefined,
      byobRequest: null,
      pendingPullIntos: new Fifo(),
      onPulled: undefined,
      onPullFailed: undefined,
    };
  }

  /** @returns {ReadableStreamBYOBRequest|null} */
  get byobRequest() {
    requireThis(this, isByteController, 'ReadableByteStreamController');
    return readableByteStreamControllerGetBYOBRequest(this);
  }

  /** @returns {number|null} */
  get desiredSize() {
    requireThis(this, isByteController, 'ReadableByteStreamController');
    return readableByteStreamControllerGetDesiredSize(this);
  }

  /** @throws {TypeError} ERR_INVALID_STATE */
  close() {
    requireThis(this, isByteController, 'ReadableByteStreamController');
    const state = this[kState];
    if (state.closeRequested) throw invalidState('Controller is already closed');
    if (state.stream[kState].state !== 'readable') {
      throw invalidState('ReadableStream is already closed');
    }
    readableByteStreamControllerClose(this);
  }

  /**
   * @param {ArrayBufferView} chunk its memory is transferred
   * @throws {TypeError} ERR_INVALID_STATE, ERR_INVALID_ARG_TYPE
   */
  enqueue(chunk) {
    requireThis(this, isByteController, 'ReadableByteStreamController');
    if (!ArrayBuffer.isView(chunk)) {
      throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], chunk);
    }
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) {
      throw invalidState('chunk ArrayBuffer is zero-length or detached');
    }
    const state = this[kState];
    if (state.closeRequested) throw invalidState('Controller is already closed');
    if (state.stream[kState].state !== 'readable') {
      throw invalidState('ReadableStream is already closed');
    }
    readableByteStreamControllerEnqueue(this, chunk);
  }

  /** @param {any} [error] what all reads fail with from now on */
  error(error = undefined) {
    requireThis(this, isByteController, 'ReadableByteStreamController');
    readableByteStreamControllerError(this, error);
  }

  [kCancel](reason) {
    const state = this[kState];
    readableByteStreamControllerClearPendingPullIntos(this);
    resetByteQueue(state);
    const result = state.cancelAlgorithm(reason);
    clearAlgorithms(this);
    return result;
  }

  [kPull](readRequest) {
    const state = this[kState];
    if (state.queueTotalSize > 0) {
      readableByteStreamControllerFillReadRequestFromQueue(this, readRequest);
      return;
    }
    const { autoAllocateChunkSize } = state;
    if (autoAllocateChunkSize !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(autoAllocateChunkSize);
      } catch (error) {
        readRequest.errorSteps(error);
        return;
      }
      state.pendingPullIntos.push({
        buffer,
        bufferByteLength: autoAllocateChunkSize,
        byteOffset: 0,
        byteLength: autoAllocateChunkSize,
        bytesFilled: 0,
        minimumFill: 1,
        elementSize: 1,
        viewConstructor: Uint8Array,
        readerType: 'default',
      });
    }
    readableStreamAddReadRequest(state.stream, readRequest);
    readableByteStreamControllerCallPullIfNeeded(this);
  }

  [kRelease]() {
    const { pendingPullIntos } = this[kState];
    if (pendingPullIntos.length > 0) {
      const first = pendingPullIntos.first();
      first.readerType = 'none';
      pendingPullIntos.takeAll();
      pendingPullIntos.push(first);
    }
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'ReadableByteStreamController', {});
  }
}
finishInterface(ReadableByteStreamController,
  ['byobRequest', 'desiredSize', 'close', 'enqueue', 'error']);

// ---- Streams made by the library ----

/** CreateReadableStream */
function createReadableStream(start, pull, cancel, highWaterMark = 1, sizeAlgorithm = () => 1) {
  const stream = new ReadableStream(kInternal);
  const controller = new ReadableStreamDefaultController(kInternal);
  setUpReadableStreamDefaultController(
    stream, controller, start, pull, cancel, highWaterMark, sizeAlgorithm);
  return stream;
}

/** CreateReadableByteStream */
function createReadableByteStream(start, pull, cancel) {
  const stream = new ReadableStream(kInternal);
  const controller = new ReadableByteStreamController(kInternal);
  setUpReadableByteStreamController(stream, controller, start, pull, cancel, 0, undefined);
  return stream;
}

function readableStreamFromIterable(iterable) {
  let isAsync = true;
  let method = iterable?.[Symbol.asyncIterator];
  if (method === undefined || method === null) {
    isAsync = false;
    method = iterable?.[Symbol.iterator];
  }
  if (iterable === undefined || iterable === null || typeof method !== 'function') {
    throw new ERR_ARG_NOT_ITERABLE(iterable);
  }
  const iterator = Reflect.apply(method, iterable, []);
  if (!isObject(iterator)) {
    throw invalidState('The iterator method must return an object');
  }
  const { next } = iterator;
  let stream;

  // What a sync iterator gives is awaited, as `for await` would do it.
  const settle = (result) => {
    if (isAsync) return resolved(result);
    if (!isObject(result)) throw invalidState('The iterator result must be an object');
    const { done } = result;
    return react(resolved(result.value), (value) => ({ done, value }));
  };

  async function pull() {
    const result = await settle(Reflect.apply(next, iterator, []));
    if (!isObject(result)) {
      throw invalidState(
        'The promise returned by the iterator.next() method must fulfill with an object');
    }
    const { controller } = stream[kState];
    if (result.done) readableStreamDefaultControllerClose(controller);
    else readableStreamDefaultControllerEnqueue(controller, result.value);
  }

  async function cancel(reason) {
    const returnMethod = iterator.return;
    if (returnMethod === undefined || returnMethod === null) return undefined;
    const result = await settle(Reflect.apply(returnMethod, iterator, [reason]));
    if (!isObject(result)) {
      throw invalidState(
        'The promise returned by the iterator.return() method must fulfill with an object');
    }
    return undefined;
  }

  stream = createReadableStream(() => undefined, pull, cancel, 0);
  return stream;
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

// ---- Pipes ----

/** One pipeTo() under way. */
class Pipe {
  constructor(source, dest, preventClose, preventAbort, preventCancel, signal) {
    this.source = source;
    this.dest = dest;
    this.preventClose = preventClose;
    this.preventAbort = preventAbort;
    this.preventCancel = preventCancel;
    this.signal = signal;
    this.reader = new ReadableStreamDefaultReader(source);
    this.writer = new WritableStreamDefaultWriter(dest);
    source[kState].disturbed = true;
    this.shuttingDown = false;
    // The chunk that was read and is handed to the writer in the next microtask.
    this.chunk = undefined;
    // Chunks that were read, and that the sink has not answered to yet.
    this.unsettled = 0;
    this.onSettled = undefined;
    this.writeChunk = this.writeChunk.bind(this);
    this.result = new Deferred();
    this.step = this.step.bind(this);
    this.abortAlgorithm = undefined;
  }

  start() {
    const { source, dest, signal } = this;
    if (signal !== undefined) {
      this.abortAlgorithm = () => this.abort();
      if (signal.aborted) {
        this.abortAlgorithm();
        return this.result.promise;
      }
      signal.addEventListener('abort', this.abortAlgorithm);
    }

    // Errors go forward and backward, the end goes forward, a closed destination goes backward.
    this.whenErrored(source, this.reader[kState].close.promise, (error) => {
      if (this.preventAbort) this.shutdown(true, error);
      else this.shutdownWithAction(() => writableStreamAbort(dest, error), true, error);
    });
    this.whenErrored(dest, this.writer[kState].close.promise, (error) => {
      if (this.preventCancel) this.shutdown(true, error);
      else this.shutdownWithAction(() => readableStreamCancel(source, error), true, error);
    });
    this.whenClosed(source, this.reader[kState].close.promise, () => {
      if (this.preventClose) {
        this.shutdown(false);
      } else {
        this.shutdownWithAction(
          () => writableStreamDefaultWriterCloseWithErrorPropagation(this.writer), false);
      }
    });
    if (writableStreamCloseQueuedOrInFlight(dest) || dest[kState].state === 'closed') {
      const error = invalidState('Destination WritableStream is closed');
      if (this.preventCancel) this.shutdown(true, error);
      else this.shutdownWithAction(() => readableStreamCancel(source, error), true, error);
    }
    this.step();
    return this.result.promise;
  }

  whenErrored(stream, closed, action) {
    const { state, storedError } = stream[kState];
    if (state === 'errored') action(storedError);
    else react(closed, undefined, action);
  }

  whenClosed(stream, closed, action) {
    if (stream[kState].state === 'closed') action();
    else react(closed, action, ignore);
  }

  abort() {
    const { signal, dest, source } = this;
    const error = abortReason(signal);
    const actions = [];
    if (!this.preventAbort) {
      actions.push(() => (dest[kState].state === 'writable' ?
        writableStreamAbort(dest, error) : resolved(undefined)));
    }
    if (!this.preventCancel) {
      actions.push(() => (source[kState].state === 'readable' ?
        readableStreamCancel(source, error) : resolved(undefined)));
    }
    this.shutdownWithAction(() => waitForAll(actions.map((action) => action())), true, error);
  }

  /** Reads and writes as long as there is room; then waits for `ready`. */
  step() {
    if (this.shuttingDown) return;
    const { state, backpressure } = this.dest[kState];
    if (state !== 'writable') return;
    if (backpressure) {
      react(this.writer[kState].ready.promise, this.step, ignore);
      return;
    }
    readableStreamDefaultReaderRead(this.reader, this);
  }

  // The pipe is its own read request.
  chunkSteps(chunk) {
    this.unsettled++;
    this.chunk = chunk;
    // A microtask later, as a program that is in enqueue() must not find itself in its own sink.
    react(fulfilledPromise(), this.writeChunk);
  }

  writeChunk() {
    const { chunk } = this;
    this.chunk = undefined;
    // The destination may have failed meanwhile.
    if (this.writer[kState].stream === undefined) return;
    if (!writableStreamDefaultWriterWriteInternal(this.writer, chunk, this)) this.settle();
    this.step();
  }

  // It also is its own write request: no promise is made for a chunk.
  settle() {
    if (--this.unsettled === 0 && this.onSettled !== undefined) {
      react(fulfilledPromise(), this.onSettled);
    }
  }

  fail() {
    this.settle();
  }

  closeSteps() {}
  errorSteps() {}

  /** Calls `done` when everything that was read has been written, or has failed to be. */
  waitForWrites(done) {
    if (this.unsettled === 0) react(fulfilledPromise(), done);
    else this.onSettled = done;
  }

  shutdownWithAction(action, isError, error) {
    if (this.shuttingDown) return;
    this.shuttingDown = true;
    const { dest } = this;
    const act = () => {
      react(action(),
        () => this.finalize(isError, error),
        (newError) => this.finalize(true, newError));
    };
    if (dest[kState].state === 'writable' && !writableStreamCloseQueuedOrInFlight(dest)) {
      this.waitForWrites(act);
    } else {
      act();
    }
  }

  shutdown(isError, error) {
    if (this.shuttingDown) return;
    this.shuttingDown = true;
    const { dest } = this;
    if (dest[kState].state === 'writable' && !writableStreamCloseQueuedOrInFlight(dest)) {
      this.waitForWrites(() => this.finalize(isError, error));
    } else {
      this.finalize(isError, error);
    }
  }

  finalize(isError, error) {
    writableStreamDefaultWriterRelease(this.writer);
    readableStreamDefaultReaderRelease(this.reader);
    if (this.signal !== undefined) this.signal.removeEventListener('abort', this.abortAlgorithm);
    if (isError) this.result.fail(error);
    else this.result.settle(undefined);
  }
}

/** The reason of an aborted signal; the library's own AbortError becomes the DOM's. */
function abortReason(signal) {
  const { reason } = signal;
  if (reason instanceof AbortError) {
    return new DOMException(reason.message, 'AbortError');
  }
  return reason;
}

/** Waits for all; the first rejection counts (Web IDL, "wait for all"). */
function waitForAll(promises) {
  const deferred = new Deferred();
  let open = promises.length;
  if (open === 0) deferred.settle(undefined);
  for (const promise of promises) {
    react(promise, () => {
      if (--open === 0) deferred.settle(undefined);
    }, (error) => deferred.fail(error));
  }
  return deferred.promise;
}

function readableStreamPipeTo(source, dest, preventClose, preventAbort, preventCancel, signal) {
  return new Pipe(source, dest, preventClose, preventAbort, preventCancel, signal).start();
}

// ---- tee() ----

function readableStreamDefaultTee(stream, cloneForBranch2) {
  const reader = new ReadableStreamDefaultReader(stream);
  let reading = false;
  let readAgain = false;
  let canceled1 = false;
  let canceled2 = false;
  let reason1;
  let reason2;
  let branch1;
  let branch2;
  const cancelDeferred = new Deferred();

  const request = {
    chunkSteps(chunk) {
      // A microtask later, as the branches must not be filled while a program is in enqueue().
      queueMicrotask(() => {
        readAgain = false;
        const chunk1 = chunk;
        let chunk2 = chunk;
        if (!canceled2 && cloneForBranch2) {
          try {
            chunk2 = structuredClone(chunk);
          } catch (error) {
            readableStreamDefaultControllerError(branch1[kState].controller, error);
            readableStreamDefaultControllerError(branch2[kState].controller, error);
            cancelDeferred.settle(readableStreamCancel(stream, error));
            return;
          }
        }
        if (!canceled1) readableStreamDefaultControllerEnqueue(branch1[kState].controller, chunk1);
        if (!canceled2) readableStreamDefaultControllerEnqueue(branch2[kState].controller, chunk2);
        reading = false;
        if (readAgain) pull();
      });
    },
    closeSteps() {
      reading = false;
      if (!canceled1) readableStreamDefaultControllerClose(branch1[kState].controller);
      if (!canceled2) readableStreamDefaultControllerClose(branch2[kState].controller);
      if (!canceled1 || !canceled2) cancelDeferred.settle(undefined);
    },
    errorSteps() {
      reading = false;
    },
  };

  function pull() {
    if (reading) {
      readAgain = true;
      return resolved(undefined);
    }
    reading = true;
    readableStreamDefaultReaderRead(reader, request);
    return resolved(undefined);
  }

  function cancel1(reason) {
    canceled1 = true;
    reason1 = reason;
    if (canceled2) cancelDeferred.settle(readableStreamCancel(stream, [reason1, reason2]));
    return cancelDeferred.promise;
  }

  function cancel2(reason) {
    canceled2 = true;
    reason2 = reason;
    if (canceled1) cancelDeferred.settle(readableStreamCancel(stream, [reason1, reason2]));
    return cancelDeferred.promise;
  }

  branch1 = createReadableStream(() => undefined, pull, cancel1);
  branch2 = createReadableStream(() => undefined, pull, cancel2);
  react(reader[kState].close.promise, undefined, (error) => {
    readableStreamDefaultControllerError(branch1[kState].controller, error);
    readableStreamDefaultControllerError(branch2[kState].controller, error);
    if (!canceled1 || !canceled2) cancelDeferred.settle(undefined);
  });
  return [branch1, branch2];
}

function readableByteStreamTee(stream) {
  let reader = new ReadableStreamDefaultReader(stream);
  let reading = false;
  let readAgainForBranch1 = false;
  let readAgainForBranch2 = false;
  let canceled1 = false;
  let canceled2 = false;
  let reason1;
  let reason2;
  let branch1;
  let branch2;
  const cancelDeferred = new Deferred();

  function forwardReaderError(thisReader) {
    react(thisReader[kState].close.promise, undefined, (error) => {
      if (thisReader !== reader) return;
      readableByteStreamControllerError(branch1[kState].controller, error);
      readableByteStreamControllerError(branch2[kState].controller, error);
      if (!canceled1 || !canceled2) cancelDeferred.settle(undefined);
    });
  }

  function failBoth(error) {
    readableByteStreamControllerError(branch1[kState].controller, error);
    readableByteStreamControllerError(branch2[kState].controller, error);
    cancelDeferred.settle(readableStreamCancel(stream, error));
  }

  function readAgain() {
    reading = false;
    if (readAgainForBranch1) pull1();
    else if (readAgainForBranch2) pull2();
  }

  function pullWithDefaultReader() {
    if (isBYOBReader(reader)) {
      readableStreamBYOBReaderRelease(reader);
      reader = new ReadableStreamDefaultReader(stream);
      forwardReaderError(reader);
    }
    readableStreamDefaultReaderRead(reader, {
      chunkSteps(chunk) {
        queueMicrotask(() => {
          readAgainForBranch1 = false;
          readAgainForBranch2 = false;
          const chunk1 = chunk;
          let chunk2 = chunk;
          if (!canceled1 && !canceled2) {
            try {
              chunk2 = cloneAsUint8Array(chunk);
            } catch (error) {
              failBoth(error);
              return;
            }
          }
          if (!canceled1) readableByteStreamControllerEnqueue(branch1[kState].controller, chunk1);
          if (!canceled2) readableByteStreamControllerEnqueue(branch2[kState].controller, chunk2);
          readAgain();
        });
      },
      closeSteps() {
        reading = false;
        const controller1 = branch1[kState].controller;
        const controller2 = branch2[kState].controller;
        if (!canceled1) readableByteStreamControllerClose(controller1);
        if (!canceled2) readableByteStreamControllerClose(controller2);
        if (controller1[kState].pendingPullIntos.length > 0) {
          readableByteStreamControllerRespond(controller1, 0);
        }
        if (controller2[kState].pendingPullIntos.length > 0) {
          readableByteStreamControllerRespond(controller2, 0);
        }
        if (!canceled1 || !canceled2) cancelDeferred.settle(undefined);
      },
      errorSteps() {
        reading = false;
      },
    });
  }

  function pullWithBYOBReader(view, forBranch2) {
    if (isDefaultReader(reader)) {
      readableStreamDefaultReaderRelease(reader);
      reader = new ReadableStreamBYOBReader(stream);
      forwardReaderError(reader);
    }
    const byobBranch = forBranch2 ? branch2 : branch1;
    const otherBranch = forBranch2 ? branch1 : branch2;
    readableStreamBYOBReaderRead(reader, view, 1, {
      chunkSteps(chunk) {
        queueMicrotask(() => {
          readAgainForBranch1 = false;
          readAgainForBranch2 = false;
          const byobCanceled = forBranch2 ? canceled2 : canceled1;
          const otherCanceled = forBranch2 ? canceled1 : canceled2;
          if (!otherCanceled) {
            let clone;
            try {
              clone = cloneAsUint8Array(chunk);
            } catch (error) {
              failBoth(error);
              return;
            }
            if (!byobCanceled) {
              readableByteStreamControllerRespondWithNewView(byobBranch[kState].controller, chunk);
            }
            readableByteStreamControllerEnqueue(otherBranch[kState].controller, clone);
          } else if (!byobCanceled) {
            readableByteStreamControllerRespondWithNewView(byobBranch[kState].controller, chunk);
          }
          readAgain();
        });
      },
      closeSteps(chunk) {
        reading = false;
        const byobCanceled = forBranch2 ? canceled2 : canceled1;
        const otherCanceled = forBranch2 ? canceled1 : canceled2;
        const byobController = byobBranch[kState].controller;
        const otherController = otherBranch[kState].controller;
        if (!byobCanceled) readableByteStreamControllerClose(byobController);
        if (!otherCanceled) readableByteStreamControllerClose(otherController);
        if (chunk !== undefined) {
          if (!byobCanceled) readableByteStreamControllerRespondWithNewView(byobController, chunk);
          if (!otherCanceled && otherController[kState].pendingPullIntos.length > 0) {
            readableByteStreamControllerRespond(otherController, 0);
          }
        }
        if (!byobCanceled || !otherCanceled) cancelDeferred.settle(undefined);
      },
      errorSteps() {
        reading = false;
      },
    });
  }

  function pull1() {
    if (reading) {
      readAgainForBranch1 = true;
      return resolved(undefined);
    }
    reading = true;
    const request = readableByteStreamControllerGetBYOBRequest(branch1[kState].controller);
    if (request === null) pullWithDefaultReader();
    else pullWithBYOBReader(request[kState].view, false);
    return resolved(undefined);
  }

  function pull2() {
    if (reading) {
      readAgainForBranch2 = true;
      return resolved(undefined);
    }
    reading = true;
    const request = readableByteStreamControllerGetBYOBRequest(branch2[kState].controller);
    if (request === null) pullWithDefaultReader();
    else pullWithBYOBReader(request[kState].view, true);
    return resolved(undefined);
  }

  function cancel1(reason) {
    canceled1 = true;
    reason1 = reason;
    if (canceled2) cancelDeferred.settle(readableStreamCancel(stream, [reason1, reason2]));
    return cancelDeferred.promise;
  }

  function cancel2(reason) {
    canceled2 = true;
    reason2 = reason;
    if (canceled1) cancelDeferred.settle(readableStreamCancel(stream, [reason1, reason2]));
    return cancelDeferred.promise;
  }

  branch1 = createReadableByteStream(() => undefined, pull1, cancel1);
  branch2 = createReadableByteStream(() => undefined, pull2, cancel2);
  forwardReaderError(reader);
  return [branch1, branch2];
}

// ---- Stream operations ----

function isReadableStreamLocked(stream) {
  return stream[kState].reader !== undefined;
}

function readableStreamAddReadRequest(stream, request) {
  stream[kState].reader[kState].readRequests.push(request);
}

function readableStreamAddReadIntoRequest(stream, request) {
  stream[kState].reader[kState].readIntoRequests.push(request);
}

function readableStreamCancel(stream, reason) {
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'closed') return resolved(undefined);
  if (state.state === 'errored') return Promise.reject(state.storedError);
  readableStreamClose(stream);
  const { reader } = state;
  if (reader !== undefined && isBYOBReader(reader)) {
    const requests = reader[kState].readIntoRequests.takeAll();
    for (let i = 0; i < requests.length; i++) requests[i].closeSteps(undefined);
  }
  return react(state.controller[kCancel](reason), () => undefined);
}

function readableStreamClose(stream) {
  const state = stream[kState];
  state.state = 'closed';
  if (state.closedWatch !== undefined) state.closedWatch.settle();
  const { reader } = state;
  if (reader === undefined) return;
  reader[kState].close.settle();
  if (isDefaultReader(reader)) {
    const requests = reader[kState].readRequests.takeAll();
    for (let i = 0; i < requests.length; i++) requests[i].closeSteps();
  }
}

function readableStreamError(stream, error) {
  const state = stream[kState];
  state.state = 'errored';
  state.storedError = error;
  if (state.closedWatch !== undefined) state.closedWatch.fail(error);
  const { reader } = state;
  if (reader === undefined) return;
  const readerState = reader[kState];
  readerState.close.fail(error);
  markHandled(readerState.close.promise);
  const requests = (isDefaultReader(reader) ?
    readerState.readRequests : readerState.readIntoRequests).takeAll();
  for (let i = 0; i < requests.length; i++) requests[i].errorSteps(error);
}

function readableStreamFulfillReadRequest(stream, chunk, done) {
  const request = stream[kState].reader[kState].readRequests.shift();
  if (done) request.closeSteps();
  else request.chunkSteps(chunk);
}

function readableStreamFulfillReadIntoRequest(stream, chunk, done) {
  const request = stream[kState].reader[kState].readIntoRequests.shift();
  if (done) request.closeSteps(chunk);
  else request.chunkSteps(chunk);
}

function readableStreamGetNumReadRequests(stream) {
  return stream[kState].reader[kState].readRequests.length;
}

function readableStreamGetNumReadIntoRequests(stream) {
  return stream[kState].reader[kState].readIntoRequests.length;
}

function readableStreamHasDefaultReader(stream) {
  const { reader } = stream[kState];
  return reader !== undefined && isDefaultReader(reader);
}

function readableStreamHasBYOBReader(stream) {
  const { reader } = stream[kState];
  return reader !== undefined && isBYOBReader(reader);
}

// ---- Reader operations ----

function readableStreamReaderGenericInitialize(reader, stream) {
  const state = stream[kState];
  reader[kState].stream = stream;
  state.reader = reader;
  if (state.state === 'readable') {
    reader[kState].close = new Deferred();
  } else if (state.state === 'closed') {
    reader[kState].close = Deferred.resolved();
  } else {
    reader[kState].close = Deferred.rejected(state.storedError);
  }
}

function readableStreamReaderGenericCancel(reader, reason) {
  return readableStreamCancel(reader[kState].stream, reason);
}

function readableStreamReaderGenericRelease(reader) {
  const readerState = reader[kState];
  const { stream } = readerState;
  const released = invalidState('Reader released');
  if (stream[kState].state === 'readable') readerState.close.fail(released);
  else readerState.close = Deferred.rejected(released);
  markHandled(readerState.close.promise);
  stream[kState].controller[kRelease]();
  stream[kState].reader = undefined;
  readerState.stream = undefined;
}

function readableStreamDefaultReaderRead(reader, request) {
  const { stream } = reader[kState];
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'closed') request.closeSteps();
  else if (state.state === 'errored') request.errorSteps(state.storedError);
  else state.controller[kPull](request);
}

function readableStreamDefaultReaderRelease(reader) {
  readableStreamReaderGenericRelease(reader);
  errorRequests(reader[kState].readRequests);
}

function readableStreamBYOBReaderRead(reader, view, min, request) {
  const { stream } = reader[kState];
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'errored') request.errorSteps(state.storedError);
  else readableByteStreamControllerPullInto(state.controller, view, min, request);
}

function readableStreamBYOBReaderRelease(reader) {
  readableStreamReaderGenericRelease(reader);
  errorRequests(reader[kState].readIntoRequests);
}

function errorRequests(fifo) {
  const requests = fifo.takeAll();
  if (requests.length === 0) return;
  const error = invalidState('Reader released');
  for (let i = 0; i < requests.length; i++) requests[i].errorSteps(error);
}

// ---- Default controller operations ----

function setUpReadableStreamDefaultController(stream, controller, startAlgorithm, pullAlgorithm,
  cancelAlgorithm, highWaterMark, sizeAlgorithm) {
  const state = controller[kState];
  state.stream = stream;
  state.sizeAlgorithm = sizeAlgorithm;
  state.highWaterMark = highWaterMark;
  state.pullAlgorithm = pullAlgorithm;
  state.cancelAlgorithm = cancelAlgorithm;
  stream[kState].controller = controller;
  // How the source's answer to a pull is taken in; the same two functions for all pulls.
  state.onPulled = () => {
    state.pulling = false;
    if (state.pullAgain) {
      state.pullAgain = false;
      readableStreamDefaultControllerCallPullIfNeeded(controller);
    }
  };
  state.onPullFailed = (error) => readableStreamDefaultControllerError(controller, error);

  react(newResolved(startAlgorithm()),
    () => {
      state.started = true;
      readableStreamDefaultControllerCallPullIfNeeded(controller);
    },
    state.onPullFailed);
}

function setUpReadableStreamDefaultControllerFromSource(stream, source, highWaterMark,
  sizeAlgorithm) {
  const controller = new ReadableStreamDefaultController(kInternal);
  const { cancel, pull, start } = sourceCallbacks(source);
  setUpReadableStreamDefaultController(
    stream,
    controller,
    start === undefined ? () => undefined : () => Reflect.apply(start, source, [controller]),
    pull === undefined ? () => resolved(undefined) : () => callForPromise(pull, source, controller),
    cancel === undefined ? () => resolved(undefined) :
      (reason) => callForPromise(cancel, source, reason),
    highWaterMark,
    sizeAlgorithm);
}

function sourceCallbacks(source) {
  const { cancel, pull, start } = source;
  if (cancel !== undefined) validateFunction(cancel, 'source.cancel');
  if (pull !== undefined) validateFunction(pull, 'source.pull');
  if (start !== undefined) validateFunction(start, 'source.start');
  return { cancel, pull, start };
}

/** Lets go of the source as soon as it is known not to be needed any more. */
function clearAlgorithms(controller) {
  const state = controller[kState];
  state.pullAlgorithm = undefined;
  state.cancelAlgorithm = undefined;
  state.sizeAlgorithm = undefined;
}

function readableStreamDefaultControllerCallPullIfNeeded(controller) {
  if (!readableStreamDefaultControllerShouldCallPull(controller)) return;
  const state = controller[kState];
  if (state.pulling) {
    state.pullAgain = true;
    return;
  }
  state.pulling = true;
  react(state.pullAlgorithm(), state.onPulled, state.onPullFailed);
}

function readableStreamDefaultControllerShouldCallPull(controller) {
  const state = controller[kState];
  if (!state.started || !readableStreamDefaultControllerCanCloseOrEnqueue(controller)) return false;
  const { stream } = state;
  if (readableStreamHasDefaultReader(stream) && readableStreamGetNumReadRequests(stream) > 0) {
    return true;
  }
  return state.highWaterMark - state.queue.totalSize > 0;
}

function readableStreamDefaultControllerClose(controller) {
  if (!readableStreamDefaultControllerCanCloseOrEnqueue(controller)) return;
  const state = controller[kState];
  state.closeRequested = true;
  if (state.queue.isEmpty) {
    clearAlgorithms(controller);
    readableStreamClose(state.stream);
  }
}

function readableStreamDefaultControllerEnqueue(controller, chunk) {
  if (!readableStreamDefaultControllerCanCloseOrEnqueue(controller)) return;
  const state = controller[kState];
  const { stream } = state;
  if (readableStreamHasDefaultReader(stream) && readableStreamGetNumReadRequests(stream) > 0) {
    readableStreamFulfillReadRequest(stream, chunk, false);
  } else {
    try {
      const { sizeAlgorithm } = state;
      state.queue.enqueue(chunk, sizeAlgorithm(chunk));
    } catch (error) {
      readableStreamDefaultControllerError(controller, error);
      throw error;
    }
  }
  readableStreamDefaultControllerCallPullIfNeeded(controller);
}

function readableStreamDefaultControllerError(controller, error) {
  const state = controller[kState];
  if (state.stream[kState].state !== 'readable') return;
  state.queue.reset();
  clearAlgorithms(controller);
  readableStreamError(state.stream, error);
}

function readableStreamDefaultControllerGetDesiredSize(controller) {
  const { stream, highWaterMark, queue } = controller[kState];
  switch (stream[kState].state) {
    case 'errored': return null;
    case 'closed': return 0;
    default: return highWaterMark - queue.totalSize;
  }
}

function readableStreamDefaultControllerHasBackpressure(controller) {
  return !readableStreamDefaultControllerShouldCallPull(controller);
}

function readableStreamDefaultControllerCanCloseOrEnqueue(controller) {
  const state = controller[kState];
  return !state.closeRequested && state.stream[kState].state === 'readable';
}

// ---- Byte controller operations ----

function setUpReadableByteStreamController(stream, controller, startAlgorithm, pullAlgorithm,
  cancelAlgorithm, highWaterMark, autoAllocateChunkSize) {
  const state = controller[kState];
  state.stream = stream;
  state.highWaterMark = highWaterMark;
  state.pullAlgorithm = pullAlgorithm;
  state.cancelAlgorithm = cancelAlgorithm;
  state.autoAllocateChunkSize = autoAllocateChunkSize;
  stream[kState].controller = controller;
  state.onPulled = () => {
    state.pulling = false;
    if (state.pullAgain) {
      state.pullAgain = false;
      readableByteStreamControllerCallPullIfNeeded(controller);
    }
  };
  state.onPullFailed = (error) => readableByteStreamControllerError(controller, error);

  react(newResolved(startAlgorithm()),
    () => {
      state.started = true;
      readableByteStreamControllerCallPullIfNeeded(controller);
    },
    state.onPullFailed);
}

function setUpReadableByteStreamControllerFromSource(stream, source, highWaterMark) {
  const controller = new ReadableByteStreamController(kInternal);
  let { autoAllocateChunkSize } = source;
  const { cancel, pull, start } = sourceCallbacks(source);
  if (autoAllocateChunkSize !== undefined) {
    const given = autoAllocateChunkSize;
    autoAllocateChunkSize = Math.trunc(Number(given));
    if (!(autoAllocateChunkSize > 0 && autoAllocateChunkSize <= Number.MAX_SAFE_INTEGER)) {
      throw new ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', given);
    }
  }
  setUpReadableByteStreamController(
    stream,
    controller,
    start === undefined ? () => undefined : () => Reflect.apply(start, source, [controller]),
    pull === undefined ? () => resolved(undefined) : () => callForPromise(pull, source, controller),
    cancel === undefined ? () => resolved(undefined) :
      (reason) => callForPromise(cancel, source, reason),
    highWaterMark,
    autoAllocateChunkSize);
}

function resetByteQueue(state) {
  state.queue.takeAll();
  state.queueTotalSize = 0;
}

function readableByteStreamControllerCallPullIfNeeded(controller) {
  if (!readableByteStreamControllerShouldCallPull(controller)) return;
  const state = controller[kState];
  if (state.pulling) {
    state.pullAgain = true;
    return;
  }
  state.pulling = true;
  react(state.pullAlgorithm(), state.onPulled, state.onPullFailed);
}

function readableByteStreamControllerShouldCallPull(controller) {
  const state = controller[kState];
  const { stream } = state;
  if (stream[kState].state !== 'readable' || state.closeRequested || !state.started) return false;
  if (readableStreamHasDefaultReader(stream) && readableStreamGetNumReadRequests(stream) > 0) {
    return true;
  }
  if (readableStreamHasBYOBReader(stream) && readableStreamGetNumReadIntoRequests(stream) > 0) {
    return true;
  }
  return readableByteStreamControllerGetDesiredSize(controller) > 0;
}

function readableByteStreamControllerClearPendingPullIntos(controller) {
  readableByteStreamControllerInvalidateBYOBRequest(controller);
  controller[kState].pendingPullIntos.takeAll();
}

function readableByteStreamControllerClose(controller) {
  const state = controller[kState];
  const { stream } = state;
  if (state.closeRequested || stream[kState].state !== 'readable') return;
  if (state.queueTotalSize > 0) {
    state.closeRequested = true;
    return;
  }
  if (state.pendingPullIntos.length > 0) {
    const first = state.pendingPullIntos.first();
    if (first.bytesFilled % first.elementSize !== 0) {
      const error = invalidState('Partial read');
      readableByteStreamControllerError(controller, error);
      throw error;
    }
  }
  clearAlgorithms(controller);
  readableStreamClose(stream);
}

function readableByteStreamControllerCommitPullIntoDescriptor(stream, descriptor) {
  const done = stream[kState].state === 'closed';
  const view = readableByteStreamControllerConvertPullIntoDescriptor(descriptor);
  if (descriptor.readerType === 'default') readableStreamFulfillReadRequest(stream, view, done);
  else readableStreamFulfillReadIntoRequest(stream, view, done);
}

function readableByteStreamControllerConvertPullIntoDescriptor(descriptor) {
  const { bytesFilled, elementSize, byteOffset, viewConstructor } = descriptor;
  const buffer = transferArrayBuffer(descriptor.buffer);
  return new viewConstructor(buffer, byteOffset, bytesFilled / elementSize);
}

function readableByteStreamControllerEnqueue(controller, chunk) {
  const state = controller[kState];
  const { stream } = state;
  if (state.closeRequested || stream[kState].state !== 'readable') return;
  const { buffer, byteOffset, byteLength } = chunk;
  if (isDetached(buffer)) throw invalidState('chunk ArrayBuffer is zero-length or detached');
  const transferred = transferArrayBuffer(buffer);

  if (state.pendingPullIntos.length > 0) {
    const first = state.pendingPullIntos.first();
    if (isDetached(first.buffer)) throw invalidState('Destination ArrayBuffer is detached');
    readableByteStreamControllerInvalidateBYOBRequest(controller);
    first.buffer = transferArrayBuffer(first.buffer);
    if (first.readerType === 'none') {
      readableByteStreamControllerEnqueueDetachedPullIntoToQueue(controller, first);
    }
  }

  if (readableStreamHasDefaultReader(stream)) {
    readableByteStreamControllerProcessReadRequestsUsingQueue(controller);
    if (readableStreamGetNumReadRequests(stream) === 0) {
      enqueueChunkToQueue(state, transferred, byteOffset, byteLength);
    } else {
      if (state.pendingPullIntos.length > 0) {
        readableByteStreamControllerShiftPendingPullInto(controller);
      }
      readableStreamFulfillReadRequest(
        stream, new Uint8Array(transferred, byteOffset, byteLength), false);
    }
  } else if (readableStreamHasBYOBReader(stream)) {
    enqueueChunkToQueue(state, transferred, byteOffset, byteLength);
    commitAll(stream,
      readableByteStreamControllerProcessPullIntoDescriptorsUsingQueue(controller));
  } else {
    enqueueChunkToQueue(state, transferred, byteOffset, byteLength);
  }
  readableByteStreamControllerCallPullIfNeeded(controller);
}

function commitAll(stream, descriptors) {
  for (let i = 0; i < descriptors.length; i++) {
    readableByteStreamControllerCommitPullIntoDescriptor(stream, descriptors[i]);
  }
}

function enqueueChunkToQueue(state, buffer, byteOffset, byteLength) {
  state.queue.push({ buffer, byteOffset, byteLength });
  state.queueTotalSize += byteLength;
}

function readableByteStreamControllerEnqueueClonedChunkToQueue(controller, buffer, byteOffset,
  byteLength) {
  let clone;
  try {
    clone = buffer.slice(byteOffset, byteOffset + byteLength);
  } catch (error) {
    readableByteStreamControllerError(controller, error);
    throw error;
  }
  enqueueChunkToQueue(controller[kState], clone, 0, byteLength);
}

function readableByteStreamControllerEnqueueDetachedPullIntoToQueue(controller, descriptor) {
  if (descriptor.bytesFilled > 0) {
    readableByteStreamControllerEnqueueClonedChunkToQueue(
      controller, descriptor.buffer, descriptor.byteOffset, descriptor.bytesFilled);
  }
  readableByteStreamControllerShiftPendingPullInto(controller);
}

function readableByteStreamControllerError(controller, error) {
  const state = controller[kState];
  const { stream } = state;
  if (stream[kState].state !== 'readable') return;
  readableByteStreamControllerClearPendingPullIntos(controller);
  resetByteQueue(state);
  clearAlgorithms(controller);
  readableStreamError(stream, error);
}

function readableByteStreamControllerFillHeadPullIntoDescriptor(controller, size, descriptor) {
  descriptor.bytesFilled += size;
}

/** @returns {boolean} whether the descriptor has what its read waits for */
function readableByteStreamControllerFillPullIntoDescriptorFromQueue(controller, descriptor) {
  const state = controller[kState];
  const maxBytesToCopy =
    Math.min(state.queueTotalSize, descriptor.byteLength - descriptor.bytesFilled);
  const maxBytesFilled = descriptor.bytesFilled + maxBytesToCopy;
  let remaining = maxBytesToCopy;
  let ready = false;
  const rest = maxBytesFilled % descriptor.elementSize;
  const maxAlignedBytes = maxBytesFilled - rest;
  if (maxAlignedBytes >= descriptor.minimumFill) {
    remaining = maxAlignedBytes - descriptor.bytesFilled;
    ready = true;
  }
  const { queue } = state;
  while (remaining > 0) {
    const head = queue.first();
    const count = Math.min(remaining, head.byteLength);
    const to = descriptor.byteOffset + descriptor.bytesFilled;
    new Uint8Array(descriptor.buffer, to, count)
      .set(new Uint8Array(head.buffer, head.byteOffset, count));
    if (head.byteLength === count) {
      queue.shift();
    } else {
      head.byteOffset += count;
      head.byteLength -= count;
    }
    state.queueTotalSize -= count;
    readableByteStreamControllerFillHeadPullIntoDescriptor(controller, count, descriptor);
    remaining -= count;
  }
  return ready;
}

function readableByteStreamControllerFillReadRequestFromQueue(controller, request) {
  const state = controller[kState];
  const entry = state.queue.shift();
  state.queueTotalSize -= entry.byteLength;
  readableByteStreamControllerHandleQueueDrain(controller);
  request.chunkSteps(new Uint8Array(entry.buffer, entry.byteOffset, entry.byteLength));
}

function readableByteStreamControllerGetBYOBRequest(controller) {
  const state = controller[kState];
  if (state.byobRequest === null && state.pendingPullIntos.length > 0) {
    const first = state.pendingPullIntos.first();
    const view = new Uint8Array(first.buffer, first.byteOffset + first.bytesFilled,
      first.byteLength - first.bytesFilled);
    state.byobRequest = new ReadableStreamBYOBRequest(kInternal, controller, view);
  }
  return state.byobRequest;
}

function readableByteStreamControllerGetDesiredSize(controller) {
  const { stream, highWaterMark, queueTotalSize } = controller[kState];
  switch (stream[kState].state) {
    case 'errored': return null;
    case 'closed': return 0;
    default: return highWaterMark - queueTotalSize;
  }
}

function readableByteStreamControllerHandleQueueDrain(controller) {
  const state = controller[kState];
  if (state.queueTotalSize === 0 && state.closeRequested) {
    clearAlgorithms(controller);
    readableStreamClose(state.stream);
  } else {
    readableByteStreamControllerCallPullIfNeeded(controller);
  }
}

function readableByteStreamControllerInvalidateBYOBRequest(controller) {
  const { byobRequest } = controller[kState];
  if (byobRequest === null) return;
  byobRequest[kState].controller = undefined;
  byobRequest[kState].view = null;
  controller[kState].byobRequest = null;
}

/** @returns {object[]} the descriptors that are complete, to be committed by the caller */
function readableByteStreamControllerProcessPullIntoDescriptorsUsingQueue(controller) {
  const state = controller[kState];
  const filled = [];
  while (state.pendingPullIntos.length > 0 && state.queueTotalSize > 0) {
    const first = state.pendingPullIntos.first();
    if (readableByteStreamControllerFillPullIntoDescriptorFromQueue(controller, first)) {
      readableByteStreamControllerShiftPendingPullInto(controller);
      filled.push(first);
    }
  }
  return filled;
}

function readableByteStreamControllerProcessReadRequestsUsingQueue(controller) {
  const state = controller[kState];
  const { readRequests } = state.stream[kState].reader[kState];
  while (readRequests.length > 0) {
    if (state.queueTotalSize === 0) return;
    readableByteStreamControllerFillReadRequestFromQueue(controller, readRequests.shift());
  }
}

function readableByteStreamControllerPullInto(controller, view, min, request) {
  const state = controller[kState];
  const { stream } = state;
  let elementSize = 1;
  let viewConstructor = DataView;
  if (!(view instanceof DataView)) {
    elementSize = view.BYTES_PER_ELEMENT;
    viewConstructor = typedArrayConstructor(view);
  }
  const { byteOffset, byteLength } = view;
  let buffer;
  try {
    buffer = transferArrayBuffer(view.buffer);
  } catch (error) {
    request.errorSteps(error);
    return;
  }
  const descriptor = {
    buffer,
    bufferByteLength: buffer.byteLength,
    byteOffset,
    byteLength,
    bytesFilled: 0,
    minimumFill: min * elementSize,
    elementSize,
    viewConstructor,
    readerType: 'byob',
  };
  if (state.pendingPullIntos.length > 0) {
    state.pendingPullIntos.push(descriptor);
    readableStreamAddReadIntoRequest(stream, request);
    return;
  }
  if (stream[kState].state === 'closed') {
    request.closeSteps(new viewConstructor(buffer, byteOffset, 0));
    return;
  }
  if (state.queueTotalSize > 0) {
    if (readableByteStreamControllerFillPullIntoDescriptorFromQueue(controller, descriptor)) {
      const filledView = readableByteStreamControllerConvertPullIntoDescriptor(descriptor);
      readableByteStreamControllerHandleQueueDrain(controller);
      request.chunkSteps(filledView);
      return;
    }
    if (state.closeRequested) {
      const error = invalidState('ReadableStream closed');
      readableByteStreamControllerError(controller, error);
      request.errorSteps(error);
      return;
    }
  }
  state.pendingPullIntos.push(descriptor);
  readableStreamAddReadIntoRequest(stream, request);
  readableByteStreamControllerCallPullIfNeeded(controller);
}

const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

/** The standard constructor of a view's kind, so that a Buffer gives a Uint8Array. */
function typedArrayConstructor(view) {
  return globalThis[Reflect.apply(typedArrayTag, view, [])];
}

function readableByteStreamControllerRespond(controller, bytesWritten) {
  const { pendingPullIntos, stream } = controller[kState];
  const first = pendingPullIntos.first();
  if (stream[kState].state === 'closed') {
    if (bytesWritten !== 0) {
      throw invalidState('Controller is closed and view is not zero-length');
    }
  } else {
    if (bytesWritten === 0) throw invalidState('View cannot be zero-length');
    if (first.bytesFilled + bytesWritten > first.byteLength) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', bytesWritten);
    }
  }
  first.buffer = transferArrayBuffer(first.buffer);
  readableByteStreamControllerRespondInternal(controller, bytesWritten);
}

function readableByteStreamControllerRespondInClosedState(controller, first) {
  const { stream, pendingPullIntos } = controller[kState];
  if (first.readerType === 'none') readableByteStreamControllerShiftPendingPullInto(controller);
  if (readableStreamHasBYOBReader(stream)) {
    const filled = [];
    while (filled.length < readableStreamGetNumReadIntoRequests(stream)) {
      filled.push(pendingPullIntos.shift());
    }
    commitAll(stream, filled);
  }
}

function readableByteStreamControllerRespondInReadableState(controller, bytesWritten, descriptor) {
  const { stream } = controller[kState];
  readableByteStreamControllerFillHeadPullIntoDescriptor(controller, bytesWritten, descriptor);
  if (descriptor.readerType === 'none') {
    readableByteStreamControllerEnqueueDetachedPullIntoToQueue(controller, descriptor);
    commitAll(stream,
      readableByteStreamControllerProcessPullIntoDescriptorsUsingQueue(controller));
    return;
  }
  if (descriptor.bytesFilled < descriptor.minimumFill) return;
  readableByteStreamControllerShiftPendingPullInto(controller);
  const rest = descriptor.bytesFilled % descriptor.elementSize;
  if (rest > 0) {
    // Bytes that do not make up an element wait for the next read.
    const end = descriptor.byteOffset + descriptor.bytesFilled;
    readableByteStreamControllerEnqueueClonedChunkToQueue(
      controller, descriptor.buffer, end - rest, rest);
  }
  descriptor.bytesFilled -= rest;
  const filled = readableByteStreamControllerProcessPullIntoDescriptorsUsingQueue(controller);
  readableByteStreamControllerCommitPullIntoDescriptor(stream, descriptor);
  commitAll(stream, filled);
}

function readableByteStreamControllerRespondInternal(controller, bytesWritten) {
  const { pendingPullIntos, stream } = controller[kState];
  const first = pendingPullIntos.first();
  readableByteStreamControllerInvalidateBYOBRequest(controller);
  if (stream[kState].state === 'closed') {
    readableByteStreamControllerRespondInClosedState(controller, first);
  } else {
    readableByteStreamControllerRespondInReadableState(controller, bytesWritten, first);
  }
  readableByteStreamControllerCallPullIfNeeded(controller);
}

function readableByteStreamControllerRespondWithNewView(controller, view) {
  const { pendingPullIntos, stream } = controller[kState];
  const first = pendingPullIntos.first();
  if (stream[kState].state === 'closed') {
    if (view.byteLength !== 0) {
      throw invalidState('Controller is closed and view is not zero-length');
    }
  } else if (view.byteLength === 0) {
    throw invalidState('View cannot be zero-length');
  }
  if (first.byteOffset + first.bytesFilled !== view.byteOffset) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  if (first.bufferByteLength !== view.buffer.byteLength) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  if (first.bytesFilled + view.byteLength > first.byteLength) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  }
  const { byteLength } = view;
  first.buffer = transferArrayBuffer(view.buffer);
  readableByteStreamControllerRespondInternal(controller, byteLength);
}

function readableByteStreamControllerShiftPendingPullInto(controller) {
  return controller[kState].pendingPullIntos.shift();
}

module.exports = {
  ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  TransferredReadableStream,
  createReadableStream,
  isReadableStream,
  isReadableStreamLocked,
  readableStreamCancel,
  readableStreamDefaultControllerCanCloseOrEnqueue,
  readableStreamDefaultControllerClose,
  readableStreamDefaultControllerEnqueue,
  readableStreamDefaultControllerError,
  readableStreamDefaultControllerGetDesiredSize,
  readableStreamDefaultControllerHasBackpressure,
  readableStreamPipeTo,
};
