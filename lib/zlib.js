'use strict';

// The public module `zlib`. Source: Node.js documentation, "Zlib".
//
// A stream is a Transform over a native codec. Each written chunk is a job on the worker pool, or
// several: a job fills what is left of the output buffer, which is pushed and handed out slice by
// slice; the next job starts when the reader wants more. The functions for a whole buffer are one
// job each, however large the output is.

const { Buffer } = require('buffer');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE },
} = require('internal/errors');
const { deprecate } = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateFunction, validateUint32 } = require('internal/validators');
const {
  constants, crc32: nativeCrc32, newCodec, numberInRange, readOptions, strongerFlush, toError,
} = require('internal/zlib');
const { Transform, finished } = require('stream');

const kChunk = Symbol('chunk');
const kInputOffset = Symbol('inputOffset');
const kFlush = Symbol('flush');
const kFinish = Symbol('finish');
const kDone = Symbol('done');
const kOnStep = Symbol('onStep');
const kPaused = Symbol('paused');
const kEnded = Symbol('ended');
const kFinished = Symbol('finished');
// On an empty chunk: what kind of flush it stands for.
const kFlushFlag = Symbol('flushFlag');

const kInputTypes = ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'];

// --- Streams ---

/**
 * What all streams are.
 * @param {object | undefined} options of Transform, and zlib's
 * @param {import('internal/zlib').Settings} settings
 */
function ZlibBase(options, settings) {
  const { chunkSize } = settings;
  // Bytes go in and bytes come out.
  if (options?.encoding || options?.objectMode || options?.writableObjectMode ||
      options?.readableObjectMode) {
    options = {
      ...options, encoding: null, objectMode: false, writableObjectMode: false,
      readableObjectMode: false,
    };
  }
  Transform.call(this, { autoDestroy: true, ...options });
  this._writeState = new Uint32Array(2);
  this._handle = newCodec(settings, this._writeState);
  this.bytesWritten = 0;
  this._outBuffer = Buffer.allocUnsafe(chunkSize);
  this._outOffset = 0;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = settings.flush;
  this._finishFlushFlag = settings.finishFlush;
  this._defaultFullFlushFlag = settings.fullFlush;
  this._info = settings.info;
  this._maxOutputLength = settings.maxOutputLength;
  this._level = settings.level;
  this._strategy = settings.strategy;
  this[kChunk] = null;
  this[kInputOffset] = 0;
  this[kFlush] = 0;
  this[kFinish] = settings.finish;
  this[kDone] = null;
  this[kPaused] = false;
  this[kEnded] = false;
  this[kFinished] = false;
  this[kOnStep] = (failure) => afterStep(this, failure);
}
Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

Object.defineProperty(ZlibBase.prototype, '_closed', {
  configurable: true,
  enumerable: true,
  get() { return !this._handle; },
});

// Source: Node doc, DEP0108.
Object.defineProperty(ZlibBase.prototype, 'bytesRead', {
  configurable: true,
  enumerable: true,
  get: deprecate(/** @this {any} */ function() { return this.bytesWritten; },
                 'zlib.bytesRead is deprecated and will change its meaning in the future. ' +
                 'Use zlib.bytesWritten instead.', 'DEP0108'),
  set: deprecate(/** @this {any} */ function(value) { this.bytesWritten = value; },
                 'Setting zlib.bytesRead is deprecated. ' +
                 'This feature will be removed in the future.', 'DEP0108'),
});

/**
 * Starts afresh, with the same settings. Source: Node doc, zlib.reset().
 * @throws {Error} ERR_INVALID_STATE when the stream is closed or a write is under way
 */
ZlibBase.prototype.reset = function() {
  if (!this._handle) throw new ERR_INVALID_STATE('the stream is closed');
  if (this._handle.busy()) throw new ERR_INVALID_STATE('a write is under way');
  const failure = this._handle.reset();
  if (failure !== undefined) throw toError(failure, this._maxOutputLength);
  this[kEnded] = false;
  this[kFinished] = false;
};

// The last input has been seen when the writable side ends; what is left inside comes with
// _flush().
ZlibBase.prototype._final = function(callback) {
  callback();
};

ZlibBase.prototype._flush = function(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

/** Empty chunks, by the flush they stand for. */
const flushChunks = [];

function flushChunk(kind) {
  flushChunks[kind] ??= Object.assign(Buffer.alloc(0), { [kFlushFlag]: kind });
  return flushChunks[kind];
}

/**
 * Source: Node doc, zlib.flush().
 * @param {number | (() => void)} [kind] Z_FULL_FLUSH, BROTLI_OPERATION_FLUSH by default
 * @param {() => void} [callback]
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 */
ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function') {
    callback = kind;
    kind = undefined;
  }
  kind = numberInRange(kind, 'kind', constants.Z_NO_FLUSH, constants.Z_BLOCK,
                       this._defaultFullFlushFlag);
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    // In its turn among what was written.
    this.write(flushChunk(kind), '', callback);
  }
};

/**
 * Source: Node doc, zlib.close().
 * @param {() => void} [callback]
 */
ZlibBase.prototype.close = function(callback) {
  if (callback) finished(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function(error, callback) {
  this._handle?.close();
  this._handle = null;
  callback(error);
};

ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flush = this._defaultFlushFlag;
  if (typeof chunk[kFlushFlag] === 'number') {
    flush = chunk[kFlushFlag];
  } else if (this.writableEnded && this.writableLength === chunk.byteLength) {
    // The last one.
    flush = strongerFlush(flush, this._finishFlushFlag);
  }
  processChunk(this, chunk, flush, callback);
};

/**
 * One chunk by itself, outside of the stream: with a callback on the pool, else at once.
 * Not documented, but programs use it.
 * @param {ArrayBufferView} chunk
 * @param {number} flush
 * @param {Function} [callback]
 * @returns {Buffer | undefined} the output, without a callback
 */
ZlibBase.prototype._processChunk = function(chunk, flush, callback) {
  if (typeof callback === 'function') {
    processChunk(this, chunk, flush, callback);
    return undefined;
  }
  if (!this._handle) throw new ERR_INVALID_STATE('the stream is closed');
  const result = this._handle.runSync(flush, chunk, this._maxOutputLength);
  if (Array.isArray(result)) throw toError(result, this._maxOutputLength);
  this.bytesWritten += chunk.byteLength;
  return result;
};

ZlibBase.prototype._read = function(size) {
  if (this[kPaused]) {
    this[kPaused] = false;
    step(this);
    return;
  }
  Transform.prototype._read.call(this, size);
};

function processChunk(stream, chunk, flush, callback) {
  // Behind the end nothing is wanted; the last words have been said with the last chunk.
  if (!stream._handle || stream[kEnded] || (stream[kFinished] && chunk.byteLength === 0)) {
    process.nextTick(callback);
    return;
  }
  stream[kChunk] = chunk;
  stream[kInputOffset] = 0;
  stream[kFlush] = flush;
  stream[kDone] = callback;
  step(stream);
}

// One job: as much of the chunk as there is room for.
function step(stream) {
  if (!stream._handle) {
    done(stream);
    return;
  }
  const chunk = stream[kChunk];
  const inputOffset = stream[kInputOffset];
  const outputOffset = stream._outOffset;
  stream._handle.write(
    stream[kFlush], chunk, inputOffset, chunk.byteLength - inputOffset, stream._outBuffer,
    outputOffset, stream._chunkSize - outputOffset, stream[kOnStep]);
}

function done(stream, error) {
  const callback = stream[kDone];
  stream[kDone] = null;
  stream[kChunk] = null;
  callback(error);
}

function afterStep(stream, failure) {
  if (stream.destroyed) {
    done(stream);
    return;
  }
  if (failure) {
    done(stream, toError(failure, stream._maxOutputLength));
    return;
  }
  const [room, input] = stream._writeState;
  const chunk = stream[kChunk];
  stream.bytesWritten += chunk.byteLength - stream[kInputOffset] - input;
  stream[kInputOffset] = chunk.byteLength - input;
  const start = stream._outOffset;
  const end = stream._chunkSize - room;
  let wantsMore = true;
  if (end > start) {
    const output = stream._outBuffer.slice(start, end);
    stream._outOffset = end;
    wantsMore = stream.push(output);
    // A reader may have closed it.
    if (stream.destroyed) {
      done(stream);
      return;
    }
  }
  if (room === 0) {
    stream._outOffset = 0;
    stream._outBuffer = Buffer.allocUnsafe(stream._chunkSize);
    // There may be more output for the same input.
    if (wantsMore) step(stream);
    else stream[kPaused] = true;
    return;
  }
  stream[kFinished] = stream[kFlush] === stream[kFinish];
  if (input > 0) {
    // Room, and input that is not taken: the end was before it. What follows is not ours.
    stream[kEnded] = true;
    stream.push(null);
  }
  done(stream);
}

// The streams of zlib, in contrast to brotli's.
function Zlib(options, mode) {
  ZlibBase.call(this, options, readOptions(mode, options));
}
Object.setPrototypeOf(Zlib.prototype, ZlibBase.prototype);
Object.setPrototypeOf(Zlib, ZlibBase);

/**
 * Source: Node doc, zlib.params().
 * @param {number} level
 * @param {number} strategy
 * @param {(error?: Error) => void} [callback]
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 */
Zlib.prototype.params = function params(level, strategy, callback) {
  const { Z_FIXED, Z_DEFAULT_STRATEGY, Z_MAX_LEVEL, Z_MIN_LEVEL } = constants;
  level = numberInRange(level, 'level', Z_MIN_LEVEL, Z_MAX_LEVEL, this._level);
  strategy = numberInRange(strategy, 'strategy', Z_DEFAULT_STRATEGY, Z_FIXED, this._strategy);
  if (this._level === level && this._strategy === strategy) {
    if (callback) process.nextTick(callback);
    return;
  }
  // What was written before is compressed as was said before.
  this.flush(constants.Z_SYNC_FLUSH, (error) => {
    if (error || !this._handle) {
      callback?.(error);
      return;
    }
    const failure = this._handle.params(level | 0, strategy | 0);
    if (failure !== undefined) {
      this.destroy(toError(failure, this._maxOutputLength));
      return;
    }
    this._level = level;
    this._strategy = strategy;
    callback?.();
  });
};

function Brotli(options, mode) {
  ZlibBase.call(this, options, readOptions(mode, options));
}
Object.setPrototypeOf(Brotli.prototype, ZlibBase.prototype);
Object.setPrototypeOf(Brotli, ZlibBase);

/**
 * A class of streams, which may be called without `new`.
 * @param {Function} Base Zlib or Brotli
 * @param {string} name
 * @param {number} mode
 * @returns {any}
 */
function defineStream(Base, name, mode) {
  const Stream = { /** @this {any} */ [name]: function(options) {
    if (!(this instanceof Stream)) return new Stream(options);
    Reflect.apply(Base, this, [options, mode]);
    return undefined;
  } }[name];
  Object.setPrototypeOf(Stream.prototype, Base.prototype);
  Object.setPrototypeOf(Stream, Base);
  return Stream;
}

// --- Whole buffers ---

function toBytes(buffer) {
  if (typeof buffer === 'string') return Buffer.from(buffer);
  if (isArrayBufferView(buffer)) return buffer;
  if (isAnyArrayBuffer(buffer)) return Buffer.from(buffer);
  throw new ERR_INVALID_ARG_TYPE('buffer', kInputTypes, buffer);
}

// What a whole buffer is given to: with the option `info` a stream, else a codec alone.
function openEngine(Stream, mode, options) {
  if (options?.info) {
    const engine = new Stream(options);
    return { settings: readOptions(mode, options), handle: engine._handle, engine };
  }
  const settings = readOptions(mode, options);
  return { settings, handle: newCodec(settings, new Uint32Array(2)), engine: undefined };
}

function finish({ engine, handle }, bytes, result) {
  if (engine === undefined) {
    handle.close();
    return result;
  }
  engine.bytesWritten = bytes.byteLength;
  engine.destroy();
  return { buffer: result, engine };
}

function defineSync(Stream, mode) {
  return (buffer, options) => {
    const bytes = toBytes(buffer);
    const opened = openEngine(Stream, mode, options);
    const { maxOutputLength, flush, finishFlush } = opened.settings;
    const result = opened.handle.runSync(strongerFlush(flush, finishFlush), bytes, maxOutputLength);
    const value = finish(opened, bytes, result);
    if (Array.isArray(result)) throw toError(result, maxOutputLength);
    return value;
  };
}

function defineAsync(Stream, mode) {
  return (buffer, options, callback) => {
    if (typeof options === 'function') {
      callback = options;
      options = {};
    }
    validateFunction(callback, 'callback');
    const bytes = toBytes(buffer);
    const opened = openEngine(Stream, mode, options);
    const { maxOutputLength, flush, finishFlush } = opened.settings;
    opened.handle.run(strongerFlush(flush, finishFlush), bytes, maxOutputLength,
      (failure, result) => {
        const value = finish(opened, bytes, result);
        if (failure) callback(toError(failure, maxOutputLength));
        else callback(null, value);
      });
  };
}

/**
 * Source: Node doc, zlib.crc32().
 * @param {string | ArrayBufferView} data
 * @param {number} [value] to go on with
 * @returns {number} a 32-bit unsigned integer
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 */
function crc32(data, value = 0) {
  if (typeof data !== 'string' && !isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return nativeCrc32(data, value);
}

// --- The module ---

// Stream, function, mode.
const formats = [
  [Zlib, 'Deflate', 'deflate', constants.DEFLATE],
  [Zlib, 'Inflate', 'inflate', constants.INFLATE],
  [Zlib, 'Gzip', 'gzip', constants.GZIP],
  [Zlib, 'Gunzip', 'gunzip', constants.GUNZIP],
  [Zlib, 'DeflateRaw', 'deflateRaw', constants.DEFLATERAW],
  [Zlib, 'InflateRaw', 'inflateRaw', constants.INFLATERAW],
  [Zlib, 'Unzip', 'unzip', constants.UNZIP],
  [Brotli, 'BrotliCompress', 'brotliCompress', constants.BROTLI_ENCODE],
  [Brotli, 'BrotliDecompress', 'brotliDecompress', constants.BROTLI_DECODE],
];

/** @type {Record<string, any>} */
const zlib = { crc32 };
for (const [Base, name, , mode] of formats) zlib[name] = defineStream(Base, name, mode);
for (const [, name, method, mode] of formats) {
  zlib[method] = defineAsync(zlib[name], mode);
  zlib[`${method}Sync`] = defineSync(zlib[name], mode);
  for (const key of [method, `${method}Sync`]) {
    Object.defineProperty(zlib[key], 'name', { __proto__: null, value: key, configurable: true });
  }
}
for (const [, name] of formats) {
  const Stream = zlib[name];
  zlib[`create${name}`] = { [`create${name}`](options) { return new Stream(options); } }[
    `create${name}`];
}
Object.freeze(constants);
const fixed = (value, enumerable = true) => (
  { __proto__: null, value, enumerable, writable: false, configurable: false });
Object.defineProperty(zlib, 'constants', fixed(constants));

// Names and numbers of results, both ways.
const codes = {};
for (const name of ['Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR',
  'Z_DATA_ERROR', 'Z_MEM_ERROR', 'Z_BUF_ERROR', 'Z_VERSION_ERROR']) {
  codes[name] = constants[name];
  codes[constants[name]] = name;
}
Object.defineProperty(zlib, 'codes', fixed(Object.freeze(codes)));

// By custom zlib's own constants are properties of the module, too.
for (const [name, value] of Object.entries(constants)) {
  if (!name.startsWith('BROTLI')) Object.defineProperty(zlib, name, fixed(value, false));
}

module.exports = zlib;
