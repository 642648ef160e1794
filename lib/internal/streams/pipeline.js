'use strict';

// pipeline(): streams, iterables and generator functions connected into one thing with one result.
//
// Each link between two neighbours is one of three pumps: Node stream to Node stream goes by
// pipe(), anything iterable into a Node stream by write() and 'drain', anything into a web stream
// by a writer. A link that has come to its end reports to finish(); the first error wins, destroys
// every other stream, and the callback is called when the last link has reported.

const { eos } = require('internal/streams/end_of_stream');
const { destroyer } = require('internal/streams/destroy');
const { listenForAbort } = require('internal/streams/add_abort_signal');
const {
  aggregateTwoErrors,
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE, ERR_MISSING_ARGS, ERR_STREAM_DESTROYED,
    ERR_STREAM_PREMATURE_CLOSE,
  },
  AbortError,
} = require('internal/errors');
const { validateFunction, validateAbortSignal } = require('internal/validators');
const {
  isIterable, isReadable, isReadableNodeStream, isNodeStream, isTransformStream, isWebStream,
  isReadableStream, isReadableFinished,
} = require('internal/streams/utils');

const lazyDuplex = () => require('internal/streams/duplex');
const lazyPassThrough = () => require('internal/streams/passthrough');
const lazyReadable = () => require('internal/streams/readable');

/**
 * @param {...any} streams source, transforms, destination, and the callback
 *   (Node: `stream.pipeline`)
 * @returns {any} the last stream
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS, ERR_INVALID_RETURN_VALUE
 */
function pipeline(...streams) {
  const callback = streams[streams.length - 1];
  validateFunction(callback, 'streams[stream.length - 1]');
  streams.pop();
  return pipelineImpl(streams, callback);
}

/**
 * @param {any[]} streams
 * @param {(err?: Error, value?: any) => void} callback
 * @param {{ signal?: AbortSignal, end?: boolean }} [options]
 * @returns {any} the last stream
 */
function pipelineImpl(streams, callback, options) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw new ERR_MISSING_ARGS('streams');
  const outerSignal = options?.signal;
  validateAbortSignal(outerSignal, 'options.signal');
  return new Pipeline(callback, outerSignal, options?.end).connect(streams);
}

class Pipeline {
  constructor(callback, outerSignal, end) {
    this.callback = callback;
    this.controller = new AbortController();
    this.outerSignal = outerSignal;
    this.endsLast = end !== false;
    // Links that have not reported yet.
    this.open = 0;
    this.error = undefined;
    // What an async function at the end returned.
    this.value = undefined;
    this.destroys = [];
    // Listeners to take off the last stream, which others may go on using.
    this.lastCleanups = [];
    this.unlisten = null;
    this.finish = this.finish.bind(this);
    this.abort = this.abort.bind(this);
  }

  abort() {
    this.settle(new AbortError(undefined, { cause: this.outerSignal?.reason }), false);
  }

  finish(err) {
    this.settle(err, --this.open === 0);
  }

  settle(err, isLast) {
    if (err && (!this.error || this.error.code === 'ERR_STREAM_PREMATURE_CLOSE')) this.error = err;
    if (!this.error && !isLast) return;
    while (this.destroys.length > 0) this.destroys.shift()(this.error);
    if (this.unlisten) {
      this.unlisten();
      this.unlisten = null;
    }
    this.controller.abort();
    if (isLast && this.callback) {
      if (!this.error) for (const cleanup of this.lastCleanups) cleanup();
      const { callback } = this;
      this.callback = null;
      process.nextTick(callback, this.error, this.value);
    }
  }

  connect(streams) {
    const { outerSignal } = this;
    if (outerSignal) this.unlisten = listenForAbort(outerSignal, this.abort);
    let previous;
    for (let i = 0; i < streams.length; i++) {
      previous = this.add(streams[i], previous, i, i === streams.length - 1);
    }
    if (this.controller.signal.aborted || outerSignal?.aborted) process.nextTick(this.abort);
    return previous;
  }

  /** Connects `previous` to `stream` and returns what the next stream is to be connected to. */
  add(stream, previous, index, isLast) {
    const end = !isLast || this.endsLast;
    if (end && isNodeStream(stream)) this.guard(stream, !isLast, index > 0, isLast);

    if (index === 0) return this.source(stream);
    if (typeof stream === 'function') {
      return isLast ? this.functionSink(stream, previous, end) :
        this.functionTransform(stream, previous, index);
    }
    if (isNodeStream(stream)) {
      if (isReadableNodeStream(previous)) {
        this.open += 2;
        const cleanup = this.pipe(previous, stream, end);
        if (isReadable(stream) && isLast) this.lastCleanups.push(cleanup);
      } else {
        this.open++;
        this.pumpToNode(iterableOf(previous), stream, end);
      }
      return stream;
    }
    if (isWebStream(stream)) {
      this.open++;
      this.pumpToWeb(
        isReadableNodeStream(previous) ? nodeChunks(previous) : iterableOf(previous), stream, end);
      return stream;
    }
    return lazyDuplex().from(stream);
  }

  source(stream) {
    if (typeof stream === 'function') {
      const value = stream({ signal: this.controller.signal });
      if (!isIterable(value)) {
        throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or Stream', 'source', value);
      }
      return value;
    }
    if (isIterable(stream) || isReadableNodeStream(stream) || isTransformStream(stream)) {
      return stream;
    }
    return lazyDuplex().from(stream);
  }

  functionTransform(fn, previous, index) {
    const value = fn(chunksOf(previous), { signal: this.controller.signal });
    if (!isIterable(value, true)) {
      throw new ERR_INVALID_RETURN_VALUE('AsyncIterable', `transform[${index - 1}]`, value);
    }
    return value;
  }

  /** A function at the end: its outcome is the outcome of the pipeline. */
  functionSink(fn, previous, end) {
    const value = fn(chunksOf(previous), { signal: this.controller.signal });
    const PassThrough = lazyPassThrough();
    const sink = new PassThrough({ objectMode: true });

    // `then` is read once: a getter may have effects.
    const then = value?.then;
    if (typeof then === 'function') {
      this.open++;
      then.call(value, (result) => {
        this.value = result;
        if (result !== null && result !== undefined) sink.write(result);
        if (end) sink.end();
        process.nextTick(this.finish);
      }, (err) => {
        sink.destroy(err);
        process.nextTick(this.finish, err);
      });
    } else if (isIterable(value, true)) {
      this.open++;
      this.pumpToNode(value, sink, end);
    } else if (isReadableStream(value) || isTransformStream(value)) {
      this.open++;
      this.pumpToNode(value.readable || value, sink, end);
    } else {
      throw new ERR_INVALID_RETURN_VALUE('AsyncIterable or Promise', 'destination', value);
    }
    const cleanup = this.destroyLater(sink, false, true);
    this.lastCleanups.push(cleanup);
    return sink;
  }

  /** Destroys `stream` if the pipeline fails before it is through. */
  destroyLater(stream, reading, writing) {
    let through = false;
    stream.on('close', () => { through = true; });
    const cleanup = eos(stream, { readable: reading, writable: writing }, (err) => {
      through = !err;
    });
    this.destroys.push((err) => {
      if (through) return;
      through = true;
      destroyer(stream, err || new ERR_STREAM_DESTROYED('pipe'));
    });
    return cleanup;
  }

  guard(stream, reading, writing, isLast) {
    const cleanup = this.destroyLater(stream, reading, writing);
    // A failing stream counts as a link that has reported: the pipeline does not wait until the
    // streams that it destroys for it have closed.
    const onError = (err) => {
      if (err && err.name !== 'AbortError' && err.code !== 'ERR_STREAM_PREMATURE_CLOSE') {
        this.finish(err);
      }
    };
    stream.on('error', onError);
    if (isReadable(stream) && isLast) {
      this.lastCleanups.push(() => {
        stream.removeListener('error', onError);
        cleanup();
      });
    }
  }

  pipe(from, to, end) {
    const { finish } = this;
    let ended = false;
    to.on('close', () => {
      if (!ended) finish(new ERR_STREAM_PREMATURE_CLOSE());
    });
    from.pipe(to, { end: false });
    if (end) {
      // Ending is left to this function, as pipe() would do it before the source is closed.
      const endTo = () => {
        ended = true;
        to.end();
      };
      if (isReadableFinished(from)) process.nextTick(endTo);
      else from.once('end', endTo);
    } else {
      finish();
    }

    eos(from, { readable: true, writable: false }, (err) => {
      const r = from._readableState;
      if (err && err.code === 'ERR_STREAM_PREMATURE_CLOSE' &&
          r?.ended && !r.errored && !r.errorEmitted) {
        // Some streams emit 'close' before 'end'; with all data received that is no failure yet.
        from.once('end', finish);
        from.once('error', finish);
      } else {
        finish(err);
      }
    });
    return eos(to, { readable: false, writable: true }, finish);
  }

  async pumpToNode(iterable, to, end) {
    let error;
    let wake = null;
    const resume = (err) => {
      if (err) error = err;
      if (wake) {
        const resolve = wake;
        wake = null;
        resolve();
      }
    };
    const drained = () => new Promise((resolve, reject) => {
      if (error) reject(error);
      else wake = () => (error ? reject(error) : resolve());
    });
    to.on('drain', resume);
    const cleanup = eos(to, { readable: false }, resume);
    try {
      if (to.writableNeedDrain) await drained();
      for await (const chunk of iterable) {
        if (!to.write(chunk)) await drained();
      }
      if (end) {
        to.end();
        await drained();
      }
      this.finish();
    } catch (err) {
      this.finish(error !== err ? aggregateTwoErrors(error, err) : err);
    } finally {
      cleanup();
      to.off('drain', resume);
    }
  }

  async pumpToWeb(iterable, to, end) {
    const writer = (isTransformStream(to) ? to.writable : to).getWriter();
    try {
      for await (const chunk of iterable) {
        await writer.ready;
        // A failing write shows in `ready` or `close()`.
        writer.write(chunk).catch(nothing);
      }
      await writer.ready;
      if (end) await writer.close();
      this.finish();
    } catch (err) {
      try {
        await writer.abort(err);
        this.finish(err);
      } catch (abortError) {
        this.finish(abortError);
      }
    }
  }
}

function nothing() {}

function iterableOf(value) {
  if (isTransformStream(value)) return value.readable;
  if (isReadableStream(value) || isIterable(value)) return value;
  throw new ERR_INVALID_ARG_TYPE(
    'val', ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'], value);
}

function chunksOf(value) {
  if (isTransformStream(value)) value = value.readable;
  if (isIterable(value)) return value;
  if (isReadableNodeStream(value)) return nodeChunks(value);
  throw new ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable'], value);
}

/** Iterates an old-style stream as well, as it uses Readable's iterator rather than its own. */
async function* nodeChunks(stream) {
  yield* lazyReadable().prototype[Symbol.asyncIterator].call(stream);
}

module.exports = { pipeline, pipelineImpl };
