'use strict';

// The public module 'stream'. The classes are in internal/streams; this file puts them together and
// gives Readable its iterator helpers. What few programs use (pipeline, compose, the helpers) is
// loaded with its first use.

const { Stream } = require('internal/streams/legacy');
const utils = require('internal/streams/utils');
const { promisify } = require('internal/util');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR } } = require('internal/errors');
const { getDefaultHighWaterMark, setDefaultHighWaterMark } = require('internal/streams/state');

module.exports = Stream;

Stream.isDestroyed = utils.isDestroyed;
Stream.isDisturbed = utils.isDisturbed;
Stream.isErrored = utils.isErrored;
Stream.isReadable = utils.isReadable;
Stream.isWritable = utils.isWritable;
Stream.Readable = require('internal/streams/readable');

/**
 * Gives Readable an iterator helper that is loaded when it is called.
 * @param {string} name
 * @param {number} length what the function states as its number of parameters
 * @param {(operators: object) => Function} pick
 * @param {boolean} returnsStream whether the result is to be a Readable, rather than a promise
 */
function defineOperator(name, length, pick, returnsStream) {
  const fn = function(...args) {
    if (new.target) throw new ERR_ILLEGAL_CONSTRUCTOR();
    const operator = pick(require('internal/streams/operators'));
    const result = Reflect.apply(operator, this, args);
    return returnsStream ? Stream.Readable.from(result) : result;
  };
  Object.defineProperty(fn, 'name', { __proto__: null, value: name, configurable: true });
  Object.defineProperty(fn, 'length', { __proto__: null, value: length, configurable: true });
  Object.defineProperty(Stream.Readable.prototype, name, {
    __proto__: null, value: fn, enumerable: false, configurable: true, writable: true,
  });
}
for (const [name, length] of [
  ['asIndexedPairs', 0], ['drop', 1], ['filter', 2], ['flatMap', 2], ['map', 2], ['take', 1],
  ['compose', 2],
]) {
  defineOperator(name, length, (operators) => operators.streamReturning[name], true);
}
for (const [name, length] of [
  ['every', 1], ['forEach', 2], ['reduce', 3], ['toArray', 1], ['some', 1], ['find', 2],
]) {
  defineOperator(name, length, (operators) => operators.promiseReturning[name], false);
}

Stream.Writable = require('internal/streams/writable');
Stream.Duplex = require('internal/streams/duplex');
Stream.Transform = require('internal/streams/transform');
Stream.PassThrough = require('internal/streams/passthrough');

Stream.duplexPair = function duplexPair(options) {
  return require('internal/streams/duplexpair').duplexPair(options);
};

Stream.pipeline = function pipeline(...streams) {
  return require('internal/streams/pipeline').pipeline(...streams);
};

const { addAbortSignal } = require('internal/streams/add_abort_signal');
Stream.addAbortSignal = addAbortSignal;
const { eos } = require('internal/streams/end_of_stream');
Stream.finished = eos;
Stream.destroy = require('internal/streams/destroy').destroyer;

Stream.compose = function compose(...streams) {
  return require('internal/streams/compose').compose(...streams);
};

Stream.setDefaultHighWaterMark = setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = getDefaultHighWaterMark;

Object.defineProperty(Stream, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('stream/promises');
  },
});
for (const name of ['pipeline', 'finished']) {
  Object.defineProperty(Stream[name], promisify.custom, {
    __proto__: null,
    enumerable: true,
    get() {
      return require('stream/promises')[name];
    },
  });
}

// So that `const { Stream } = require('stream')` works as `require('stream')` does.
Stream.Stream = Stream;

// Once internals of other modules, by now used by programs.
Stream._isArrayBufferView = ArrayBuffer.isView;
Stream._isUint8Array = require('internal/util/types').isUint8Array;
Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
  return require('buffer').Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
};
