'use strict';
// What the benchmarks share. A benchmark prints one line of JSON for each thing it measures;
// tools/bench.py starts it on every runtime, and says what the lines mean.

/**
 * Prints the rate of what ran between `start` and now.
 * @param {string} name  what one operation is
 * @param {number} operations
 * @param {number} start  from performance.now()
 * @param {string} [unit]
 */
exports.report = function report(name, operations, start, unit = 'ops/s') {
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ name, value: operations / seconds, unit }));
};

/**
 * Prints a quantity of which less is better.
 * @param {string} name
 * @param {number} value
 * @param {string} unit
 */
exports.reportLess = function reportLess(name, value, unit) {
  console.log(JSON.stringify({ name, value, unit, better: 'less' }));
};
