'use strict';

// The entries of the performance timeline (Performance Timeline, section 4).

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { kEnumerableProperty } = require('internal/util');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const kConstruct = Symbol('kConstruct');

/** Prints an entry as its class name and its JSON form. */
function inspectEntry(entry, depth, options) {
  if (depth < 0) return entry;
  const { inspect } = require('internal/util/inspect');
  const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
  return `${entry.constructor.name} ${inspect(entry.toJSON(), nested)}`;
}

/** Source: Performance Timeline, 4.1 The PerformanceEntry interface. */
class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  /** @throws {TypeError} ERR_ILLEGAL_CONSTRUCTOR, for users */
  constructor(token = undefined, name = undefined, entryType = undefined, startTime = undefined,
              duration = undefined) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#entryType = entryType;
    this.#startTime = startTime;
    this.#duration = duration;
  }

  get name() {
    if (!(#name in this)) throw new ERR_INVALID_ARG_TYPE('this', 'PerformanceEntry', this);
    return this.#name;
  }

  get entryType() {
    if (!(#name in this)) throw new ERR_INVALID_ARG_TYPE('this', 'PerformanceEntry', this);
    return this.#entryType;
  }

  get startTime() {
    if (!(#name in this)) throw new ERR_INVALID_ARG_TYPE('this', 'PerformanceEntry', this);
    return this.#startTime;
  }

  get duration() {
    if (!(#name in this)) throw new ERR_INVALID_ARG_TYPE('this', 'PerformanceEntry', this);
    return this.#duration;
  }

  toJSON() {
    if (!(#name in this)) throw new ERR_INVALID_ARG_TYPE('this', 'PerformanceEntry', this);
    return {
      name: this.#name,
      entryType: this.#entryType,
      startTime: this.#startTime,
      duration: this.#duration,
    };
  }

  [customInspect](depth, options) {
    return inspectEntry(this, depth, options);
  }
}

Object.defineProperties(PerformanceEntry.prototype, {
  name: kEnumerableProperty,
  entryType: kEnumerableProperty,
  startTime: kEnumerableProperty,
  duration: kEnumerableProperty,
  toJSON: kEnumerableProperty,
});

/** An entry of the runtime's own: what was observed is in `detail`. */
class PerformanceNodeEntry extends PerformanceEntry {
  #detail;

  constructor(token, name, entryType, startTime, duration, detail) {
    super(token, name, entryType, startTime, duration);
    this.#detail = detail;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_ARG_TYPE('this', 'PerformanceNodeEntry', this);
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}

/**
 * @param {string} name
 * @param {string} entryType
 * @param {number} startTime
 * @param {number} duration
 * @param {any} detail
 * @returns {PerformanceNodeEntry}
 */
function createNodeEntry(name, entryType, startTime, duration, detail) {
  return new PerformanceNodeEntry(kConstruct, name, entryType, startTime, duration, detail);
}

module.exports = {
  PerformanceEntry,
  PerformanceNodeEntry,
  createNodeEntry,
  inspectEntry,
  kConstruct,
};
