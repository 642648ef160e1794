'use strict';

// Ties the life of a stream to an AbortSignal.

const { codes: { ERR_INVALID_ARG_TYPE }, AbortError } = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const {
  isNodeStream, isWebStream, kControllerErrorFunction,
} = require('internal/streams/utils');

/**
 * Destroys `stream` with an AbortError when `signal` aborts (Node: `stream.addAbortSignal`).
 * @param {AbortSignal} signal
 * @param {any} stream a Node or a web stream
 * @returns {any} the stream
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function addAbortSignal(signal, stream) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  if (!isNodeStream(stream) && !isWebStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE(
      'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return addAbortSignalNoValidate(signal, stream);
}

/** The same for callers that have checked, or vouch for, their arguments. */
function addAbortSignalNoValidate(signal, stream) {
  if (signal === null || typeof signal !== 'object' || !('aborted' in signal)) return stream;
  const abort = isNodeStream(stream) ?
    () => stream.destroy(new AbortError(undefined, { cause: signal.reason })) :
    () => stream[kControllerErrorFunction](new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    abort();
  } else {
    const disposable = listenForAbort(signal, abort);
    require('internal/streams/end_of_stream').eos(stream, disposable);
  }
  return stream;
}

/**
 * Adds a one-shot 'abort' listener.
 * @param {AbortSignal} signal
 * @param {() => void} listener
 * @returns {() => void} takes the listener away again
 */
function listenForAbort(signal, listener) {
  const { kResistStopPropagation } = require('internal/event_target');
  signal.addEventListener('abort', listener, {
    __proto__: null, once: true, [kResistStopPropagation]: true,
  });
  return () => signal.removeEventListener('abort', listener);
}

module.exports = { addAbortSignal, addAbortSignalNoValidate, listenForAbort };
