// Blob: immutable bytes with a type (W3C File API), and the table behind URL.createObjectURL.
//
// A blob is a list of parts, each a range of memory or of a file. Parts are never changed, so a
// slice or a blob made of blobs shares them: slicing costs O(parts) and copies nothing.
// Memory parts lie in SharedArrayBuffers, so that structured clones share them as well.
// A file part is read when its bytes are asked for; it fails with NotReadableError if the file's
// size or modification time is no longer what it was.

'use strict';

const {
  codes: {
    ERR_BUFFER_TOO_LARGE,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_STATE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');
const { HostObject, kClone, kDeserialize } = require('internal/host_object');

const native = binding('buffer');
const { kMaxLength, byteLengthUtf8 } = native;

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

// How much one chunk of a blob's stream holds at most.
const chunkSize = 64 * 1024;

// ---- Parts -------------------------------------------------------------------------------------

class MemoryPart {
  constructor(bytes) {
    this.bytes = bytes; // Uint8Array, never written again
    this.size = bytes.length;
  }

  slice(start, end) {
    return new MemoryPart(this.bytes.subarray(start, end));
  }
}

class FilePart {
  constructor(path, fileSize, mtimeMs, start, size) {
    this.path = path;
    this.fileSize = fileSize;
    this.mtimeMs = mtimeMs;
    this.start = start;
    this.size = size;
  }

  slice(start, end) {
    return new FilePart(this.path, this.fileSize, this.mtimeMs, this.start + start, end - start);
  }

  // Opens the file, checks that it is the one the blob was made of, and reads one range.
  async read(start, length) {
    const { DOMException } = require('internal/dom_exception');
    let handle;
    try {
      handle = await require('fs').promises.open(this.path, 'r');
      const stat = await handle.stat();
      if (stat.size !== this.fileSize || stat.mtimeMs !== this.mtimeMs) {
        throw new DOMException('The file has changed', 'NotReadableError');
      }
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(
          bytes, done, length - done, this.start + start + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      if (done < length) throw new DOMException('The file has changed', 'NotReadableError');
      return bytes;
    } catch {
      throw new DOMException('The blob could not be read', 'NotReadableError');
    } finally {
      await handle?.close();
    }
  }
}

function newPart(size) {
  return new Uint8Array(new SharedArrayBuffer(size));
}

// Line ends as the platform has them (File API: "convert line endings to native").
function convertLineEnds(text) {
  const end = process.platform === 'win32' ? '\r\n' : '\n';
  return text.replace(/\r\n|\r|\n/g, end);
}

function partOf(source, endings) {
  if (ArrayBuffer.isView(source)) {
    const bytes = newPart(source.byteLength);
    bytes.set(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
    return new MemoryPart(bytes);
  }
  if (native.isAnyArrayBuffer(source)) {
    const bytes = newPart(source.byteLength);
    bytes.set(new Uint8Array(source));
    return new MemoryPart(bytes);
  }
  let text = `${source}`;
  if (endings === 'native') text = convertLineEnds(text);
  const bytes = newPart(byteLengthUtf8(text));
  native.utf8Write.call(bytes, text, 0, bytes.length);
  return new MemoryPart(bytes);
}

// ---- Blob --------------------------------------------------------------------------------------

let isBlob;
let partsOf;
let makeBlob;

// A type may hold printable ASCII only.
function normalizeType(type) {
  type = `${type}`;
  return /[^\x20-\x7e]/.test(type) ? '' : type.toLowerCase();
}

// A relative position clamped into [0, size] (Web IDL: [Clamp] long long).
function clampPosition(value, size, fallback) {
  if (value === undefined) return fallback;
  const position = Math.trunc(+value) || 0;
  return position < 0 ? Math.max(size + position, 0) : Math.min(position, size);
}

/** Immutable bytes (Node: Class Blob; W3C File API: interface Blob). */
class Blob extends HostObject {
  #parts = [];
  #size = 0;
  #type = '';

  static {
    isBlob = (value) => typeof value === 'object' && value !== null && #parts in value;
    partsOf = (blob) => blob.#parts;
    makeBlob = (parts, size, type) => {
      const blob = new Blob();
      blob.#set(parts, size, type);
      return blob;
    };
  }

  /**
   * @param {Iterable<string|ArrayBuffer|SharedArrayBuffer|ArrayBufferView|Blob>} [sources]
   * @param {{endings?: 'transparent'|'native', type?: string}} [options]
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
   * @throws {RangeError} ERR_BUFFER_TOO_LARGE
   */
  constructor(sources = [], options = undefined) {
    super();
    // The method is looked up once (Web IDL: conversion to a sequence).
    const iterate = sources !== null && typeof sources === 'object' && sources[Symbol.iterator];
    if (typeof iterate !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources);
    }
    if (options !== undefined && options !== null &&
        typeof options !== 'object' && typeof options !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('options', 'a dictionary', options);
    }
    let endings = 'transparent';
    if (options?.endings !== undefined) {
      endings = `${options.endings}`;
      if (endings !== 'transparent' && endings !== 'native') {
        throw new ERR_INVALID_ARG_VALUE('options.endings', options.endings);
      }
    }
    const parts = [];
    let size = 0;
    for (const source of { [Symbol.iterator]: () => Reflect.apply(iterate, sources, []) }) {
      if (isBlob(source)) {
        for (const part of source.#parts) parts.push(part);
        size += source.#size;
      } else {
        const part = partOf(source, endings);
        parts.push(part);
        size += part.size;
      }
    }
    if (size > kMaxLength) throw new ERR_BUFFER_TOO_LARGE(kMaxLength);
    const type = options?.type;
    this.#set(parts, size, type === undefined ? '' : normalizeType(type));
  }

  #set(parts, size, type) {
    this.#parts = parts;
    this.#size = size;
    this.#type = type;
  }

  /** @returns {string} in lower case, '' when unknown */
  get type() {
    if (!isBlob(this)) throw new ERR_INVALID_THIS('Blob');
    return this.#type;
  }

  /** @returns {number} bytes */
  get size() {
    if (!isBlob(this)) throw new ERR_INVALID_THIS('Blob');
    return this.#size;
  }

  /**
   * A blob over a range of this one's bytes.
   * @param {number} [start] negative from the end
   * @param {number} [end]
   * @param {string} [contentType]
   * @returns {Blob}
   * @throws {TypeError} ERR_INVALID_THIS
   */
  slice(start = undefined, end = undefined, contentType = undefined) {
    if (!isBlob(this)) throw new ERR_INVALID_THIS('Blob');
    const size = this.#size;
    const from = clampPosition(start, size, 0);
    const to = Math.max(clampPosition(end, size, size), from);
    const type = contentType === undefined ? '' : normalizeType(contentType);
    const parts = [];
    let position = 0;
    for (const part of this.#parts) {
      const first = Math.max(from - position, 0);
      const last = Math.min(to - position, part.size);
      // An empty part of a file still stands for the check that the file is unchanged.
      if (first < last || part.size === 0) {
        parts.push(first === 0 && last === part.size ? part : part.slice(first, last));
      }
      position += part.size;
    }
    return makeBlob(parts, to - from, type);
  }

  /**
   * @returns {Promise<ArrayBuffer>} a copy of the bytes
   * @throws {TypeError} ERR_INVALID_THIS (rejects)
   */
  async arrayBuffer() {
    if (!isBlob(this)) throw new ERR_INVALID_THIS('Blob');
    return (await this.#read()).buffer;
  }

  /**
   * @returns {Promise<string>} the bytes decoded as UTF-8
   * @throws {TypeError} ERR_INVALID_THIS (rejects)
   */
  async text() {
    if (!isBlob(this)) throw new ERR_INVALID_THIS('Blob');
    return native.decodeUtf8(await this.#read(), false, false);
  }

  /**
   * @returns {Promise<Uint8Array>} a copy of the bytes
   * @throws {TypeError} ERR_INVALID_THIS (rejects)
   */
  async bytes() {
    if (!isBlob(this)) throw new ERR_INVALID_THIS('Blob');
    return this.#read();
  }

  /**
   * @returns {ReadableStream} of bytes, at most 64 KiB a chunk
   * @throws {TypeError} ERR_INVALID_THIS
   */
  stream() {
    if (!isBlob(this)) throw new ERR_INVALID_THIS('Blob');
    const { ReadableStream } = require('stream/web');
    const parts = this.#parts;
    let index = 0;
    let offset = 0;
    const next = async () => {
      while (index < parts.length) {
        const part = parts[index];
        const length = Math.min(part.size - offset, chunkSize);
        const from = offset;
        offset += length;
        if (offset === part.size) {
          index++;
          offset = 0;
        }
        const chunk = part instanceof MemoryPart ?
          new Uint8Array(part.bytes.subarray(from, from + length)) :
          await part.read(from, length);
        if (chunk.length > 0) return chunk;
      }
      return null;
    };
    return new ReadableStream({
      type: 'bytes',
      async pull(controller) {
        const chunk = await next();
        if (chunk !== null) return controller.enqueue(chunk);
        controller.close();
        // A reader that brought its own buffer waits for it.
        controller.byobRequest?.respond(0);
      },
      cancel() { index = parts.length; },
    }, { highWaterMark: 0 });
  }

  async #read() {
    const result = new Uint8Array(this.#size);
    let position = 0;
    for (const part of this.#parts) {
      result.set(part instanceof MemoryPart ? part.bytes : await part.read(0, part.size), position);
      position += part.size;
    }
    return result;
  }

  [inspectCustom](depth, options, inspect) {
    if (!isBlob(this)) throw new ERR_INVALID_THIS('Blob');
    if (depth !== null && depth < 0) return '[Blob]';
    inspect ??= require('internal/util/inspect').inspect;
    const nested = { ...options, depth: options?.depth == null ? null : options.depth - 1 };
    return `Blob ${inspect({ size: this.size, type: this.type }, nested)}`;
  }

  [kClone]() {
    const bytes = [];
    for (const part of this.#parts) {
      if (part instanceof FilePart) {
        throw new ERR_INVALID_STATE('File-backed Blobs are not cloneable');
      }
      bytes.push(part.bytes);
    }
    return { data: { bytes, type: this.#type }, deserializeInfo: 'internal/blob:Blob' };
  }

  [kDeserialize]({ bytes, type }) {
    const parts = bytes.map((part) => new MemoryPart(part));
    this.#set(parts, parts.reduce((size, part) => size + part.size, 0), type);
  }
}

const enumerable = { enumerable: true };

Object.defineProperties(Blob.prototype, {
  arrayBuffer: enumerable,
  size: enumerable,
  slice: enumerable,
  stream: enumerable,
  text: enumerable,
  type: enumerable,
  [Symbol.toStringTag]: { configurable: true, value: 'Blob' },
});

/**
 * A blob of a file's present contents, read when they are needed (for fs.openAsBlob).
 * @param {string|Buffer} path
 * @param {{size: number, mtimeMs: number}} stat
 * @param {string} type
 * @returns {Blob}
 */
function createFileBlob(path, stat, type) {
  const part = new FilePart(path, stat.size, stat.mtimeMs, 0, stat.size);
  return makeBlob([part], stat.size, normalizeType(type));
}

// ---- Object URLs -------------------------------------------------------------------------------

const objectUrls = new Map(); // id -> Blob

function randomId() {
  const bytes = new Uint8Array(16);
  native.randomFill(bytes);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = native.hexSlice.call(bytes, 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-` +
    hex.slice(20);
}

/**
 * Registers a blob until it is revoked (Node: URL.createObjectURL).
 * @param {Blob} obj
 * @returns {string} `blob:nodedata:<uuid>`
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function createObjectURL(obj) {
  if (!isBlob(obj)) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', obj);
  const id = randomId();
  objectUrls.set(id, obj);
  return `blob:nodedata:${id}`;
}

function idOf(url) {
  return /^\s*blob:nodedata:([^:]+?)\s*$/i.exec(`${url}`)?.[1];
}

/**
 * Forgets a registered blob; unknown URLs are ignored (Node: URL.revokeObjectURL).
 * @param {string} url
 */
function revokeObjectURL(url) {
  objectUrls.delete(idOf(url));
}

/**
 * @param {string} url
 * @returns {Blob|undefined} a blob of the same bytes (Node: buffer.resolveObjectURL)
 */
function resolveObjectURL(url) {
  const blob = objectUrls.get(idOf(url));
  return blob === undefined ? undefined : makeBlob(partsOf(blob), blob.size, blob.type);
}

module.exports = {
  Blob,
  createFileBlob,
  createObjectURL,
  isBlob,
  resolveObjectURL,
  revokeObjectURL,
};
