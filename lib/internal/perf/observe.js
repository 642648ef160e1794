'use strict';

// The timeline's buffers and the observers.
//
// Marks, measures and resource timings are kept for getEntries(); all kinds of entries are given to
// the observers of their type, which are called back from an immediate. Whoever makes entries that
// cost something asks hasObserver() first: without an observer nothing is measured.

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validators');
const { kEnumerableProperty } = require('internal/util');
const { DOMException } = require('internal/dom_exception');
const { createNodeEntry, kConstruct } = require('internal/perf/entry');
const { now } = require('internal/perf/utils');

const native = binding('performance');
const customInspect = Symbol.for('nodejs.util.inspect.custom');

// So many entries that nobody ever asks for are worth a warning.
const kBufferWarning = 1e6;

// The kinds of entries that are made anywhere in the runtime.
const supportedEntryTypes = ['dns', 'function', 'gc', 'http', 'mark', 'measure', 'net', 'resource'];
let shownEntryTypes; // the same, frozen: one array for every reader (Performance Timeline 5.3)

function isSupported(type) {
  return supportedEntryTypes.includes(type);
}

/** The entries that getEntries() tells of. */
let marks = [];
let measures = [];
let resources = [];
let warnedOfMarks = false;
let warnedOfMeasures = false;

// Resource timings: the limit, and what waits for the program to make room.
let resourceLimit = 250;
let waitingResources = [];
let bufferFullPending = false;
let dispatchBufferFull;

function warnOfFullBuffer(type) {
  const warning = new Error(
    `Possible perf_hooks memory leak detected. ${kBufferWarning} ${type} entries added to the ` +
    'global performance entry buffer. Use ' +
    `performance.clear${type === 'mark' ? 'Marks' : 'Measures'} to clear the buffer.`);
  warning.name = 'MaxPerformanceEntryBufferExceededWarning';
  warning.entryType = type;
  warning.count = kBufferWarning;
  process.emitWarning(warning);
}

/**
 * Keeps a mark or a measure.
 * @param {PerformanceEntry} entry
 */
function bufferUserTiming(entry) {
  if (entry.entryType === 'mark') {
    if (marks.push(entry) > kBufferWarning && !warnedOfMarks) {
      warnedOfMarks = true;
      warnOfFullBuffer('mark');
    }
  } else if (measures.push(entry) > kBufferWarning && !warnedOfMeasures) {
    warnedOfMeasures = true;
    warnOfFullBuffer('measure');
  }
}

/**
 * Keeps a resource timing, or lets it wait until the program has made room.
 * @param {PerformanceEntry} entry
 * Source: Resource Timing, 4.3 "add a PerformanceResourceTiming entry".
 */
function bufferResourceTiming(entry) {
  if (resources.length < resourceLimit && !bufferFullPending) {
    resources.push(entry);
    return;
  }
  if (!bufferFullPending) {
    bufferFullPending = true;
    require('timers').setImmediate(() => {
      while (waitingResources.length > 0) {
        const before = waitingResources.length;
        if (resources.length >= resourceLimit) dispatchBufferFull('resourcetimingbufferfull');
        while (waitingResources.length > 0 && resources.length < resourceLimit) {
          resources.push(waitingResources.shift());
        }
        // Nobody has made room.
        if (waitingResources.length >= before) {
          waitingResources = [];
          break;
        }
      }
      bufferFullPending = false;
    });
  }
  waitingResources.push(entry);
}

/** @param {(type: string) => void} dispatch tells the program that the buffer is full */
function setDispatchBufferFull(dispatch) {
  dispatchBufferFull = dispatch;
}

/** @param {any} size anything but a number of entries counts as 0 */
function setResourceTimingBufferSize(size) {
  resourceLimit = typeof size === 'number' && Number.isInteger(size) && size >= 0 ? size : 0;
}

/**
 * @param {'mark' | 'measure' | 'resource'} type
 * @param {string} [name] all names if undefined
 */
function clearEntries(type, name) {
  const keeps = name === undefined ? () => false : (entry) => entry.name !== name;
  if (type === 'mark') marks = marks.filter(keeps);
  else if (type === 'measure') measures = measures.filter(keeps);
  else resources = resources.filter(keeps);
}

function sorted(entries) {
  return entries.sort((a, b) => a.startTime - b.startTime);
}

function matching(entries, name, type) {
  return entries.filter((entry) =>
    (name === undefined || entry.name === name) &&
    (type === undefined || entry.entryType === type));
}

/**
 * @param {string} [name]
 * @param {string} [type]
 * @returns {PerformanceEntry[]} the kept entries, by start time
 */
function bufferedEntries(name, type) {
  let entries;
  if (type === 'mark') entries = marks;
  else if (type === 'measure') entries = measures;
  else if (type === 'resource') entries = resources;
  else if (type !== undefined) return [];
  else entries = [...marks, ...measures, ...resources];
  return sorted(matching(entries, name, undefined));
}

/**
 * @param {string} name
 * @returns {PerformanceEntry | undefined} the latest mark of a name
 */
function latestMark(name) {
  return marks.findLast((entry) => entry.name === name);
}

/** Source: Performance Timeline, 4.4.3 The PerformanceObserverEntryList interface. */
class PerformanceObserverEntryList {
  #entries;

  /** @throws {TypeError} ERR_ILLEGAL_CONSTRUCTOR, for users */
  constructor(token = undefined, entries = undefined) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = sorted(entries);
  }

  getEntries() {
    this.#check(this);
    return this.#entries.slice();
  }

  /** @param {string} type */
  getEntriesByType(type) {
    this.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return matching(this.#entries, undefined, `${type}`);
  }

  /**
   * @param {string} name
   * @param {string} [type]
   */
  getEntriesByName(name, type = undefined) {
    this.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return matching(this.#entries, `${name}`, type === undefined ? undefined : `${type}`);
  }

  #check(self) {
    if (!(#entries in self)) {
      throw new ERR_INVALID_ARG_TYPE('this', 'PerformanceObserverEntryList', self);
    }
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `PerformanceObserverEntryList ${inspect(this.#entries, nested)}`;
  }
}

Object.defineProperties(PerformanceObserverEntryList.prototype, {
  getEntries: kEnumerableProperty,
  getEntriesByType: kEnumerableProperty,
  getEntriesByName: kEnumerableProperty,
  [Symbol.toStringTag]:
    { __proto__: null, configurable: true, value: 'PerformanceObserverEntryList' },
});

const observers = new Set();
let pending = new Set();
let dispatchScheduled = false;

let deliver;
let observes;
let offer;

function schedule(observer) {
  pending.add(observer);
  if (dispatchScheduled) return;
  dispatchScheduled = true;
  require('timers').setImmediate(() => {
    dispatchScheduled = false;
    const batch = pending;
    pending = new Set();
    for (const each of batch) deliver(each);
  });
}

let observesGarbageCollection = false;

function updateGarbageCollectionObserver() {
  const wanted = hasObserver('gc');
  if (wanted === observesGarbageCollection) return;
  observesGarbageCollection = wanted;
  native.observeGarbageCollection(wanted ? onGarbageCollection : undefined);
}

function onGarbageCollection(kind, flags, startTime, duration) {
  const entry = createNodeEntry('gc', 'gc', startTime, duration, { kind, flags });
  // Where programs looked for them before `detail`.
  Object.defineProperties(entry, {
    kind: { __proto__: null, configurable: true, enumerable: true, value: kind },
    flags: { __proto__: null, configurable: true, enumerable: true, value: flags },
  });
  enqueue(entry);
}

/** Source: Performance Timeline, 4.4 The PerformanceObserver interface. */
class PerformanceObserver {
  #callback;
  #mode = undefined;
  #entryTypes = new Set();
  #buffer = [];

  static {
    observes = (observer, type) => observer.#entryTypes.has(type);
    offer = (observer, entry) => {
      if (!observer.#entryTypes.has(entry.entryType)) return;
      observer.#buffer.push(entry);
      schedule(observer);
    };
    deliver = (observer) => {
      if (observer.#buffer.length === 0) return;
      const list = new PerformanceObserverEntryList(kConstruct, observer.takeRecords());
      Reflect.apply(observer.#callback, observer, [list, observer]);
    };
  }

  /**
   * @param {(list: PerformanceObserverEntryList, observer: PerformanceObserver) => void} callback
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  /**
   * Calls back with the entries that are made from now on; with `buffered` also with those kept.
   * Types that the runtime has no entries of are ignored.
   * @param {{ entryTypes?: string[], type?: string, buffered?: boolean }} options
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS
   * @throws {DOMException} InvalidModificationError
   */
  observe(options = {}) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) {
      throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    }
    if (entryTypes !== undefined && type !== undefined) {
      throw new ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes,
                                      'options.entryTypes can not set with options.type together');
    }
    const mode = type === undefined ? 'multiple' : 'single';
    if (this.#mode !== undefined && this.#mode !== mode) {
      throw new DOMException(`PerformanceObserver can not change to ${mode} observation${
        mode === 'multiple' ? 's' : ''}`, 'InvalidModificationError');
    }
    this.#mode = mode;

    if (mode === 'multiple') {
      if (!Array.isArray(entryTypes)) {
        throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
      }
      this.#entryTypes = new Set(entryTypes.filter(isSupported));
    } else if (isSupported(type)) {
      this.#entryTypes.add(type);
      if (buffered) {
        const kept = bufferedEntries(undefined, type);
        if (kept.length > 0) {
          this.#buffer.push(...kept);
          schedule(this);
        }
      }
    }

    if (this.#entryTypes.size > 0) observers.add(this);
    else this.disconnect();
    if (this.#entryTypes.has('gc')) updateGarbageCollectionObserver();
  }

  /** Stops calling back. */
  disconnect() {
    const observedGc = this.#entryTypes.has('gc');
    observers.delete(this);
    pending.delete(this);
    this.#buffer = [];
    this.#entryTypes.clear();
    this.#mode = undefined;
    if (observedGc) updateGarbageCollectionObserver();
  }

  /** @returns {PerformanceEntry[]} the entries that were not delivered yet */
  takeRecords() {
    const records = this.#buffer;
    this.#buffer = [];
    return records;
  }

  static get supportedEntryTypes() {
    shownEntryTypes ??= Object.freeze([...supportedEntryTypes]);
    return shownEntryTypes;
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `PerformanceObserver ${inspect({
      connected: observers.has(this),
      pending: pending.has(this),
      entryTypes: [...this.#entryTypes],
      buffer: this.#buffer,
    }, nested)}`;
  }
}

Object.defineProperties(PerformanceObserver.prototype, {
  observe: kEnumerableProperty,
  disconnect: kEnumerableProperty,
  takeRecords: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'PerformanceObserver' },
});

/**
 * Gives an entry to the observers of its type.
 * @param {PerformanceEntry} entry
 */
function enqueue(entry) {
  for (const observer of observers) offer(observer, entry);
}

/**
 * @param {string} type
 * @returns {boolean} whether anybody wants entries of this type
 */
function hasObserver(type) {
  for (const observer of observers) if (observes(observer, type)) return true;
  return false;
}

/**
 * Notes on an object that something begins; see stopPerf().
 * @param {object} target
 * @param {symbol} key
 * @param {{ type: string, name: string, detail?: object }} context
 */
function startPerf(target, key, context) {
  target[key] = { ...context, startTime: now() };
}

/**
 * What startPerf() noted has ended: makes an entry of it, if anybody observes its type.
 * @param {object} target
 * @param {symbol} key
 * @param {{ detail?: object }} [context] more details
 */
function stopPerf(target, key, context = {}) {
  const begun = target[key];
  if (begun === undefined || !hasObserver(begun.type)) return;
  const detail = { ...begun.detail, ...context.detail };
  const { name, startTime, type } = begun;
  enqueue(createNodeEntry(name, type, startTime, now() - startTime, detail));
}

/**
 * Declares that a module makes entries of a type of its own.
 * @param {string} type
 */
function registerEntryType(type) {
  if (!supportedEntryTypes.includes(type)) {
    supportedEntryTypes.push(type);
    supportedEntryTypes.sort();
    shownEntryTypes = undefined;
  }
}

module.exports = {
  PerformanceObserver,
  PerformanceObserverEntryList,
  bufferResourceTiming,
  bufferUserTiming,
  bufferedEntries,
  clearEntries,
  enqueue,
  hasObserver,
  latestMark,
  registerEntryType,
  setDispatchBufferFull,
  setResourceTimingBufferSize,
  startPerf,
  stopPerf,
};
