'use strict';

// Deep equality, as `assert.deepStrictEqual`, `assert.deepEqual` and `util.isDeepStrictEqual`
// define it (Node doc, "Assert", "Comparison details").
//
// One recursive function compares two values in one of three modes. Objects of the built-in kinds
// are compared by what they hold; then, for every kind, own enumerable properties are compared
// (with symbol keys in the strict modes).
//
// Cycles: `stackA` and `stackB` hold the pairs being compared above the current one. Meeting two
// values that both are on the stack ends the descent: they are equal if they are at the same
// depth. The stacks are searched linearly while they are shallow, which is faster than a Map for
// anything people compare, and through Maps below a depth of 48.
//
// Cost: one pass over both values for everything ordered. Sets and Maps of primitives take one
// look-up an entry. Sets of objects and Maps with objects as keys are unordered, so in the worst
// case each is compared with each; entries that come in the same order in both take one pass.

const types = require('internal/util/types');

const { getOwnNonIndexProperties } = binding('util');

const { getPrototypeOf, getOwnPropertySymbols, is: sameValue, keys: ownKeys } = Object;
const { hasOwnProperty, propertyIsEnumerable, toString } = Object.prototype;

const typedArrayName = Object.getOwnPropertyDescriptor(
  getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

const kLoose = 0;
const kStrict = 1;
// Everything in the second value must be in the first, which may have more.
const kPartial = 2;

// What is compared besides own properties.
const kNoIterator = 0;
const kIsArray = 1;
const kIsSet = 2;
const kIsMap = 3;

const kLinearDepth = 48;

/** The pairs being compared, from the outermost in. */
class Ancestors {
  stackA = [];
  stackB = [];
  // Of values below kLinearDepth, the depth at which each is; and what it was before, for pop.
  depthOfA = undefined;
  depthOfB = undefined;
  previous = undefined;

  push(a, b) {
    const depth = this.stackA.length;
    this.stackA.push(a);
    this.stackB.push(b);
    if (depth < kLinearDepth) return;
    if (this.previous === undefined) {
      this.depthOfA = new Map();
      this.depthOfB = new Map();
      this.previous = [];
    }
    this.previous.push(this.depthOfA.get(a), this.depthOfB.get(b));
    this.depthOfA.set(a, depth);
    this.depthOfB.set(b, depth);
  }

  pop() {
    const a = this.stackA.pop();
    const b = this.stackB.pop();
    if (this.stackA.length < kLinearDepth) return;
    restore(this.depthOfB, b, this.previous.pop());
    restore(this.depthOfA, a, this.previous.pop());
  }

  // The innermost depth counts when a value is on the stack more than once.
  find(stack, depths, value) {
    if (depths !== undefined) {
      const depth = depths.get(value);
      if (depth !== undefined) return depth;
    }
    for (let i = Math.min(stack.length, kLinearDepth) - 1; i >= 0; i--) {
      if (stack[i] === value) return i;
    }
    return -1;
  }

  depthA(a) {
    return this.find(this.stackA, this.depthOfA, a);
  }

  depthB(b) {
    return this.find(this.stackB, this.depthOfB, b);
  }
}

function restore(depths, value, previous) {
  if (previous === undefined) depths.delete(value);
  else depths.set(value, previous);
}

function isPrimitive(value) {
  return value === null || (typeof value !== 'object' && typeof value !== 'function');
}

function compare(a, b, mode, ancestors) {
  if (a === b) return a !== 0 || mode === kLoose || sameValue(a, b);

  if (mode === kLoose) {
    if (a === null || typeof a !== 'object') {
      return (b === null || typeof b !== 'object') &&
        // eslint-disable-next-line eqeqeq
        (a == b || (a !== a && b !== b));
    }
    if (b === null || typeof b !== 'object') return false;
  } else {
    if (typeof a !== 'object') return a !== a && b !== b;
    if (typeof b !== 'object' || a === null || b === null) return false;
    if (mode === kStrict && getPrototypeOf(a) !== getPrototypeOf(b)) return false;
  }
  return compareObjects(a, b, mode, ancestors);
}

function compareObjects(a, b, mode, ancestors) {
  const tag = toString.call(a);
  if (tag !== toString.call(b)) return false;

  if (Array.isArray(a)) {
    if (!Array.isArray(b)) return false;
    if (mode === kPartial ? a.length < b.length : a.length !== b.length) return false;
    const keysA = otherKeys(a, mode);
    const keysB = otherKeys(b, mode);
    if (mode !== kPartial && keysA.length !== keysB.length) return false;
    return compareKeys(a, b, mode, ancestors, kIsArray, keysB);
  }
  if (Array.isArray(b)) return false;

  if (tag === '[object Object]') {
    // Most objects. A built-in kind that hides behind this tag is compared by properties only.
    return compareKeys(a, b, mode, ancestors, kNoIterator, undefined);
  }

  if (types.isDate(a)) {
    if (!types.isDate(b)) return false;
    // Invalid dates are not equal.
    if (Date.prototype.getTime.call(a) !== Date.prototype.getTime.call(b)) return false;
  } else if (types.isRegExp(a)) {
    if (!types.isRegExp(b) || a.source !== b.source || a.flags !== b.flags ||
        a.lastIndex !== b.lastIndex) {
      return false;
    }
  } else if (types.isNativeError(a) || a instanceof Error) {
    if (!(types.isNativeError(b) || b instanceof Error)) return false;
    if (!compareErrors(a, b, mode, ancestors)) return false;
  } else if (ArrayBuffer.isView(a)) {
    if (!ArrayBuffer.isView(b) || !sameViewKind(a, b)) return false;
    if (!compareViews(a, b, mode)) return false;
    const keysA = otherKeys(a, mode);
    const keysB = otherKeys(b, mode);
    if (mode !== kPartial && keysA.length !== keysB.length) return false;
    return compareKeys(a, b, mode, ancestors, kNoIterator, keysB);
  } else if (types.isSet(a)) {
    if (!types.isSet(b) || !fits(a.size, b.size, mode)) return false;
    return compareKeys(a, b, mode, ancestors, kIsSet, undefined);
  } else if (types.isMap(a)) {
    if (!types.isMap(b) || !fits(a.size, b.size, mode)) return false;
    return compareKeys(a, b, mode, ancestors, kIsMap, undefined);
  } else if (types.isAnyArrayBuffer(a)) {
    if (!types.isAnyArrayBuffer(b)) return false;
    const bytesA = new Uint8Array(a);
    const bytesB = new Uint8Array(b);
    if (!(mode === kPartial ? includesInOrder(bytesA, bytesB) : sameBytes(bytesA, bytesB))) {
      return false;
    }
  } else if (types.isBoxedPrimitive(a)) {
    if (!sameBoxedValue(a, b)) return false;
  } else if (isBuiltinKind(b)) {
    return false;
  } else if (types.isKeyObject(a)) {
    if (!types.isKeyObject(b) || !a.equals(b)) return false;
  } else if (tag === '[object URL]') {
    if (a.href !== b.href) return false;
  }
  return compareKeys(a, b, mode, ancestors, kNoIterator, undefined);
}

function fits(sizeA, sizeB, mode) {
  return mode === kPartial ? sizeA >= sizeB : sizeA === sizeB;
}

function isBuiltinKind(value) {
  return types.isNativeError(value) || value instanceof Error || types.isBoxedPrimitive(value) ||
    types.isDate(value) || types.isRegExp(value) || types.isSet(value) || types.isMap(value) ||
    ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value);
}

// name, message, cause and errors count although they are not enumerable.
function compareErrors(a, b, mode, ancestors) {
  return compareHidden(a, b, 'message', mode, ancestors) &&
    compareHidden(a, b, 'name', mode, ancestors) &&
    compareHidden(a, b, 'cause', mode, ancestors) &&
    compareHidden(a, b, 'errors', mode, ancestors);
}

function compareHidden(a, b, key, mode, ancestors) {
  const enumerableA = propertyIsEnumerable.call(a, key);
  const enumerableB = propertyIsEnumerable.call(b, key);
  // As an enumerable property it is compared with the others.
  if (enumerableA || enumerableB) return enumerableA === enumerableB || mode === kPartial;
  if (mode === kPartial && b[key] === undefined) return true;
  if (key === 'message' || key === 'name') return a[key] === b[key];
  ancestors ??= new Ancestors();
  ancestors.push(a, b);
  const equal = compare(a[key], b[key], mode, ancestors);
  ancestors.pop();
  return equal;
}

function sameViewKind(a, b) {
  // The name of the kind, or undefined for a DataView; no own property can shadow it.
  return typedArrayName.call(a) === typedArrayName.call(b);
}

function compareViews(a, b, mode) {
  if (mode === kPartial) {
    return types.isDataView(a) ? includesInOrder(bytesOf(a), bytesOf(b)) : includesInOrder(a, b);
  }
  if (a.byteLength !== b.byteLength) return false;
  if (mode === kLoose && (types.isFloat32Array(a) || types.isFloat64Array(a))) {
    for (let i = 0; i < a.length; i++) {
      if (a[i] !== b[i]) return false;
    }
    return true;
  }
  return sameBytes(bytesOf(a), bytesOf(b));
}

function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function sameBytes(a, b) {
  if (a.byteLength !== b.byteLength) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}

function sameBoxedValue(a, b) {
  if (types.isNumberObject(a)) {
    return types.isNumberObject(b) &&
      sameValue(Number.prototype.valueOf.call(a), Number.prototype.valueOf.call(b));
  }
  if (types.isStringObject(a)) {
    return types.isStringObject(b) &&
      String.prototype.valueOf.call(a) === String.prototype.valueOf.call(b);
  }
  if (types.isBooleanObject(a)) {
    return types.isBooleanObject(b) &&
      Boolean.prototype.valueOf.call(a) === Boolean.prototype.valueOf.call(b);
  }
  if (types.isBigIntObject(a)) {
    return types.isBigIntObject(b) &&
      BigInt.prototype.valueOf.call(a) === BigInt.prototype.valueOf.call(b);
  }
  return types.isSymbolObject(b) &&
    Symbol.prototype.valueOf.call(a) === Symbol.prototype.valueOf.call(b);
}

// v8::PropertyFilter.
const kOnlyEnumerable = 2;

// Enumerable keys of an array or a typed array that are no indices: a call into C++, because all
// keys of a large array as strings would cost more than its comparison.
function otherKeys(object, mode) {
  const keys = getOwnNonIndexProperties(object, kOnlyEnumerable);
  return mode === kLoose && keys.length > 0 ?
    keys.filter((key) => typeof key === 'string') : keys;
}

/**
 * Compares properties and, by `kind`, elements.
 * @param {any[]|undefined} keys those of `b`, if the caller has them and has compared the number
 */
function compareKeys(a, b, mode, ancestors, kind, keys) {
  let sameOrder = false;
  if (keys === undefined) {
    keys = ownKeys(b);
    if (mode !== kPartial) {
      const keysA = ownKeys(a);
      if (keys.length !== keysA.length) return false;
      // Objects made in the same way have their keys in the same order: nothing to look up.
      sameOrder = true;
      for (let i = 0; i < keys.length; i++) {
        if (keys[i] !== keysA[i]) {
          sameOrder = false;
          break;
        }
      }
    }
    const count = keys.length;
    if (mode !== kLoose) {
      const symbolsB = getOwnPropertySymbols(b);
      if (mode === kStrict) {
        const symbolsA = getOwnPropertySymbols(a);
        if (symbolsA.length !== 0 || symbolsB.length !== 0) {
          if (countEnumerable(a, symbolsA) !== addEnumerable(b, symbolsB, keys)) return false;
        }
      } else if (symbolsB.length !== 0) {
        addEnumerable(b, symbolsB, keys);
      }
    }
    if (keys.length !== count) sameOrder = false;
  }
  if (!sameOrder) {
    for (let i = 0; i < keys.length; i++) {
      if (!propertyIsEnumerable.call(a, keys[i])) return false;
    }
  }
  if (keys.length === 0 && (kind === kNoIterator || (kind === kIsArray && b.length === 0) ||
      (kind > kIsArray && b.size === 0))) {
    return true;
  }

  if (ancestors === undefined) {
    ancestors = new Ancestors();
  } else {
    const depthA = ancestors.depthA(a);
    if (depthA !== -1) {
      const depthB = ancestors.depthB(b);
      if (depthB !== -1) return depthA === depthB;
    }
  }
  ancestors.push(a, b);
  const equal = compareElements(a, b, mode, ancestors, kind) &&
    compareProperties(a, b, mode, ancestors, keys);
  ancestors.pop();
  return equal;
}

function countEnumerable(object, symbols) {
  let count = 0;
  for (const symbol of symbols) {
    if (propertyIsEnumerable.call(object, symbol)) count++;
  }
  return count;
}

function addEnumerable(object, symbols, keys) {
  let count = 0;
  for (const symbol of symbols) {
    if (propertyIsEnumerable.call(object, symbol)) {
      keys.push(symbol);
      count++;
    }
  }
  return count;
}

function compareProperties(a, b, mode, ancestors, keys) {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const valueA = a[key];
    const valueB = b[key];
    if (valueA === valueB && valueA !== 0) continue;
    if (!compare(valueA, valueB, mode, ancestors)) return false;
  }
  return true;
}

function compareElements(a, b, mode, ancestors, kind) {
  switch (kind) {
    case kIsArray:
      return mode === kPartial ? includesInOrder(a, b, ancestors) :
        compareArrays(a, b, mode, ancestors);
    case kIsSet:
      return compareSets(a, b, mode, ancestors);
    case kIsMap:
      return compareMaps(a, b, mode, ancestors);
    default:
      return true;
  }
}

// A hole equals a hole only.
function compareArrays(a, b, mode, ancestors) {
  for (let i = 0; i < a.length; i++) {
    const valueA = a[i];
    const valueB = b[i];
    if (valueA === valueB && valueA !== undefined && valueA !== 0) continue;
    if (valueA === undefined || valueB === undefined) {
      const inA = hasOwnProperty.call(a, i);
      if (inA !== hasOwnProperty.call(b, i)) return false;
      // Sparse arrays may be long and nearly empty.
      if (!inA) return compareSparse(a, b, i, mode, ancestors);
    }
    if (!compare(valueA, valueB, mode, ancestors)) return false;
  }
  return true;
}

function compareSparse(a, b, from, mode, ancestors) {
  // Indices come first among the keys.
  const indicesA = ownKeys(a).slice(0, -otherKeys(a, kLoose).length || undefined);
  const indicesB = ownKeys(b).slice(0, -otherKeys(b, kLoose).length || undefined);
  if (indicesA.length !== indicesB.length) return false;
  for (let i = 0; i < indicesA.length; i++) {
    const index = indicesA[i];
    if (index !== indicesB[i]) return false;
    if (+index >= from && !compare(a[index], b[index], mode, ancestors)) return false;
  }
  return true;
}

// A hole in the second wants nothing.
function includesInOrder(a, b, ancestors) {
  let position = 0;
  for (let i = 0; i < b.length; i++) {
    if (b[i] === undefined && !hasOwnProperty.call(b, i)) continue;
    while (position < a.length && !compare(a[position], b[i], kPartial, ancestors)) position++;
    if (position === a.length) return false;
    position++;
  }
  return true;
}

// Finds an entry of the Set `candidates` equal to `value`, and takes it out.
function takeEqual(candidates, value, mode, ancestors) {
  for (const candidate of candidates) {
    if (compare(candidate, value, mode, ancestors)) {
      candidates.delete(candidate);
      return true;
    }
  }
  return false;
}

function compareSets(a, b, mode, ancestors) {
  let unmatched;
  for (const value of b) {
    if (isPrimitive(value) || typeof value === 'function') {
      if (a.has(value)) continue;
      if (mode !== kLoose || typeof value === 'function') return false;
    }
    unmatched ??= [];
    unmatched.push(value);
  }
  if (unmatched === undefined) return true;

  // What is left of `a` for what is left of `b`.
  const candidates = new Set();
  for (const value of a) {
    if (!isPrimitive(value) || (mode === kLoose && !b.has(value))) candidates.add(value);
  }
  if (candidates.size < unmatched.length) return false;
  for (const value of unmatched) {
    if (!takeEqual(candidates, value, mode, ancestors)) return false;
  }
  return true;
}

function compareMaps(a, b, mode, ancestors) {
  let unmatched;
  for (const [key, value] of b) {
    if (isPrimitive(key) || typeof key === 'function') {
      const other = a.get(key);
      if ((other !== undefined || a.has(key)) && compare(other, value, mode, ancestors)) continue;
      if (mode !== kLoose || typeof key === 'function') return false;
    }
    unmatched ??= [];
    unmatched.push(key);
  }
  if (unmatched === undefined) return true;

  const candidates = new Set();
  for (const [key, value] of a) {
    if (!isPrimitive(key)) {
      candidates.add(key);
    } else if (mode === kLoose) {
      const other = b.get(key);
      if (!((other !== undefined || b.has(key)) && compare(value, other, mode, ancestors))) {
        candidates.add(key);
      }
    }
  }
  if (candidates.size < unmatched.length) return false;
  for (const key of unmatched) {
    const value = b.get(key);
    let found = false;
    for (const candidate of candidates) {
      if (compare(candidate, key, mode, ancestors) &&
          compare(a.get(candidate), value, mode, ancestors)) {
        candidates.delete(candidate);
        found = true;
        break;
      }
    }
    if (!found) return false;
  }
  return true;
}

/**
 * assert.deepEqual: primitives by ==, prototypes and symbol keys do not count.
 * @param {any} a
 * @param {any} b
 * @returns {boolean}
 */
function isDeepEqual(a, b) {
  return compare(a, b, kLoose, undefined);
}

/**
 * assert.deepStrictEqual and util.isDeepStrictEqual: primitives by Object.is, prototypes count.
 * @param {any} a
 * @param {any} b
 * @returns {boolean}
 */
function isDeepStrictEqual(a, b) {
  return compare(a, b, kStrict, undefined);
}

/**
 * Whether all that `expected` has, `actual` has too.
 * @param {any} actual
 * @param {any} expected
 * @returns {boolean}
 */
function isPartialStrictEqual(actual, expected) {
  return compare(actual, expected, kPartial, undefined);
}

module.exports = { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual };
