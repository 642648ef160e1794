'use strict';

// The iterator helpers of Readable: map, filter, forEach, toArray, some, find, every, flatMap,
// drop, take, reduce, asIndexedPairs and compose (Node: "Readable stream methods", experimental).
//
// All that call a user's function per chunk are built on `mapped`, an async generator that has up
// to `concurrency` calls under way and keeps up to `highWaterMark` results that are ready but still
// waiting for an earlier one, so that results come in the order of the chunks.

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS, ERR_OUT_OF_RANGE,
  },
  AbortError,
} = require('internal/errors');
const {
  validateAbortSignal, validateInteger, validateObject,
} = require('internal/validators');
const { addAbortSignalNoValidate, listenForAbort } =
  require('internal/streams/add_abort_signal');
const { isWritable, isNodeStream } = require('internal/streams/utils');
const { deprecate } = require('internal/util');

// What filter() answers for a chunk that is to be left out.
const kSkip = Symbol('skip');
const kEnd = Symbol('end');

function validateOptions(options) {
  if (options !== undefined && options !== null) validateObject(options, 'options');
  if (options?.signal !== undefined && options?.signal !== null) {
    validateAbortSignal(options.signal, 'options.signal');
  }
}

function requireFunction(fn) {
  if (typeof fn !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'AsyncFunction'], fn);
  }
}

function aborted(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

/** Calls `fn` for each chunk and gives its results in order. */
function mapped(stream, fn, options) {
  requireFunction(fn);
  validateOptions(options);
  const concurrency =
    options?.concurrency === undefined ? 1 : Math.floor(options.concurrency);
  const extra =
    options?.highWaterMark === undefined ? concurrency - 1 : Math.floor(options.highWaterMark);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(extra, 'options.highWaterMark', 0);
  return new Mapper(stream, fn, options?.signal, concurrency, concurrency + extra).results();
}

class Mapper {
  constructor(stream, fn, outerSignal, concurrency, capacity) {
    this.stream = stream;
    this.fn = fn;
    this.outerSignal = outerSignal;
    this.concurrency = concurrency;
    this.capacity = capacity;
    this.running = 0;
    // Promises of results, oldest first.
    this.queue = [];
    this.stopped = false;
    this.wakeConsumer = null;
    this.wakeProducer = null;
    this.itemDone = () => {
      this.running--;
      this.release();
    };
    this.itemFailed = () => {
      this.stopped = true;
      this.itemDone();
    };
  }

  /** Lets the producer go on if there is room for another call. */
  release() {
    if (this.wakeProducer && !this.stopped &&
        this.running < this.concurrency && this.queue.length < this.capacity) {
      const wake = this.wakeProducer;
      this.wakeProducer = null;
      wake();
    }
  }

  enqueue(promise) {
    this.queue.push(promise);
    if (this.wakeConsumer) {
      const wake = this.wakeConsumer;
      this.wakeConsumer = null;
      wake();
    }
  }

  async produce(signal) {
    try {
      for await (const chunk of this.stream) {
        if (this.stopped) return;
        if (signal.aborted) throw aborted(signal);
        let promise;
        try {
          const result = this.fn(chunk, { signal });
          if (result === kSkip) continue;
          promise = Promise.resolve(result);
        } catch (err) {
          promise = Promise.reject(err);
        }
        this.running++;
        promise.then(this.itemDone, this.itemFailed);
        this.enqueue(promise);
        if (!this.stopped &&
            (this.queue.length >= this.capacity || this.running >= this.concurrency)) {
          await new Promise((resolve) => { this.wakeProducer = resolve; });
        }
      }
      this.enqueue(kEnd);
    } catch (err) {
      const promise = Promise.reject(err);
      promise.then(this.itemDone, this.itemFailed);
      this.enqueue(promise);
    } finally {
      this.stopped = true;
    }
  }

  async* results() {
    const controller = new AbortController();
    const { signal } = controller;
    let unlisten = null;
    if (this.outerSignal) {
      const abort = () => controller.abort(this.outerSignal.reason);
      if (this.outerSignal.aborted) abort();
      else unlisten = listenForAbort(this.outerSignal, abort);
    }
    this.produce(signal);
    try {
      for (;;) {
        while (this.queue.length > 0) {
          const value = await this.queue[0];
          if (value === kEnd) return;
          if (signal.aborted) throw aborted(signal);
          if (value !== kSkip) yield value;
          this.queue.shift();
          this.release();
        }
        await new Promise((resolve) => { this.wakeConsumer = resolve; });
      }
    } finally {
      this.stopped = true;
      if (this.wakeProducer) {
        this.wakeProducer();
        this.wakeProducer = null;
      }
      if (unlisten) unlisten();
      controller.abort();
    }
  }
}

function map(fn, options) {
  return mapped(this, fn, options);
}

function filter(fn, options) {
  requireFunction(fn);
  return mapped(this, async (chunk, context) => (await fn(chunk, context) ? chunk : kSkip),
    options);
}

async function* flatten(iterables) {
  for await (const iterable of iterables) yield* iterable;
}

function flatMap(fn, options) {
  return flatten(mapped(this, fn, options));
}

async function forEach(fn, options) {
  requireFunction(fn);
  const calls = mapped(this, async (chunk, context) => {
    await fn(chunk, context);
    return kSkip;
  }, options);
  for await (const each of calls); // eslint-disable-line
}

/** The first chunk that fulfils the predicate, in a box, or null. */
async function firstMatch(stream, fn, options) {
  for await (const chunk of filter.call(stream, fn, options)) return { chunk };
  return null;
}

async function some(fn, options = undefined) {
  return await firstMatch(this, fn, options) !== null;
}

async function find(fn, options) {
  return (await firstMatch(this, fn, options))?.chunk;
}

async function every(fn, options = undefined) {
  requireFunction(fn);
  const failing = async (chunk, context) => !(await fn(chunk, context));
  return await firstMatch(this, failing, options) === null;
}

async function toArray(options) {
  validateOptions(options);
  const result = [];
  for await (const chunk of this) {
    if (options?.signal?.aborted) throw aborted(options.signal);
    result.push(chunk);
  }
  return result;
}

async function reduce(reducer, initialValue, options) {
  requireReducer(reducer);
  validateOptions(options);
  let hasValue = arguments.length > 1;
  if (options?.signal?.aborted) {
    const err = aborted(options.signal);
    // The destroyed stream reports the same error; it is handled by rejecting here.
    this.once('error', () => {});
    await require('internal/streams/end_of_stream').finished(this.destroy(err)).catch(() => {});
    throw err;
  }
  const controller = new AbortController();
  const { signal } = controller;
  let unlisten = null;
  if (options?.signal) unlisten = listenForAbort(options.signal, () => this.destroy());
  let sawChunk = false;
  try {
    for await (const chunk of this) {
      sawChunk = true;
      if (options?.signal?.aborted) throw new AbortError();
      if (!hasValue) {
        initialValue = chunk;
        hasValue = true;
      } else {
        initialValue = await reducer(initialValue, chunk, { signal });
      }
    }
    if (!sawChunk && !hasValue) throw emptyReduce();
  } finally {
    controller.abort();
    if (unlisten) unlisten();
  }
  return initialValue;
}

function requireReducer(fn) {
  if (typeof fn !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('reducer', ['Function', 'AsyncFunction'], fn);
  }
}

function emptyReduce() {
  const err = new ERR_MISSING_ARGS('reduce');
  err.message = 'Reduce of an empty stream requires an initial value';
  return err;
}

function asCount(number) {
  // As the iterator helpers of ECMAScript coerce it.
  number = Number(number);
  if (number !== number) return 0;
  if (number < 0) throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

function drop(number, options = undefined) {
  validateOptions(options);
  return dropped(this, asCount(number), options?.signal);
}

async function* dropped(stream, count, signal) {
  if (signal?.aborted) throw new AbortError();
  for await (const chunk of stream) {
    if (signal?.aborted) throw new AbortError();
    if (count-- <= 0) yield chunk;
  }
}

function take(number, options = undefined) {
  validateOptions(options);
  return taken(this, asCount(number), options?.signal);
}

async function* taken(stream, count, signal) {
  if (signal?.aborted) throw new AbortError();
  for await (const chunk of stream) {
    if (signal?.aborted) throw new AbortError();
    if (count-- > 0) yield chunk;
    // The next chunk is not waited for when it would not be used.
    if (count <= 0) return;
  }
}

function asIndexedPairs(options = undefined) {
  validateOptions(options);
  return indexed(this, options?.signal);
}

async function* indexed(stream, signal) {
  let index = 0;
  for await (const chunk of stream) {
    if (signal?.aborted) throw aborted(signal);
    yield [index++, chunk];
  }
}

function compose(stream, options) {
  validateOptions(options);
  if (isNodeStream(stream) && !isWritable(stream)) {
    throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be writable');
  }
  const composed = require('internal/streams/compose').compose(this, stream);
  if (options?.signal) addAbortSignalNoValidate(options.signal, composed);
  return composed;
}

module.exports = {
  // These give an iterable, or a stream, which the method makes a Readable of.
  streamReturning: {
    asIndexedPairs: deprecate(asIndexedPairs,
      'readable.asIndexedPairs will be removed in a future version.'),
    drop,
    filter,
    flatMap,
    map,
    take,
    compose,
  },
  promiseReturning: {
    every,
    forEach,
    reduce,
    toArray,
    some,
    find,
  },
};
