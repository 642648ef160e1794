'use strict';

// `.type`: the type of a value in the notation of TypeScript, where that has one. Reads no
// accessor, asks no proxy, runs nothing.

const { getPromiseDetails, getProxyDetails, previewEntries } = binding('util');
const types = require('internal/util/types');
const { signatureOf } = require('internal/repl/documentation');

const kMaxDepth = 3;
const kMaxMembers = 20;
/** Of a long array so many elements are looked at. */
const kMaxElements = 1000;
const kWidth = 72;

const isName = (name) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

/** The value of an own data property; undefined for an accessor. */
function dataOf(object, key) {
  return Reflect.getOwnPropertyDescriptor(object, key)?.value;
}

/** The name of the class whose instance an object is; '' for none, 'Object' for a plain one. */
function classOf(object) {
  for (let at = Reflect.getPrototypeOf(object); at !== null && !types.isProxy(at);
    at = Reflect.getPrototypeOf(at)) {
    const maker = dataOf(at, 'constructor');
    if (typeof maker === 'function' && !types.isProxy(maker)) {
      const name = dataOf(maker, 'name');
      if (typeof name === 'string' && name !== '') return name;
    }
    const tag = dataOf(at, Symbol.toStringTag);
    if (typeof tag === 'string') return tag;
  }
  return '';
}

/** `a | b`, each type once, or `unknown` for none. */
function union(parts) {
  const all = [...new Set(parts)];
  return all.length === 0 ? 'unknown' : all.join(' | ');
}

function listOf(part) {
  return / \| |=>/.test(part) ? `(${part})[]` : `${part}[]`;
}

class Describer {
  #seen = new Set();

  /** The type of a value. */
  of(value, depth) {
    if (value === null) return 'null';
    if (typeof value === 'function') return this.#ofFunction(value);
    if (typeof value !== 'object') return typeof value;
    if (types.isProxy(value)) {
      const target = getProxyDetails(value, false);
      return target === null ? 'revoked Proxy' : `Proxy of ${this.of(target, depth)}`;
    }
    if (this.#seen.has(value)) return `${classOf(value) || 'object'} (circular)`;
    this.#seen.add(value);
    try {
      return this.#ofObject(value, depth);
    } finally {
      this.#seen.delete(value);
    }
  }

  #ofFunction(value) {
    if (types.isProxy(value)) return 'Proxy of a function';
    return signatureOf(value).type;
  }

  #ofObject(value, depth) {
    const name = classOf(value);
    if (Array.isArray(value)) return listOf(this.#elements(value, depth));
    if (types.isMap(value) || types.isSet(value)) {
      const [items, isKeyValue] = previewEntries(value, true);
      const seen = items.slice(0, 2 * kMaxElements);
      const inner = (remainder, step) => union(seen.filter((_, i) => i % step === remainder)
        .map((each) => this.of(each, depth + 1)));
      return isKeyValue ? `${name}<${inner(0, 2)}, ${inner(1, 2)}>` : `${name}<${inner(0, 1)}>`;
    }
    if (types.isPromise(value)) {
      const [state, result] = getPromiseDetails(value);
      if (state === 0) return `${name}, pending`;
      return state === 1 ? `${name}<${this.of(result, depth + 1)}>, fulfilled` :
        `${name}, rejected with ${this.of(result, depth + 1)}`;
    }
    if (types.isBoxedPrimitive(value) || ArrayBuffer.isView(value) || types.isDate(value) ||
        types.isAnyArrayBuffer(value) || types.isRegExp(value) || types.isWeakMap(value) ||
        types.isWeakSet(value) || types.isGeneratorObject(value)) {
      return name || 'object';
    }
    const members = this.#members(value, depth);
    if (name === 'Object') return members || '{}';
    const label = name === '' ? 'object without prototype' : name;
    return members === '' ? label : `${label} ${members}`;
  }

  #elements(array, depth) {
    const parts = [];
    for (let i = 0; i < Math.min(array.length, kMaxElements); i++) {
      const descriptor = Reflect.getOwnPropertyDescriptor(array, i);
      if (descriptor === undefined) parts.push('empty');
      else parts.push('value' in descriptor ? this.of(descriptor.value, depth + 1) : 'accessor');
    }
    return union(parts);
  }

  /** `{ name: type, ... }`, '' for no members. */
  #members(object, depth) {
    const keys = Reflect.ownKeys(object)
      .filter((key) => Reflect.getOwnPropertyDescriptor(object, key).enumerable);
    if (keys.length === 0) return '';
    if (depth >= kMaxDepth) return '{ ... }';
    const parts = keys.slice(0, kMaxMembers).map((key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
      const name = typeof key === 'symbol' ? `[${String(key)}]` :
        isName(key) ? key : JSON.stringify(key);
      const type = 'value' in descriptor ? this.of(descriptor.value, depth + 1) : 'accessor';
      return `${name}: ${type}`;
    });
    if (keys.length > kMaxMembers) parts.push(`... ${keys.length - kMaxMembers} more`);
    const line = `{ ${parts.join(', ')} }`;
    if (line.length <= kWidth && !line.includes('\n')) return line;
    return `{\n${parts.map((part) => `  ${part.replaceAll('\n', '\n  ')}`).join(',\n')}\n}`;
  }
}

/** What is known of a value beyond its type. */
function sizeOf(value) {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return undefined;
  if (Array.isArray(value)) return dataOf(value, 'length');
  if (types.isMap(value)) return Reflect.apply(mapSize, value, []);
  if (types.isSet(value)) return Reflect.apply(setSize, value, []);
  if (types.isTypedArray(value)) return Reflect.apply(lengthOfTypedArray, value, []);
  return undefined;
}

const getterOf = (prototype, name) => Reflect.getOwnPropertyDescriptor(prototype, name).get;
const mapSize = getterOf(Map.prototype, 'size');
const setSize = getterOf(Set.prototype, 'size');
const lengthOfTypedArray = getterOf(Reflect.getPrototypeOf(Uint8Array.prototype), 'length');

/**
 * The type of a value as text.
 * @param {any} value
 * @returns {string}
 */
function describeType(value) {
  const type = new Describer().of(value, 0);
  const size = sizeOf(value);
  return size === undefined ? type : `${type}, length ${size}`;
}

module.exports = { describeType };
