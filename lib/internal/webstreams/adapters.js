'use strict';

// Between Node's streams and the web's: toWeb() and fromWeb().
//
// An adapter owns the lock of the web stream it wraps, or listens to the Node stream it wraps, and
// translates three things: chunks with back-pressure, the end, and errors. A Node stream that
// closes before its end is an AbortError on the web side.

const {
  AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const {
  isDestroyed, isReadable, isWritable, isWritableEnded, isWritableNodeStream,
} = require('internal/streams/utils');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end_of_stream');
const { Deferred, ignore, react } = require('internal/webstreams/util');
const { ReadableStream, isReadableStream } = require('internal/webstreams/readablestream');
const { WritableStream, isWritableStream } = require('internal/webstreams/writablestream');
const { CountQueuingStrategy } = require('internal/webstreams/queuingstrategies');
const { kEmptyObject } = require('internal/util');
const { Buffer } = require('buffer');

/** How an error of a Node stream looks to users of a web stream. */
function toWebError(error) {
  if (error?.code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new AbortError(undefined, { cause: error });
  }
  // The Compression Standard wants TypeErrors for malformed input.
  if (typeof error?.code === 'string' && /^(?:Z_|ERR__?ERROR_)/.test(error.code)) {
    const typeError = new TypeError(undefined, { cause: error });
    typeError.code = error.code;
    return typeError;
  }
  return error;
}

/** Calls a callback; what it throws destroys the stream rather than rejecting a promise of ours. */
function callGuarded(stream, callback, error) {
  try {
    callback(error);
  } catch (thrown) {
    process.nextTick(() => destroyer(stream, thrown));
  }
}

/** What _destroy()'s callback throws has nowhere to go but to the top. */
function callDestroyed(callback, error) {
  try {
    callback(error);
  } catch (thrown) {
    process.nextTick(() => { throw thrown; });
  }
}

/**
 * @param {any} streamWritable a Node stream
 * @returns {WritableStream}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function newWritableStreamFromStreamWritable(streamWritable) {
  if (!isWritableNodeStream(streamWritable) && typeof streamWritable?._writableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  }
  if (isDestroyed(streamWritable) || !isWritable(streamWritable)) {
    const writable = new WritableStream();
    writable.close();
    return writable;
  }

  const highWaterMark = streamWritable.writableHighWaterMark;
  const strategy = streamWritable.writableObjectMode ?
    new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  let controller;
  let drained;
  let closed;

  const cleanup = eos(streamWritable, (error) => {
    error = toWebError(error);
    cleanup();
    // Whatever the stream still says is of no interest, but must not be fatal either.
    streamWritable.on('error', ignore);
    streamWritable.removeListener('drain', onDrain);
    if (error) {
      if (drained !== undefined) drained.fail(error);
      if (closed !== undefined) closed.fail(error);
      controller.error(error);
    } else if (closed !== undefined) {
      closed.settle();
    } else {
      controller.error(new AbortError());
    }
    closed = undefined;
  });
  function onDrain() {
    if (drained !== undefined) drained.settle();
  }
  streamWritable.on('drain', onDrain);

  function whenDrained() {
    const deferred = drained = new Deferred();
    return react(deferred.promise, () => { drained = undefined; });
  }

  return new WritableStream({
    start(c) { controller = c; },
    write(chunk) {
      if (streamWritable.writableNeedDrain) {
        return react(whenDrained(), () => { streamWritable.write(chunk); });
      }
      return streamWritable.write(chunk) ? undefined : whenDrained();
    },
    abort(reason) {
      destroyer(streamWritable, reason);
    },
    close() {
      if (closed === undefined && !isWritableEnded(streamWritable)) streamWritable.end();
      closed = new Deferred();
      return closed.promise;
    },
  }, strategy);
}

/**
 * @param {WritableStream} writableStream
 * @param {object} [options] decodeStrings, highWaterMark, objectMode, signal
 * @returns {any} a Writable
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE
 */
function newStreamWritableFromWritableStream(writableStream, options = kEmptyObject) {
  if (!isWritableStream(writableStream)) {
    throw new ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');
  const Writable = require('internal/streams/writable');

  const writer = writableStream.getWriter();
  let closed = false;
  const writable = new Writable({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    ...sinkMethods(writer, () => writable),
    destroy(error, callback) {
      const done = () => callDestroyed(callback, error);
      if (closed) done();
      else if (error) react(writer.abort(error), done, done);
      else react(writer.close(), done, done);
    },
    final(callback) {
      const done = (error) => callGuarded(writable, callback, error);
      if (!closed) react(writer.close(), () => done(), done);
    },
  });
  react(writer.closed, () => { closed = true; }, (error) => {
    closed = true;
    destroyer(writable, error);
  });
  return writable;
}

/** write and writev of a Node stream that hands its chunks to a writer. */
function sinkMethods(writer, getStream) {
  return {
    write(chunk, encoding, callback) {
      const done = () => callGuarded(getStream(), callback);
      const fail = (error) => callGuarded(getStream(), callback, error);
      react(writer.ready, () => { react(writer.write(chunk), done, fail); }, fail);
    },
    writev(chunks, callback) {
      const done = () => callGuarded(getStream(), callback);
      const fail = (error) => callGuarded(getStream(), callback, error);
      react(writer.ready, () => {
        react(Promise.all(chunks.map(({ chunk }) => writer.write(chunk))), done, fail);
      }, fail);
    },
  };
}

/** Counts strings and bytes by their length. */
function lengthOf(chunk) {
  return typeof chunk === 'string' ? chunk.length : chunk.byteLength;
}

/**
 * @param {any} streamReadable a Node stream
 * @param {{ strategy?: QueuingStrategy }} [options]
 * @returns {ReadableStream}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function newReadableStreamFromStreamReadable(streamReadable, options = kEmptyObject) {
  if (typeof streamReadable?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  }
  if (isDestroyed(streamReadable) || !isReadable(streamReadable)) {
    const readable = new ReadableStream();
    readable.cancel();
    return readable;
  }

  const objectMode = streamReadable.readableObjectMode;
  const highWaterMark = streamReadable.readableHighWaterMark;
  const strategy = options?.strategy ?? (objectMode ?
    new CountQueuingStrategy({ highWaterMark }) : { highWaterMark, size: lengthOf });
  let controller;
  let canceled = false;

  streamReadable.pause();
  const cleanup = eos(streamReadable, (error) => {
    error = toWebError(error);
    cleanup();
    streamReadable.on('error', ignore);
    if (error) controller.error(error);
    else if (!canceled) controller.close();
  });
  streamReadable.on('data', (chunk) => {
    if (canceled) return;
    if (!objectMode && chunk instanceof Buffer) {
      chunk = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) streamReadable.pause();
  });

  return new ReadableStream({
    start(c) { controller = c; },
    pull() {
      streamReadable.resume();
    },
    cancel(reason) {
      canceled = true;
      destroyer(streamReadable, reason);
    },
  }, strategy);
}

/**
 * @param {ReadableStream} readableStream
 * @param {object} [options] encoding, highWaterMark, objectMode, signal
 * @returns {any} a Readable
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE
 */
function newStreamReadableFromReadableStream(readableStream, options = kEmptyObject) {
  if (!isReadableStream(readableStream)) {
    throw new ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', readableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  checkEncoding(encoding);
  validateBoolean(objectMode, 'options.objectMode');
  const Readable = require('internal/streams/readable');

  const reader = readableStream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode,
    highWaterMark,
    encoding,
    signal,
    read: sourceRead(reader),
    destroy(error, callback) {
      const done = () => callDestroyed(callback, error);
      if (closed) done();
      else react(reader.cancel(error), done, done);
    },
  });
  react(reader.closed, () => { closed = true; }, (error) => {
    closed = true;
    destroyer(readable, error);
  });
  return readable;
}

function checkEncoding(encoding) {
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  }
}

/** The _read() of a Node stream that takes its chunks from a reader. */
function sourceRead(reader) {
  return function() {
    react(reader.read(), ({ value, done }) => {
      this.push(done ? null : value);
    }, (error) => destroyer(this, error));
  };
}

/**
 * @param {any} duplex a Node stream
 * @returns {{ readable: ReadableStream, writable: WritableStream }}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function newReadableWritablePairFromDuplex(duplex) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  const destroyed = isDestroyed(duplex);
  let writable;
  let readable;
  if (!destroyed && isWritable(duplex)) {
    writable = newWritableStreamFromStreamWritable(duplex);
  } else {
    writable = new WritableStream();
    writable.close();
  }
  if (!destroyed && isReadable(duplex)) {
    readable = newReadableStreamFromStreamReadable(duplex);
  } else {
    readable = new ReadableStream();
    readable.cancel();
  }
  return { writable, readable };
}

/**
 * @param {{ readable: ReadableStream, writable: WritableStream }} pair
 * @param {object} [options] allowHalfOpen, decodeStrings, encoding, highWaterMark, objectMode,
 *   signal
 * @returns {any} a Duplex
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE
 */
function newStreamDuplexFromReadableWritablePair(pair = kEmptyObject, options = kEmptyObject) {
  validateObject(pair, 'pair');
  const { readable: readableStream, writable: writableStream } = pair;
  if (!isReadableStream(readableStream)) {
    throw new ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readableStream);
  }
  if (!isWritableStream(writableStream)) {
    throw new ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const {
    allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark,
    signal,
  } = options;
  validateBoolean(objectMode, 'options.objectMode');
  checkEncoding(encoding);
  const Duplex = require('internal/streams/duplex');

  const writer = writableStream.getWriter();
  const reader = readableStream.getReader();
  let writableClosed = false;
  let readableClosed = false;
  const duplex = new Duplex({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal,
    ...sinkMethods(writer, () => duplex),
    final(callback) {
      const done = (error) => callGuarded(duplex, callback, error);
      if (!writableClosed) react(writer.close(), () => done(), done);
    },
    read: sourceRead(reader),
    destroy(error, callback) {
      const done = () => callDestroyed(callback, error);
      const parts = [];
      if (!writableClosed) parts.push(writer.abort(error));
      if (!readableClosed) parts.push(reader.cancel(error));
      if (parts.length === 0) done();
      else react(Promise.all(parts), done, done);
    },
  });
  react(writer.closed, () => { writableClosed = true; }, (error) => {
    writableClosed = true;
    readableClosed = true;
    destroyer(duplex, error);
  });
  react(reader.closed, () => { readableClosed = true; }, (error) => {
    writableClosed = true;
    readableClosed = true;
    destroyer(duplex, error);
  });
  return duplex;
}

module.exports = {
  newReadableStreamFromStreamReadable,
  newReadableWritablePairFromDuplex,
  newStreamDuplexFromReadableWritablePair,
  newStreamReadableFromReadableStream,
  newStreamWritableFromWritableStream,
  newWritableStreamFromStreamWritable,
};
