'use strict';

// Transferring streams to another realm (WHATWG Streams, section 8.2, "Transferable streams").
//
// The stream stays where it is and is piped into a proxy whose other end is made at the receiver;
// the two ends talk over a pair of message ports: 'pull' one way, 'chunk', 'close' and 'error' the
// other. The ports do not keep the process alive, except while the program waits for a chunk of a
// stream that it has received.

const {
  kState, react, resolved, markHandled, Deferred,
} = require('internal/webstreams/util');

function dataCloneError(message) {
  return new DOMException(message, 'DataCloneError');
}

function send(port, type, value) {
  port.postMessage({ type, value });
}

/** Tells the other end; it need not be there any more. */
function sendError(port, error) {
  try {
    send(port, 'error', error);
  } catch {
    // The error itself cannot be cloned; the other end has been told by an earlier call.
  }
}

/** Sends, and if `value` cannot be cloned reports that to the other end before it throws. */
function sendOrReport(port, type, value) {
  try {
    send(port, type, value);
  } catch (error) {
    sendError(port, error);
    throw error;
  }
}

function listen(port, onMessage, onMessageError) {
  port.onmessage = ({ data }) => {
    if (typeof data === 'object' && data !== null) onMessage(data.type, data.value);
  };
  port.onmessageerror = () => {
    const error = dataCloneError('Internal transferred stream error');
    sendError(port, error);
    onMessageError(error);
    port.close();
  };
  port.unref();
}

/**
 * The readable end (SetUpCrossRealmTransformReadable).
 * @param {MessagePort} port
 * @param {boolean} [received] whether it is the program that reads, and not a pipe of ours
 * @returns {ReadableStream}
 */
function crossRealmReadable(port, received = true) {
  const {
    createReadableStream, readableStreamDefaultControllerClose,
    readableStreamDefaultControllerEnqueue, readableStreamDefaultControllerError,
  } = require('internal/webstreams/readablestream');
  const stream = createReadableStream(
    () => undefined,
    () => {
      if (received) port.ref();
      send(port, 'pull');
      return resolved(undefined);
    },
    (reason) => {
      try {
        sendOrReport(port, 'error', reason);
      } catch (error) {
        return Promise.reject(error);
      } finally {
        port.close();
      }
      return resolved(undefined);
    },
    0);
  const { controller } = stream[kState];
  listen(port, (type, value) => {
    if (type === 'chunk') {
      if (received) port.unref();
      readableStreamDefaultControllerEnqueue(controller, value);
    } else if (type === 'close') {
      readableStreamDefaultControllerClose(controller);
      port.close();
    } else if (type === 'error') {
      readableStreamDefaultControllerError(controller, value);
      port.close();
    }
  }, (error) => readableStreamDefaultControllerError(controller, error));
  return stream;
}

/** The writable end (SetUpCrossRealmTransformWritable). */
function crossRealmWritable(port) {
  const {
    createWritableStream, writableStreamDefaultControllerErrorIfNeeded,
  } = require('internal/webstreams/writablestream');
  // Settled while the other end has asked for a chunk.
  let pulled = new Deferred();
  const stream = createWritableStream(
    () => undefined,
    (chunk) => react(pulled.promise, () => {
      pulled = new Deferred();
      try {
        sendOrReport(port, 'chunk', chunk);
      } catch (error) {
        port.close();
        throw error;
      }
    }),
    () => {
      send(port, 'close');
      port.close();
      return resolved(undefined);
    },
    (reason) => {
      try {
        sendOrReport(port, 'error', reason);
      } catch (error) {
        return Promise.reject(error);
      } finally {
        port.close();
      }
      return resolved(undefined);
    });
  const { controller } = stream[kState];
  const fail = (error) => {
    writableStreamDefaultControllerErrorIfNeeded(controller, error);
    pulled.settle();
  };
  listen(port, (type, value) => {
    if (type === 'pull') pulled.settle();
    else if (type === 'error') fail(value);
  }, fail);
  return stream;
}

/**
 * Makes the sender's half of the connection.
 * @param {ReadableStream} stream which is locked from here on
 * @returns {MessagePort} for the receiver
 * @throws {DOMException} DataCloneError if the stream is locked
 */
function sendReadable(stream) {
  const { isReadableStreamLocked, readableStreamPipeTo } =
    require('internal/webstreams/readablestream');
  if (isReadableStreamLocked(stream)) {
    throw dataCloneError('Cannot transfer a locked ReadableStream');
  }
  const { port1, port2 } = new MessageChannel();
  markHandled(readableStreamPipeTo(stream, crossRealmWritable(port1), false, false, false));
  return port2;
}

/**
 * Makes the sender's half of the connection.
 * @param {WritableStream} stream which is locked from here on
 * @returns {MessagePort} for the receiver
 * @throws {DOMException} DataCloneError if the stream is locked
 */
function sendWritable(stream) {
  const { isWritableStreamLocked } = require('internal/webstreams/writablestream');
  const { readableStreamPipeTo } = require('internal/webstreams/readablestream');
  if (isWritableStreamLocked(stream)) {
    throw dataCloneError('Cannot transfer a locked WritableStream');
  }
  const { port1, port2 } = new MessageChannel();
  markHandled(readableStreamPipeTo(crossRealmReadable(port1, false), stream, false, false, false));
  return port2;
}

/** Checks that both sides of a transform stream may be transferred. */
function requireUnlocked(readable, writable) {
  const { isReadableStreamLocked } = require('internal/webstreams/readablestream');
  const { isWritableStreamLocked } = require('internal/webstreams/writablestream');
  if (isReadableStreamLocked(readable) || isWritableStreamLocked(writable)) {
    throw dataCloneError('Cannot transfer a TransformStream that is locked');
  }
}

module.exports = {
  crossRealmReadable, crossRealmWritable, requireUnlocked, sendReadable, sendWritable,
};
