'use strict';

// finished(): learning, once, that a stream is through, be it a modern Node stream, an old one, an
// http message or a web stream.
//
// A modern stream ends with 'close', and everything that went wrong is recorded in its state, so
// 'end' and 'finish' only count, and 'close' decides. A stream that will not emit 'close'
// (autoDestroy or emitClose off, old streams) is through when the awaited halves are.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE }, AbortError,
} = require('internal/errors');
const asyncContext = require('internal/async_context');
const {
  validateAbortSignal, validateFunction, validateObject, validateBoolean,
} = require('internal/validators');
const {
  isClosed, isReadable, isReadableNodeStream, isReadableStream, isReadableFinished,
  isReadableErrored, isWritable, isWritableNodeStream, isWritableStream, isWritableFinished,
  isWritableErrored, isNodeStream, isRequest, willEmitClose, kIsClosedPromise,
} = require('internal/streams/utils');

function nothing() {}

/**
 * Calls back once when `stream` is no longer readable or writable, or has failed
 * (Node: `stream.finished`).
 * @param {any} stream
 * @param {{ error?: boolean, readable?: boolean, writable?: boolean, signal?: AbortSignal }}
 *   [options]
 * @param {(err?: Error|null) => void} [callback]
 * @returns {() => void} takes all listeners away again
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options === undefined || options === null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');

  let called = false;
  let stopListening = nothing;
  const bound = inCallersContext(callback);
  const done = function(err) {
    if (called) return;
    called = true;
    stopListening();
    if (arguments.length === 0) bound.call(stream);
    else bound.call(stream, err);
  };

  let cleanup;
  if (isReadableStream(stream) || isWritableStream(stream)) {
    cleanup = watchWebStream(stream, done);
  } else if (isNodeStream(stream)) {
    cleanup = watchNodeStream(stream, options, done);
  } else {
    throw new ERR_INVALID_ARG_TYPE(
      'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }

  const { signal } = options;
  let unlisten = nothing;
  const stop = () => {
    called = true;
    unlisten();
    cleanup();
  };
  if (signal) {
    const abort = () => {
      const reason = signal.reason;
      cleanup();
      done(new AbortError(undefined, { cause: reason }));
    };
    if (signal.aborted) {
      process.nextTick(abort);
    } else {
      unlisten = require('internal/streams/add_abort_signal').listenForAbort(signal, abort);
      stopListening = unlisten;
    }
  }
  return stop;
}

/** The callback runs in the AsyncLocalStorage context of whoever asked, not of the emitter. */
function inCallersContext(callback) {
  if (!asyncContext.state.active) return callback;
  const frame = asyncContext.getFrame();
  return function(...args) {
    const previous = asyncContext.exchangeFrame(frame);
    try {
      return Reflect.apply(callback, this, args);
    } finally {
      asyncContext.setFrame(previous);
    }
  };
}

function watchWebStream(stream, done) {
  let stopped = false;
  // A stream that is through already is reported a tick later, as is one that gets through.
  stream[kIsClosedPromise].promise.then(
    () => { if (!stopped) process.nextTick(() => done()); },
    (err) => { if (!stopped) process.nextTick(() => done(err)); });
  return () => { stopped = true; };
}

function watchNodeStream(stream, options, done) {
  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const w = stream._writableState;
  const r = stream._readableState;

  // Only if both halves are awaited is 'close' the end of what is awaited.
  let awaitsClose = willEmitClose(stream) &&
    isReadableNodeStream(stream) === readable && isWritableNodeStream(stream) === writable;
  let writableFinished = isWritableFinished(stream, false);
  let readableFinished = isReadableFinished(stream, false);
  let closed = isClosed(stream);
  let stopped = false;

  const recordedError = () => {
    const err = isWritableErrored(stream) || isReadableErrored(stream);
    return err && typeof err !== 'boolean' ? err : null;
  };

  const onFinish = () => {
    writableFinished = true;
    // Somebody destroyed it by a method of their own, which may never emit 'close'.
    if (stream.destroyed) awaitsClose = false;
    if (awaitsClose && (!stream.readable || readable)) return;
    if (!readable || readableFinished) done();
  };
  const onEnd = () => {
    readableFinished = true;
    if (stream.destroyed) awaitsClose = false;
    if (awaitsClose && (!stream.writable || writable)) return;
    if (!writable || writableFinished) done();
  };
  const onLegacyFinish = () => {
    if (!stream.writable) onFinish();
  };
  const onError = (err) => done(err);
  const onClose = () => {
    closed = true;
    const err = recordedError();
    if (err !== null) {
      done(err);
    } else if (readable && !readableFinished && isReadableNodeStream(stream, true) &&
               !isReadableFinished(stream, false)) {
      done(new ERR_STREAM_PREMATURE_CLOSE());
    } else if (writable && !writableFinished && !isWritableFinished(stream, false)) {
      done(new ERR_STREAM_PREMATURE_CLOSE());
    } else {
      done();
    }
  };
  // For what was through before anybody asked.
  const onThrough = () => {
    closed = true;
    const err = recordedError();
    if (err !== null) done(err);
    else done();
  };
  const onRequest = () => stream.req.on('finish', onFinish);

  const request = isRequest(stream);
  if (request) {
    stream.on('complete', onFinish);
    if (!awaitsClose) stream.on('abort', onClose);
    if (stream.req) onRequest();
    else stream.on('request', onRequest);
  } else if (writable && !w) {
    stream.on('end', onLegacyFinish);
    stream.on('close', onLegacyFinish);
  }
  // Not every http message says 'close' after 'aborted'.
  if (!awaitsClose && typeof stream.aborted === 'boolean') stream.on('aborted', onClose);
  stream.on('end', onEnd);
  stream.on('finish', onFinish);
  if (options.error !== false) stream.on('error', onError);
  stream.on('close', onClose);

  const later = (callback) => process.nextTick(() => { if (!stopped) callback(); });
  if (closed) {
    later(onClose);
  } else if (w?.errorEmitted || r?.errorEmitted) {
    if (!awaitsClose) later(onThrough);
  } else if (!readable && (!awaitsClose || isReadable(stream)) &&
             (writableFinished || isWritable(stream) === false)) {
    // Not even 'close' is to come that would matter: the writable half is all that is awaited.
    if (w === undefined || w === null || w.pendingcb === undefined || w.pendingcb === 0) {
      later(onThrough);
    }
  } else if (!writable && (!awaitsClose || isWritable(stream)) &&
             (readableFinished || isReadable(stream) === false)) {
    later(onThrough);
  } else if (r && stream.req && stream.aborted) {
    later(onThrough);
  }

  return () => {
    stopped = true;
    stream.removeListener('aborted', onClose);
    stream.removeListener('complete', onFinish);
    stream.removeListener('abort', onClose);
    stream.removeListener('request', onRequest);
    if (stream.req) stream.req.removeListener('finish', onFinish);
    stream.removeListener('end', onLegacyFinish);
    stream.removeListener('close', onLegacyFinish);
    stream.removeListener('finish', onFinish);
    stream.removeListener('end', onEnd);
    stream.removeListener('error', onError);
    stream.removeListener('close', onClose);
  };
}

/**
 * The promise form (Node: `stream/promises.finished`).
 * @param {any} stream
 * @param {{ cleanup?: boolean, error?: boolean, readable?: boolean, writable?: boolean,
 *   signal?: AbortSignal }} [options]
 * @returns {Promise<void>}
 */
function finished(stream, options) {
  let removesListeners = false;
  if (options === null || options === undefined) {
    options = {};
  } else if (options.cleanup !== undefined) {
    validateBoolean(options.cleanup, 'cleanup');
    removesListeners = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = eos(stream, options, (err) => {
      if (removesListeners) cleanup();
      if (err) reject(err);
      else resolve();
    });
  });
}

module.exports = { eos, finished };
