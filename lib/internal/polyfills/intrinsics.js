'use strict';

// Originals of the built-ins, and the abstract operations of the specification that several
// polyfills share. Names are the specification's.

const { comesWithV8 } = require('internal/polyfills/inventory');

const { bind, call } = Function.prototype;

/** Makes `f(thisValue, ...args)` of a method. */
const uncurryThis = bind.bind(call);

const { apply, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } =
  Reflect;
const { hasOwn } = Object;
const { max, min, trunc } = Math;

/** `callFunction(f, thisValue, ...args)`, though `f.call` be replaced. */
const callFunction = uncurryThis(call);

/** Stands for the end of an iteration. */
const kDone = Symbol('done');

const kMaxLength = 2 ** 53 - 1;
const kMaxArrayLength = 2 ** 32 - 1;

/** @param {any} value @returns {boolean} whether its type is Object */
function isObject(value) {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

/** ToIntegerOrInfinity (7.1.5); throws TypeError for a symbol or bigint. */
function toIntegerOrInfinity(value) {
  const number = +value;
  // NaN and -0 become 0.
  return number !== number ? 0 : trunc(number) + 0;
}

/** ToLength (7.1.20). */
function toLength(value) {
  const length = toIntegerOrInfinity(value);
  return length <= 0 ? 0 : min(length, kMaxLength);
}

/** LengthOfArrayLike (7.3.18). */
function lengthOf(object) {
  return toLength(object.length);
}

/** ToIndex (7.1.22). */
function toIndex(value) {
  const index = toIntegerOrInfinity(value);
  if (index < 0 || index > kMaxLength) throw new RangeError('Invalid index');
  return index;
}

/** ToObject (7.1.18), for the receiver of the method `name`. */
function toObject(value, name) {
  if (value === undefined || value === null) {
    throw new TypeError(`${name} called on null or undefined`);
  }
  return Object(value);
}

/** Where a relative index argument points, in 0..length. */
function clampIndex(value, length) {
  const index = toIntegerOrInfinity(value);
  return index < 0 ? max(length + index, 0) : min(index, length);
}

function describe(value) {
  switch (typeof value) {
    case 'string': return `"${value}"`;
    case 'symbol': return 'Symbol()';
    case 'function': return 'function';
    case 'object': return value === null ? 'null' : '#<Object>';
    default: return `${value}`;
  }
}

/** Throws a TypeError unless the value can be called. */
function requireCallable(value) {
  if (typeof value !== 'function') throw new TypeError(`${describe(value)} is not a function`);
  return value;
}

/** GetMethod (7.3.11). */
function getMethod(value, key) {
  const method = value[key];
  return method === undefined || method === null ? undefined : requireCallable(method);
}

/** CreateDataPropertyOrThrow (7.3.7). */
function createDataProperty(object, key, value) {
  const done = defineProperty(object, key, {
    __proto__: null, value, writable: true, enumerable: true, configurable: true,
  });
  if (!done) throw new TypeError(`Cannot define property ${String(key)}`);
}

/**
 * Sets element `index` of an array of ours, past any setter on the prototypes.
 * @param {any[]} array
 * @param {number} index
 * @param {any} value
 */
function setElement(array, index, value) {
  if (index in array) createDataProperty(array, index, value);
  else array[index] = value;
}

/** IsConstructor (7.2.4), unnoticed by the value. */
function isConstructor(value) {
  if (typeof value !== 'function') return false;
  try {
    // A proxy can be constructed exactly if its target can.
    new (new Proxy(value, { __proto__: null, construct: () => ({}) }))();
    return true;
  } catch {
    return false;
  }
}

/** The intrinsic prototype of all iterators. */
const IteratorPrototype = getPrototypeOf(getPrototypeOf([][Symbol.iterator]()));

/**
 * GetIteratorFromMethod (7.4.3): the record holds the iterator and its `next`.
 * @param {any} value
 * @param {Function} method
 */
function getIteratorFromMethod(value, method) {
  const iterator = callFunction(method, value);
  if (!isObject(iterator)) {
    throw new TypeError(`Result of the Symbol.iterator method is not an object`);
  }
  return { iterator, next: iterator.next };
}

/** GetIteratorDirect (7.4.2). */
function getIteratorDirect(iterator) {
  return { iterator, next: iterator.next };
}

/** IteratorNext (7.4.6). */
function iteratorNext(record) {
  const result = callFunction(record.next, record.iterator);
  if (!isObject(result)) {
    throw new TypeError(`Iterator result ${describe(result)} is not an object`);
  }
  return result;
}

/**
 * IteratorStepValue (7.4.10): the value, or `kDone`.
 * @param {{iterator: object, next: any}} record
 */
function iteratorStep(record) {
  const result = iteratorNext(record);
  return result.done ? kDone : result.value;
}

/** IteratorClose (7.4.11) with a normal completion. */
function closeIterator(iterator) {
  const method = getMethod(iterator, 'return');
  if (method === undefined) return;
  const result = callFunction(method, iterator);
  if (!isObject(result)) throw new TypeError(`${describe(result)} is not an object`);
}

/** IteratorClose with a throw completion: nothing that happens here hides the error. */
function closeIteratorQuietly(iterator) {
  try {
    const method = iterator.return;
    if (method !== undefined && method !== null) callFunction(method, iterator);
  } catch {
    // The first error counts.
  }
}

/**
 * Defines the members of `source` on `target` that it lacks, as built-ins are: not enumerable.
 * @param {object} target
 * @param {object} source its methods and accessors
 */
function addMissing(target, source) {
  for (const key of ownKeys(source)) {
    if (hasOwn(target, key) || comesWithV8(target, key)) continue;
    const descriptor = getOwnPropertyDescriptor(source, key);
    descriptor.enumerable = false;
    defineProperty(target, key, descriptor);
  }
}

module.exports = {
  IteratorPrototype,
  addMissing,
  apply,
  call: callFunction,
  clampIndex,
  closeIterator,
  closeIteratorQuietly,
  construct,
  createDataProperty,
  defineProperty,
  describe,
  getIteratorDirect,
  getIteratorFromMethod,
  getMethod,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isConstructor,
  isObject,
  iteratorNext,
  iteratorStep,
  kDone,
  kMaxArrayLength,
  kMaxLength,
  lengthOf,
  requireCallable,
  setElement,
  toIndex,
  toIntegerOrInfinity,
  toLength,
  toObject,
  uncurryThis,
};
