'use strict';

// File: a Blob with a name and a date (W3C File API: interface File).

const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { Blob } = require('internal/blob');
const { kClone, kDeserialize } = require('internal/host_object');
const { toUSVString } = require('internal/util');

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

let isFile;

/** A Blob with a name (Node: Class File). */
class File extends Blob {
  #name;
  #lastModified;

  static {
    isFile = (value) => typeof value === 'object' && value !== null && #name in value;
  }

  /**
   * @param {Iterable} fileBits as for Blob
   * @param {string} fileName
   * @param {{endings?: string, type?: string, lastModified?: number}} [options]
   * @throws {TypeError} ERR_MISSING_ARGS, and what Blob throws
   */
  constructor(fileBits, fileName, options = undefined) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    const { lastModified } = options ?? {};
    // Web IDL: long long, so what is no number is 0.
    this.#lastModified = lastModified === undefined ? Date.now() : Math.trunc(+lastModified) || 0;
    this.#name = toUSVString(fileName);
  }

  /** @returns {string} */
  get name() {
    if (!isFile(this)) throw new ERR_INVALID_THIS('File');
    return this.#name;
  }

  /** @returns {number} milliseconds since the epoch */
  get lastModified() {
    if (!isFile(this)) throw new ERR_INVALID_THIS('File');
    return this.#lastModified;
  }

  [inspectCustom](depth, options, inspect) {
    if (depth !== null && depth < 0) return '[File]';
    inspect ??= require('internal/util/inspect').inspect;
    const nested = { ...options, depth: options?.depth == null ? null : options.depth - 1 };
    return `File ${inspect({
      size: this.size,
      type: this.type,
      name: this.#name,
      lastModified: this.#lastModified,
    }, nested)}`;
  }

  [kClone]() {
    const { data } = super[kClone]();
    const fields = { ...data, name: this.#name, lastModified: this.#lastModified };
    return { data: fields, deserializeInfo: 'internal/file:ClonedFile' };
  }

  [kDeserialize](data) {
    super[kDeserialize](data);
    this.#name = data.name;
    this.#lastModified = data.lastModified;
  }
}

Object.defineProperties(File.prototype, {
  name: { enumerable: true },
  lastModified: { enumerable: true },
  [Symbol.toStringTag]: { configurable: true, value: 'File' },
});

// What a clone is made with: File itself insists on its arguments.
function ClonedFile() {
  return new File([], '');
}

module.exports = { ClonedFile, File };
