'use strict';

// Object.groupBy and Map.groupBy (ECMA-262 20.1.2.13, 24.1.2.1). One pass over the items.

const {
  addMissing, call, createDataProperty, isObject, kMaxLength, requireCallable, setElement,
  uncurryThis,
} = require('internal/polyfills/intrinsics');

const OriginalMap = Map;
const mapGet = uncurryThis(Map.prototype.get);
const mapSet = uncurryThis(Map.prototype.set);
const mapForEach = uncurryThis(Map.prototype.forEach);

/** ToPropertyKey (7.1.19). */
function toPropertyKey(value) {
  if (typeof value === 'symbol') return value;
  if (!isObject(value)) return `${value}`;
  // A computed key is converted just so.
  return Reflect.ownKeys({ __proto__: null, [/** @type {any} */ (value)]: 0 })[0];
}

/**
 * GroupBy (7.3.35).
 * @param {any} items
 * @param {Function} callback
 * @param {(key: any) => any} convert
 */
function group(items, callback, convert) {
  if (items === undefined || items === null) {
    throw new TypeError(`${items} is not iterable`);
  }
  requireCallable(callback);
  const groups = new OriginalMap();
  let k = 0;
  for (const value of items) {
    if (k >= kMaxLength) throw new TypeError('Too many items');
    const key = convert(call(callback, undefined, value, k));
    const list = mapGet(groups, key);
    if (list === undefined) mapSet(groups, key, [value]);
    else setElement(list, list.length, value);
    k++;
  }
  return groups;
}

const objectMethods = {
  groupBy(items, callback) {
    const groups = group(items, callback, toPropertyKey);
    const object = { __proto__: null };
    mapForEach(groups, (list, key) => createDataProperty(object, key, list));
    return object;
  },
};

const mapMethods = {
  groupBy(items, callback) {
    // Map.prototype.set() turns -0 into 0 itself.
    return group(items, callback, (key) => key);
  },
};

/** @param {object} global */
function install({ Object, Map }) {
  addMissing(Object, objectMethods);
  addMissing(Map, mapMethods);
}

module.exports = { install };
