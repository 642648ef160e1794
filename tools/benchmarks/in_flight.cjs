'use strict';
// What the benchmarks of asynchronous operations share: some number of them always runs.

/**
 * Runs start(done) `count` times, `width` of them at a time; done(error) is the callback of each.
 * @param {number} count
 * @param {number} width
 * @param {(done: (error: Error | null) => void) => void} start
 * @returns {Promise<void>}
 */
exports.byCallback = function byCallback(count, width, start) {
  return new Promise((resolve, reject) => {
    let started = 0;
    let ended = 0;
    const done = (error) => {
      if (error) reject(error);
      else if (++ended === count) resolve();
      else if (started < count) next();
    };
    const next = () => {
      started++;
      start(done);
    };
    for (let i = 0; i < width; i++) next();
  });
};

/**
 * The same for functions that return promises: `width` loops of `await`.
 * @param {number} count
 * @param {number} width
 * @param {() => Promise<unknown>} start
 * @returns {Promise<void>}
 */
exports.byPromise = async function byPromise(count, width, start) {
  let left = count;
  const loop = async () => {
    while (left-- > 0) await start();
  };
  await Promise.all(Array.from({ length: width }, loop));
};
