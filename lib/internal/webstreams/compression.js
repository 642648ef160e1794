'use strict';

// CompressionStream and DecompressionStream (Compression Standard): zlib's streams as web streams.

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const {
  kState, kType, isBrand, requireThis, customInspect, customInspectSymbol, finishInterface,
} = require('internal/webstreams/util');

const formats = ['deflate', 'deflate-raw', 'gzip'];

const isCompressionStream = isBrand('CompressionStream');
const isDecompressionStream = isBrand('DecompressionStream');

function checkFormat(format) {
  if (!formats.includes(format)) throw new ERR_INVALID_ARG_VALUE('format', format);
}

function adapt(handle) {
  const { newReadableWritablePairFromDuplex } = require('internal/webstreams/adapters');
  return { handle, transform: newReadableWritablePairFromDuplex(handle) };
}

class CompressionStream {
  /**
   * @param {'deflate'|'deflate-raw'|'gzip'} format
   * @throws {TypeError} ERR_INVALID_ARG_VALUE
   */
  constructor(format) {
    checkFormat(format);
    const lib = require('zlib');
    const handle = format === 'gzip' ? lib.createGzip() :
      (format === 'deflate' ? lib.createDeflate() : lib.createDeflateRaw());
    this[kType] = 'CompressionStream';
    this[kState] = adapt(handle);
  }

  /** @returns {ReadableStream} */
  get readable() {
    requireThis(this, isCompressionStream, 'CompressionStream');
    return this[kState].transform.readable;
  }

  /** @returns {WritableStream} */
  get writable() {
    requireThis(this, isCompressionStream, 'CompressionStream');
    return this[kState].transform.writable;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'CompressionStream', {
      readable: this.readable,
      writable: this.writable,
    });
  }
}
finishInterface(CompressionStream, ['readable', 'writable']);

class DecompressionStream {
  /**
   * @param {'deflate'|'deflate-raw'|'gzip'} format
   * @throws {TypeError} ERR_INVALID_ARG_VALUE
   */
  constructor(format) {
    checkFormat(format);
    const lib = require('zlib');
    const handle = format === 'gzip' ? lib.createGunzip() :
      (format === 'deflate' ? lib.createInflate() : lib.createInflateRaw());
    this[kType] = 'DecompressionStream';
    this[kState] = adapt(handle);
  }

  /** @returns {ReadableStream} */
  get readable() {
    requireThis(this, isDecompressionStream, 'DecompressionStream');
    return this[kState].transform.readable;
  }

  /** @returns {WritableStream} */
  get writable() {
    requireThis(this, isDecompressionStream, 'DecompressionStream');
    return this[kState].transform.writable;
  }

  [customInspectSymbol](depth, options) {
    return customInspect(depth, options, 'DecompressionStream', {
      readable: this.readable,
      writable: this.writable,
    });
  }
}
finishInterface(DecompressionStream, ['readable', 'writable']);

module.exports = { CompressionStream, DecompressionStream };
