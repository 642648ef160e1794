'use strict';

// Readable.from(): a stream over an iterable.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES },
} = require('internal/errors');
const { Buffer } = require('buffer');

/**
 * @param {Function} Readable the class to instantiate (Readable or a Duplex)
 * @param {Iterable<any>|AsyncIterable<any>|string|Buffer} iterable
 * @param {object} [options] for the constructor
 * @returns {any} a stream that takes its data from `iterable`
 * @throws {TypeError} ERR_INVALID_ARG_TYPE if it cannot be iterated
 */
function from(Readable, iterable, options) {
  // Strings and buffers are data, not collections of their units.
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }

  let iterator;
  let isAsync;
  if (typeof iterable?.[Symbol.asyncIterator] === 'function') {
    isAsync = true;
    iterator = iterable[Symbol.asyncIterator]();
  } else if (typeof iterable?.[Symbol.iterator] === 'function') {
    isAsync = false;
    iterator = iterable[Symbol.iterator]();
  } else {
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }

  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  // One walk over the iterator at a time; it pauses when the stream's buffer is full.
  let walking = false;

  readable._read = function() {
    if (walking) return;
    walking = true;
    if (isAsync) walkAsync();
    else walkSync();
  };
  const { _destroy } = readable;
  readable._destroy = function(err, callback) {
    close(err).then(
      () => process.nextTick(_destroy.bind(this), err, callback),
      (failure) => process.nextTick(_destroy.bind(this), failure || err, callback));
  };

  async function close(err) {
    const hasError = err !== undefined && err !== null;
    if (hasError && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(err);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  /** @returns {boolean} whether to go on */
  function deliver(value) {
    if (value === null) {
      walking = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    if (readable.push(value)) return true;
    walking = false;
    return false;
  }

  // Without a thenable in it, a sync iterable is walked without a single promise.
  function walkSync() {
    try {
      for (;;) {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (value && typeof value.then === 'function') {
          awaitValue(value);
          return;
        }
        if (!deliver(value)) return;
      }
    } catch (err) {
      readable.destroy(err);
    }
  }

  async function awaitValue(thenable) {
    try {
      if (!deliver(await thenable)) return;
    } catch (err) {
      readable.destroy(err);
      return;
    }
    walkSync();
  }

  async function walkAsync() {
    try {
      for (;;) {
        const { value, done } = await iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!deliver(value && typeof value.then === 'function' ? await value : value)) return;
      }
    } catch (err) {
      readable.destroy(err);
    }
  }

  return readable;
}

module.exports = { from };
