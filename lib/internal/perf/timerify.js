'use strict';

// performance.timerify: wraps a function, so that each call makes a timeline entry and, if there is
// a histogram, a record. What throws or rejects leaves none.

const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validators');
const { isRecordableHistogram } = require('internal/histogram');
const { createNodeEntry } = require('internal/perf/entry');
const { enqueue } = require('internal/perf/observe');
const { now } = require('internal/perf/utils');

function finish(name, startTime, args, histogram) {
  const duration = now() - startTime;
  if (histogram !== undefined) histogram.record(Math.max(1, Math.ceil(duration * 1e6)));
  const entry = createNodeEntry(name, 'function', startTime, duration, args);
  for (let i = 0; i < args.length; i++) entry[i] = args[i];
  enqueue(entry);
}

/**
 * @param {Function} fn
 * @param {{ histogram?: import('perf_hooks').RecordableHistogram }} [options]
 * @returns {Function}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * Source: Node.js documentation, "Performance hooks", performance.timerify.
 */
function timerify(fn, options = {}) {
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  if (histogram !== undefined && !isRecordableHistogram(histogram)) {
    throw new ERR_INVALID_ARG_TYPE('options.histogram', 'RecordableHistogram', histogram);
  }

  function timerified(...args) {
    const startTime = now();
    const result = new.target === undefined ?
      Reflect.apply(fn, this, args) : Reflect.construct(fn, args, fn);
    if (new.target === undefined && typeof result?.finally === 'function') {
      return result.finally(() => finish(fn.name, startTime, args, histogram));
    }
    finish(fn.name, startTime, args, histogram);
    return result;
  }

  Object.defineProperties(timerified, {
    length: { __proto__: null, configurable: false, enumerable: true, value: fn.length },
    name: {
      __proto__: null,
      configurable: false,
      enumerable: true,
      value: `timerified ${fn.name}`,
    },
  });
  return timerified;
}

module.exports = { timerify };
