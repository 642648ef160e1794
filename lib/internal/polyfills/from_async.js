'use strict';

// Array.fromAsync (ECMAScript proposal, stage 4): an array out of an async iterable, an iterable or
// an array-like object of promises. Elements are awaited one after the other.

const {
  addMissing, call, createDataProperty, getMethod, isConstructor, kMaxLength, lengthOf,
  requireCallable,
} = require('internal/polyfills/intrinsics');

const { asyncIterator, iterator } = Symbol;

async function collect(C, items, mapper, thisArg) {
  if (mapper !== undefined) requireCallable(mapper);
  let method = getMethod(items, asyncIterator);
  const key = method === undefined ? iterator : asyncIterator;
  if (method === undefined) method = getMethod(items, iterator);

  if (method === undefined) {
    const object = Object(items);
    const length = lengthOf(object);
    const result = isConstructor(C) ? new C(length) : new Array(length);
    for (let k = 0; k < length; k++) {
      let value = await object[k];
      if (mapper !== undefined) value = await call(mapper, thisArg, value, k);
      createDataProperty(result, k, value);
    }
    result.length = length;
    return result;
  }

  /** @type {any} */
  let result;
  let k = 0;
  // The loop below asks this object for its iterator, so that the method is read only once.
  /** @type {any} */
  const source = {
    __proto__: null,
    [key]() {
      result = isConstructor(C) ? new C() : [];
      return call(method, items);
    },
  };
  for await (const item of source) {
    if (k >= kMaxLength) throw new TypeError('Too many elements');
    const value = mapper === undefined ? item : await call(mapper, thisArg, item, k);
    createDataProperty(result, k, value);
    k++;
  }
  result.length = k;
  return result;
}

const methods = {
  fromAsync(asyncItems, mapper = undefined, thisArg = undefined) {
    return collect(this, asyncItems, mapper, thisArg);
  },
};

/** @param {object} global */
function install({ Array }) {
  addMissing(Array, methods);
}

module.exports = { install };
