'use strict';

// Which built-ins a realm has, by path ("Array.prototype.at").
//
// V8 adds the youngest features of the language to a context when it is deserialised, not in the
// snapshot builder. What is put in their place there would be in V8's way later. So the builder
// first takes the inventory of an ordinary context (BuildSnapshot() in src/runtime/snapshot.cc),
// and the polyfills leave out what that has.

const { getPrototypeOf, ownKeys } = Reflect;

/**
 * @param {any} global
 * @returns {Map<object, string>} the path of each built-in object that has properties of its own
 */
function pathsOf(global) {
  const paths = new Map([[global, '']]);
  const add = (object, path) => {
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) return;
    if (!paths.has(object)) paths.set(object, path);
  };
  for (const name of ['Array', 'ArrayBuffer', 'Atomics', 'BigInt', 'DataView', 'Date', 'Error',
    'Function', 'Intl', 'Iterator', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'Proxy',
    'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer', 'String', 'Symbol', 'Uint8Array', 'WeakMap',
    'WeakRef', 'WeakSet']) {
    const value = global[name];
    if (value === undefined) continue;
    add(value, `${name}.`);
    add(value.prototype, `${name}.prototype.`);
  }
  const typedArray = getPrototypeOf(global.Uint8Array);
  add(typedArray, 'TypedArray.');
  add(typedArray.prototype, 'TypedArray.prototype.');
  add(getPrototypeOf(getPrototypeOf([][Symbol.iterator]())), 'Iterator.prototype.');
  return paths;
}

/**
 * @param {any} global
 * @returns {string} the path of each property of the built-ins, a line each
 */
function inventory(global) {
  const lines = [];
  for (const [object, path] of pathsOf(global)) {
    for (const key of ownKeys(object)) lines.push(path + String(key));
  }
  return lines.join('\n');
}

let features;
let paths;

/**
 * Whether V8 will add a property itself to contexts made from the snapshot.
 * @param {object} target a built-in object of `global`
 * @param {PropertyKey} key
 * @param {any} global
 * @returns {boolean}
 */
function comesWithV8(target, key, global = globalThis) {
  if (features === undefined) {
    features = new Set((binding('builtins').nativeFeatures() ?? '').split('\n'));
    paths = pathsOf(global);
  }
  if (features.size === 1) return false; // No builder: what is missing is missing.
  const path = paths.get(target);
  return path !== undefined && features.has(path + String(key));
}

module.exports = { comesWithV8, inventory };
