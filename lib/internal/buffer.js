// The class behind Buffer, and its numeric accessors.
//
// A Buffer is a Uint8Array whose prototype is FastBuffer.prototype; native code that returns bytes
// gives its Uint8Array the same prototype (`setBufferPrototype`). Reading and writing numbers never
// leaves JavaScript: each accessor is a handful of element accesses, which the optimising compiler
// turns into straight machine code (2-5 ns). Floats and 64-bit integers are assembled as bytes in
// an 8-byte scratch area that is viewed as every type at once.
//
// The bounds test looks whether the first and the last element are there: a position that is
// negative, fractional or NaN has none. `boundsError`, which finds out what is wrong, runs only
// when something is.
//
// What a typed array inherits under a name that is a string stays a look-up and a call (10 ns) in
// code that V8 10 optimises in the background; under a symbol it becomes one load. Hence kLength.

'use strict';

const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS,
    ERR_INVALID_ARG_TYPE,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');

const native = binding('buffer');

/** Uint8Array with Buffer's prototype. The explicit constructor avoids a spread call per buffer. */
class FastBuffer extends Uint8Array {
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

native.setBufferPrototype(FastBuffer.prototype);

/** The `length` of a Buffer, for code that is hot. No other typed array has it. */
const kLength = Symbol('length');

Object.defineProperty(FastBuffer.prototype, kLength, {
  __proto__: null,
  configurable: true,
  get: Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'length').get,
});

// One scratch area, seen as bytes, floats and 64-bit integers. Little-endian hosts only: the
// engine's typed arrays follow the host's order, and every supported host is little-endian.
const float64 = new Float64Array(1);
const float32 = new Float32Array(float64.buffer);
const bigInt64 = new BigInt64Array(float64.buffer);
const bigUint64 = new BigUint64Array(float64.buffer);
const uint32 = new Uint32Array(float64.buffer);
const bytes = new Uint8Array(float64.buffer);

function checkNumberType(value, name) {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
}

/**
 * Throws the error for an offset (or a byte length, when `name` says so) that failed its check.
 * @param {unknown} value
 * @param {number} max the largest value that would have been right
 * @param {string} [name] 'byteLength' when that is what was checked
 * @returns {never}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE or ERR_BUFFER_OUT_OF_BOUNDS
 */
function boundsError(value, max, name) {
  checkNumberType(value, name || 'offset');
  if (Math.floor(value) !== value) {
    throw new ERR_OUT_OF_RANGE(name || 'offset', 'an integer', value);
  }
  if (max < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  throw new ERR_OUT_OF_RANGE(name || 'offset', `>= ${name ? 1 : 0} and <= ${max}`, value);
}

// The message for a value that does not fit into `byteLength` bytes.
function valueError(value, min, max, byteLength) {
  let range;
  if (byteLength === 8) {
    range = min === 0 ? '>= 0n and < 2n ** 64n' : '>= -(2n ** 63n) and < 2n ** 63n';
  } else if (byteLength > 4) {
    const bits = byteLength * 8;
    range = min === 0 ? `>= 0 and < 2 ** ${bits}` : `>= -(2 ** ${bits - 1}) and < 2 ** ${bits - 1}`;
  } else {
    range = `>= ${min} and <= ${max}`;
  }
  throw new ERR_OUT_OF_RANGE('value', range, value);
}

// ---- Reading unsigned integers -----------------------------------------------------------------

/**
 * @param {number} [offset]
 * @returns {number}
 * @throws {RangeError} ERR_OUT_OF_RANGE (Node: buf.readUInt8)
 */
function readUInt8(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const value = this[offset];
  if (value === undefined) boundsError(offset, this.length - 1);
  return value;
}

/** @param {number} [offset] @returns {number} */
function readUInt16LE(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) boundsError(offset, this.length - 2);
  return first | (last << 8);
}

/** @param {number} [offset] @returns {number} */
function readUInt16BE(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) boundsError(offset, this.length - 2);
  return (first << 8) | last;
}

/** @param {number} [offset] @returns {number} */
function readUInt32LE(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) boundsError(offset, this.length - 4);
  return (first | (this[offset + 1] << 8) | (this[offset + 2] << 16) |
    (last << 24)) >>> 0;
}

/** @param {number} [offset] @returns {number} */
function readUInt32BE(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) boundsError(offset, this.length - 4);
  return ((first << 24) | (this[offset + 1] << 16) | (this[offset + 2] << 8) |
    last) >>> 0;
}

// Checks an offset that has no default and a length of 1..6; the common tail of readUIntLE and kin.
function checkVariable(buffer, offset, byteLength) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (typeof byteLength !== 'number') checkNumberType(byteLength, 'byteLength');
  if (byteLength >>> 0 !== byteLength || byteLength < 1 || byteLength > 6) {
    boundsError(byteLength, 6, 'byteLength');
  }
  if (buffer[offset] === undefined || buffer[offset + byteLength - 1] === undefined) {
    boundsError(offset, buffer.length - byteLength);
  }
}

/**
 * @param {number} offset
 * @param {number} byteLength 1 to 6
 * @returns {number}
 */
function readUIntLE(offset, byteLength) {
  checkVariable(this, offset, byteLength);
  let value = 0;
  for (let i = byteLength - 1; i >= 0; i--) value = value * 0x100 + this[offset + i];
  return value;
}

/**
 * @param {number} offset
 * @param {number} byteLength 1 to 6
 * @returns {number}
 */
function readUIntBE(offset, byteLength) {
  checkVariable(this, offset, byteLength);
  let value = 0;
  for (let i = 0; i < byteLength; i++) value = value * 0x100 + this[offset + i];
  return value;
}

// ---- Reading signed integers -------------------------------------------------------------------

/** @param {number} [offset] @returns {number} */
function readInt8(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const value = this[offset];
  if (value === undefined) boundsError(offset, this.length - 1);
  return value << 24 >> 24;
}

/** @param {number} [offset] @returns {number} */
function readInt16LE(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) boundsError(offset, this.length - 2);
  return (first | (last << 8)) << 16 >> 16;
}

/** @param {number} [offset] @returns {number} */
function readInt16BE(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) boundsError(offset, this.length - 2);
  return ((first << 8) | last) << 16 >> 16;
}

/** @param {number} [offset] @returns {number} */
function readInt32LE(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) boundsError(offset, this.length - 4);
  return first | (this[offset + 1] << 8) | (this[offset + 2] << 16) |
    (last << 24);
}

/** @param {number} [offset] @returns {number} */
function readInt32BE(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) boundsError(offset, this.length - 4);
  return (first << 24) | (this[offset + 1] << 16) | (this[offset + 2] << 8) |
    last;
}

const signBit = [0, 2 ** 7, 2 ** 15, 2 ** 23, 2 ** 31, 2 ** 39, 2 ** 47];

/**
 * @param {number} offset
 * @param {number} byteLength 1 to 6
 * @returns {number}
 */
function readIntLE(offset, byteLength) {
  checkVariable(this, offset, byteLength);
  let value = 0;
  for (let i = byteLength - 1; i >= 0; i--) value = value * 0x100 + this[offset + i];
  const sign = signBit[byteLength];
  return value >= sign ? value - sign * 2 : value;
}

/**
 * @param {number} offset
 * @param {number} byteLength 1 to 6
 * @returns {number}
 */
function readIntBE(offset, byteLength) {
  checkVariable(this, offset, byteLength);
  let value = 0;
  for (let i = 0; i < byteLength; i++) value = value * 0x100 + this[offset + i];
  const sign = signBit[byteLength];
  return value >= sign ? value - sign * 2 : value;
}

// ---- Eight bytes at a time ---------------------------------------------------------------------

// Loads eight bytes at `offset` into the scratch area, in memory order.
function load64LE(buffer, offset) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = buffer[offset];
  const last = buffer[offset + 7];
  if (first === undefined || last === undefined) boundsError(offset, buffer.length - 8);
  uint32[0] = first | (buffer[offset + 1] << 8) | (buffer[offset + 2] << 16) |
    (buffer[offset + 3] << 24);
  uint32[1] = buffer[offset + 4] | (buffer[offset + 5] << 8) | (buffer[offset + 6] << 16) |
    (last << 24);
}

function load64BE(buffer, offset) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = buffer[offset];
  const last = buffer[offset + 7];
  if (first === undefined || last === undefined) boundsError(offset, buffer.length - 8);
  uint32[1] = (first << 24) | (buffer[offset + 1] << 16) | (buffer[offset + 2] << 8) |
    buffer[offset + 3];
  uint32[0] = (buffer[offset + 4] << 24) | (buffer[offset + 5] << 16) |
    (buffer[offset + 6] << 8) | last;
}

function store64LE(buffer, offset) {
  buffer[offset] = bytes[0];
  buffer[offset + 1] = bytes[1];
  buffer[offset + 2] = bytes[2];
  buffer[offset + 3] = bytes[3];
  buffer[offset + 4] = bytes[4];
  buffer[offset + 5] = bytes[5];
  buffer[offset + 6] = bytes[6];
  buffer[offset + 7] = bytes[7];
  return offset + 8;
}

function store64BE(buffer, offset) {
  buffer[offset] = bytes[7];
  buffer[offset + 1] = bytes[6];
  buffer[offset + 2] = bytes[5];
  buffer[offset + 3] = bytes[4];
  buffer[offset + 4] = bytes[3];
  buffer[offset + 5] = bytes[2];
  buffer[offset + 6] = bytes[1];
  buffer[offset + 7] = bytes[0];
  return offset + 8;
}

/** @param {number} [offset] @returns {bigint} */
function readBigUInt64LE(offset = 0) {
  load64LE(this, offset);
  return bigUint64[0];
}

/** @param {number} [offset] @returns {bigint} */
function readBigUInt64BE(offset = 0) {
  load64BE(this, offset);
  return bigUint64[0];
}

/** @param {number} [offset] @returns {bigint} */
function readBigInt64LE(offset = 0) {
  load64LE(this, offset);
  return bigInt64[0];
}

/** @param {number} [offset] @returns {bigint} */
function readBigInt64BE(offset = 0) {
  load64BE(this, offset);
  return bigInt64[0];
}

/** @param {number} [offset] @returns {number} */
function readDoubleLE(offset = 0) {
  load64LE(this, offset);
  return float64[0];
}

/** @param {number} [offset] @returns {number} */
function readDoubleBE(offset = 0) {
  load64BE(this, offset);
  return float64[0];
}

/** @param {number} [offset] @returns {number} */
function readFloatLE(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) boundsError(offset, this.length - 4);
  uint32[0] = first | (this[offset + 1] << 8) | (this[offset + 2] << 16) |
    (last << 24);
  return float32[0];
}

/** @param {number} [offset] @returns {number} */
function readFloatBE(offset = 0) {
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) boundsError(offset, this.length - 4);
  uint32[0] = (first << 24) | (this[offset + 1] << 16) | (this[offset + 2] << 8) |
    last;
  return float32[0];
}

// ---- Writing integers --------------------------------------------------------------------------
// Every write returns the offset behind the last byte written. NaN passes the range checks and is
// stored as 0, as an element store of NaN is.

/**
 * @param {number} value
 * @param {number} [offset]
 * @returns {number} offset + 1
 * @throws {RangeError} ERR_OUT_OF_RANGE for the value or the offset (Node: buf.writeUInt8)
 */
function writeUInt8(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (value > 0xff || value < 0) valueError(value, 0, 0xff, 1);
  if (this[offset] === undefined) boundsError(offset, this.length - 1);
  this[offset] = value;
  return offset + 1;
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeInt8(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (value > 0x7f || value < -0x80) valueError(value, -0x80, 0x7f, 1);
  if (this[offset] === undefined) boundsError(offset, this.length - 1);
  this[offset] = value;
  return offset + 1;
}

function write16LE(buffer, value, offset, min, max) {
  value = +value;
  if (value > max || value < min) valueError(value, min, max, 2);
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + 1] === undefined) {
    boundsError(offset, buffer.length - 2);
  }
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  return offset + 2;
}

function write16BE(buffer, value, offset, min, max) {
  value = +value;
  if (value > max || value < min) valueError(value, min, max, 2);
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + 1] === undefined) {
    boundsError(offset, buffer.length - 2);
  }
  buffer[offset] = value >>> 8;
  buffer[offset + 1] = value;
  return offset + 2;
}

function write32LE(buffer, value, offset, min, max) {
  value = +value;
  if (value > max || value < min) valueError(value, min, max, 4);
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + 3] === undefined) {
    boundsError(offset, buffer.length - 4);
  }
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  buffer[offset + 2] = value >>> 16;
  buffer[offset + 3] = value >>> 24;
  return offset + 4;
}

function write32BE(buffer, value, offset, min, max) {
  value = +value;
  if (value > max || value < min) valueError(value, min, max, 4);
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + 3] === undefined) {
    boundsError(offset, buffer.length - 4);
  }
  buffer[offset] = value >>> 24;
  buffer[offset + 1] = value >>> 16;
  buffer[offset + 2] = value >>> 8;
  buffer[offset + 3] = value;
  return offset + 4;
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeUInt16LE(value, offset = 0) {
  return write16LE(this, value, offset, 0, 0xffff);
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeUInt16BE(value, offset = 0) {
  return write16BE(this, value, offset, 0, 0xffff);
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeInt16LE(value, offset = 0) {
  return write16LE(this, value, offset, -0x8000, 0x7fff);
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeInt16BE(value, offset = 0) {
  return write16BE(this, value, offset, -0x8000, 0x7fff);
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeUInt32LE(value, offset = 0) {
  return write32LE(this, value, offset, 0, 0xffffffff);
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeUInt32BE(value, offset = 0) {
  return write32BE(this, value, offset, 0, 0xffffffff);
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeInt32LE(value, offset = 0) {
  return write32LE(this, value, offset, -0x80000000, 0x7fffffff);
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeInt32BE(value, offset = 0) {
  return write32BE(this, value, offset, -0x80000000, 0x7fffffff);
}

// The checks of the four writers of 1 to 6 bytes. The value counts before the offset.
function checkVariableWrite(buffer, value, offset, byteLength, signed) {
  if (typeof byteLength !== 'number') checkNumberType(byteLength, 'byteLength');
  if (byteLength >>> 0 !== byteLength || byteLength < 1 || byteLength > 6) {
    boundsError(byteLength, 6, 'byteLength');
  }
  const sign = signBit[byteLength];
  const min = signed ? -sign : 0;
  const max = signed ? sign - 1 : sign * 2 - 1;
  if (value > max || value < min) valueError(value, min, max, byteLength);
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + byteLength - 1] === undefined) {
    boundsError(offset, buffer.length - byteLength);
  }
}

// Up to six bytes do not fit into an int32, so the high half goes separately. Math.floor gives the
// two's complement of negative values (the high half of -1 is -1); Math.trunc keeps a negative
// fraction from borrowing, since `value | 0` truncates towards zero too.
function storeLE(buffer, value, offset, byteLength) {
  let low = value | 0;
  const high = byteLength > 4 ? Math.floor(Math.trunc(value) / 2 ** 32) : 0;
  const end = offset + byteLength;
  for (let i = offset; i < end; i++) {
    if (i - offset === 4) low = high;
    buffer[i] = low;
    low >>= 8;
  }
  return end;
}

function storeBE(buffer, value, offset, byteLength) {
  let low = value | 0;
  const high = byteLength > 4 ? Math.floor(Math.trunc(value) / 2 ** 32) : 0;
  const last = offset + byteLength - 1;
  for (let i = last; i >= offset; i--) {
    if (last - i === 4) low = high;
    buffer[i] = low;
    low >>= 8;
  }
  return last + 1;
}

/**
 * @param {number} value
 * @param {number} offset
 * @param {number} byteLength 1 to 6
 * @returns {number} offset + byteLength
 */
function writeUIntLE(value, offset, byteLength) {
  value = +value;
  checkVariableWrite(this, value, offset, byteLength, false);
  return storeLE(this, value, offset, byteLength);
}

/** @param {number} value @param {number} offset @param {number} byteLength @returns {number} */
function writeUIntBE(value, offset, byteLength) {
  value = +value;
  checkVariableWrite(this, value, offset, byteLength, false);
  return storeBE(this, value, offset, byteLength);
}

/** @param {number} value @param {number} offset @param {number} byteLength @returns {number} */
function writeIntLE(value, offset, byteLength) {
  value = +value;
  checkVariableWrite(this, value, offset, byteLength, true);
  return storeLE(this, value, offset, byteLength);
}

/** @param {number} value @param {number} offset @param {number} byteLength @returns {number} */
function writeIntBE(value, offset, byteLength) {
  value = +value;
  checkVariableWrite(this, value, offset, byteLength, true);
  return storeBE(this, value, offset, byteLength);
}

const maxBigUint64 = 0xffffffffffffffffn;
const maxBigInt64 = 0x7fffffffffffffffn;
const minBigInt64 = -0x8000000000000000n;

// Puts `value` into the scratch area after all checks. A number that is in the range must fail as
// BigInt arithmetic does ("Cannot mix BigInt and other types"), hence the `|`, which costs nothing
// for a bigint because it is not evaluated then.
function loadBigInt(buffer, value, offset, signed) {
  if (signed) {
    if (value > maxBigInt64 || value < minBigInt64) valueError(value, -1, 0, 8);
  } else if (value > maxBigUint64 || value < 0n) {
    valueError(value, 0, 0, 8);
  }
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + 7] === undefined) {
    boundsError(offset, buffer.length - 8);
  }
  if (typeof value !== 'bigint') value |= 0n;
  bigUint64[0] = value;
}

/**
 * @param {bigint} value
 * @param {number} [offset]
 * @returns {number} offset + 8
 * @throws {RangeError} ERR_OUT_OF_RANGE (Node: buf.writeBigUInt64LE)
 */
function writeBigUInt64LE(value, offset = 0) {
  loadBigInt(this, value, offset, false);
  return store64LE(this, offset);
}

/** @param {bigint} value @param {number} [offset] @returns {number} */
function writeBigUInt64BE(value, offset = 0) {
  loadBigInt(this, value, offset, false);
  return store64BE(this, offset);
}

/** @param {bigint} value @param {number} [offset] @returns {number} */
function writeBigInt64LE(value, offset = 0) {
  loadBigInt(this, value, offset, true);
  return store64LE(this, offset);
}

/** @param {bigint} value @param {number} [offset] @returns {number} */
function writeBigInt64BE(value, offset = 0) {
  loadBigInt(this, value, offset, true);
  return store64BE(this, offset);
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeDoubleLE(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (this[offset] === undefined || this[offset + 7] === undefined) {
    boundsError(offset, this.length - 8);
  }
  float64[0] = value;
  return store64LE(this, offset);
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeDoubleBE(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (this[offset] === undefined || this[offset + 7] === undefined) {
    boundsError(offset, this.length - 8);
  }
  float64[0] = value;
  return store64BE(this, offset);
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeFloatLE(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (this[offset] === undefined || this[offset + 3] === undefined) {
    boundsError(offset, this.length - 4);
  }
  float32[0] = value;
  this[offset] = bytes[0];
  this[offset + 1] = bytes[1];
  this[offset + 2] = bytes[2];
  this[offset + 3] = bytes[3];
  return offset + 4;
}

/** @param {number} value @param {number} [offset] @returns {number} */
function writeFloatBE(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number') checkNumberType(offset, 'offset');
  if (this[offset] === undefined || this[offset + 3] === undefined) {
    boundsError(offset, this.length - 4);
  }
  float32[0] = value;
  this[offset] = bytes[3];
  this[offset + 1] = bytes[2];
  this[offset + 2] = bytes[1];
  this[offset + 3] = bytes[0];
  return offset + 4;
}

/**
 * Installs the numeric accessors and the native per-encoding slices and writes on a prototype.
 * @param {object} proto
 */
function addBufferMethods(proto) {
  proto.readBigUInt64LE = readBigUInt64LE;
  proto.readBigUInt64BE = readBigUInt64BE;
  proto.readBigUint64LE = readBigUInt64LE;
  proto.readBigUint64BE = readBigUInt64BE;
  proto.readBigInt64LE = readBigInt64LE;
  proto.readBigInt64BE = readBigInt64BE;
  proto.writeBigUInt64LE = writeBigUInt64LE;
  proto.writeBigUInt64BE = writeBigUInt64BE;
  proto.writeBigUint64LE = writeBigUInt64LE;
  proto.writeBigUint64BE = writeBigUInt64BE;
  proto.writeBigInt64LE = writeBigInt64LE;
  proto.writeBigInt64BE = writeBigInt64BE;

  proto.readUIntLE = readUIntLE;
  proto.readUInt32LE = readUInt32LE;
  proto.readUInt16LE = readUInt16LE;
  proto.readUInt8 = readUInt8;
  proto.readUIntBE = readUIntBE;
  proto.readUInt32BE = readUInt32BE;
  proto.readUInt16BE = readUInt16BE;
  proto.readUintLE = readUIntLE;
  proto.readUint32LE = readUInt32LE;
  proto.readUint16LE = readUInt16LE;
  proto.readUint8 = readUInt8;
  proto.readUintBE = readUIntBE;
  proto.readUint32BE = readUInt32BE;
  proto.readUint16BE = readUInt16BE;
  proto.readIntLE = readIntLE;
  proto.readInt32LE = readInt32LE;
  proto.readInt16LE = readInt16LE;
  proto.readInt8 = readInt8;
  proto.readIntBE = readIntBE;
  proto.readInt32BE = readInt32BE;
  proto.readInt16BE = readInt16BE;

  proto.writeUIntLE = writeUIntLE;
  proto.writeUInt32LE = writeUInt32LE;
  proto.writeUInt16LE = writeUInt16LE;
  proto.writeUInt8 = writeUInt8;
  proto.writeUIntBE = writeUIntBE;
  proto.writeUInt32BE = writeUInt32BE;
  proto.writeUInt16BE = writeUInt16BE;
  proto.writeUintLE = writeUIntLE;
  proto.writeUint32LE = writeUInt32LE;
  proto.writeUint16LE = writeUInt16LE;
  proto.writeUint8 = writeUInt8;
  proto.writeUintBE = writeUIntBE;
  proto.writeUint32BE = writeUInt32BE;
  proto.writeUint16BE = writeUInt16BE;
  proto.writeIntLE = writeIntLE;
  proto.writeInt32LE = writeInt32LE;
  proto.writeInt16LE = writeInt16LE;
  proto.writeInt8 = writeInt8;
  proto.writeIntBE = writeIntBE;
  proto.writeInt32BE = writeInt32BE;
  proto.writeInt16BE = writeInt16BE;

  proto.readFloatLE = readFloatLE;
  proto.readFloatBE = readFloatBE;
  proto.readDoubleLE = readDoubleLE;
  proto.readDoubleBE = readDoubleBE;
  proto.writeFloatLE = writeFloatLE;
  proto.writeFloatBE = writeFloatBE;
  proto.writeDoubleLE = writeDoubleLE;
  proto.writeDoubleBE = writeDoubleBE;

  proto.asciiSlice = native.asciiSlice;
  proto.base64Slice = native.base64Slice;
  proto.base64urlSlice = native.base64urlSlice;
  proto.latin1Slice = native.latin1Slice;
  proto.hexSlice = native.hexSlice;
  proto.ucs2Slice = native.ucs2Slice;
  proto.utf8Slice = native.utf8Slice;
  proto.asciiWrite = native.asciiWrite;
  proto.base64Write = native.base64Write;
  proto.base64urlWrite = native.base64urlWrite;
  proto.latin1Write = native.latin1Write;
  proto.hexWrite = native.hexWrite;
  proto.ucs2Write = native.ucs2Write;
  proto.utf8Write = native.utf8Write;
}

/**
 * A Buffer over fresh memory that is not cleared.
 * @param {number} size
 * @returns {FastBuffer}
 */
function createUnsafeBuffer(size) {
  // Small areas: the engine's own zeroed allocation is cheaper than a call into native code.
  if (size <= 1024) return new FastBuffer(size);
  return new FastBuffer(native.createUnsafeArrayBuffer(size), 0, size);
}

module.exports = {
  FastBuffer,
  addBufferMethods,
  boundsError,
  createUnsafeBuffer,
  kLength,
};
