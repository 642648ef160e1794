'use strict';

// Events of a test process on their way to the process that started it: frames in standard output,
// between what the tests print there. A frame is four bytes that are no UTF-8, the length of the
// body (32 bits, little endian), and the body in V8's serialization format.
//
// Errors are taken apart, because serialization keeps neither their class nor their properties.
//
// Tests replace process.stdout, its write(), and what stands on Buffer, and are reported all the
// same: the originals are kept here.

const { allocUnsafe, concat } = Buffer;
const { write } = require('stream').Writable.prototype;
const { nextTick } = process;
const { ownStream } = require('internal/process/stdio');

const magic = Buffer.from([0xff, 0x0f, 0x47, 0x54]);
const headerSize = 8;
/** A frame without body: behind all that a process has written (src/bindings/fork_server.cc). */
const endFrame = Buffer.concat([magic, Buffer.alloc(headerSize - magic.length)]);

/** Stands for an error in a frame. */
const kErrorKey = '\u0000error';
/** The properties of errors whose place in the frame is another. */
const kOwnPlace = new Set(['message', 'stack', 'name']);

function isError(value) {
  if (require('internal/util/types').isNativeError(value)) return true;
  try {
    return value instanceof Error;
  } catch {
    return false; // a proxy that throws
  }
}

// A property whose getter may throw.
function read(object, key) {
  try {
    return object[key];
  } catch {
    return undefined;
  }
}

function textOf(value) {
  try {
    return String(value);
  } catch {
    return require('internal/util/inspect').inspect(value);
  }
}

// Something that serialization takes, for any value.
function encode(value, depth) {
  if (typeof value === 'function' || typeof value === 'symbol') {
    return require('internal/util/inspect').inspect(value);
  }
  if (value === null || typeof value !== 'object') return value;
  if (isError(value)) return encodeError(value, depth);
  try {
    require('v8').serialize(value);
    return value;
  } catch {
    try {
      return require('internal/util/inspect').inspect(value);
    } catch {
      return '[object]';
    }
  }
}

function encodeError(error, depth) {
  const properties = [];
  if (depth < 8) {
    for (const key of Object.getOwnPropertyNames(error)) {
      if (kOwnPlace.has(key)) continue;
      const descriptor = Object.getOwnPropertyDescriptor(error, key);
      if (!('value' in descriptor)) continue;
      properties.push([key, encode(descriptor.value, depth + 1), descriptor.enumerable]);
    }
  }
  const stack = read(error, 'stack');
  const className = read(read(error, 'constructor') ?? {}, 'name');
  return {
    [kErrorKey]: true,
    name: textOf(read(error, 'name')),
    className: typeof className === 'string' ? className : undefined,
    message: textOf(read(error, 'message')),
    stack: typeof stack === 'string' ? stack : undefined,
    properties,
  };
}

function prototypeOf(className) {
  if (className === 'AssertionError') return require('assert').AssertionError.prototype;
  const value = globalThis[className];
  return typeof value === 'function' && value.prototype instanceof Error ? value.prototype :
    undefined;
}

function decode(value) {
  if (value === null || typeof value !== 'object' || value[kErrorKey] !== true) return value;
  let error;
  if (value.className === 'DOMException') {
    // Its properties are those of objects that its constructor has made.
    error = new DOMException(value.message, value.name);
  } else {
    error = new Error(value.message);
    const prototype = prototypeOf(value.className);
    if (prototype !== undefined) Object.setPrototypeOf(error, prototype);
  }
  Object.defineProperty(error, 'stack', {
    __proto__: null, value: value.stack, writable: true, configurable: true, enumerable: false,
  });
  if (error.name !== value.name) {
    Object.defineProperty(error, 'name', {
      __proto__: null, value: value.name, writable: true, configurable: true, enumerable: false,
    });
  }
  for (const [key, property, enumerable] of value.properties) {
    Object.defineProperty(error, key, {
      __proto__: null, value: decode(property), writable: true, configurable: true, enumerable,
    });
  }
  return error;
}

/**
 * @param {{type: string, data: any}} event
 * @returns {Buffer} a frame
 */
function toFrame({ type, data }) {
  const error = data.details?.error;
  if (error !== undefined) {
    data = { ...data, details: { ...data.details, error: encode(error, 0) } };
  }
  const body = require('v8').serialize([type, data]);
  const header = allocUnsafe(headerSize);
  magic.copy(header);
  header.writeUInt32LE(body.length, magic.length);
  return concat([header, body]);
}

/**
 * Writes events to standard output: the reporter of a test process. As the console does, without
 * the socket of process.stdout, which few tests need.
 */
class WireSink {
  /** @param {(bytes: Buffer) => void} [send] */
  constructor(send = (bytes) => write.call(ownStream('stdout'), bytes)) {
    this.frames = [];
    this.scheduled = false;
    this.flush = () => {
      this.scheduled = false;
      if (this.frames.length === 0) return;
      const bytes = concat(this.frames);
      this.frames.length = 0;
      send(bytes);
    };
    process.on('exit', this.flush);
  }

  write(event) {
    this.frames.push(toFrame(event));
    if (this.scheduled) return;
    this.scheduled = true;
    nextTick(this.flush);
  }

  end() {
    this.flush();
  }
}

/** Tells the files that this process loads, which are what its tests depend on. */
function reportFiles() {
  const { observer } = require('internal/modules/cjs/files');
  const sink = new WireSink();
  observer.onFile = (filename) => {
    sink.write({ type: 'test:dependencies', data: { files: [filename] } });
  };
}

// A process that died while it wrote a frame: the end frame stands in the place of the rest.
function isCutOff(data) {
  return data.length > headerSize && data.subarray(-headerSize).equals(endFrame);
}

/** Takes frames out of a stream of bytes. */
class WireReader {
  /**
   * @param {(event: {type: string, data: any}) => void} onEvent
   * @param {(text: string) => void} onText what is between the frames
   * @param {() => void} [onEnd] a frame without body: the process that wrote the others has ended
   */
  constructor(onEvent, onText, onEnd = () => {}) {
    const { StringDecoder } = require('string_decoder');
    this.onEvent = onEvent;
    this.onText = onText;
    this.onEnd = onEnd;
    this.decoder = new StringDecoder('utf8');
    this.rest = Buffer.alloc(0);
  }

  /** @param {Buffer} chunk */
  write(chunk) {
    let data = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (;;) {
      const start = data.indexOf(magic);
      if (start === -1) {
        // The end may be the beginning of the next magic.
        let kept = Math.min(magic.length - 1, data.length);
        while (kept > 0 && !data.subarray(data.length - kept).equals(magic.subarray(0, kept))) {
          kept--;
        }
        this.text(data.subarray(0, data.length - kept));
        this.rest = data.subarray(data.length - kept);
        return;
      }
      this.text(data.subarray(0, start));
      data = data.subarray(start);
      const size = data.length < headerSize ? Infinity :
        headerSize + data.readUInt32LE(magic.length);
      if (data.length < size) {
        if (!isCutOff(data)) {
          this.rest = data;
          return;
        }
        this.text(data.subarray(0, data.length - headerSize));
        data = data.subarray(data.length - headerSize);
        continue;
      }
      this.frame(data.subarray(0, size));
      data = data.subarray(size);
    }
  }

  text(bytes) {
    if (bytes.length === 0) return;
    const text = this.decoder.write(bytes);
    if (text !== '') this.onText(text);
  }

  frame(bytes) {
    if (bytes.length === headerSize) {
      this.endText();
      this.onEnd();
      return;
    }
    let type, own;
    try {
      [type, own] = require('v8').deserialize(bytes.subarray(headerSize));
    } catch {
      // The program has written bytes that look like a frame.
      this.text(bytes);
      return;
    }
    const data = { __proto__: null, ...own };
    if (data.details?.error !== undefined) data.details.error = decode(data.details.error);
    this.onEvent({ __proto__: null, type, data });
  }

  /** What is left belongs to no frame: the process died while it wrote. */
  end() {
    if (this.rest.length > 0) this.text(this.rest);
    this.rest = Buffer.alloc(0);
    this.endText();
  }

  endText() {
    const text = this.decoder.end();
    if (text !== '') this.onText(text);
  }
}

module.exports = { WireReader, WireSink, reportFiles, toFrame };
