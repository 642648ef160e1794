'use strict';

// Histograms of integers with a fixed relative precision.
//
// How it works. A value is counted in a bucket of a log-linear scale: each power of two is divided
// into the same number of equal steps, as many as the wanted number of significant decimal digits
// asks for (3 digits: 1024 steps). So a bucket's width is at most a thousandth of its values, and
// the number of buckets grows with the logarithm of the range. Any two values of a bucket are the
// same to the histogram; min, max and percentiles are given as its lowest or highest value.
//
// The scale, the rounding of the percentiles and the walk over them are those of the public
// HdrHistogram algorithm. record() costs a logarithm and an array store; the array of counts grows
// with the largest value seen.

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { HostObject, kClone, kDeserialize } = require('internal/host_object');
const { validateInteger, validateNumber, validateObject } = require('internal/validators');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const kConstruct = Symbol('kConstruct');

// What min is before anything was recorded.
const kNoMinimum = 9223372036854775807n;

function floorLog2(value) {
  if (value < 0x100000000) return 31 - Math.clz32(value);
  return 63 - Math.clz32(Math.floor(value / 0x100000000));
}

// The first cells are not counts.
const kTotal = 0;
const kExceeds = 1;
const kMin = 2;
const kMax = 3;
const kFirstCount = 4;

/** The counts: what the classes below have in common. */
class Counts {
  constructor(lowest, highest, figures, memory = undefined) {
    this.lowest = lowest;
    this.highest = highest;
    this.figures = figures;
    const steps = 2 * 10 ** figures;
    const halfMagnitude = Math.ceil(Math.log2(steps)) - 1;
    this.unitMagnitude = floorLog2(lowest);
    this.halfMagnitude = halfMagnitude;
    this.halfCount = 2 ** halfMagnitude;
    if (memory === undefined) this.reset();
    else this.use(new Float64Array(memory));
  }

  use(cells) {
    this.cells = cells;
    this.counts = cells.subarray(kFirstCount);
  }

  reset() {
    if (this.cells?.buffer instanceof SharedArrayBuffer) this.cells.fill(0);
    else this.use(new Float64Array(64));
    this.cells[kMin] = Infinity;
  }

  get total() {
    return this.cells[kTotal];
  }

  get exceeds() {
    return this.cells[kExceeds];
  }

  grow(index) {
    const cells = new Float64Array(Math.max(kFirstCount + index + 1, this.cells.length * 2));
    cells.set(this.cells);
    this.use(cells);
  }

  /** What a clone is made of. */
  share() {
    let memory = this.cells.buffer;
    if (!(memory instanceof SharedArrayBuffer)) {
      memory = new SharedArrayBuffer(
        (kFirstCount + this.indexOf(this.highest) + 1) * Float64Array.BYTES_PER_ELEMENT);
      const cells = new Float64Array(memory);
      cells.set(this.cells.subarray(0, cells.length));
      this.use(cells);
    }
    return { lowest: this.lowest, highest: this.highest, figures: this.figures, memory };
  }

  /** The power of two, counted from the unit, that a value's bucket is in. */
  bucketOf(value) {
    const magnitude = Math.max(value < 1 ? 0 : floorLog2(value),
                               this.unitMagnitude + this.halfMagnitude);
    return magnitude - this.unitMagnitude - this.halfMagnitude;
  }

  indexOf(value) {
    const bucket = this.bucketOf(value);
    const step = Math.floor(value / 2 ** (bucket + this.unitMagnitude));
    return (bucket + 1) * this.halfCount + step - this.halfCount;
  }

  /** The lowest value that is counted at an index. */
  valueAt(index) {
    let bucket = Math.floor(index / this.halfCount) - 1;
    let step = (index % this.halfCount) + this.halfCount;
    if (bucket < 0) {
      step -= this.halfCount;
      bucket = 0;
    }
    return step * 2 ** (bucket + this.unitMagnitude);
  }

  widthOf(value) {
    return 2 ** (this.unitMagnitude + this.bucketOf(value));
  }

  lowestEquivalent(value) {
    return this.valueAt(this.indexOf(value));
  }

  highestEquivalent(value) {
    return this.lowestEquivalent(value) + this.widthOf(value) - 1;
  }

  medianEquivalent(value) {
    return this.lowestEquivalent(value) + Math.floor(this.widthOf(value) / 2);
  }

  record(value, times) {
    if (value > this.highest) {
      this.cells[kExceeds] += times;
      return;
    }
    const index = this.indexOf(value);
    if (index >= this.counts.length) this.grow(index);
    this.counts[index] += times;
    const { cells } = this;
    cells[kTotal] += times;
    if (value < cells[kMin] && value !== 0) cells[kMin] = value;
    if (value > cells[kMax]) cells[kMax] = value;
  }

  add(other) {
    for (let i = 0; i < other.counts.length; i++) {
      if (other.counts[i] !== 0) this.record(other.valueAt(i), other.counts[i]);
    }
    const { cells } = this;
    cells[kExceeds] += other.cells[kExceeds];
    // The extremes are known more precisely than their buckets.
    const min = other.cells[kMin];
    const max = other.cells[kMax];
    if (min < cells[kMin]) cells[kMin] = min;
    if (max > cells[kMax] && max <= this.highest) cells[kMax] = max;
  }

  min() {
    if (this.total === 0) return Infinity;
    return this.counts[0] > 0 ? 0 : this.lowestEquivalent(this.cells[kMin]);
  }

  max() {
    return this.total === 0 ? 0 : this.highestEquivalent(this.cells[kMax]);
  }

  mean() {
    let sum = 0;
    for (let i = 0; i < this.counts.length; i++) {
      const count = this.counts[i];
      if (count !== 0) sum += count * this.medianEquivalent(this.valueAt(i));
    }
    return sum / this.total;
  }

  stddev() {
    const mean = this.mean();
    let sum = 0;
    for (let i = 0; i < this.counts.length; i++) {
      const count = this.counts[i];
      if (count !== 0) sum += count * (this.medianEquivalent(this.valueAt(i)) - mean) ** 2;
    }
    return Math.sqrt(sum / this.total);
  }

  percentile(percentile) {
    const target = Math.max(1, Math.floor(percentile / 100 * this.total + 0.5));
    let seen = 0;
    for (let i = 0; i < this.counts.length; i++) {
      seen += this.counts[i];
      if (seen >= target) return this.highestEquivalent(this.valueAt(i));
    }
    return 0;
  }

  /** Calls back for 0, 50, 75, 87.5, ... 100: each step halves the distance to 100. */
  forEachPercentile(callback) {
    let seen = 0;
    let next = 0;
    let last = 0;
    for (let i = 0; seen < this.total; i++) {
      const count = this.counts[i];
      if (count === 0) continue;
      seen += count;
      last = this.valueAt(i);
      const reached = 100 * seen / this.total;
      while (next <= reached) {
        callback(next, last);
        // At the end nothing but 100 itself is left.
        if (seen >= this.total) break;
        next += 100 / 2 ** (Math.floor(Math.log2(100 / (100 - next))) + 1);
      }
    }
    callback(100, last);
  }
}

/** Source: Node.js documentation, "Performance hooks", class Histogram. */
class Histogram extends HostObject {
  #counts;

  /** @throws {TypeError} ERR_ILLEGAL_CONSTRUCTOR, for users */
  constructor(token = undefined, counts = undefined) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this.#counts = counts;
  }

  [kClone]() {
    return {
      data: Histogram.#of(this).share(),
      deserializeInfo: 'internal/histogram:ClonedHistogram',
    };
  }

  [kDeserialize]({ lowest, highest, figures, memory }) {
    this.#counts = new Counts(lowest, highest, figures, memory);
  }

  static #of(histogram) {
    if (typeof histogram !== 'object' || histogram === null || !(#counts in histogram)) {
      throw new ERR_INVALID_THIS('Histogram');
    }
    return histogram.#counts;
  }

  static countsOf(histogram) {
    return Histogram.#of(histogram);
  }

  get count() {
    return Histogram.#of(this).total;
  }

  get countBigInt() {
    return BigInt(Histogram.#of(this).total);
  }

  get min() {
    const min = Histogram.#of(this).min();
    return min === Infinity ? Number(kNoMinimum) : min;
  }

  get minBigInt() {
    const min = Histogram.#of(this).min();
    return min === Infinity ? kNoMinimum : BigInt(min);
  }

  get max() {
    return Histogram.#of(this).max();
  }

  get maxBigInt() {
    return BigInt(Histogram.#of(this).max());
  }

  get mean() {
    return Histogram.#of(this).mean();
  }

  get exceeds() {
    return Histogram.#of(this).exceeds;
  }

  get exceedsBigInt() {
    return BigInt(Histogram.#of(this).exceeds);
  }

  get stddev() {
    return Histogram.#of(this).stddev();
  }

  /**
   * @param {number} percentile above 0, up to 100
   * @returns {number}
   * @throws {RangeError} ERR_OUT_OF_RANGE
   */
  percentile(percentile) {
    const counts = Histogram.#of(this);
    validatePercentile(percentile);
    return counts.percentile(percentile);
  }

  /**
   * @param {number} percentile above 0, up to 100
   * @returns {bigint}
   * @throws {RangeError} ERR_OUT_OF_RANGE
   */
  percentileBigInt(percentile) {
    const counts = Histogram.#of(this);
    validatePercentile(percentile);
    return BigInt(counts.percentile(percentile));
  }

  get percentiles() {
    const map = new Map();
    Histogram.#of(this).forEachPercentile((percentile, value) => map.set(percentile, value));
    return map;
  }

  get percentilesBigInt() {
    const map = new Map();
    Histogram.#of(this).forEachPercentile((percentile, value) => {
      map.set(percentile, BigInt(value));
    });
    return map;
  }

  /** Forgets what was recorded. */
  reset() {
    Histogram.#of(this).reset();
  }

  toJSON() {
    return {
      count: this.count,
      min: this.min,
      max: this.max,
      mean: this.mean,
      exceeds: this.exceeds,
      stddev: this.stddev,
      percentiles: Object.fromEntries(this.percentiles),
    };
  }

  [customInspect](depth, options) {
    if (depth < 0) return `[${this.constructor.name}]`;
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `Histogram ${inspect({
      min: this.min,
      max: this.max,
      mean: this.mean,
      exceeds: this.exceeds,
      stddev: this.stddev,
      count: this.count,
      percentiles: this.percentiles,
    }, nested)}`;
  }
}

const { countsOf } = Histogram;
delete Histogram.countsOf;

function validatePercentile(percentile) {
  validateNumber(percentile, 'percentile');
  if (!(percentile > 0 && percentile <= 100)) {
    throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
  }
}

let now;
function nanoseconds() {
  now ??= require('internal/perf/utils').now;
  return Math.round(now() * 1e6);
}

/** Source: Node.js documentation, "Performance hooks", class RecordableHistogram. */
class RecordableHistogram extends Histogram {
  #lastDelta = -1;

  /**
   * @param {number | bigint} value
   * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
   */
  record(value) {
    const counts = countsOf(this);
    if (typeof value !== 'bigint') validateInteger(value, 'val', 1);
    else if (value < 1n) throw new ERR_OUT_OF_RANGE('val', `>= 1 && <= ${kNoMinimum}`, value);
    counts.record(Number(value), 1);
  }

  [kClone]() {
    return {
      data: countsOf(this).share(),
      deserializeInfo: 'internal/histogram:ClonedRecordableHistogram',
    };
  }

  /** Records the nanoseconds since the last call. */
  recordDelta() {
    const counts = countsOf(this);
    const time = nanoseconds();
    if (this.#lastDelta !== -1) counts.record(Math.max(1, time - this.#lastDelta), 1);
    this.#lastDelta = time;
  }

  /**
   * Adds the values of another histogram.
   * @param {RecordableHistogram} other
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   */
  add(other) {
    const counts = countsOf(this);
    if (!isRecordableHistogram(other)) {
      throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    }
    counts.add(countsOf(other));
  }
}

/** What a clone begins as; see internal/host_object. */
function ClonedHistogram() {
  return new Histogram(kConstruct, undefined);
}

/** What a clone begins as; see internal/host_object. */
function ClonedRecordableHistogram() {
  return new RecordableHistogram(kConstruct, undefined);
}

function isRecordableHistogram(value) {
  return value instanceof RecordableHistogram;
}

/**
 * The event loop's delay: how late a timer is called, in nanoseconds, the timer's period included.
 * Source: Node.js documentation, "Performance hooks", class IntervalHistogram.
 */
class ELDHistogram extends Histogram {
  #resolution;
  #timer = undefined;
  #last = 0;

  constructor(token, counts, resolution) {
    super(token, counts);
    this.#resolution = resolution;
  }

  /** @returns {boolean} whether it was not enabled */
  enable() {
    const counts = countsOf(this);
    if (this.#timer !== undefined) return false;
    this.#last = nanoseconds();
    this.#timer = require('timers').setInterval(() => {
      const time = nanoseconds();
      counts.record(Math.max(1, time - this.#last), 1);
      this.#last = time;
    }, this.#resolution);
    this.#timer.unref();
    return true;
  }

  /** @returns {boolean} whether it was enabled */
  disable() {
    countsOf(this);
    if (this.#timer === undefined) return false;
    require('timers').clearInterval(this.#timer);
    this.#timer = undefined;
    return true;
  }
}

/**
 * @param {{ lowest?: number | bigint, highest?: number | bigint, figures?: number }} [options]
 *   `figures` is the precision in decimal digits
 * @returns {RecordableHistogram}
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 * Source: Node.js documentation, "Performance hooks", perf_hooks.createHistogram.
 */
function createHistogram(options = {}) {
  validateObject(options, 'options');
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== 'bigint') {
    validateInteger(lowest, 'options.lowest', 1, Number.MAX_SAFE_INTEGER);
  } else if (lowest < 1n || lowest > kNoMinimum) {
    throw new ERR_OUT_OF_RANGE('options.lowest', `>= 1 && <= ${kNoMinimum}`, lowest);
  }
  if (typeof highest !== 'bigint') {
    validateInteger(highest, 'options.highest', 2 * Number(lowest), Number.MAX_SAFE_INTEGER);
  } else if (highest < 2n * BigInt(lowest) || highest > kNoMinimum) {
    throw new ERR_OUT_OF_RANGE('options.highest',
                               `>= ${2n * BigInt(lowest)} && <= ${kNoMinimum}`, highest);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(kConstruct,
                                 new Counts(Number(lowest), Number(highest), figures));
}

/**
 * @param {{ resolution?: number }} [options] the period of the timer, in milliseconds
 * @returns {ELDHistogram}
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 * Source: Node.js documentation, "Performance hooks", perf_hooks.monitorEventLoopDelay.
 */
function monitorEventLoopDelay(options = {}) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  // An hour, in nanoseconds, is more than any delay that is still worth a number.
  return new ELDHistogram(kConstruct, new Counts(1, 3.6e12, 3), resolution);
}

module.exports = {
  ClonedHistogram,
  ClonedRecordableHistogram,
  Histogram,
  RecordableHistogram,
  createHistogram,
  isRecordableHistogram,
  monitorEventLoopDelay,
};
