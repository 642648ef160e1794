'use strict';

// WritableStream, its writer and its controller (WHATWG Streams, section 5).
//
// The functions carry the names and follow the steps of the standard, so that each can be read next
// to it. The internal slots of an object are the fields of object[kState]. A writer's write() costs
// one promise for the caller and one for the sink's answer; chunks wait in a queue that allocates
// nothing per entry, their promises in another.

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  HostObject, kDeserialize, kTransfer, kTransferList,
} = require('internal/host_object');
const { validateFunction } = require('internal/validators');
const {
  kIsClosedPromise, kControllerErrorFunction, kIsErrored, kIsWritable,
} = require('internal/streams/utils');
const {
  kState, kType, isBrand, requireThis, invalidState, react, resolved, newResolved, markHandled,
  Deferred, callForPromise, SizedQueue, Fifo, extractHighWaterMark, extractSizeAlgorithm,
  customInspect,
  customInspectSymbol, finishInterface,
} = require('internal/webstreams/util');

// Stands in the queue for "close the sink".
const kCloseSentinel = Symbol('close sentinel');
// Tells constructors that the library itself is calling.
const kInternal = Symbol('internal');

const isWritableStream = isBrand('WritableStream');
const isWritableStreamDefaultWriter = isBrand('WritableStreamDefaultWriter');
const isWritableStreamDefaultController = isBrand('WritableStreamDefaultController');

class WritableStreamState {
  constructor() {
    // 'writable', 'erroring', 'errored' or 'closed'.
    this.state = 'writable';
    this.storedError = undefined;
    this.writer = undefined;
    this.controller = undefined;
    // Promises of write() that have not settled; those of the chunk the sink has are apart.
    this.writeRequests = new Fifo();
    this.inFlightWriteRequest = undefined;
    this.closeRequest = undefined;
    this.inFlightCloseRequest = undefined;
    this.pendingAbortRequest = undefined;
    this.backpressure = false;
    // For stream.finished(), made when somebody asks.
    this.closedWatch = undefined;
    // The receiver's port, while the stream is being transferred.
    this.transferPort = undefined;
  }
}

class WritableStream extends HostObject {
  /**
   * @param {UnderlyingSink} [sink]
   * @param {QueuingStrategy} [strategy]
   * @throws {TypeError|RangeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
   */
  constructor(sink = undefined, strategy = undefined) {
    super();
    if (sink === kInternal) {
      this[kType] = 'WritableStream';
      this[kState] = new WritableStreamState();
      return;
    }
    if (sink === null || (sink !== undefined && typeof sink !== 'object' &&
        typeof sink !== 'function')) {
      throw new ERR_INVALID_ARG_TYPE('sink', 'object', sink);
    }
    checkStrategy(strategy);
    if (sink?.type !== undefined) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('type', sink.type);
    }
    this[kType] = 'WritableStream';
    this[kState] = new WritableStreamState();
    const sizeAlgorithm = extractSizeAlgorithm(strategy?.size);
    const highWaterMark = extractHighWaterMark(strategy?.highWaterMark, 1);
    setUpControllerFromSink(this, sink, highWaterMark, sizeAlgorithm);
  }

  /** @returns {boolean} whether there is a writer */
  get locked() {
    requireThis(this, isWritableStream, 'WritableStream');
    return isWritableStreamLocked(this);
  }

  /**
   * @param {any} [reason]
   * @returns {Promise<void>}
   */
  abort(reason = undefined) {
    if (!isWritableStream(this)) return rejectThis('WritableStream');
    if (isWritableStreamLocked(this)) {
      return Promise.reject(invalidState('WritableStream is locked'));
    }
    return writableStreamAbort(this, reason);
  }

  /** @returns {Promise<void>} */
  close() {
    if (!isWritableStream(this)) return rejectThis('WritableStream');
    if (isWritableStreamLocked(this)) {
      return Promise.reject(invalidState('WritableStream is locked'));
    }
    if (writableStreamCloseQueuedOrInFlight(this)) {
      return Promise.reject(invalidState('Failure closing WritableStream'));
    }
    return writableStreamClose(this);
  }

  /**
   * @returns {WritableStreamDefaultWriter}
   * @throws {TypeError} ERR_INVALID_STATE if locked
   */
  getWriter() {
    requireThis(this, isWritableStream, 'WritableStream');
    return new WritableStreamDefaultWriter(this);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'WritableStream', {
      locked: this.locked,
      state: this[kState].state,
    });
  }

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

  get [kIsErrored]() { return this[kState].state === 'errored'; }
  get [kIsWritable]() { return this[kState].state === 'writable'; }

  [kTransferList]() {
    const port = require('internal/webstreams/transfer').sendWritable(this);
    this[kState].transferPort = port;
    return [port];
  }

  [kTransfer]() {
    return {
      data: this[kState].transferPort,
      deserializeInfo: 'internal/webstreams/writablestream:TransferredWritableStream',
    };
  }

  [kDeserialize](port) {
    const other = require('internal/webstreams/transfer').crossRealmWritable(port);
    this[kState] = other[kState];
    this[kState].controller[kState].stream = this;
  }

  /** How stream.addAbortSignal() breaks the stream. */
  [kControllerErrorFunction](reason) {
    writableStreamDefaultControllerErrorIfNeeded(this[kState].controller, reason);
  }
}
finishInterface(WritableStream, ['locked', 'abort', 'close', 'getWriter']);

class WritableStreamDefaultWriter {
  /**
   * @param {WritableStream} stream
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE
   */
  constructor(stream) {
    if (!isWritableStream(stream)) {
      throw new ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    }
    this[kType] = 'WritableStreamDefaultWriter';
    this[kState] = { stream: undefined, close: undefined, ready: undefined };
    setUpWritableStreamDefaultWriter(this, stream);
  }

  /** @returns {Promise<void>} */
  get closed() {
    if (!isWritableStreamDefaultWriter(this)) return rejectThis('WritableStreamDefaultWriter');
    return this[kState].close.promise;
  }

  /** @returns {number|null} */
  get desiredSize() {
    requireThis(this, isWritableStreamDefaultWriter, 'WritableStreamDefaultWriter');
    const { stream } = this[kState];
    if (stream === undefined) throw notBound();
    return writableStreamDefaultWriterGetDesiredSize(this);
  }

  /** @returns {Promise<void>} */
  get ready() {
    if (!isWritableStreamDefaultWriter(this)) return rejectThis('WritableStreamDefaultWriter');
    return this[kState].ready.promise;
  }

  /**
   * @param {any} [reason]
   * @returns {Promise<void>}
   */
  abort(reason = undefined) {
    if (!isWritableStreamDefaultWriter(this)) return rejectThis('WritableStreamDefaultWriter');
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(notBound());
    return writableStreamAbort(stream, reason);
  }

  /** @returns {Promise<void>} */
  close() {
    if (!isWritableStreamDefaultWriter(this)) return rejectThis('WritableStreamDefaultWriter');
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(notBound());
    if (writableStreamCloseQueuedOrInFlight(stream)) {
      return Promise.reject(invalidState('Failure to close WritableStream'));
    }
    return writableStreamClose(stream);
  }

  /** Gives up the lock; what was written stays written. */
  releaseLock() {
    requireThis(this, isWritableStreamDefaultWriter, 'WritableStreamDefaultWriter');
    if (this[kState].stream === undefined) return;
    writableStreamDefaultWriterRelease(this);
  }

  /**
   * @param {any} [chunk]
   * @returns {Promise<void>}
   */
  write(chunk = undefined) {
    if (!isWritableStreamDefaultWriter(this)) return rejectThis('WritableStreamDefaultWriter');
    if (this[kState].stream === undefined) return Promise.reject(notBound());
    return writableStreamDefaultWriterWrite(this, chunk);
  }

  [customInspectSymbol](depth, options) {
    const { stream, close, ready } = this[kState];
    return customInspect(depth, options, 'WritableStreamDefaultWriter', {
      stream,
      close: close.promise,
      ready: ready.promise,
      desiredSize: this.desiredSize,
    });
  }
}
finishInterface(WritableStreamDefaultWriter,
  ['closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write']);

class WritableStreamDefaultController {
  constructor(skip = undefined) {
    if (skip !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kType] = 'WritableStreamDefaultController';
    this[kState] = {
      stream: undefined,
      queue: new SizedQueue(),
      // Made when somebody asks for the signal, or the stream is aborted.
      abortController: undefined,
      started: false,
      sizeAlgorithm: undefined,
      highWaterMark: 0,
      writeAlgorithm: undefined,
      closeAlgorithm: undefined,
      abortAlgorithm: undefined,
    };
  }

  /** @returns {AbortSignal} aborts when the stream is aborted */
  get signal() {
    requireThis(this, isWritableStreamDefaultController, 'WritableStreamDefaultController');
    return abortControllerOf(this).signal;
  }

  /** @param {any} [error] what all writes fail with from now on */
  error(error = undefined) {
    requireThis(this, isWritableStreamDefaultController, 'WritableStreamDefaultController');
    if (this[kState].stream[kState].state !== 'writable') return;
    writableStreamDefaultControllerError(this, error);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'WritableStreamDefaultController', {
      stream: this[kState].stream,
    });
  }
}
finishInterface(WritableStreamDefaultController, ['signal', 'error']);

/** What arrives at the receiver of a stream, before it gets its port. */
function TransferredWritableStream() {
  return new WritableStream(kInternal);
}

function rejectThis(name) {
  const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
  return Promise.reject(new ERR_INVALID_THIS(name));
}

function notBound() {
  return invalidState('Writer is not bound to a WritableStream');
}

/** Web IDL: a dictionary may be any object, undefined or null. */
function checkStrategy(strategy) {
  if (strategy !== undefined && strategy !== null && typeof strategy !== 'object' &&
      typeof strategy !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('strategy', 'object', strategy);
  }
}

function abortControllerOf(controller) {
  const state = controller[kState];
  if (state.abortController === undefined) state.abortController = new AbortController();
  return state.abortController;
}

/** A stream made by the library rather than by a program (CreateWritableStream). */
function createWritableStream(start, write, close, abort, highWaterMark = 1,
  sizeAlgorithm = () => 1) {
  const stream = new WritableStream(kInternal);
  const controller = new WritableStreamDefaultController(kInternal);
  setUpWritableStreamDefaultController(
    stream, controller, start, write, close, abort, highWaterMark, sizeAlgorithm);
  return stream;
}

function isWritableStreamLocked(stream) {
  return stream[kState].writer !== undefined;
}

function setUpWritableStreamDefaultWriter(writer, stream) {
  if (isWritableStreamLocked(stream)) throw invalidState('WritableStream is locked');
  const writerState = writer[kState];
  const state = stream[kState];
  writerState.stream = stream;
  state.writer = writer;
  switch (state.state) {
    case 'writable':
      writerState.ready = !writableStreamCloseQueuedOrInFlight(stream) && state.backpressure ?
        new Deferred() : Deferred.resolved();
      writerState.close = new Deferred();
      markHandled(writerState.close.promise);
      break;
    case 'erroring':
      writerState.ready = Deferred.rejected(state.storedError);
      writerState.close = new Deferred();
      markHandled(writerState.close.promise);
      break;
    case 'closed':
      writerState.ready = Deferred.resolved();
      writerState.close = Deferred.resolved();
      break;
    default:
      writerState.ready = Deferred.rejected(state.storedError);
      writerState.close = Deferred.rejected(state.storedError);
  }
}

function writableStreamAbort(stream, reason) {
  const state = stream[kState];
  if (state.state === 'closed' || state.state === 'errored') return resolved(undefined);
  abortControllerOf(state.controller).abort(reason);
  // A listener may have changed it.
  if (state.state === 'closed' || state.state === 'errored') return resolved(undefined);
  if (state.pendingAbortRequest !== undefined) return state.pendingAbortRequest.deferred.promise;

  let wasAlreadyErroring = false;
  if (state.state === 'erroring') {
    wasAlreadyErroring = true;
    reason = undefined;
  }
  const deferred = new Deferred();
  state.pendingAbortRequest = { deferred, reason, wasAlreadyErroring };
  if (!wasAlreadyErroring) writableStreamStartErroring(stream, reason);
  return deferred.promise;
}

function writableStreamClose(stream) {
  const state = stream[kState];
  if (state.state === 'closed' || state.state === 'errored') {
    return Promise.reject(invalidState(`WritableStream is ${state.state}`));
  }
  const deferred = new Deferred();
  state.closeRequest = deferred;
  if (state.writer !== undefined && state.backpressure && state.state === 'writable') {
    state.writer[kState].ready.settle();
  }
  writableStreamDefaultControllerClose(state.controller);
  return deferred.promise;
}

function writableStreamCloseQueuedOrInFlight(stream) {
  const state = stream[kState];
  return state.closeRequest !== undefined || state.inFlightCloseRequest !== undefined;
}

function writableStreamDealWithRejection(stream, error) {
  if (stream[kState].state === 'writable') writableStreamStartErroring(stream, error);
  else writableStreamFinishErroring(stream);
}

function writableStreamStartErroring(stream, reason) {
  const state = stream[kState];
  state.state = 'erroring';
  state.storedError = reason;
  if (state.writer !== undefined) {
    writableStreamDefaultWriterEnsureReadyPromiseRejected(state.writer, reason);
  }
  if (!writableStreamHasOperationMarkedInFlight(stream) && state.controller[kState].started) {
    writableStreamFinishErroring(stream);
  }
}

function writableStreamFinishErroring(stream) {
  const state = stream[kState];
  state.state = 'errored';
  controllerErrorSteps(state.controller);
  const { storedError } = state;
  const requests = state.writeRequests.takeAll();
  for (let i = 0; i < requests.length; i++) requests[i].fail(storedError);
  if (state.closedWatch !== undefined) state.closedWatch.fail(storedError);

  const abortRequest = state.pendingAbortRequest;
  if (abortRequest === undefined) {
    writableStreamRejectCloseAndClosedPromiseIfNeeded(stream);
    return;
  }
  state.pendingAbortRequest = undefined;
  if (abortRequest.wasAlreadyErroring) {
    abortRequest.deferred.fail(storedError);
    writableStreamRejectCloseAndClosedPromiseIfNeeded(stream);
    return;
  }
  react(controllerAbortSteps(state.controller, abortRequest.reason),
    () => {
      abortRequest.deferred.settle();
      writableStreamRejectCloseAndClosedPromiseIfNeeded(stream);
    },
    (error) => {
      abortRequest.deferred.fail(error);
      writableStreamRejectCloseAndClosedPromiseIfNeeded(stream);
    });
}

function writableStreamFinishInFlightWrite(stream) {
  const state = stream[kState];
  state.inFlightWriteRequest.settle();
  state.inFlightWriteRequest = undefined;
}

function writableStreamFinishInFlightWriteWithError(stream, error) {
  const state = stream[kState];
  state.inFlightWriteRequest.fail(error);
  state.inFlightWriteRequest = undefined;
  writableStreamDealWithRejection(stream, error);
}

function writableStreamFinishInFlightClose(stream) {
  const state = stream[kState];
  state.inFlightCloseRequest.settle();
  state.inFlightCloseRequest = undefined;
  if (state.state === 'erroring') {
    // The close came through before the error could take effect.
    state.storedError = undefined;
    if (state.pendingAbortRequest !== undefined) {
      state.pendingAbortRequest.deferred.settle();
      state.pendingAbortRequest = undefined;
    }
  }
  state.state = 'closed';
  if (state.writer !== undefined) state.writer[kState].close.settle();
  if (state.closedWatch !== undefined) state.closedWatch.settle();
}

function writableStreamFinishInFlightCloseWithError(stream, error) {
  const state = stream[kState];
  state.inFlightCloseRequest.fail(error);
  state.inFlightCloseRequest = undefined;
  if (state.pendingAbortRequest !== undefined) {
    state.pendingAbortRequest.deferred.fail(error);
    state.pendingAbortRequest = undefined;
  }
  writableStreamDealWithRejection(stream, error);
}

function writableStreamHasOperationMarkedInFlight(stream) {
  const state = stream[kState];
  return state.inFlightWriteRequest !== undefined || state.inFlightCloseRequest !== undefined;
}

function writableStreamMarkCloseRequestInFlight(stream) {
  const state = stream[kState];
  state.inFlightCloseRequest = state.closeRequest;
  state.closeRequest = undefined;
}

function writableStreamMarkFirstWriteRequestInFlight(stream) {
  const state = stream[kState];
  state.inFlightWriteRequest = state.writeRequests.shift();
}

function writableStreamRejectCloseAndClosedPromiseIfNeeded(stream) {
  const state = stream[kState];
  if (state.closeRequest !== undefined) {
    state.closeRequest.fail(state.storedError);
    state.closeRequest = undefined;
  }
  if (state.writer !== undefined) {
    const { close } = state.writer[kState];
    close.fail(state.storedError);
    markHandled(close.promise);
  }
}

function writableStreamUpdateBackpressure(stream, backpressure) {
  const state = stream[kState];
  if (state.writer !== undefined && backpressure !== state.backpressure) {
    const writerState = state.writer[kState];
    if (backpressure) writerState.ready = new Deferred();
    else writerState.ready.settle();
  }
  state.backpressure = backpressure;
}

function writableStreamDefaultWriterCloseWithErrorPropagation(writer) {
  const { stream } = writer[kState];
  const { state, storedError } = stream[kState];
  if (writableStreamCloseQueuedOrInFlight(stream) || state === 'closed') {
    return resolved(undefined);
  }
  if (state === 'errored') return Promise.reject(storedError);
  return writableStreamClose(stream);
}

function writableStreamDefaultWriterEnsureClosedPromiseRejected(writer, error) {
  const state = writer[kState];
  if (state.close.isPending) state.close.fail(error);
  else state.close = Deferred.rejected(error);
  markHandled(state.close.promise);
}

function writableStreamDefaultWriterEnsureReadyPromiseRejected(writer, error) {
  const state = writer[kState];
  if (state.ready.isPending) state.ready.fail(error);
  else state.ready = Deferred.rejected(error);
  markHandled(state.ready.promise);
}

function writableStreamDefaultWriterGetDesiredSize(writer) {
  const { state, controller } = writer[kState].stream[kState];
  if (state === 'errored' || state === 'erroring') return null;
  if (state === 'closed') return 0;
  return writableStreamDefaultControllerGetDesiredSize(controller);
}

function writableStreamDefaultWriterRelease(writer) {
  const { stream } = writer[kState];
  const released = invalidState('Writer has been released');
  writableStreamDefaultWriterEnsureReadyPromiseRejected(writer, released);
  writableStreamDefaultWriterEnsureClosedPromiseRejected(writer, released);
  stream[kState].writer = undefined;
  writer[kState].stream = undefined;
}

/** Why a write cannot be taken; undefined if it can. */
function refusal(stream) {
  const { state, storedError } = stream[kState];
  if (state === 'errored') return { error: storedError };
  if (writableStreamCloseQueuedOrInFlight(stream) || state === 'closed') {
    return { error: invalidState('WritableStream is closed') };
  }
  return state === 'erroring' ? { error: storedError } : undefined;
}

/**
 * As writableStreamDefaultWriterWrite, for callers that need no promise.
 * @param {WritableStreamDefaultWriter} writer
 * @param {any} chunk
 * @param {{ settle: Function, fail: Function }} request told of the outcome
 * @returns {boolean} false if the write was refused; then the request is told nothing
 */
function writableStreamDefaultWriterWriteInternal(writer, chunk, request) {
  const { stream } = writer[kState];
  const { controller, writeRequests } = stream[kState];
  const chunkSize = writableStreamDefaultControllerGetChunkSize(controller, chunk);
  if (stream !== writer[kState].stream || refusal(stream) !== undefined) return false;
  writeRequests.push(request);
  writableStreamDefaultControllerWrite(controller, chunk, chunkSize);
  return true;
}

function writableStreamDefaultWriterWrite(writer, chunk) {
  const { stream } = writer[kState];
  const { controller, writeRequests } = stream[kState];
  const chunkSize = writableStreamDefaultControllerGetChunkSize(controller, chunk);
  // The size function is a user's, and may have done anything.
  if (stream !== writer[kState].stream) return Promise.reject(notBound());
  const refused = refusal(stream);
  if (refused !== undefined) return Promise.reject(refused.error);
  const deferred = new Deferred();
  writeRequests.push(deferred);
  writableStreamDefaultControllerWrite(controller, chunk, chunkSize);
  return deferred.promise;
}

function setUpWritableStreamDefaultController(stream, controller, startAlgorithm, writeAlgorithm,
  closeAlgorithm, abortAlgorithm, highWaterMark, sizeAlgorithm) {
  const state = controller[kState];
  state.stream = stream;
  stream[kState].controller = controller;
  state.sizeAlgorithm = sizeAlgorithm;
  state.highWaterMark = highWaterMark;
  state.writeAlgorithm = writeAlgorithm;
  state.closeAlgorithm = closeAlgorithm;
  state.abortAlgorithm = abortAlgorithm;
  writableStreamUpdateBackpressure(
    stream, writableStreamDefaultControllerGetBackpressure(controller));

  // How the sink's answer to a write is taken in; the same two functions for all writes.
  state.onWritten = () => {
    writableStreamFinishInFlightWrite(stream);
    state.queue.dequeue();
    if (!writableStreamCloseQueuedOrInFlight(stream) && stream[kState].state === 'writable') {
      writableStreamUpdateBackpressure(
        stream, writableStreamDefaultControllerGetBackpressure(controller));
    }
    writableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
  };
  state.onWriteFailed = (reason) => {
    if (stream[kState].state === 'writable') clearAlgorithms(controller);
    writableStreamFinishInFlightWriteWithError(stream, reason);
  };

  react(newResolved(startAlgorithm()),
    () => {
      state.started = true;
      writableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
    },
    (reason) => {
      state.started = true;
      writableStreamDealWithRejection(stream, reason);
    });
}

function setUpControllerFromSink(stream, sink, highWaterMark, sizeAlgorithm) {
  const controller = new WritableStreamDefaultController(kInternal);
  // Read in this order (Web IDL dictionaries are read alphabetically).
  const abort = sink?.abort;
  if (abort !== undefined) validateFunction(abort, 'sink.abort');
  const close = sink?.close;
  if (close !== undefined) validateFunction(close, 'sink.close');
  const start = sink?.start;
  if (start !== undefined) validateFunction(start, 'sink.start');
  const write = sink?.write;
  if (write !== undefined) validateFunction(write, 'sink.write');
  setUpWritableStreamDefaultController(
    stream,
    controller,
    start === undefined ? () => undefined : () => Reflect.apply(start, sink, [controller]),
    write === undefined ? () => resolved(undefined) :
      (chunk) => callForPromise(write, sink, chunk, controller),
    close === undefined ? () => resolved(undefined) : () => callForPromise(close, sink),
    abort === undefined ? () => resolved(undefined) :
      (reason) => callForPromise(abort, sink, reason),
    highWaterMark,
    sizeAlgorithm);
}

function controllerAbortSteps(controller, reason) {
  const result = controller[kState].abortAlgorithm(reason);
  clearAlgorithms(controller);
  return result;
}

function controllerErrorSteps(controller) {
  controller[kState].queue.reset();
}

/** Lets go of the sink as soon as it is known not to be needed any more. */
function clearAlgorithms(controller) {
  const state = controller[kState];
  state.writeAlgorithm = undefined;
  state.closeAlgorithm = undefined;
  state.abortAlgorithm = undefined;
  state.sizeAlgorithm = undefined;
}

function writableStreamDefaultControllerAdvanceQueueIfNeeded(controller) {
  const state = controller[kState];
  const { stream } = state;
  const streamState = stream[kState];
  if (!state.started || streamState.inFlightWriteRequest !== undefined) return;
  if (streamState.state === 'erroring') {
    writableStreamFinishErroring(stream);
    return;
  }
  if (state.queue.isEmpty) return;
  const value = state.queue.peek();
  if (value === kCloseSentinel) writableStreamDefaultControllerProcessClose(controller);
  else writableStreamDefaultControllerProcessWrite(controller, value);
}

function writableStreamDefaultControllerClose(controller) {
  controller[kState].queue.enqueue(kCloseSentinel, 0);
  writableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
}

function writableStreamDefaultControllerError(controller, error) {
  const { stream } = controller[kState];
  clearAlgorithms(controller);
  writableStreamStartErroring(stream, error);
}

function writableStreamDefaultControllerErrorIfNeeded(controller, error) {
  if (controller[kState].stream[kState].state === 'writable') {
    writableStreamDefaultControllerError(controller, error);
  }
}

function writableStreamDefaultControllerGetBackpressure(controller) {
  return writableStreamDefaultControllerGetDesiredSize(controller) <= 0;
}

function writableStreamDefaultControllerGetChunkSize(controller, chunk) {
  const { sizeAlgorithm } = controller[kState];
  // The stream is erroring, and the write will fail.
  if (sizeAlgorithm === undefined) return 1;
  try {
    return sizeAlgorithm(chunk);
  } catch (error) {
    writableStreamDefaultControllerErrorIfNeeded(controller, error);
    return 1;
  }
}

function writableStreamDefaultControllerGetDesiredSize(controller) {
  const { highWaterMark, queue } = controller[kState];
  return highWaterMark - queue.totalSize;
}

function writableStreamDefaultControllerProcessClose(controller) {
  const { closeAlgorithm, queue, stream } = controller[kState];
  writableStreamMarkCloseRequestInFlight(stream);
  queue.dequeue();
  const promise = closeAlgorithm();
  clearAlgorithms(controller);
  react(promise,
    () => writableStreamFinishInFlightClose(stream),
    (error) => writableStreamFinishInFlightCloseWithError(stream, error));
}

function writableStreamDefaultControllerProcessWrite(controller, chunk) {
  const state = controller[kState];
  writableStreamMarkFirstWriteRequestInFlight(state.stream);
  react(state.writeAlgorithm(chunk), state.onWritten, state.onWriteFailed);
}

function writableStreamDefaultControllerWrite(controller, chunk, chunkSize) {
  const { queue, stream } = controller[kState];
  try {
    queue.enqueue(chunk, chunkSize);
  } catch (error) {
    writableStreamDefaultControllerErrorIfNeeded(controller, error);
    return;
  }
  if (!writableStreamCloseQueuedOrInFlight(stream) && stream[kState].state === 'writable') {
    writableStreamUpdateBackpressure(
      stream, writableStreamDefaultControllerGetBackpressure(controller));
  }
  writableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
}

module.exports = {
  TransferredWritableStream,
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
  checkStrategy,
  createWritableStream,
  isWritableStream,
  isWritableStreamLocked,
  rejectThis,
  writableStreamAbort,
  writableStreamCloseQueuedOrInFlight,
  writableStreamDefaultControllerErrorIfNeeded,
  writableStreamDefaultWriterCloseWithErrorPropagation,
  writableStreamDefaultWriterRelease,
  writableStreamDefaultWriterWriteInternal,
};
