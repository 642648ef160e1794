'use strict';

// Marks and measures (User Timing Level 3).

const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_MISSING_ARGS,
    ERR_PERFORMANCE_INVALID_TIMESTAMP,
    ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS,
  },
} = require('internal/errors');
const { validateNumber, validateObject, validateString } = require('internal/validators');
const { kEnumerableProperty } = require('internal/util');
const { DOMException } = require('internal/dom_exception');
const { PerformanceEntry, kConstruct } = require('internal/perf/entry');
const { bufferUserTiming, enqueue, latestMark } = require('internal/perf/observe');
const { isMilestone, nodeTiming } = require('internal/perf/node_timing');
const { now } = require('internal/perf/utils');

function cloneDetail(detail) {
  if (detail === undefined || detail === null) return null;
  if (typeof detail !== 'object' && typeof detail !== 'function' && typeof detail !== 'symbol') {
    return detail;
  }
  return globalThis.structuredClone(detail);
}

function markStartTime(name, options) {
  if (isMilestone(name)) throw new ERR_INVALID_ARG_VALUE('name', name);
  if (options !== undefined && options !== null) validateObject(options, 'options');
  const startTime = options?.startTime ?? now();
  validateNumber(startTime, 'startTime');
  if (startTime < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
  return startTime;
}

/** Source: User Timing, 3.3 The PerformanceMark interface. */
class PerformanceMark extends PerformanceEntry {
  #detail;

  /**
   * @param {string} name
   * @param {{ detail?: any, startTime?: number }} [options]
   * @throws {TypeError} ERR_MISSING_ARGS, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
   *   ERR_PERFORMANCE_INVALID_TIMESTAMP
   */
  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    name = `${name}`;
    super(kConstruct, name, 'mark', markStartTime(name, options), 0);
    this.#detail = cloneDetail(options?.detail);
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_ARG_TYPE('this', 'PerformanceMark', this);
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}

Object.defineProperties(PerformanceMark.prototype, {
  detail: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'PerformanceMark' },
});

/** Source: User Timing, 3.4 The PerformanceMeasure interface. */
class PerformanceMeasure extends PerformanceEntry {
  #detail;

  /** @throws {TypeError} ERR_ILLEGAL_CONSTRUCTOR, for users */
  constructor(token = undefined, name = undefined, startTime = undefined, duration = undefined,
              detail = undefined) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(token, name, 'measure', startTime, duration);
    this.#detail = cloneDetail(detail);
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_ARG_TYPE('this', 'PerformanceMeasure', this);
    return this.#detail;
  }

  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}

Object.defineProperties(PerformanceMeasure.prototype, {
  detail: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'PerformanceMeasure' },
});

/** The time a mark, a milestone of the process, or a timestamp stands for. */
function resolveTime(mark) {
  if (typeof mark === 'number') {
    if (mark < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(mark);
    return mark;
  }
  const name = `${mark}`;
  if (isMilestone(name)) return nodeTiming[name];
  const entry = latestMark(name);
  if (entry === undefined) {
    throw new DOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  }
  return entry.startTime;
}

/**
 * Source: User Timing, performance.mark.
 * @param {string} name
 * @param {{ detail?: any, startTime?: number }} [options]
 * @returns {PerformanceMark}
 */
function mark(name, options) {
  const entry = new PerformanceMark(name, options);
  enqueue(entry);
  bufferUserTiming(entry);
  return entry;
}

/**
 * Source: User Timing, performance.measure.
 * @param {string} name
 * @param {string | { start?: string | number, end?: string | number, duration?: number,
 *   detail?: any }} [startOrOptions]
 * @param {string} [endMark]
 * @returns {PerformanceMeasure}
 * @throws {TypeError} ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS, ERR_PERFORMANCE_INVALID_TIMESTAMP
 * @throws {DOMException} SyntaxError, if a mark has not been set
 */
function measure(name, startOrOptions, endMark) {
  validateString(name, 'name');
  const options = typeof startOrOptions === 'object' && startOrOptions !== null ?
    startOrOptions : undefined;
  const { start, end, duration, detail } = options ?? {};
  if (options !== undefined) {
    const given = start !== undefined || end !== undefined || duration !== undefined ||
      detail !== undefined;
    if (given && endMark !== undefined) {
      throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
    }
    if (start !== undefined && end !== undefined && duration !== undefined) {
      throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
        'Must not have options.start, options.end, and options.duration specified');
    }
  }

  let endTime;
  if (endMark !== undefined) endTime = resolveTime(endMark);
  else if (end !== undefined) endTime = resolveTime(end);
  else if (start !== undefined && duration !== undefined) endTime = resolveTime(start) + duration;
  else endTime = now();

  let startTime;
  if (start !== undefined) startTime = resolveTime(start);
  else if (end !== undefined && duration !== undefined) startTime = endTime - duration;
  else if (typeof startOrOptions === 'string') startTime = resolveTime(startOrOptions);
  else startTime = 0;

  const length = options !== undefined && duration !== undefined ? duration : endTime - startTime;
  const entry = new PerformanceMeasure(kConstruct, name, startTime, length, detail);
  enqueue(entry);
  bufferUserTiming(entry);
  return entry;
}

module.exports = { PerformanceMark, PerformanceMeasure, mark, measure };
