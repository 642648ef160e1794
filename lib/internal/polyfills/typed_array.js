'use strict';

// %TypedArray%.prototype.toReversed, toSorted, with (ECMA-262 23.2.3.32 to 23.2.3.36). O(length).

const {
  addMissing, getOwnPropertyDescriptor, getPrototypeOf, toIntegerOrInfinity, uncurryThis,
} = require('internal/polyfills/intrinsics');

const TypedArray = getPrototypeOf(Uint8Array);
const { prototype } = TypedArray;
const nameOf = uncurryThis(getOwnPropertyDescriptor(prototype, Symbol.toStringTag).get);
const lengthOfTyped = uncurryThis(getOwnPropertyDescriptor(prototype, 'length').get);
// Not at(): the snapshot builder's V8 lacks it.
const indexOf = uncurryThis(prototype.indexOf);
const set = uncurryThis(prototype.set);
const sort = uncurryThis(prototype.sort);
const { asIntN } = BigInt;

const constructors = {
  __proto__: null,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};

/** ValidateTypedArray; gives the length. Throws TypeError, also for a detached buffer. */
function validate(array) {
  indexOf(array, 0, Infinity);
  return lengthOfTyped(array);
}

/** TypedArrayCreateSameType. */
function createSameType(array, length) {
  return new constructors[nameOf(array)](length);
}

const methods = {
  toReversed() {
    const length = validate(this);
    const copy = createSameType(this, length);
    for (let i = 0; i < length; i++) copy[i] = this[length - 1 - i];
    return copy;
  },

  toSorted(compareFn) {
    if (compareFn !== undefined && typeof compareFn !== 'function') {
      throw new TypeError('The comparison function must be either a function or undefined');
    }
    const copy = createSameType(this, validate(this));
    set(copy, this);
    return sort(copy, compareFn);
  },

  with(index, value) {
    const length = validate(this);
    const relative = toIntegerOrInfinity(index);
    const actual = relative < 0 ? length + relative : relative;
    const name = nameOf(this);
    const big = name === 'BigInt64Array' || name === 'BigUint64Array';
    const element = big ? asIntN(64, value) : +value;
    // The conversion may have detached the buffer.
    if (!(actual >= 0 && actual < lengthOfTyped(this))) {
      throw new RangeError('Invalid typed array index');
    }
    const copy = createSameType(this, length);
    set(copy, this);
    copy[actual] = element;
    return copy;
  },
};

function install() {
  addMissing(prototype, methods);
}

module.exports = { install };
