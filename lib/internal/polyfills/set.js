'use strict';

// Set.prototype.union, intersection, difference, symmetricDifference, isSubsetOf, isSupersetOf,
// isDisjointFrom (ECMA-262 24.2.4). The argument is anything set-like: `size`, `has` and `keys`.
// Where the specification chooses the smaller side to walk, so does this: O(min) instead of O(sum).

const {
  addMissing, call, closeIterator, describe, getOwnPropertyDescriptor, getPrototypeOf, isObject,
  iteratorStep, kDone, requireCallable, toIntegerOrInfinity, uncurryThis,
} = require('internal/polyfills/intrinsics');

const OriginalSet = Set;
const { prototype } = Set;
const sizeOf = uncurryThis(getOwnPropertyDescriptor(prototype, 'size').get);
const setHas = uncurryThis(prototype.has);
const setAdd = uncurryThis(prototype.add);
const setDelete = uncurryThis(prototype.delete);
const setValues = uncurryThis(prototype.values);
const setNext = uncurryThis(getPrototypeOf(new Set().values()).next);

/** GetSetRecord (24.2.1.2). */
function getSetRecord(object) {
  if (!isObject(object)) throw new TypeError(`${describe(object)} is not an object`);
  const number = +object.size;
  if (number !== number) throw new TypeError("The 'size' property must be a number");
  const size = toIntegerOrInfinity(number);
  if (size < 0) throw new RangeError(`'${size}' is an invalid size`);
  const has = requireCallable(object.has);
  const keys = requireCallable(object.keys);
  return { object, size, has, keys };
}

/** The record of the iterator that `keys` gives. */
function keysOf(other) {
  const iterator = call(other.keys, other.object);
  if (!isObject(iterator)) throw new TypeError(`${describe(iterator)} is not an object`);
  return { iterator, next: iterator.next };
}

/** Calls back for every element, also for those added meanwhile, until it returns true. */
function someElement(set, callback) {
  const iterator = setValues(set);
  for (;;) {
    const { done, value } = setNext(iterator);
    if (done) return false;
    if (callback(value)) return true;
  }
}

/** A copy, whatever happened to the constructor and its iterators. */
function copyOf(set) {
  const copy = new OriginalSet();
  someElement(set, (value) => {
    setAdd(copy, value);
    return false;
  });
  return copy;
}

const methods = {
  union(other) {
    sizeOf(this);
    const keys = keysOf(getSetRecord(other));
    const result = copyOf(this);
    for (let next = iteratorStep(keys); next !== kDone; next = iteratorStep(keys)) {
      setAdd(result, next);
    }
    return result;
  },

  intersection(other) {
    const size = sizeOf(this);
    const record = getSetRecord(other);
    const result = new OriginalSet();
    if (size <= record.size) {
      someElement(this, (value) => {
        if (call(record.has, record.object, value)) setAdd(result, value);
        return false;
      });
    } else {
      const keys = keysOf(record);
      for (let next = iteratorStep(keys); next !== kDone; next = iteratorStep(keys)) {
        if (setHas(this, next)) setAdd(result, next);
      }
    }
    return result;
  },

  difference(other) {
    const size = sizeOf(this);
    const record = getSetRecord(other);
    const result = copyOf(this);
    if (size <= record.size) {
      someElement(result, (value) => {
        if (call(record.has, record.object, value)) setDelete(result, value);
        return false;
      });
    } else {
      const keys = keysOf(record);
      for (let next = iteratorStep(keys); next !== kDone; next = iteratorStep(keys)) {
        setDelete(result, next);
      }
    }
    return result;
  },

  symmetricDifference(other) {
    sizeOf(this);
    const keys = keysOf(getSetRecord(other));
    const result = copyOf(this);
    for (let next = iteratorStep(keys); next !== kDone; next = iteratorStep(keys)) {
      // The receiver itself decides: it may change while the keys are walked.
      if (setHas(this, next)) setDelete(result, next);
      else setAdd(result, next);
    }
    return result;
  },

  isSubsetOf(other) {
    const size = sizeOf(this);
    const record = getSetRecord(other);
    if (size > record.size) return false;
    return !someElement(this, (value) => !call(record.has, record.object, value));
  },

  isSupersetOf(other) {
    const size = sizeOf(this);
    const record = getSetRecord(other);
    if (size < record.size) return false;
    const keys = keysOf(record);
    for (let next = iteratorStep(keys); next !== kDone; next = iteratorStep(keys)) {
      if (!setHas(this, next)) {
        closeIterator(keys.iterator);
        return false;
      }
    }
    return true;
  },

  isDisjointFrom(other) {
    const size = sizeOf(this);
    const record = getSetRecord(other);
    if (size <= record.size) {
      return !someElement(this, (value) => Boolean(call(record.has, record.object, value)));
    }
    const keys = keysOf(record);
    for (let next = iteratorStep(keys); next !== kDone; next = iteratorStep(keys)) {
      if (setHas(this, next)) {
        closeIterator(keys.iterator);
        return false;
      }
    }
    return true;
  },
};

function install() {
  addMissing(prototype, methods);
}

module.exports = { install };
