// Buffer: bytes, and the ways in and out of them.
//
// A Buffer is a FastBuffer (lib/internal/buffer.js), a Uint8Array with more methods. `Buffer`
// itself is a plain function, because `Buffer(5)` and `new Buffer(5)` both must work; it shares
// FastBuffer's prototype, so `instanceof` and `constructor` come out right.
//
// Small buffers from `allocUnsafe`, `from` and `concat` are slices of one 8 KiB pool, handed out by
// moving an offset: a typed array over an existing ArrayBuffer costs a fraction of a new
// ArrayBuffer. The pool is made at the first use, never at load, because this module is part of the
// start-up snapshot. `alloc` never uses the pool.
//
// Strings are converted by native code, one call a conversion, with two exceptions that are cheaper
// here: short ASCII strings are copied into the pool by a loop, and number fills and copies
// go through the TypedArray built-ins. Searching, comparing and swapping are native.
//
// Cost: alloc O(n) zeroing; slice and subarray O(1), no copy; toString and write O(n).

'use strict';

const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_BUFFER_SIZE,
    ERR_MISSING_ARGS,
    ERR_OUT_OF_RANGE,
    ERR_UNKNOWN_ENCODING,
  },
  genericNodeError,
} = require('internal/errors');
const { FastBuffer, addBufferMethods, createUnsafeBuffer, kLength } = require('internal/buffer');

const native = binding('buffer');
const { kMaxLength, kStringMaxLength, byteLengthUtf8 } = native;

const TypedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const typedArraySet = TypedArrayPrototype.set;
const typedArrayFill = TypedArrayPrototype.fill;
const byteLengthOf = Object.getOwnPropertyDescriptor(TypedArrayPrototype, 'byteLength').get;
const arrayLengthOf = Object.getOwnPropertyDescriptor(TypedArrayPrototype, 'length').get;
const typedArrayTag =
  Object.getOwnPropertyDescriptor(TypedArrayPrototype, Symbol.toStringTag).get;

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

function isUint8Array(value) {
  return value instanceof Uint8Array || typedArrayTag.call(value) === 'Uint8Array';
}

const { isAnyArrayBuffer } = native;

// The length of a typed array, which an own property may lie about: the least costly way if it is
// a Buffer.
function lengthOf(bytes) {
  return bytes[kLength] ?? arrayLengthOf.call(bytes);
}

// ---- Encodings ---------------------------------------------------------------------------------
// One object an encoding, all of one shape. `id` is the number native code knows it by.

function base64ByteLength(string) {
  let length = string.length;
  if (length > 0 && string.charCodeAt(length - 1) === 0x3d) length--;
  if (length > 1 && string.charCodeAt(length - 1) === 0x3d) length--;
  // Three bytes for four digits; up to 2^29 characters make the product exceed 31 bits.
  return Math.floor((length * 3) / 4);
}

const utf8Ops = {
  id: 0,
  byteLength: byteLengthUtf8,
  write: (buffer, string, offset, length) =>
    native.utf8Write.call(buffer, string, offset, length),
  slice: (buffer, start, end) => native.utf8Slice.call(buffer, start, end),
};
const utf16leOps = {
  id: 1,
  byteLength: (string) => string.length * 2,
  write: (buffer, string, offset, length) =>
    native.ucs2Write.call(buffer, string, offset, length),
  slice: (buffer, start, end) => native.ucs2Slice.call(buffer, start, end),
};
const latin1Ops = {
  id: 2,
  byteLength: (string) => string.length,
  write: (buffer, string, offset, length) =>
    native.latin1Write.call(buffer, string, offset, length),
  slice: (buffer, start, end) => native.latin1Slice.call(buffer, start, end),
};
const asciiOps = {
  id: 3,
  byteLength: (string) => string.length,
  write: (buffer, string, offset, length) =>
    native.asciiWrite.call(buffer, string, offset, length),
  slice: (buffer, start, end) => native.asciiSlice.call(buffer, start, end),
};
const base64Ops = {
  id: 4,
  byteLength: base64ByteLength,
  write: (buffer, string, offset, length) =>
    native.base64Write.call(buffer, string, offset, length),
  slice: (buffer, start, end) => native.base64Slice.call(buffer, start, end),
};
const base64urlOps = {
  id: 5,
  byteLength: base64ByteLength,
  write: (buffer, string, offset, length) =>
    native.base64urlWrite.call(buffer, string, offset, length),
  slice: (buffer, start, end) => native.base64urlSlice.call(buffer, start, end),
};
const hexOps = {
  id: 6,
  byteLength: (string) => string.length >>> 1,
  write: (buffer, string, offset, length) =>
    native.hexWrite.call(buffer, string, offset, length),
  slice: (buffer, start, end) => native.hexSlice.call(buffer, start, end),
};

function canonicalOps(encoding) {
  switch (encoding) {
    case 'utf8':
    case 'utf-8': return utf8Ops;
    case 'hex': return hexOps;
    case 'base64': return base64Ops;
    case 'latin1':
    case 'binary': return latin1Ops;
    case 'ascii': return asciiOps;
    case 'utf16le':
    case 'ucs2':
    case 'utf-16le':
    case 'ucs-2': return utf16leOps;
    case 'base64url': return base64urlOps;
  }
  return undefined;
}

// The operations of an encoding's name in any case; undefined if there is no such encoding.
function getEncodingOps(encoding) {
  return canonicalOps(encoding) ?? canonicalOps(`${encoding}`.toLowerCase());
}

// ---- The pool ----------------------------------------------------------------------------------

let pool; // a FastBuffer, or undefined before the first use
let poolBuffer; // its ArrayBuffer and its length: asking a typed array for them is slow
let poolLength = 0;
let poolUsed = 0;

function createPool() {
  const size = Buffer.poolSize;
  const arrayBuffer = native.createUnsafeArrayBuffer(size);
  // Transferring the pool would empty every small buffer of the program.
  native.markUntransferable(arrayBuffer);
  pool = new FastBuffer(arrayBuffer, 0, size);
  poolBuffer = arrayBuffer;
  poolLength = size;
  poolUsed = 0;
}

// Typed arrays other than Uint8Array may be made over a slice's memory, so slices begin at
// multiples of eight.
function alignPool() {
  poolUsed = (poolUsed + 7) & ~7;
}

// Uncleared memory, from the pool when it is small.
function allocate(size) {
  if (size <= 0) return new FastBuffer();
  if (size < Buffer.poolSize >>> 1) {
    if (size > poolLength - poolUsed) createPool();
    const result = new FastBuffer(poolBuffer, poolUsed, size);
    poolUsed += size;
    alignPool();
    return result;
  }
  return createUnsafeBuffer(size);
}

// ---- Checks ------------------------------------------------------------------------------------

function checkSize(size) {
  if (typeof size !== 'number') throw new ERR_INVALID_ARG_TYPE('size', 'number', size);
  if (!(size >= 0 && size <= kMaxLength)) {
    throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${kMaxLength}`, size);
  }
}

// An integer in [min, max].
function checkOffset(value, name, min = 0, max = kMaxLength) {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  if (!Number.isInteger(value)) throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  if (value < min || value > max) {
    throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
  }
}

function checkBytes(value, name) {
  if (!isUint8Array(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'Uint8Array'], value);
  }
}

// ToIntegerOrInfinity, with what cannot be a number as 0.
function toInteger(value, fallback) {
  const number = +value;
  if (number >= -(2 ** 53) && number <= 2 ** 53) {
    return Math.floor(number);
  }
  return fallback;
}

// ---- The constructor, deprecated as such -------------------------------------------------------

let constructorWarned = false;
let constructorChecks = 0;

const constructorWarning = 'Buffer() is deprecated due to security and usability issues. Please ' +
  'use the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead.';

// DEP0005: once a process, and not for code in node_modules, unless --pending-deprecation.
function warnAboutConstructor() {
  // Looking at the stack is slow: a program that makes that many has been told or is a dependency.
  if (constructorWarned || ++constructorChecks > 10000) return;
  if (!require('internal/options').getOptionValue('--pending-deprecation') &&
      require('internal/util').isInsideNodeModules()) {
    return;
  }
  process.emitWarning(constructorWarning, 'DeprecationWarning', 'DEP0005');
  constructorWarned = true;
}

/**
 * Makes a buffer; deprecated in favour of Buffer.from, alloc and allocUnsafe (Node: new Buffer).
 * @param {number|string|ArrayBuffer|Array|object} arg
 * @param {string|number} [encodingOrOffset]
 * @param {number} [length]
 * @returns {Buffer}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function Buffer(arg, encodingOrOffset, length) {
  warnAboutConstructor();
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string') {
      throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
    }
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

Object.setPrototypeOf(Buffer, Uint8Array);
Buffer.prototype = FastBuffer.prototype;
// One assignment at a time: not enumerable, as `constructor` is everywhere.
Object.defineProperty(Buffer.prototype, 'constructor', {
  value: Buffer, writable: true, enumerable: false, configurable: true,
});
Object.defineProperty(Buffer, Symbol.species, {
  get() { return FastBuffer; },
  enumerable: false,
  configurable: true,
});
// `Buffer.prototype` cannot be replaced, as that of a class.
Object.defineProperty(Buffer, 'prototype', { writable: true, enumerable: false });

addBufferMethods(Buffer.prototype);

Buffer.poolSize = 8 * 1024;

// ---- Making buffers ----------------------------------------------------------------------------

function fromUtf8(string) {
  const { length } = string;
  if (length === 0) return new FastBuffer();
  // Three bytes a code unit is the most UTF-8 needs, so the exact length need not be known first.
  const most = length * 3;
  if (most < Buffer.poolSize >>> 1) {
    if (most > poolLength - poolUsed) createPool();
    const written = utf8Ops.write(pool, string, poolUsed, most);
    const result = new FastBuffer(poolBuffer, poolUsed, written);
    poolUsed += written;
    alignPool();
    return result;
  }
  const size = byteLengthUtf8(string);
  const result = allocate(size);
  utf8Ops.write(result, string, 0, size);
  return result;
}

function fromString(string, encoding) {
  if (typeof encoding !== 'string' || encoding.length === 0 || encoding === 'utf8') {
    return fromUtf8(string);
  }
  const ops = getEncodingOps(encoding);
  if (ops === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  if (ops === utf8Ops) return fromUtf8(string);
  if (string.length === 0) return new FastBuffer();
  const size = ops.byteLength(string);
  if (size === 0) return new FastBuffer();
  if (size < Buffer.poolSize >>> 1) {
    if (size > poolLength - poolUsed) createPool();
    const written = ops.write(pool, string, poolUsed, size);
    const result = new FastBuffer(poolBuffer, poolUsed, written);
    poolUsed += written;
    alignPool();
    return result;
  }
  const result = createUnsafeBuffer(size);
  const written = ops.write(result, string, 0, size);
  // White space and padding inside base64, or a wrong digit, make it shorter than foreseen.
  return written === size ? result : new FastBuffer(result.buffer, 0, written);
}

function fromArrayBuffer(arrayBuffer, byteOffset, length) {
  if (byteOffset === undefined) {
    byteOffset = 0;
  } else {
    byteOffset = +byteOffset;
    if (byteOffset !== byteOffset) byteOffset = 0;
  }
  const available = arrayBuffer.byteLength - byteOffset;
  if (available < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length === undefined) {
    length = available;
  } else {
    length = +length;
    if (length > 0) {
      if (length > available) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
    } else {
      length = 0;
    }
  }
  return new FastBuffer(arrayBuffer, byteOffset, length);
}

function fromArrayLike(source) {
  const { length } = source;
  if (!(length > 0)) return new FastBuffer();
  const result = allocate(Math.trunc(length));
  typedArraySet.call(result, source, 0);
  return result;
}

function fromObject(value) {
  if (value.length !== undefined || isAnyArrayBuffer(value.buffer)) {
    if (typeof value.length !== 'number') return new FastBuffer();
    return fromArrayLike(value);
  }
  if (value.type === 'Buffer' && Array.isArray(value.data)) return fromArrayLike(value.data);
  return undefined;
}

/**
 * A buffer of a string's bytes, of an array's numbers, over an ArrayBuffer's memory, or with a copy
 * of another buffer's bytes (Node: Buffer.from).
 * @param {string|ArrayBuffer|SharedArrayBuffer|Array|Uint8Array|object} value
 * @param {string|number} [encodingOrOffset] the string's encoding, or the ArrayBuffer's offset
 * @param {number} [length] how many bytes of the ArrayBuffer
 * @returns {Buffer}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING
 * @throws {RangeError} ERR_BUFFER_OUT_OF_BOUNDS
 */
Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    // The two frequent kinds first: the other questions are calls into native code.
    if (Array.isArray(value) || (value instanceof Uint8Array && ArrayBuffer.isView(value))) {
      return fromArrayLike(value);
    }
    if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
    const primitive = value.valueOf && value.valueOf();
    if (primitive !== undefined && primitive !== null && primitive !== value &&
        (typeof primitive === 'string' || typeof primitive === 'object')) {
      return from(primitive, encodingOrOffset, length);
    }
    const result = fromObject(value);
    if (result !== undefined) return result;
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const string = value[Symbol.toPrimitive]('string');
      if (typeof string === 'string') return fromString(string, encodingOrOffset);
    }
  }
  throw new ERR_INVALID_ARG_TYPE(
    'first argument',
    ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'],
    value,
  );
};

/**
 * A buffer with a copy of a typed array's memory (Node: Buffer.copyBytesFrom).
 * @param {TypedArray} view
 * @param {number} [offset] first element
 * @param {number} [length] number of elements
 * @returns {Buffer}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  if (typedArrayTag.call(view) === undefined) {
    throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  }
  const viewLength = view.length;
  if (viewLength === 0) return new FastBuffer();
  if (offset !== undefined || length !== undefined) {
    let start = 0;
    let end = viewLength;
    if (offset !== undefined) {
      checkOffset(offset, 'offset', 0, Number.MAX_SAFE_INTEGER);
      if (offset >= viewLength) return new FastBuffer();
      start = offset;
    }
    if (length !== undefined) {
      checkOffset(length, 'length', 0, Number.MAX_SAFE_INTEGER);
      end = Math.min(viewLength, start + length);
    }
    view = TypedArrayPrototype.subarray.call(view, start, end);
  }
  return fromArrayLike(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
};

/**
 * A buffer of the given numbers (Node: Buffer.of).
 * @param {...number} items
 * @returns {Buffer}
 */
Buffer.of = function of(...items) {
  const result = createUnsafeBuffer(items.length);
  for (let i = 0; i < items.length; i++) result[i] = items[i];
  return result;
};

/**
 * A cleared, or filled, buffer with memory of its own (Node: Buffer.alloc).
 * @param {number} size
 * @param {string|Uint8Array|number} [fill]
 * @param {string} [encoding] of a string `fill`
 * @returns {Buffer}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
Buffer.alloc = function alloc(size, fill, encoding) {
  checkSize(size);
  if (fill !== undefined && fill !== 0 && size > 0) {
    return fillBytes(createUnsafeBuffer(size), fill, 0, undefined, encoding);
  }
  return new FastBuffer(size);
};

/**
 * A buffer that is not cleared, from the pool when small (Node: Buffer.allocUnsafe).
 * @param {number} size
 * @returns {Buffer}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
Buffer.allocUnsafe = function allocUnsafe(size) {
  checkSize(size);
  return allocate(Math.floor(size));
};

/**
 * A buffer that is not cleared and has memory of its own (Node: Buffer.allocUnsafeSlow).
 * @param {number} size
 * @returns {Buffer}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  checkSize(size);
  return createUnsafeBuffer(Math.floor(size));
};

/**
 * Deprecated by the documentation: as Buffer.allocUnsafeSlow (Node: Class SlowBuffer, DEP0030).
 * @param {number} size
 * @returns {Buffer}
 */
function SlowBuffer(size) {
  checkSize(size);
  return createUnsafeBuffer(Math.floor(size));
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

// ---- Static helpers ----------------------------------------------------------------------------

/**
 * @param {unknown} value
 * @returns {boolean} (Node: Buffer.isBuffer)
 */
Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

/**
 * Orders two byte sequences (Node: Buffer.compare).
 * @param {Uint8Array} buf1
 * @param {Uint8Array} buf2
 * @returns {-1|0|1}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
Buffer.compare = function compare(buf1, buf2) {
  checkBytes(buf1, 'buf1');
  checkBytes(buf2, 'buf2');
  return buf1 === buf2 ? 0 : native.compare(buf1, buf2);
};

/**
 * @param {unknown} encoding
 * @returns {boolean} whether it names an encoding (Node: Buffer.isEncoding)
 */
Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding.length !== 0 &&
    getEncodingOps(encoding) !== undefined;
};

/**
 * Joins byte sequences (Node: Buffer.concat).
 * @param {Uint8Array[]} list
 * @param {number} [length] the result's length: the rest is cut off or zero
 * @returns {Buffer}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
Buffer.concat = function concat(list, length) {
  if (!Array.isArray(list)) throw new ERR_INVALID_ARG_TYPE('list', 'Array', list);
  const count = list.length;
  if (count === 0) return new FastBuffer();
  if (length === undefined) {
    length = 0;
    for (let i = 0; i < count; i++) {
      const chunk = list[i];
      const size = chunk?.[kLength] ?? chunk?.length; // what is no array is refused below
      if (size) length += size;
    }
  } else {
    checkOffset(length, 'length');
  }
  checkSize(length);
  const result = allocate(length);
  let position = 0;
  for (let i = 0; i < count; i++) {
    const chunk = list[i];
    if (!isUint8Array(chunk)) {
      throw new ERR_INVALID_ARG_TYPE(`list[${i}]`, ['Buffer', 'Uint8Array'], chunk);
    }
    const size = Math.min(lengthOf(chunk), length - position);
    native.copy(chunk, result, position, 0, size);
    position += size;
  }
  if (position < length) typedArrayFill.call(result, 0, position, length);
  return result;
};

/**
 * The number of bytes of a string in an encoding, or of a view (Node: Buffer.byteLength). An
 * unknown encoding counts as UTF-8.
 * @param {string|ArrayBufferView|ArrayBuffer|SharedArrayBuffer} string
 * @param {string} [encoding]
 * @returns {number}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function byteLength(string, encoding) {
  if (typeof string !== 'string') {
    if (ArrayBuffer.isView(string) || isAnyArrayBuffer(string)) return string.byteLength;
    throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
  }
  if (string.length === 0) return 0;
  if (encoding) {
    const ops = getEncodingOps(encoding);
    if (ops !== undefined) return ops.byteLength(string);
  }
  return byteLengthUtf8(string);
}
Buffer.byteLength = byteLength;

// ---- Properties of the prototype ---------------------------------------------------------------

// Old names of buffer and byteOffset; undefined on what is no buffer, like the prototype itself.
Object.defineProperty(Buffer.prototype, 'parent', {
  enumerable: true,
  get() { return this instanceof Buffer && this !== Buffer.prototype ? this.buffer : undefined; },
});
Object.defineProperty(Buffer.prototype, 'offset', {
  enumerable: true,
  get() {
    return this instanceof Buffer && this !== Buffer.prototype ? this.byteOffset : undefined;
  },
});

/**
 * Copies bytes to another view; areas may overlap (Node: buf.copy).
 * @param {Uint8Array} target
 * @param {number} [targetStart]
 * @param {number} [sourceStart]
 * @param {number} [sourceEnd]
 * @returns {number} bytes copied
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
Buffer.prototype.copy = function copy(target, targetStart, sourceStart, sourceEnd) {
  if (!isUint8Array(this)) {
    throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], this);
  }
  checkBytes(target, 'target');
  if (targetStart === undefined) {
    targetStart = 0;
  } else {
    targetStart = toInteger(targetStart, 0);
    if (targetStart < 0) throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
  }
  const length = lengthOf(this);
  if (sourceStart === undefined) {
    sourceStart = 0;
  } else {
    sourceStart = toInteger(sourceStart, 0);
    if (sourceStart < 0 || sourceStart > length) {
      throw new ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${length}`, sourceStart);
    }
  }
  if (sourceEnd === undefined) {
    sourceEnd = length;
  } else {
    sourceEnd = toInteger(sourceEnd, 0);
    if (sourceEnd < 0) throw new ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
  }
  const room = lengthOf(target) - targetStart;
  if (room <= 0 || sourceStart >= sourceEnd) return 0;
  const count = Math.min(sourceEnd - sourceStart, room, length - sourceStart);
  if (count <= 0) return 0;
  native.copy(this, target, targetStart, sourceStart, count);
  return count;
};

/**
 * Decodes bytes (Node: buf.toString).
 * @param {string} [encoding]
 * @param {number} [start]
 * @param {number} [end]
 * @returns {string}
 * @throws {TypeError} ERR_UNKNOWN_ENCODING
 */
Buffer.prototype.toString = function toString(encoding, start, end) {
  if (arguments.length === 0) return native.utf8Slice.call(this);
  const length = lengthOf(this);
  if (start === undefined || start <= 0) {
    start = 0;
  } else if (start >= length) {
    return '';
  } else {
    start = Math.trunc(start) || 0;
  }
  if (end === undefined || end > length) {
    end = length;
  } else {
    end = Math.trunc(end) || 0;
  }
  if (end <= start) return '';
  if (encoding === undefined || encoding === 'utf8') return utf8Ops.slice(this, start, end);
  const ops = getEncodingOps(encoding);
  if (ops === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  return ops.slice(this, start, end);
};

/**
 * @param {Uint8Array} otherBuffer
 * @returns {boolean} whether both hold the same bytes (Node: buf.equals)
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
Buffer.prototype.equals = function equals(otherBuffer) {
  checkBytes(otherBuffer, 'otherBuffer');
  if (this === otherBuffer) return true;
  const length = this[kLength] ?? this.byteLength;
  if (length !== lengthOf(otherBuffer)) return false;
  return length === 0 || native.compare(this, otherBuffer) === 0;
};

let inspectMaxBytes = 50;

/**
 * `<Buffer 61 62 ... 3 more bytes>`, with own properties behind (Node: buf.inspect).
 * @param {number} [depth]
 * @param {object} [context] options of util.inspect
 * @returns {string}
 */
function inspect(depth, context) {
  const { length } = this;
  const shown = Math.min(inspectMaxBytes, length);
  let text = this.hexSlice(0, shown).replace(/(.{2})/g, '$1 ').trim();
  const hidden = length - shown;
  if (hidden > 0) text += ` ... ${hidden} more byte${hidden > 1 ? 's' : ''}`;
  if (context) {
    const names = native.getOwnNonIndexProperties(this, context.showHidden === true);
    if (names.length > 0) {
      const extras = Object.create(null);
      for (const name of names) extras[name] = this[name];
      const printed = require('internal/util/inspect').inspect(
        extras, { ...context, breakLength: Infinity, compact: true });
      if (text !== '') text += ', ';
      text += printed.slice(printed.indexOf('{') + 2, -2);
    }
  }
  let name = this.constructor?.name;
  if (typeof name !== 'string') name = 'Buffer';
  return text === '' ? `<${name} >` : `<${name} ${text}>`;
}
Buffer.prototype[inspectCustom] = inspect;
Buffer.prototype.inspect = inspect;

/**
 * Orders parts of two byte sequences (Node: buf.compare).
 * @param {Uint8Array} target
 * @param {number} [targetStart]
 * @param {number} [targetEnd]
 * @param {number} [sourceStart]
 * @param {number} [sourceEnd]
 * @returns {-1|0|1}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
Buffer.prototype.compare = function compare(
  target, targetStart, targetEnd, sourceStart, sourceEnd) {
  checkBytes(target, 'target');
  if (arguments.length === 1) return native.compare(this, target);
  if (targetStart === undefined) targetStart = 0;
  else checkOffset(targetStart, 'targetStart');
  if (targetEnd === undefined) targetEnd = target.length;
  else checkOffset(targetEnd, 'targetEnd', 0, target.length);
  if (sourceStart === undefined) sourceStart = 0;
  else checkOffset(sourceStart, 'sourceStart');
  if (sourceEnd === undefined) sourceEnd = this.length;
  else checkOffset(sourceEnd, 'sourceEnd', 0, this.length);
  if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
  if (targetStart >= targetEnd) return 1;
  return native.compareRanges(this, target, sourceStart, sourceEnd, targetStart, targetEnd);
};

// ---- Searching ---------------------------------------------------------------------------------

// Both directions of indexOf. `byteOffset` may be the encoding, as indexOf(value, encoding) is
// right.
function search(buffer, value, byteOffset, encoding, forward) {
  if (!ArrayBuffer.isView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  }
  if (typeof byteOffset === 'string') {
    encoding = byteOffset;
    byteOffset = undefined;
  }
  byteOffset = +byteOffset;
  if (byteOffset !== byteOffset) {
    byteOffset = forward ? 0 : buffer.byteLength;
  } else if (byteOffset > kMaxLength) {
    byteOffset = kMaxLength;
  } else if (byteOffset < -kMaxLength) {
    byteOffset = -kMaxLength;
  } else {
    byteOffset = Math.trunc(byteOffset);
  }
  if (typeof value === 'number') {
    return native.indexOfByte(buffer, value & 0xff, byteOffset, forward);
  }
  let ops;
  if (encoding === undefined) {
    ops = utf8Ops;
  } else {
    ops = getEncodingOps(encoding);
  }
  if (typeof value === 'string') {
    if (ops === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    return native.indexOfString(buffer, value, byteOffset, ops.id, forward);
  }
  if (isUint8Array(value)) {
    return native.indexOfBytes(buffer, value, byteOffset, ops === undefined ? 0 : ops.id, forward);
  }
  throw new ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

/**
 * @param {string|number|Uint8Array} value
 * @param {number|string} [byteOffset] where to begin, negative from the end
 * @param {string} [encoding] of a string value
 * @returns {number} the first position, or -1 (Node: buf.indexOf)
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING
 */
Buffer.prototype.indexOf = function indexOf(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, true);
};

/**
 * @param {string|number|Uint8Array} value
 * @param {number|string} [byteOffset] where to begin, negative from the end
 * @param {string} [encoding] of a string value
 * @returns {number} the last position, or -1 (Node: buf.lastIndexOf)
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING
 */
Buffer.prototype.lastIndexOf = function lastIndexOf(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, false);
};

/**
 * @param {string|number|Uint8Array} value
 * @param {number|string} [byteOffset]
 * @param {string} [encoding]
 * @returns {boolean} (Node: buf.includes)
 */
Buffer.prototype.includes = function includes(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, true) !== -1;
};

// ---- Filling and writing -----------------------------------------------------------------------

// Repeats the `filled` bytes at `start` up to `end`, doubling what is copied each time.
function repeat(buffer, start, filled, end) {
  let done = start + filled;
  while (done < end) {
    const size = Math.min(done - start, end - done);
    TypedArrayPrototype.copyWithin.call(buffer, done, start, start + size);
    done += size;
  }
  return buffer;
}

function fillBytes(buffer, value, offset, end, encoding) {
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = undefined;
    } else if (typeof end === 'string') {
      encoding = end;
      end = undefined;
    }
  }
  let ops = utf8Ops;
  if (typeof value === 'string') {
    if (encoding !== undefined && encoding !== null) {
      if (typeof encoding !== 'string') {
        throw new ERR_INVALID_ARG_TYPE('encoding', 'string', encoding);
      }
      // An empty name means UTF-8, as it does for Buffer.from.
      ops = encoding === '' ? utf8Ops : getEncodingOps(encoding);
      if (ops === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    }
    if (value.length === 0) {
      value = 0;
    } else if (value.length === 1) {
      const code = value.charCodeAt(0);
      if ((ops === utf8Ops && code < 0x80) || ops === latin1Ops || ops === asciiOps) {
        value = code;
      }
    }
  } else if (typeof value === 'boolean') {
    value = +value;
  }

  if (offset === undefined) {
    offset = 0;
    end = buffer.length;
  } else {
    checkOffset(offset, 'offset');
    if (end === undefined) {
      end = buffer.length;
    } else {
      checkOffset(end, 'end', 0, buffer.length);
    }
  }
  if (offset >= end) return buffer;

  // `length` may be an own property that lies.
  if (end > byteLengthOf.call(buffer)) throw new ERR_BUFFER_OUT_OF_BOUNDS();

  let pattern;
  if (typeof value === 'string') {
    pattern = Buffer.from(value, encoding);
  } else if (ArrayBuffer.isView(value)) {
    pattern = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  } else {
    typedArrayFill.call(buffer, value & 0xff, offset, end);
    return buffer;
  }
  let { length } = pattern;
  if (length === 0) throw new ERR_INVALID_ARG_VALUE('value', value);
  if (length === 1) {
    typedArrayFill.call(buffer, pattern[0], offset, end);
    return buffer;
  }
  if (length > end - offset) {
    length = end - offset;
    pattern = pattern.subarray(0, length);
  }
  typedArraySet.call(buffer, pattern, offset);
  return repeat(buffer, offset, length, end);
}

/**
 * Fills with a byte or a repeated pattern (Node: buf.fill).
 * @param {string|Uint8Array|number} value
 * @param {number|string} [offset] or the encoding
 * @param {number|string} [end] or the encoding
 * @param {string} [encoding]
 * @returns {Buffer} this
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
Buffer.prototype.fill = function fill(value, offset, end, encoding) {
  return fillBytes(this, value, offset, end, encoding);
};

/**
 * Writes a string's bytes, whole characters only (Node: buf.write).
 * @param {string} string
 * @param {number|string} [offset] or the encoding
 * @param {number|string} [length] or the encoding
 * @param {string} [encoding]
 * @returns {number} bytes written
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
Buffer.prototype.write = function write(string, offset, length, encoding) {
  if (offset === undefined) return native.utf8Write.call(this, string);
  const size = lengthOf(this);
  if (length === undefined && typeof offset === 'string') {
    encoding = offset;
    length = size;
    offset = 0;
  } else {
    checkOffset(offset, 'offset', 0, size);
    const room = size - offset;
    if (length === undefined) {
      length = room;
    } else if (typeof length === 'string') {
      encoding = length;
      length = room;
    } else {
      checkOffset(length, 'length', 0, size);
      if (length > room) length = room;
    }
  }
  if (!encoding || encoding === 'utf8') return utf8Ops.write(this, string, offset, length);
  const ops = getEncodingOps(encoding);
  if (ops === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  return ops.write(this, string, offset, length);
};

/** @returns {{type: 'Buffer', data: number[]}} (Node: buf.toJSON) */
Buffer.prototype.toJSON = function toJSON() {
  const { length } = this;
  const data = new Array(length);
  for (let i = 0; i < length; i++) data[i] = this[i];
  return { type: 'Buffer', data };
};

// A relative position as slice takes it, clamped into [0, length].
function relative(position, length) {
  position = Math.trunc(position);
  if (position === 0 || position !== position) return 0;
  if (position < 0) {
    position += length;
    return position > 0 ? position : 0;
  }
  return position < length ? position : length;
}

/**
 * A buffer over a part of the same memory (Node: buf.subarray).
 * @param {number} [start]
 * @param {number} [end]
 * @returns {Buffer}
 */
Buffer.prototype.subarray = function subarray(start, end) {
  const length = lengthOf(this);
  start = start === undefined ? 0 : relative(start, length);
  end = end === undefined ? length : relative(end, length);
  return new FastBuffer(this.buffer, this.byteOffset + start, end > start ? end - start : 0);
};

/**
 * As subarray: unlike Uint8Array.prototype.slice it does not copy (Node: buf.slice).
 * @param {number} [start]
 * @param {number} [end]
 * @returns {Buffer}
 */
Buffer.prototype.slice = function slice(start, end) {
  return this.subarray(start, end);
};

// ---- Byte order --------------------------------------------------------------------------------

function exchange(buffer, i, j) {
  const byte = buffer[i];
  buffer[i] = buffer[j];
  buffer[j] = byte;
}

/** @returns {Buffer} this, each pair of bytes swapped (Node: buf.swap16) */
Buffer.prototype.swap16 = function swap16() {
  const { length } = this;
  if (length % 2 !== 0) throw new ERR_INVALID_BUFFER_SIZE('16-bits');
  // Short areas are not worth a call into native code; the same below.
  if (length >= 128) return native.swap16(this);
  for (let i = 0; i < length; i += 2) exchange(this, i, i + 1);
  return this;
};

/** @returns {Buffer} this, each four bytes reversed (Node: buf.swap32) */
Buffer.prototype.swap32 = function swap32() {
  const { length } = this;
  if (length % 4 !== 0) throw new ERR_INVALID_BUFFER_SIZE('32-bits');
  if (length >= 192) return native.swap32(this);
  for (let i = 0; i < length; i += 4) {
    exchange(this, i, i + 3);
    exchange(this, i + 1, i + 2);
  }
  return this;
};

/** @returns {Buffer} this, each eight bytes reversed (Node: buf.swap64) */
Buffer.prototype.swap64 = function swap64() {
  const { length } = this;
  if (length % 8 !== 0) throw new ERR_INVALID_BUFFER_SIZE('64-bits');
  if (length >= 192) return native.swap64(this);
  for (let i = 0; i < length; i += 8) {
    exchange(this, i, i + 7);
    exchange(this, i + 1, i + 6);
    exchange(this, i + 2, i + 5);
    exchange(this, i + 3, i + 4);
  }
  return this;
};

Buffer.prototype.toLocaleString = Buffer.prototype.toString;

// ---- Functions of the module -------------------------------------------------------------------

function transcodeError(code) {
  const error = genericNodeError(`Unable to transcode Buffer [${code}]`, { code });
  error.errno = code === 'U_INVALID_CHAR_FOUND' ? 10 : 1;
  return error;
}

// A string with every code point above `max` as one question mark.
function substitute(string, max) {
  let result = '';
  for (const character of string) {
    result += character.codePointAt(0) > max ? '?' : character;
  }
  return result;
}

function encodingOrUtf8(encoding) {
  return encoding === undefined || encoding === null || encoding === '' ?
    utf8Ops : getEncodingOps(String(encoding));
}

/**
 * Re-encodes text from ascii, latin1, utf8 or utf16le to another of them; what the target cannot
 * express becomes `?` (Node: buffer.transcode).
 * @param {Uint8Array} source
 * @param {string} [fromEncoding]
 * @param {string} [toEncoding]
 * @returns {Buffer}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {Error} U_ILLEGAL_ARGUMENT_ERROR, U_INVALID_CHAR_FOUND
 */
function transcode(source, fromEncoding, toEncoding) {
  checkBytes(source, 'source');
  if (source.length === 0) return Buffer.alloc(0);
  const from = encodingOrUtf8(fromEncoding);
  const to = encodingOrUtf8(toEncoding);
  if (from === undefined || to === undefined || from.id > asciiOps.id || to.id > asciiOps.id) {
    throw transcodeError('U_ILLEGAL_ARGUMENT_ERROR');
  }
  const view = new FastBuffer(source.buffer, source.byteOffset, source.byteLength);
  // A half character at the end of UTF-16 is left out.
  let text = from.slice(view, 0, from === utf16leOps ? view.length & ~1 : view.length);
  if (from === asciiOps && !native.isAscii(view)) {
    text = view.latin1Slice(0, view.length).replace(/[\x80-\xff]/g, '\ufffd');
  }
  if ((from === utf8Ops && to === utf16leOps && !native.isUtf8(view)) ||
      (from === utf16leOps && to === utf8Ops && !isWellFormed(text))) {
    throw transcodeError('U_INVALID_CHAR_FOUND');
  }
  if (to === latin1Ops) text = substitute(text, 0xff);
  else if (to === asciiOps) text = substitute(text, 0x7f);
  const size = to.byteLength(text);
  const result = createUnsafeBuffer(size);
  to.write(result, text, 0, size);
  return result;
}

// Whether no surrogate stands alone.
function isWellFormed(string) {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(string);
}

function checkTextInput(input) {
  if (typedArrayTag.call(input) === undefined && !isAnyArrayBuffer(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
}

/**
 * @param {Buffer|ArrayBuffer|TypedArray} input
 * @returns {boolean} whether it is valid UTF-8 (Node: buffer.isUtf8)
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {Error} ERR_INVALID_STATE for a detached ArrayBuffer
 */
function isUtf8(input) {
  checkTextInput(input);
  return native.isUtf8(input);
}

/**
 * @param {Buffer|ArrayBuffer|TypedArray} input
 * @returns {boolean} whether all bytes are below 128 (Node: buffer.isAscii)
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {Error} ERR_INVALID_STATE for a detached ArrayBuffer
 */
function isAscii(input) {
  checkTextInput(input);
  return native.isAscii(input);
}

function invalidCharacter(message) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, 'InvalidCharacterError');
}

/**
 * Encodes a string of bytes in base64 (HTML: btoa).
 * @param {unknown} input converted to a string
 * @returns {string}
 * @throws {TypeError} ERR_MISSING_ARGS
 * @throws {DOMException} InvalidCharacterError for characters above U+00FF
 */
function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const result = native.btoa(`${input}`);
  if (result === -1) throw invalidCharacter('Invalid character');
  return result;
}

/**
 * Decodes base64 into a string of bytes (HTML: atob; Infra: forgiving-base64 decode).
 * @param {unknown} input converted to a string
 * @returns {string}
 * @throws {TypeError} ERR_MISSING_ARGS
 * @throws {DOMException} InvalidCharacterError
 */
function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const result = native.atob(`${input}`);
  if (typeof result === 'string') return result;
  throw invalidCharacter(result === -1 ?
    'Invalid character' :
    'The string to be decoded is not correctly encoded.');
}

module.exports = {
  Buffer,
  SlowBuffer,
  transcode,
  isUtf8,
  isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
};

Object.defineProperties(module.exports, {
  constants: {
    configurable: false,
    enumerable: true,
    value: Object.defineProperties({}, {
      MAX_LENGTH: { enumerable: true, value: kMaxLength },
      MAX_STRING_LENGTH: { enumerable: true, value: kStringMaxLength },
    }),
  },
  INSPECT_MAX_BYTES: {
    configurable: true,
    enumerable: true,
    get() { return inspectMaxBytes; },
    set(value) {
      if (typeof value !== 'number') {
        throw new ERR_INVALID_ARG_TYPE('INSPECT_MAX_BYTES', 'number', value);
      }
      if (!(value >= 0)) throw new ERR_OUT_OF_RANGE('INSPECT_MAX_BYTES', '>= 0', value);
      inspectMaxBytes = value;
    },
  },
});

// The Blob half is loaded when it is first asked for.
for (const name of ['Blob', 'resolveObjectURL', 'File']) {
  Object.defineProperty(module.exports, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = require(name === 'File' ? 'internal/file' : 'internal/blob')[name];
      Object.defineProperty(module.exports, name, {
        configurable: true, enumerable: true, writable: true, value,
      });
      return value;
    },
    set(value) {
      Object.defineProperty(module.exports, name, {
        configurable: true, enumerable: true, writable: true, value,
      });
    },
  });
}
