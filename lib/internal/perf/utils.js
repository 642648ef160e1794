'use strict';

// The clock of the High Resolution Time API: milliseconds, as a double, since the time origin (the
// start of the process or of the worker), from the monotonic clock.

const { now } = binding('performance');

let timeOriginTimestamp;

/**
 * @returns {number} the time origin as milliseconds since the Unix epoch
 * Source: High Resolution Time, performance.timeOrigin.
 */
function getTimeOriginTimestamp() {
  return timeOriginTimestamp ??= binding('performance').timeOrigin();
}

/** Forgets what must not outlive the process: called before the heap is serialised. */
function refreshTimeOrigin() {
  timeOriginTimestamp = undefined;
}

module.exports = { getTimeOriginTimestamp, now, refreshTimeOrigin };
