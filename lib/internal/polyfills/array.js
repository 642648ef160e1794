'use strict';

// Array.prototype.toReversed, toSorted, toSpliced, with (ECMA-262 23.1.3.33 to 23.1.3.39): copies
// where the older methods change the array. O(length).

const { comesWithV8 } = require('internal/polyfills/inventory');
const {
  addMissing, clampIndex, createDataProperty, hasOwn, kMaxArrayLength, kMaxLength, lengthOf,
  setElement, toIntegerOrInfinity, toObject, uncurryThis,
} = require('internal/polyfills/intrinsics');

const sort = uncurryThis(Array.prototype.sort);

function checkArrayLength(length) {
  if (length > kMaxArrayLength) throw new RangeError('Invalid array length');
}

const methods = {
  toReversed() {
    const object = toObject(this, 'Array.prototype.toReversed');
    const length = lengthOf(object);
    checkArrayLength(length);
    const copy = [];
    for (let i = 0; i < length; i++) setElement(copy, i, object[length - 1 - i]);
    return copy;
  },

  toSorted(compareFn) {
    if (compareFn !== undefined && typeof compareFn !== 'function') {
      throw new TypeError('The comparison function must be either a function or undefined');
    }
    const object = toObject(this, 'Array.prototype.toSorted');
    const length = lengthOf(object);
    checkArrayLength(length);
    const copy = [];
    for (let i = 0; i < length; i++) setElement(copy, i, object[i]);
    return sort(copy, compareFn);
  },

  toSpliced(start, skipCount, ...items) {
    const object = toObject(this, 'Array.prototype.toSpliced');
    const length = lengthOf(object);
    const from = clampIndex(start, length);
    let skip = 0;
    if (arguments.length === 1) {
      skip = length - from;
    } else if (arguments.length > 1) {
      const count = toIntegerOrInfinity(skipCount);
      skip = count <= 0 ? 0 : count < length - from ? count : length - from;
    }
    const added = items.length;
    const newLength = length + added - skip;
    if (newLength > kMaxLength) throw new TypeError('Invalid array length');
    checkArrayLength(newLength);
    const copy = [];
    let to = 0;
    for (; to < from; to++) setElement(copy, to, object[to]);
    for (let i = 0; i < added; i++) setElement(copy, to++, items[i]);
    for (let i = from + skip; to < newLength; i++) setElement(copy, to++, object[i]);
    return copy;
  },

  with(index, value) {
    const object = toObject(this, 'Array.prototype.with');
    const length = lengthOf(object);
    const relative = toIntegerOrInfinity(index);
    const actual = relative < 0 ? length + relative : relative;
    if (actual < 0 || actual >= length) throw new RangeError(`Invalid index : ${relative}`);
    checkArrayLength(length);
    const copy = [];
    for (let i = 0; i < length; i++) setElement(copy, i, i === actual ? value : object[i]);
    return copy;
  },
};

/** @param {object} global */
function install({ Array, Symbol }) {
  const { prototype } = Array;
  addMissing(prototype, methods);
  // Names of methods that a `with` statement must not take for variables.
  const hidden = prototype[Symbol.unscopables];
  for (const name of ['toReversed', 'toSorted', 'toSpliced']) {
    // V8 that brings the method brings its name here, too.
    if (hasOwn(hidden, name) || comesWithV8(Array.prototype, name)) continue;
    createDataProperty(hidden, name, true);
  }
}

module.exports = { install };
