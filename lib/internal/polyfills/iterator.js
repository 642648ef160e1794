'use strict';

// Iterator helpers (ECMA-262 27.1.3, 27.1.4): the constructor `Iterator`, Iterator.from, and the
// methods of Iterator.prototype.
//
// Each lazy method is a generator function over the underlying iterator, wrapped in an object of
// %IteratorHelperPrototype%. The generator does what the specification's closure does: its `yield`
// is the place where a `return` of the consumer arrives, which closes what is below.

const { comesWithV8 } = require('internal/polyfills/inventory');
const {
  IteratorPrototype, addMissing, call, closeIterator, closeIteratorQuietly, createDataProperty,
  defineProperty, describe, getIteratorDirect, getMethod, getOwnPropertyDescriptor,
  getPrototypeOf, hasOwn, isObject, iteratorNext, iteratorStep, kDone, setElement,
  toIntegerOrInfinity, uncurryThis,
} = require('internal/polyfills/intrinsics');

const { iterator: iteratorSymbol, toStringTag } = Symbol;
const generatorPrototype = getPrototypeOf(getPrototypeOf((function* () {})()));
const generatorNext = uncurryThis(generatorPrototype.next);
const generatorReturn = uncurryThis(generatorPrototype.return);
const isPrototypeOf = uncurryThis(Object.prototype.isPrototypeOf);

/** The iterator helper objects: their prototype is %IteratorHelperPrototype% (27.1.2.1). */
class IteratorHelper {
  #generator;
  #underlying;
  #started = false;

  constructor(generator, underlying) {
    this.#generator = generator;
    this.#underlying = underlying;
  }

  next() {
    this.#started = true;
    return generatorNext(this.#generator);
  }

  return() {
    if (!this.#started) {
      this.#started = true;
      // The generator has not reached the place which would close the iterator.
      generatorReturn(this.#generator, undefined);
      closeIterator(this.#underlying);
      return { value: undefined, done: true };
    }
    return generatorReturn(this.#generator, undefined);
  }
}

/** What Iterator.from() puts around a foreign iterator (%WrapForValidIteratorPrototype%). */
class WrapForValidIterator {
  #iterated;

  constructor(iterated) {
    this.#iterated = iterated;
  }

  next() {
    const { iterator, next } = this.#iterated;
    return call(next, iterator);
  }

  return() {
    const { iterator } = this.#iterated;
    const method = getMethod(iterator, 'return');
    return method === undefined ? { value: undefined, done: true } : call(method, iterator);
  }
}

/** Makes the prototype of a class look like that of a built-in iterator. */
function finishPrototype({ prototype }, tag) {
  delete prototype.constructor;
  Object.setPrototypeOf(prototype, IteratorPrototype);
  if (tag !== undefined) {
    defineProperty(prototype, toStringTag, { __proto__: null, value: tag, configurable: true });
  }
}
finishPrototype(IteratorHelper, 'Iterator Helper');
finishPrototype(WrapForValidIterator, undefined);

/** The receiver of a method. */
function requireIterator(value, name) {
  if (!isObject(value)) {
    throw new TypeError(`Iterator.prototype.${name} called on non-object`);
  }
  return value;
}

/** An argument that must be callable: if it is not, the iterator is closed. */
function requireFunction(iterator, value) {
  if (typeof value === 'function') return;
  closeIteratorQuietly(iterator);
  throw new TypeError(`${describe(value)} is not a function`);
}

/** The argument of take() and drop(). */
function requireLimit(iterator, limit) {
  let number;
  try {
    number = +limit;
  } catch (error) {
    closeIteratorQuietly(iterator);
    throw error;
  }
  if (number !== number || number <= -1) {
    closeIteratorQuietly(iterator);
    throw new RangeError(`${number} must be positive`);
  }
  return toIntegerOrInfinity(number);
}

/** Calls a user's function; when it throws, the iterator is closed. */
function callOrClose(iterator, callback, value, counter) {
  try {
    return call(callback, undefined, value, counter);
  } catch (error) {
    closeIteratorQuietly(iterator);
    throw error;
  }
}

/** GetIteratorFlattenable (7.4.5). */
function getIteratorFlattenable(value, acceptStrings) {
  if (!isObject(value) && !(acceptStrings && typeof value === 'string')) {
    throw new TypeError(`${describe(value)} is not an object`);
  }
  const method = getMethod(value, iteratorSymbol);
  const iterator = method === undefined ? value : call(method, value);
  if (!isObject(iterator)) throw new TypeError(`${describe(iterator)} is not an object`);
  return getIteratorDirect(iterator);
}

function* mapped(iterated, mapper) {
  for (let counter = 0; ; counter++) {
    const value = iteratorStep(iterated);
    if (value === kDone) return;
    const result = callOrClose(iterated.iterator, mapper, value, counter);
    let resumed = false;
    try {
      yield result;
      resumed = true;
    } finally {
      if (!resumed) closeIterator(iterated.iterator);
    }
  }
}

function* filtered(iterated, predicate) {
  for (let counter = 0; ; counter++) {
    const value = iteratorStep(iterated);
    if (value === kDone) return;
    if (!callOrClose(iterated.iterator, predicate, value, counter)) continue;
    let resumed = false;
    try {
      yield value;
      resumed = true;
    } finally {
      if (!resumed) closeIterator(iterated.iterator);
    }
  }
}

function* taken(iterated, remaining) {
  for (; remaining > 0; remaining--) {
    const value = iteratorStep(iterated);
    if (value === kDone) return;
    let resumed = false;
    try {
      yield value;
      resumed = true;
    } finally {
      if (!resumed) closeIterator(iterated.iterator);
    }
  }
  closeIterator(iterated.iterator);
}

function* dropped(iterated, remaining) {
  for (; remaining > 0; remaining--) {
    if (iteratorNext(iterated).done) return; // The value of a skipped element is not even read.
  }
  for (;;) {
    const value = iteratorStep(iterated);
    if (value === kDone) return;
    let resumed = false;
    try {
      yield value;
      resumed = true;
    } finally {
      if (!resumed) closeIterator(iterated.iterator);
    }
  }
}

/** Closes both iterators of flatMap(): the outer one whatever the inner one does. */
function closeBoth(inner, outer) {
  try {
    closeIterator(inner);
  } catch (error) {
    closeIteratorQuietly(outer);
    throw error;
  }
  closeIterator(outer);
}

function* flatMapped(iterated, mapper) {
  const { iterator } = iterated;
  for (let counter = 0; ; counter++) {
    const value = iteratorStep(iterated);
    if (value === kDone) return;
    let inner;
    try {
      inner = getIteratorFlattenable(call(mapper, undefined, value, counter), false);
    } catch (error) {
      closeIteratorQuietly(iterator);
      throw error;
    }
    for (;;) {
      let innerValue;
      try {
        innerValue = iteratorStep(inner);
      } catch (error) {
        closeIteratorQuietly(iterator);
        throw error;
      }
      if (innerValue === kDone) break;
      let resumed = false;
      try {
        yield innerValue;
        resumed = true;
      } finally {
        if (!resumed) closeBoth(inner.iterator, iterator);
      }
    }
  }
}

const methods = {
  reduce(reducer, ...rest) {
    const iterator = requireIterator(this, 'reduce');
    requireFunction(iterator, reducer);
    const iterated = getIteratorDirect(iterator);
    let accumulator;
    let counter = 0;
    if (rest.length === 0) {
      accumulator = iteratorStep(iterated);
      if (accumulator === kDone) {
        throw new TypeError('Reduce of a done iterator with no initial value');
      }
      counter = 1;
    } else {
      accumulator = rest[0];
    }
    for (;; counter++) {
      const value = iteratorStep(iterated);
      if (value === kDone) return accumulator;
      try {
        accumulator = call(reducer, undefined, accumulator, value, counter);
      } catch (error) {
        closeIteratorQuietly(iterator);
        throw error;
      }
    }
  },

  toArray() {
    const iterated = getIteratorDirect(requireIterator(this, 'toArray'));
    const items = [];
    for (;;) {
      const value = iteratorStep(iterated);
      if (value === kDone) return items;
      setElement(items, items.length, value);
    }
  },

  forEach(callback) {
    const iterator = requireIterator(this, 'forEach');
    requireFunction(iterator, callback);
    const iterated = getIteratorDirect(iterator);
    for (let counter = 0; ; counter++) {
      const value = iteratorStep(iterated);
      if (value === kDone) return;
      callOrClose(iterator, callback, value, counter);
    }
  },

  some(predicate) {
    const iterator = requireIterator(this, 'some');
    requireFunction(iterator, predicate);
    const iterated = getIteratorDirect(iterator);
    for (let counter = 0; ; counter++) {
      const value = iteratorStep(iterated);
      if (value === kDone) return false;
      if (callOrClose(iterator, predicate, value, counter)) {
        closeIterator(iterator);
        return true;
      }
    }
  },

  every(predicate) {
    const iterator = requireIterator(this, 'every');
    requireFunction(iterator, predicate);
    const iterated = getIteratorDirect(iterator);
    for (let counter = 0; ; counter++) {
      const value = iteratorStep(iterated);
      if (value === kDone) return true;
      if (!callOrClose(iterator, predicate, value, counter)) {
        closeIterator(iterator);
        return false;
      }
    }
  },

  find(predicate) {
    const iterator = requireIterator(this, 'find');
    requireFunction(iterator, predicate);
    const iterated = getIteratorDirect(iterator);
    for (let counter = 0; ; counter++) {
      const value = iteratorStep(iterated);
      if (value === kDone) return undefined;
      if (callOrClose(iterator, predicate, value, counter)) {
        closeIterator(iterator);
        return value;
      }
    }
  },

  map(mapper) {
    const iterator = requireIterator(this, 'map');
    requireFunction(iterator, mapper);
    return new IteratorHelper(mapped(getIteratorDirect(iterator), mapper), iterator);
  },

  filter(predicate) {
    const iterator = requireIterator(this, 'filter');
    requireFunction(iterator, predicate);
    return new IteratorHelper(filtered(getIteratorDirect(iterator), predicate), iterator);
  },

  take(limit) {
    const iterator = requireIterator(this, 'take');
    const remaining = requireLimit(iterator, limit);
    return new IteratorHelper(taken(getIteratorDirect(iterator), remaining), iterator);
  },

  drop(limit) {
    const iterator = requireIterator(this, 'drop');
    const remaining = requireLimit(iterator, limit);
    return new IteratorHelper(dropped(getIteratorDirect(iterator), remaining), iterator);
  },

  flatMap(mapper) {
    const iterator = requireIterator(this, 'flatMap');
    requireFunction(iterator, mapper);
    return new IteratorHelper(flatMapped(getIteratorDirect(iterator), mapper), iterator);
  },
};

const statics = {
  from(O) {
    const iterated = getIteratorFlattenable(O, true);
    return isPrototypeOf(IteratorPrototype, iterated.iterator) ? iterated.iterator :
      new WrapForValidIterator(iterated);
  },
};

/** The Iterator constructor (27.1.3.1): for subclasses only. */
function Iterator() {
  if (new.target === undefined) throw new TypeError("Constructor Iterator requires 'new'");
  if (new.target === Iterator) throw new TypeError('Abstract class Iterator not directly ' +
    'constructable');
}

/**
 * Defines a property of Iterator.prototype that can be assigned to on objects which inherit it
 * (SetterThatIgnoresPrototypeProperties, 7.3.34).
 */
function defineWeird(key, value) {
  if (hasOwn(IteratorPrototype, key)) return;
  const name = typeof key === 'symbol' ? '[Symbol.toStringTag]' : key;
  const accessors = {
    get [name]() {
      return value;
    },
    set [name](newValue) {
      if (!isObject(this)) throw new TypeError(`${describe(this)} is not an object`);
      if (this === IteratorPrototype) {
        throw new TypeError(`Cannot assign to read only property '${name}' of object`);
      }
      if (getOwnPropertyDescriptor(this, key) === undefined) {
        createDataProperty(this, key, newValue);
      } else {
        this[key] = newValue;
      }
    },
  };
  const { get, set } = getOwnPropertyDescriptor(accessors, name);
  defineProperty(IteratorPrototype, key, {
    __proto__: null, get, set, enumerable: false, configurable: true,
  });
}

/** @param {object} global */
function install(global) {
  if (hasOwn(global, 'Iterator') || comesWithV8(global, 'Iterator')) return;
  addMissing(IteratorPrototype, methods);
  addMissing(Iterator, statics);
  defineProperty(Iterator, 'prototype', {
    __proto__: null, value: IteratorPrototype, writable: false,
  });
  defineWeird(toStringTag, 'Iterator');
  defineWeird('constructor', Iterator);
  defineProperty(global, 'Iterator', {
    __proto__: null, value: Iterator, writable: true, enumerable: false, configurable: true,
  });
}

module.exports = { install };
