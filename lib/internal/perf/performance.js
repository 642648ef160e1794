'use strict';

// The `performance` object (High Resolution Time, Performance Timeline, User Timing, Resource
// Timing), and the runtime's additions to it. What is rarely used is loaded at first use.

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { kEnumerableProperty } = require('internal/util');
const {
  Event, EventTarget, defineEventHandler, kTrustEvent,
} = require('internal/event_target');
const {
  bufferedEntries, clearEntries, setDispatchBufferFull, setResourceTimingBufferSize,
} = require('internal/perf/observe');
const { eventLoopUtilization, isMilestone, nodeTiming } = require('internal/perf/node_timing');
const userTiming = require('internal/perf/user_timing');
const { getTimeOriginTimestamp, now } = require('internal/perf/utils');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const kConstruct = Symbol('kConstruct');

/** Source: High Resolution Time, 7.1 The Performance interface. */
class Performance extends EventTarget {
  #isPerformance = true;

  /** @throws {TypeError} ERR_ILLEGAL_CONSTRUCTOR, for users */
  constructor(token = undefined) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#isPerformance in value)) {
      throw new ERR_INVALID_ARG_TYPE('this', 'Performance', value);
    }
  }

  /** @param {string} [name] all marks without it */
  clearMarks(name = undefined) {
    Performance.#check(this);
    if (name !== undefined) {
      name = `${name}`;
      if (isMilestone(name)) {
        const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
        throw new ERR_INVALID_ARG_VALUE('name', name);
      }
    }
    clearEntries('mark', name);
  }

  /** @param {string} [name] all measures without it */
  clearMeasures(name = undefined) {
    Performance.#check(this);
    clearEntries('measure', name === undefined ? undefined : `${name}`);
  }

  /** @param {string} [name] all resource timings without it */
  clearResourceTimings(name = undefined) {
    Performance.#check(this);
    clearEntries('resource', name === undefined ? undefined : `${name}`);
  }

  /** @returns {PerformanceEntry[]} the marks, measures and resource timings, by start time */
  getEntries() {
    Performance.#check(this);
    return bufferedEntries(undefined, undefined);
  }

  /**
   * @param {string} name
   * @param {string} [type]
   * @returns {PerformanceEntry[]}
   */
  getEntriesByName(name, type = undefined) {
    Performance.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return bufferedEntries(`${name}`, type === undefined ? undefined : `${type}`);
  }

  /**
   * @param {string} type
   * @returns {PerformanceEntry[]}
   */
  getEntriesByType(type) {
    Performance.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return bufferedEntries(undefined, `${type}`);
  }

  /**
   * @param {string} name
   * @param {{ detail?: any, startTime?: number }} [options]
   * @returns {PerformanceMark}
   */
  mark(name, options = undefined) {
    Performance.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return userTiming.mark(name, options);
  }

  /**
   * @param {string} name
   * @param {string | object} [startOrMeasureOptions]
   * @param {string} [endMark]
   * @returns {PerformanceMeasure}
   */
  measure(name, startOrMeasureOptions = undefined, endMark = undefined) {
    Performance.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return userTiming.measure(name, startOrMeasureOptions, endMark);
  }

  /** @returns {number} milliseconds since the time origin */
  now() {
    Performance.#check(this);
    return now();
  }

  /** @param {number} maxSize the number of resource timings that are kept */
  setResourceTimingBufferSize(maxSize) {
    Performance.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('maxSize');
    setResourceTimingBufferSize(maxSize);
  }

  /** @returns {number} milliseconds since the Unix epoch */
  get timeOrigin() {
    Performance.#check(this);
    return getTimeOriginTimestamp();
  }

  toJSON() {
    Performance.#check(this);
    return {
      nodeTiming: nodeTiming.toJSON(),
      timeOrigin: getTimeOriginTimestamp(),
      eventLoopUtilization: eventLoopUtilization(),
    };
  }

  [customInspect](depth, options) {
    if (depth < 0) return '[Performance]';
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `Performance ${inspect({ nodeTiming, timeOrigin: getTimeOriginTimestamp() }, nested)}`;
  }
}

function hidden(value) {
  return { __proto__: null, configurable: true, enumerable: false, writable: true, value };
}

Object.defineProperties(Performance.prototype, {
  clearMarks: kEnumerableProperty,
  clearMeasures: kEnumerableProperty,
  clearResourceTimings: kEnumerableProperty,
  getEntries: kEnumerableProperty,
  getEntriesByName: kEnumerableProperty,
  getEntriesByType: kEnumerableProperty,
  mark: kEnumerableProperty,
  measure: kEnumerableProperty,
  now: kEnumerableProperty,
  setResourceTimingBufferSize: kEnumerableProperty,
  timeOrigin: kEnumerableProperty,
  toJSON: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'Performance' },

  // Not of the Web's.
  eventLoopUtilization: hidden(eventLoopUtilization),
  nodeTiming: hidden(nodeTiming),
  markResourceTiming: hidden(
    function markResourceTiming(timingInfo, requestedUrl, initiatorType, global, cacheMode) {
      return require('internal/perf/resource_timing')
        .markResourceTiming(timingInfo, requestedUrl, initiatorType, global, cacheMode);
    }),
  timerify: hidden(function timerify(fn, options = undefined) {
    return require('internal/perf/timerify').timerify(fn, options);
  }),
});
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');

const performance = new Performance(kConstruct);

setDispatchBufferFull((type) => {
  performance.dispatchEvent(new Event(type, { [kTrustEvent]: true }));
});

module.exports = { Performance, performance };
