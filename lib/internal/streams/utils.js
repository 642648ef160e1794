'use strict';

// Questions about stream-like things. They look at behaviour and at well-known properties, never at
// the class: streams of older libraries, of other realms and of `http` must be told apart as well.
// A question that cannot be answered for the thing at hand yields null rather than a guess.

// Registered symbols, so that streams written outside of this library can answer for themselves.
const kIsDestroyed = Symbol.for('nodejs.stream.destroyed');
const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsReadable = Symbol.for('nodejs.stream.readable');
const kIsWritable = Symbol.for('nodejs.stream.writable');
const kIsDisturbed = Symbol.for('nodejs.stream.disturbed');
const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = Symbol.for('nodejs.webstream.controllerErrorFunction');

const isFn = (value) => typeof value === 'function';

/**
 * @param {any} obj
 * @param {boolean} [strict] also ask for pause() and resume()
 */
function isReadableNodeStream(obj, strict = false) {
  if (!obj || !isFn(obj.pipe) || !isFn(obj.on)) return false;
  if (strict && (!isFn(obj.pause) || !isFn(obj.resume))) return false;
  // A Writable has a pipe() that only complains; a Duplex may have its readable half switched off.
  const r = obj._readableState;
  return !obj._writableState || (!!r && r.readable !== false);
}

/** @param {any} obj */
function isWritableNodeStream(obj) {
  return !!obj && isFn(obj.write) && isFn(obj.on) &&
    (!obj._readableState || obj._writableState?.writable !== false);
}

/** @param {any} obj */
function isDuplexNodeStream(obj) {
  return !!obj && isFn(obj.pipe) && !!obj._readableState && isFn(obj.on) && isFn(obj.write);
}

/** @param {any} obj */
function isNodeStream(obj) {
  return !!obj && !!(obj._readableState || obj._writableState ||
    (isFn(obj.on) && (isFn(obj.write) || isFn(obj.pipe))));
}

/** @param {any} obj whether it is a WHATWG readable stream */
function isReadableStream(obj) {
  return !!obj && !isNodeStream(obj) && isFn(obj.pipeThrough) && isFn(obj.getReader) &&
    isFn(obj.cancel);
}

/** @param {any} obj whether it is a WHATWG writable stream */
function isWritableStream(obj) {
  return !!obj && !isNodeStream(obj) && isFn(obj.getWriter) && isFn(obj.abort);
}

/** @param {any} obj whether it has the two ends of a WHATWG transform stream */
function isTransformStream(obj) {
  return !!obj && !isNodeStream(obj) && typeof obj.readable === 'object' &&
    typeof obj.writable === 'object';
}

/** @param {any} obj */
function isWebStream(obj) {
  return isReadableStream(obj) || isWritableStream(obj) || isTransformStream(obj);
}

/**
 * @param {any} obj
 * @param {boolean} [isAsync] true asks for async iteration only, false for sync only
 */
function isIterable(obj, isAsync) {
  if (obj === null || obj === undefined) return false;
  if (isAsync === true) return isFn(obj[Symbol.asyncIterator]);
  if (isAsync === false) return isFn(obj[Symbol.iterator]);
  return isFn(obj[Symbol.asyncIterator]) || isFn(obj[Symbol.iterator]);
}

/** @param {any} stream @returns {boolean|null} */
function isDestroyed(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  return !!(stream.destroyed || stream[kIsDestroyed] || state?.destroyed);
}

/** Whether end() has been called. @param {any} stream @returns {boolean|null} */
function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableEnded === true) return true;
  const w = stream._writableState;
  if (w?.errored) return false;
  return typeof w?.ended === 'boolean' ? w.ended : null;
}

/**
 * Whether 'finish' was emitted; with `strict` false also whether nothing but the event is missing.
 * @param {any} stream
 * @param {boolean} [strict]
 * @returns {boolean|null}
 */
function isWritableFinished(stream, strict) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableFinished === true) return true;
  const w = stream._writableState;
  if (w?.errored) return false;
  if (typeof w?.finished !== 'boolean') return null;
  return !!(w.finished || (strict === false && w.ended === true && w.length === 0));
}

/** Whether the source has said it is at its end. @param {any} stream @returns {boolean|null} */
function isReadableEnded(stream) {
  if (!isReadableNodeStream(stream)) return null;
  if (stream.readableEnded === true) return true;
  const r = stream._readableState;
  if (!r || r.errored) return false;
  return typeof r.ended === 'boolean' ? r.ended : null;
}

/**
 * Whether 'end' was emitted; with `strict` false also whether nothing but the event is missing.
 * @param {any} stream
 * @param {boolean} [strict]
 * @returns {boolean|null}
 */
function isReadableFinished(stream, strict) {
  if (!isReadableNodeStream(stream)) return null;
  const r = stream._readableState;
  if (r?.errored) return false;
  if (typeof r?.endEmitted !== 'boolean') return null;
  return !!(r.endEmitted || (strict === false && r.ended === true && r.length === 0));
}

/** @param {any} stream @returns {boolean|null} */
function isReadable(stream) {
  if (stream && stream[kIsReadable] != null) return stream[kIsReadable];
  if (typeof stream?.readable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isReadableNodeStream(stream) && stream.readable && !isReadableFinished(stream);
}

/** @param {any} stream @returns {boolean|null} */
function isWritable(stream) {
  if (stream && stream[kIsWritable] != null) return stream[kIsWritable];
  if (typeof stream?.writable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isWritableNodeStream(stream) && stream.writable && !isWritableEnded(stream);
}

/**
 * Whether nothing more will happen on the halves that `options` does not exclude.
 * @param {any} stream
 * @param {{ readable?: boolean, writable?: boolean }} [options]
 * @returns {boolean|null}
 */
function isFinished(stream, options) {
  if (!isNodeStream(stream)) return null;
  if (isDestroyed(stream)) return true;
  if (options?.readable !== false && isReadable(stream)) return false;
  if (options?.writable !== false && isWritable(stream)) return false;
  return true;
}

/** @param {any} stream the error of the writable half, if it keeps one */
function isWritableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.writableErrored || (stream._writableState?.errored ?? null);
}

/** @param {any} stream the error of the readable half, if it keeps one */
function isReadableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.readableErrored || (stream._readableState?.errored ?? null);
}

// The shapes of http's messages, which predate the streams that they imitate.

/** @param {any} stream */
function isOutgoingMessage(stream) {
  return typeof stream._closed === 'boolean' && typeof stream._defaultKeepAlive === 'boolean' &&
    typeof stream._removedConnection === 'boolean' && typeof stream._removedContLen === 'boolean';
}

/** @param {any} stream */
function isServerResponse(stream) {
  return typeof stream._sent100 === 'boolean' && isOutgoingMessage(stream);
}

/** @param {any} stream */
function isServerRequest(stream) {
  return typeof stream._consuming === 'boolean' && typeof stream._dumped === 'boolean' &&
    stream.req?.upgradeOrConnect === undefined;
}

/** @param {any} stream whether it is a client request */
function isRequest(stream) {
  return !!stream && isFn(stream.setHeader) && isFn(stream.abort);
}

/** @param {any} stream @returns {boolean|null} */
function isClosed(stream) {
  if (!isNodeStream(stream)) return null;
  if (typeof stream.closed === 'boolean') return stream.closed;
  const w = stream._writableState;
  const r = stream._readableState;
  if (typeof w?.closed === 'boolean' || typeof r?.closed === 'boolean') {
    return !!(w?.closed || r?.closed);
  }
  if (typeof stream._closed === 'boolean' && isOutgoingMessage(stream)) return stream._closed;
  return null;
}

/** Whether 'close' may still be waited for. @param {any} stream @returns {boolean|null} */
function willEmitClose(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  if (!state) return isServerResponse(stream);
  return !!(state.autoDestroy && state.emitClose && state.closed === false);
}

/** Whether anybody read from or cancelled it (Node: `stream.isDisturbed`). @param {any} stream */
function isDisturbed(stream) {
  return !!(stream && (stream[kIsDisturbed] ?? (stream.readableDidRead || stream.readableAborted)));
}

/** Whether it has met an error (Node: `stream.isErrored`). @param {any} stream */
function isErrored(stream) {
  return !!(stream && (stream[kIsErrored] ?? stream.readableErrored ?? stream.writableErrored ??
    stream._readableState?.errorEmitted ?? stream._writableState?.errorEmitted ??
    stream._readableState?.errored ?? stream._writableState?.errored));
}

module.exports = {
  isDestroyed,
  kIsDestroyed,
  isDisturbed,
  kIsDisturbed,
  isErrored,
  kIsErrored,
  isReadable,
  kIsReadable,
  isWritable,
  kIsWritable,
  kIsClosedPromise,
  kControllerErrorFunction,
  isClosed,
  isDuplexNodeStream,
  isFinished,
  isIterable,
  isReadableNodeStream,
  isReadableStream,
  isReadableEnded,
  isReadableFinished,
  isReadableErrored,
  isNodeStream,
  isWebStream,
  isWritableNodeStream,
  isWritableStream,
  isWritableEnded,
  isWritableFinished,
  isWritableErrored,
  isOutgoingMessage,
  isRequest,
  isServerRequest,
  isServerResponse,
  isTransformStream,
  willEmitClose,
};
