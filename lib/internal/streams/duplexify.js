'use strict';

// Duplex.from(): a Duplex out of nearly anything.

const Duplex = require('internal/streams/duplex');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const { CoupledDuplex } = require('internal/streams/coupled');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end_of_stream');
const { from } = require('internal/streams/from');
const {
  isReadable, isWritable, isIterable, isNodeStream, isReadableNodeStream, isWritableNodeStream,
  isDuplexNodeStream, isReadableStream, isWritableStream,
} = require('internal/streams/utils');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE }, AbortError,
} = require('internal/errors');

function isBlob(value) {
  return value !== null && typeof value === 'object' && typeof value.arrayBuffer === 'function' &&
    typeof value.stream === 'function' && typeof value.slice === 'function' &&
    /^(?:Blob|File)$/.test(value[Symbol.toStringTag]);
}

/**
 * @param {any} body
 * @param {string} name of the argument, for error messages
 * @returns {any} a Duplex
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE
 */
function duplexify(body, name) {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return fromPair({ readable: body });
  if (isWritableNodeStream(body)) return fromPair({ writable: body });
  if (isNodeStream(body)) return fromPair({});
  if (isReadableStream(body)) return fromPair({ readable: Readable.fromWeb(body) });
  if (isWritableStream(body)) return fromPair({ writable: Writable.fromWeb(body) });
  if (typeof body === 'function') return fromFunction(body, name);
  if (isBlob(body)) return duplexify(body.arrayBuffer(), name);
  if (isIterable(body)) return from(Duplex, body, { objectMode: true, writable: false });
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) {
    return Duplex.fromWeb(body);
  }
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const { readable, writable } = body;
    return fromPair({
      readable: readable ?
        (isReadableNodeStream(readable) ? readable : duplexify(readable, name)) : undefined,
      writable: writable ?
        (isWritableNodeStream(writable) ? writable : duplexify(writable, name)) : undefined,
    });
  }
  const then = body?.then;
  if (typeof then === 'function') return fromPromise(body, then);

  throw new ERR_INVALID_ARG_TYPE(name, [
    'Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable', 'Function',
    '{ readable, writable } pair', 'Promise',
  ], body);
}

function fromPromise(promise, then) {
  const duplex = new Duplex({ objectMode: true, writable: false, read() {} });
  then.call(promise, (value) => {
    if (value !== null && value !== undefined) duplex.push(value);
    duplex.push(null);
  }, (err) => {
    destroyer(duplex, err);
  });
  return duplex;
}

function fromFunction(fn, name) {
  const mailbox = new Mailbox();
  const value = fn(mailbox.chunks(), { signal: mailbox.signal });
  const write = (chunk, encoding, callback) => mailbox.put(chunk, callback);
  const destroy = (err, callback) => {
    mailbox.abort();
    callback(err);
  };

  if (isIterable(value)) {
    return from(Duplex, value, {
      objectMode: true, write, destroy, final: (callback) => mailbox.end(callback),
    });
  }

  const then = value?.then;
  if (typeof then === 'function') {
    let duplex;
    const promise = then.call(value, (result) => {
      if (result !== null && result !== undefined) {
        throw new ERR_INVALID_RETURN_VALUE('nully', 'body', result);
      }
    }, (err) => {
      destroyer(duplex, err);
    });
    duplex = new Duplex({
      objectMode: true,
      readable: false,
      write,
      destroy,
      // The stream is finished when the function has returned, not when it was given the last
      // chunk.
      final(callback) {
        mailbox.end(async () => {
          try {
            await promise;
            process.nextTick(callback, null);
          } catch (err) {
            process.nextTick(callback, err);
          }
        });
      },
    });
    return duplex;
  }

  throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', name, value);
}

/** Hands written chunks over to an async generator, one at a time. */
class Mailbox {
  #controller = new AbortController();
  #resolve;
  #letter = this.#nextLetter();

  get signal() { return this.#controller.signal; }

  #nextLetter() {
    return new Promise((resolve) => { this.#resolve = resolve; });
  }

  put(chunk, callback) {
    const resolve = this.#resolve;
    this.#resolve = null;
    resolve({ chunk, done: false, callback });
  }

  end(callback) {
    const resolve = this.#resolve;
    this.#resolve = null;
    resolve({ chunk: undefined, done: true, callback });
  }

  abort() {
    this.#controller.abort();
  }

  async* chunks() {
    const { signal } = this.#controller;
    for (;;) {
      const { chunk, done, callback } = await this.#letter;
      this.#letter = this.#nextLetter();
      process.nextTick(callback);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      yield chunk;
    }
  }
}

/** Two streams, or one of them, as one. */
function fromPair(pair) {
  const tail = pair.readable && typeof pair.readable.read !== 'function' ?
    Readable.wrap(pair.readable) : pair.readable;
  const head = pair.writable;
  const readable = !!isReadable(tail);
  const writable = !!isWritable(head);

  const duplex = new CoupledDuplex({
    head,
    tail,
    readable,
    writable,
    readableObjectMode: !!tail?.readableObjectMode,
    writableObjectMode: !!head?.writableObjectMode,
    destroyParts(err) {
      destroyer(head, err);
      destroyer(tail, err);
    },
  });
  // The Duplex closes by itself once its own buffers have been emptied.
  const done = (err) => duplex.partsDone(err, false);
  if (writable) {
    head.on('finish', () => duplex.headFinished());
    eos(head, (err) => {
      if (err) destroyer(tail, err);
      done(err);
    });
  }
  if (readable) {
    eos(tail, (err) => {
      if (err) destroyer(tail, err);
      done(err);
    });
  }
  return duplex;
}

module.exports = { duplexify };
