'use strict';

// TransformStream and its controller (WHATWG Streams, section 6).
//
// The functions carry the names and follow the steps of the standard. A transform stream is a
// writable and a readable stream whose algorithms are those below; back-pressure of the readable
// side holds the writable side's writes by means of one promise, `backpressureChange`.

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  HostObject, kDeserialize, kTransfer, kTransferList,
} = require('internal/host_object');
const { validateFunction } = require('internal/validators');
const {
  kState, kType, isBrand, requireThis, invalidState, react, resolved, Deferred, fulfilledPromise,
  callForPromise, extractHighWaterMark, extractSizeAlgorithm, customInspect, customInspectSymbol,
  finishInterface,
} = require('internal/webstreams/util');
const {
  createReadableStream, readableStreamDefaultControllerCanCloseOrEnqueue,
  readableStreamDefaultControllerClose, readableStreamDefaultControllerEnqueue,
  readableStreamDefaultControllerError, readableStreamDefaultControllerGetDesiredSize,
  readableStreamDefaultControllerHasBackpressure,
} = require('internal/webstreams/readablestream');
const {
  checkStrategy, createWritableStream, writableStreamDefaultControllerErrorIfNeeded,
} = require('internal/webstreams/writablestream');

// Tells constructors that the library itself is calling.
const kInternal = Symbol('internal');

const isTransformStream = isBrand('TransformStream');
const isTransformStreamDefaultController = isBrand('TransformStreamDefaultController');

class TransformStream extends HostObject {
  /**
   * @param {Transformer} [transformer]
   * @param {QueuingStrategy} [writableStrategy]
   * @param {QueuingStrategy} [readableStrategy]
   * @throws {TypeError|RangeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
   */
  constructor(transformer = undefined, writableStrategy = undefined, readableStrategy = undefined) {
    super();
    if (transformer === kInternal) return;
    if (transformer === undefined) transformer = {};
    if (transformer === null ||
        (typeof transformer !== 'object' && typeof transformer !== 'function')) {
      throw new ERR_INVALID_ARG_TYPE('transformer', 'object', transformer);
    }
    checkStrategy(writableStrategy);
    checkStrategy(readableStrategy);
    const { readableType, writableType } = transformer;
    if (readableType !== undefined) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', readableType);
    }
    if (writableType !== undefined) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', writableType);
    }
    const readableHighWaterMark = extractHighWaterMark(readableStrategy?.highWaterMark, 0);
    const readableSize = extractSizeAlgorithm(readableStrategy?.size);
    const writableHighWaterMark = extractHighWaterMark(writableStrategy?.highWaterMark, 1);
    const writableSize = extractSizeAlgorithm(writableStrategy?.size);

    this[kType] = 'TransformStream';
    const start = new Deferred();
    initializeTransformStream(this, start.promise, writableHighWaterMark, writableSize,
      readableHighWaterMark, readableSize);
    const { controller, startFunction } = setUpControllerFromTransformer(this, transformer);
    start.settle(startFunction === undefined ?
      undefined : Reflect.apply(startFunction, transformer, [controller]));
  }

  /** @returns {ReadableStream} */
  get readable() {
    requireThis(this, isTransformStream, 'TransformStream');
    return this[kState].readable;
  }

  /** @returns {WritableStream} */
  get writable() {
    requireThis(this, isTransformStream, 'TransformStream');
    return this[kState].writable;
  }

  [customInspectSymbol](depth, options) {
    const { readable, writable, backpressure } = this[kState];
    return customInspect(depth, options, 'TransformStream', { readable, writable, backpressure });
  }

  [kTransferList]() {
    const transfer = require('internal/webstreams/transfer');
    const { readable, writable } = this[kState];
    transfer.requireUnlocked(readable, writable);
    const ports = {
      readable: transfer.sendReadable(readable), writable: transfer.sendWritable(writable),
    };
    this[kState].transferPorts = ports;
    return [ports.readable, ports.writable];
  }

  [kTransfer]() {
    return {
      data: this[kState].transferPorts,
      deserializeInfo: 'internal/webstreams/transformstream:TransferredTransformStream',
    };
  }

  [kDeserialize](ports) {
    const transfer = require('internal/webstreams/transfer');
    this[kType] = 'TransformStream';
    // The receiver's ends are not coupled by a controller of their own.
    this[kState] = newState();
    this[kState].readable = transfer.crossRealmReadable(ports.readable);
    this[kState].writable = transfer.crossRealmWritable(ports.writable);
  }
}
finishInterface(TransformStream, ['readable', 'writable']);

class TransformStreamDefaultController {
  constructor(skip = undefined) {
    if (skip !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kType] = 'TransformStreamDefaultController';
    this[kState] = {
      stream: undefined,
      transformAlgorithm: undefined,
      flushAlgorithm: undefined,
      cancelAlgorithm: undefined,
      onTransformFailed: undefined,
      // The chunk that waits for the readable side to have room, and what takes it up then.
      waitingChunk: undefined,
      onRoom: undefined,
      // Settles when the stream has been flushed or cancelled, whichever came first.
      finish: undefined,
    };
  }

  /** @returns {number|null} of the readable side */
  get desiredSize() {
    requireThis(this, isTransformStreamDefaultController, 'TransformStreamDefaultController');
    return readableStreamDefaultControllerGetDesiredSize(readableController(this[kState].stream));
  }

  /**
   * @param {any} [chunk] for the readable side
   * @throws {TypeError} ERR_INVALID_STATE
   */
  enqueue(chunk = undefined) {
    requireThis(this, isTransformStreamDefaultController, 'TransformStreamDefaultController');
    transformStreamDefaultControllerEnqueue(this, chunk);
  }

  /** @param {any} [reason] what both sides fail with from now on */
  error(reason = undefined) {
    requireThis(this, isTransformStreamDefaultController, 'TransformStreamDefaultController');
    transformStreamError(this[kState].stream, reason);
  }

  /** Closes the readable side and fails the writable one. */
  terminate() {
    requireThis(this, isTransformStreamDefaultController, 'TransformStreamDefaultController');
    transformStreamDefaultControllerTerminate(this);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'TransformStreamDefaultController', {
      stream: this[kState].stream,
    });
  }
}
finishInterface(TransformStreamDefaultController, ['desiredSize', 'enqueue', 'error', 'terminate']);

function readableController(stream) {
  return stream[kState].readable[kState].controller;
}

function newState() {
  return {
    readable: undefined,
    writable: undefined,
    controller: undefined,
    backpressure: undefined,
    backpressureChange: undefined,
    // The receiver's ports, while the stream is being transferred.
    transferPorts: undefined,
  };
}

/** What arrives at the receiver of a stream, before it gets its ports. */
function TransferredTransformStream() {
  return new TransformStream(kInternal);
}

function initializeTransformStream(stream, startPromise, writableHighWaterMark, writableSize,
  readableHighWaterMark, readableSize) {
  const start = () => startPromise;
  const state = newState();
  stream[kState] = state;
  state.writable = createWritableStream(
    start,
    (chunk) => transformStreamDefaultSinkWriteAlgorithm(stream, chunk),
    () => transformStreamDefaultSinkCloseAlgorithm(stream),
    (reason) => transformStreamDefaultSinkAbortAlgorithm(stream, reason),
    writableHighWaterMark, writableSize);
  state.readable = createReadableStream(
    start,
    () => transformStreamDefaultSourcePullAlgorithm(stream),
    (reason) => transformStreamDefaultSourceCancelAlgorithm(stream, reason),
    readableHighWaterMark, readableSize);
  transformStreamSetBackpressure(stream, true);
}

function setUpControllerFromTransformer(stream, transformer) {
  const controller = new TransformStreamDefaultController(kInternal);
  const { cancel, flush, start, transform } = transformer;
  if (cancel !== undefined) validateFunction(cancel, 'transformer.cancel');
  if (flush !== undefined) validateFunction(flush, 'transformer.flush');
  if (start !== undefined) validateFunction(start, 'transformer.start');
  if (transform !== undefined) validateFunction(transform, 'transformer.transform');
  const state = controller[kState];
  state.stream = stream;
  state.transformAlgorithm = transform === undefined ?
    (chunk) => {
      try {
        transformStreamDefaultControllerEnqueue(controller, chunk);
        return fulfilledPromise();
      } catch (error) {
        return Promise.reject(error);
      }
    } :
    (chunk) => callForPromise(transform, transformer, chunk, controller);
  state.flushAlgorithm = flush === undefined ? () => resolved(undefined) :
    () => callForPromise(flush, transformer, controller);
  state.cancelAlgorithm = cancel === undefined ? () => resolved(undefined) :
    (reason) => callForPromise(cancel, transformer, reason);
  // One function each for all chunks: there is one under way at a time.
  state.onTransformFailed = (error) => {
    transformStreamError(stream, error);
    throw error;
  };
  state.onRoom = () => {
    const chunk = state.waitingChunk;
    state.waitingChunk = undefined;
    const writableState = stream[kState].writable[kState];
    if (writableState.state === 'erroring') throw writableState.storedError;
    return transformStreamDefaultControllerPerformTransform(controller, chunk);
  };
  stream[kState].controller = controller;
  return { controller, startFunction: start };
}

function transformStreamError(stream, error) {
  readableStreamDefaultControllerError(readableController(stream), error);
  transformStreamErrorWritableAndUnblockWrite(stream, error);
}

function transformStreamErrorWritableAndUnblockWrite(stream, error) {
  const state = stream[kState];
  clearAlgorithms(state.controller);
  writableStreamDefaultControllerErrorIfNeeded(state.writable[kState].controller, error);
  transformStreamUnblockWrite(stream);
}

function transformStreamUnblockWrite(stream) {
  if (stream[kState].backpressure) transformStreamSetBackpressure(stream, false);
}

function transformStreamSetBackpressure(stream, backpressure) {
  const state = stream[kState];
  if (state.backpressureChange !== undefined) state.backpressureChange.settle();
  state.backpressureChange = new Deferred();
  state.backpressure = backpressure;
}

/** Lets go of the transformer as soon as it is known not to be needed any more. */
function clearAlgorithms(controller) {
  const state = controller[kState];
  state.transformAlgorithm = undefined;
  state.flushAlgorithm = undefined;
  state.cancelAlgorithm = undefined;
}

function transformStreamDefaultControllerEnqueue(controller, chunk) {
  const { stream } = controller[kState];
  const state = stream[kState];
  const toReadable = readableController(stream);
  if (!readableStreamDefaultControllerCanCloseOrEnqueue(toReadable)) {
    throw invalidState('Unable to enqueue');
  }
  try {
    readableStreamDefaultControllerEnqueue(toReadable, chunk);
  } catch (error) {
    transformStreamErrorWritableAndUnblockWrite(stream, error);
    throw state.readable[kState].storedError;
  }
  const backpressure = readableStreamDefaultControllerHasBackpressure(toReadable);
  if (backpressure !== state.backpressure) transformStreamSetBackpressure(stream, true);
}

function transformStreamDefaultControllerPerformTransform(controller, chunk) {
  const { transformAlgorithm, onTransformFailed } = controller[kState];
  // The stream has been torn down between the write and this.
  if (transformAlgorithm === undefined) return resolved(undefined);
  return react(transformAlgorithm(chunk), undefined, onTransformFailed);
}

function transformStreamDefaultControllerTerminate(controller) {
  const { stream } = controller[kState];
  readableStreamDefaultControllerClose(readableController(stream));
  transformStreamErrorWritableAndUnblockWrite(
    stream, invalidState('TransformStream terminated'));
}

function transformStreamDefaultSinkWriteAlgorithm(stream, chunk) {
  const state = stream[kState];
  if (!state.backpressure) {
    return transformStreamDefaultControllerPerformTransform(state.controller, chunk);
  }
  const controllerState = state.controller[kState];
  controllerState.waitingChunk = chunk;
  return react(state.backpressureChange.promise, controllerState.onRoom);
}

function transformStreamDefaultSinkAbortAlgorithm(stream, reason) {
  const { controller, readable } = stream[kState];
  const state = controller[kState];
  if (state.finish !== undefined) return state.finish.promise;
  state.finish = new Deferred();
  const cancelled = state.cancelAlgorithm(reason);
  clearAlgorithms(controller);
  react(cancelled, () => {
    const { state: readableState, storedError } = readable[kState];
    if (readableState === 'errored') {
      state.finish.fail(storedError);
    } else {
      readableStreamDefaultControllerError(readable[kState].controller, reason);
      state.finish.settle();
    }
  }, (error) => {
    readableStreamDefaultControllerError(readable[kState].controller, error);
    state.finish.fail(error);
  });
  return state.finish.promise;
}

function transformStreamDefaultSinkCloseAlgorithm(stream) {
  const { controller, readable } = stream[kState];
  const state = controller[kState];
  if (state.finish !== undefined) return state.finish.promise;
  state.finish = new Deferred();
  const flushed = state.flushAlgorithm();
  clearAlgorithms(controller);
  react(flushed, () => {
    const { state: readableState, storedError } = readable[kState];
    if (readableState === 'errored') {
      state.finish.fail(storedError);
    } else {
      readableStreamDefaultControllerClose(readable[kState].controller);
      state.finish.settle();
    }
  }, (error) => {
    readableStreamDefaultControllerError(readable[kState].controller, error);
    state.finish.fail(error);
  });
  return state.finish.promise;
}

function transformStreamDefaultSourceCancelAlgorithm(stream, reason) {
  const { controller, writable } = stream[kState];
  const state = controller[kState];
  if (state.finish !== undefined) return state.finish.promise;
  state.finish = new Deferred();
  const cancelled = state.cancelAlgorithm(reason);
  clearAlgorithms(controller);
  const failWritable = (error) => {
    writableStreamDefaultControllerErrorIfNeeded(writable[kState].controller, error);
    transformStreamUnblockWrite(stream);
  };
  react(cancelled, () => {
    const { state: writableState, storedError } = writable[kState];
    if (writableState === 'errored') {
      state.finish.fail(storedError);
    } else {
      failWritable(reason);
      state.finish.settle();
    }
  }, (error) => {
    failWritable(error);
    state.finish.fail(error);
  });
  return state.finish.promise;
}

function transformStreamDefaultSourcePullAlgorithm(stream) {
  transformStreamSetBackpressure(stream, false);
  return stream[kState].backpressureChange.promise;
}

module.exports = {
  TransferredTransformStream, TransformStream, TransformStreamDefaultController, isTransformStream,
};
