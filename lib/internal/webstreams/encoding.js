'use strict';

// TextEncoderStream and TextDecoderStream (WHATWG Encoding, "Interfaces for streams").

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const {
  kState, kType, isBrand, requireThis, customInspect, customInspectSymbol, finishInterface,
} = require('internal/webstreams/util');
const { TransformStream } = require('internal/webstreams/transformstream');

const isTextEncoderStream = isBrand('TextEncoderStream');
const isTextDecoderStream = isBrand('TextDecoderStream');

const bufferTypes = ['ArrayBuffer', 'SharedArrayBuffer', 'ArrayBufferView'];

class TextEncoderStream {
  constructor() {
    const encoder = new TextEncoder();
    // A high surrogate at the end of a chunk, which the next chunk may complete.
    let pending = '';
    const transform = new TransformStream({
      transform(chunk, controller) {
        let text = pending + `${chunk}`;
        pending = '';
        const last = text.charCodeAt(text.length - 1);
        if (last >= 0xD800 && last <= 0xDBFF) {
          pending = text[text.length - 1];
          text = text.slice(0, -1);
        }
        if (text !== '') controller.enqueue(encoder.encode(text));
      },
      flush(controller) {
        if (pending !== '') controller.enqueue(new Uint8Array([0xEF, 0xBF, 0xBD]));
      },
    });
    this[kType] = 'TextEncoderStream';
    this[kState] = { encoder, transform };
  }

  /** @returns {string} 'utf-8' */
  get encoding() {
    requireThis(this, isTextEncoderStream, 'TextEncoderStream');
    return this[kState].encoder.encoding;
  }

  /** @returns {ReadableStream} of Uint8Arrays */
  get readable() {
    requireThis(this, isTextEncoderStream, 'TextEncoderStream');
    return this[kState].transform.readable;
  }

  /** @returns {WritableStream} of strings */
  get writable() {
    requireThis(this, isTextEncoderStream, 'TextEncoderStream');
    return this[kState].transform.writable;
  }

  [customInspectSymbol](depth, options) {
    requireThis(this, isTextEncoderStream, 'TextEncoderStream');
    return customInspect(depth, options, 'TextEncoderStream', {
      encoding: this.encoding,
      readable: this.readable,
      writable: this.writable,
    });
  }
}
finishInterface(TextEncoderStream, ['encoding', 'readable', 'writable']);

class TextDecoderStream {
  /**
   * @param {string} [encoding]
   * @param {{ fatal?: boolean, ignoreBOM?: boolean }} [options]
   * @throws {RangeError|TypeError} ERR_ENCODING_NOT_SUPPORTED, ERR_INVALID_ARG_TYPE
   */
  constructor(encoding = 'utf-8', options = {}) {
    const decoder = new TextDecoder(encoding, options);
    const transform = new TransformStream({
      transform(chunk, controller) {
        // The input of decode() may be left out; a chunk may not.
        if (chunk === undefined) throw new ERR_INVALID_ARG_TYPE('chunk', bufferTypes, chunk);
        const text = decoder.decode(chunk, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
    this[kType] = 'TextDecoderStream';
    this[kState] = { decoder, transform };
  }

  /** @returns {string} */
  get encoding() {
    requireThis(this, isTextDecoderStream, 'TextDecoderStream');
    return this[kState].decoder.encoding;
  }

  /** @returns {boolean} whether malformed input is an error */
  get fatal() {
    requireThis(this, isTextDecoderStream, 'TextDecoderStream');
    return this[kState].decoder.fatal;
  }

  /** @returns {boolean} */
  get ignoreBOM() {
    requireThis(this, isTextDecoderStream, 'TextDecoderStream');
    return this[kState].decoder.ignoreBOM;
  }

  /** @returns {ReadableStream} of strings */
  get readable() {
    requireThis(this, isTextDecoderStream, 'TextDecoderStream');
    return this[kState].transform.readable;
  }

  /** @returns {WritableStream} of bytes */
  get writable() {
    requireThis(this, isTextDecoderStream, 'TextDecoderStream');
    return this[kState].transform.writable;
  }

  [customInspectSymbol](depth, options) {
    requireThis(this, isTextDecoderStream, 'TextDecoderStream');
    return customInspect(depth, options, 'TextDecoderStream', {
      encoding: this.encoding,
      fatal: this.fatal,
      ignoreBOM: this.ignoreBOM,
      readable: this.readable,
      writable: this.writable,
    });
  }
}
finishInterface(TextDecoderStream, ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable']);

module.exports = { TextDecoderStream, TextEncoderStream };
