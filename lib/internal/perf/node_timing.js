'use strict';

// performance.nodeTiming: when the process reached which point of its start, and how long its loop
// has been idle; and the event loop's utilization, which is computed from it.

const {
  codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM },
} = require('internal/errors');
const { PerformanceEntry, inspectEntry } = require('internal/perf/entry');
const { now } = require('internal/perf/utils');

const customInspect = Symbol.for('nodejs.util.inspect.custom');

// The order in which binding('performance').milestones() gives them.
const milestones = [
  'nodeStart', 'v8Start', 'environment', 'bootstrapComplete', 'loopStart', 'loopExit',
];

/** @returns {number} when a point was reached, in ms since the time origin; -1 if it was not */
function milestone(index) {
  const { milestones: read } = binding('performance');
  return read === undefined ? -1 : read()[index];
}

let measured = false;

/** @returns {number} ms that the loop has waited for events */
function idleTime() {
  // The loop measures its idle time from the first question on: it costs a look at the clock a
  // turn.
  const loop = binding('loop');
  if (!measured) {
    measured = true;
    loop.enableIdleTime();
  }
  return loop.idleTime();
}

/**
 * @param {string} name
 * @returns {boolean} whether a name is one of a point of the start
 */
function isMilestone(name) {
  return milestones.includes(name);
}

function accessor(get) {
  return { __proto__: null, configurable: true, enumerable: true, get };
}

/** Source: Node.js documentation, "Performance hooks", class PerformanceNodeTiming. */
class PerformanceNodeTiming {
  constructor() {
    for (const [name, value] of [['name', 'node'], ['entryType', 'node'], ['startTime', 0]]) {
      Object.defineProperty(this, name,
                            { __proto__: null, configurable: true, enumerable: true, value });
    }
    Object.defineProperty(this, 'duration', accessor(() => now()));
    milestones.forEach((name, index) => {
      Object.defineProperty(this, name, accessor(() => milestone(index)));
    });
    Object.defineProperty(this, 'idleTime', accessor(() => idleTime()));
    Object.defineProperty(this, 'uvMetricsInfo', {
      __proto__: null,
      configurable: true,
      // Not enumerable, so that copying the object does not throw.
      enumerable: false,
      get() {
        throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('performance.nodeTiming.uvMetricsInfo');
      },
    });
  }

  toJSON() {
    return {
      name: 'node',
      entryType: 'node',
      startTime: 0,
      duration: this.duration,
      nodeStart: this.nodeStart,
      v8Start: this.v8Start,
      bootstrapComplete: this.bootstrapComplete,
      environment: this.environment,
      loopStart: this.loopStart,
      loopExit: this.loopExit,
      idleTime: this.idleTime,
    };
  }

  [customInspect](depth, options) {
    return inspectEntry(this, depth, options);
  }
}

Object.setPrototypeOf(PerformanceNodeTiming, PerformanceEntry);
Object.setPrototypeOf(PerformanceNodeTiming.prototype, PerformanceEntry.prototype);

const nodeTiming = new PerformanceNodeTiming();

function utilization(idle, active) {
  return { idle, active, utilization: active / (idle + active) };
}

/**
 * How busy the loop was: since it began, since `first`, or between `second` and `first`.
 * @param {{ idle: number, active: number }} [first]
 * @param {{ idle: number, active: number }} [second]
 * @returns {{ idle: number, active: number, utilization: number }}
 * Source: Node.js documentation, "Performance hooks", performance.eventLoopUtilization.
 */
function eventLoopUtilization(first, second) {
  const { loopStart } = nodeTiming;
  if (loopStart <= 0) return { idle: 0, active: 0, utilization: 0 };
  if (second) return utilization(first.idle - second.idle, first.active - second.active);
  const idle = idleTime();
  const active = now() - loopStart - idle;
  if (!first) return utilization(idle, active);
  return utilization(idle - first.idle, active - first.active);
}

module.exports = { eventLoopUtilization, isMilestone, nodeTiming };
