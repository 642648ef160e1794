'use strict';

// The options of run() and of the command line, checked; what follows is in runner.js.
// Source: Node doc, run([options]).

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE },
} = require('internal/errors');
const {
  validateAbortSignal, validateArray, validateBoolean, validateFunction, validateInteger,
  validateNumber, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');
const { convertStringToRegExp } = require('internal/test_runner/utils');

const kTimeoutMax = 2 ** 31 - 1;

function toPatterns(value, name) {
  if (value === undefined || value === null) return [];
  const isRegExp = require('internal/util/types').isRegExp;
  return (Array.isArray(value) ? value : [value]).map((pattern, i) => {
    if (isRegExp(pattern)) return String(pattern);
    const place = Array.isArray(value) ? `${name}[${i}]` : name;
    if (typeof pattern !== 'string') {
      throw new ERR_INVALID_ARG_TYPE(place, ['string', 'RegExp'], pattern);
    }
    convertStringToRegExp(pattern, place);
    return pattern;
  });
}

function checkShard(shard) {
  validateObject(shard, 'options.shard');
  const { index, total } = shard;
  validateInteger(total, 'options.shard.total', 1);
  validateInteger(index, 'options.shard.index', 1, total);
  return { index, total };
}

function checkConcurrency(concurrency) {
  if (typeof concurrency !== 'boolean' && concurrency !== undefined && concurrency !== null) {
    if (typeof concurrency !== 'number') {
      throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], concurrency);
    }
    validateUint32(concurrency, 'options.concurrency', true);
  }
  return concurrency ?? false;
}

function checkOptions(options) {
  validateObject(options, 'options');
  const {
    coverage, files, forceExit, isolation = 'process', setup, shard, signal, timeout, watch,
    testNamePatterns, testSkipPatterns,
  } = options;
  if (files !== undefined && files !== null) validateArray(files, 'options.files');
  if (watch !== undefined && watch !== null) validateBoolean(watch, 'options.watch');
  if (forceExit !== undefined && forceExit !== null) {
    validateBoolean(forceExit, 'options.forceExit');
    if (forceExit && watch) {
      throw new ERR_INVALID_ARG_VALUE('options.forceExit', watch,
                                      'is not supported with watch mode.');
    }
  }
  const names = toPatterns(testNamePatterns, 'options.testNamePatterns');
  const skips = toPatterns(testSkipPatterns, 'options.testSkipPatterns');
  if (shard !== undefined && shard !== null) {
    checkShard(shard);
    if (watch) {
      throw new ERR_INVALID_ARG_VALUE('options.shard', watch,
                                      'shards not supported with watch mode');
    }
  }
  if (setup !== undefined && setup !== null) validateFunction(setup, 'options.setup');
  if (signal !== undefined && signal !== null) validateAbortSignal(signal, 'options.signal');
  if (timeout !== undefined && timeout !== null && timeout !== Infinity) {
    validateNumber(timeout, 'options.timeout', 0, kTimeoutMax);
  }
  validateOneOf(isolation, 'options.isolation', ['process', 'none']);
  if (watch && isolation === 'none') {
    throw new ERR_INVALID_ARG_VALUE('options.isolation', isolation,
                                    'is not supported with watch mode');
  }
  if (coverage !== undefined && coverage !== null) validateBoolean(coverage, 'options.coverage');
  const concurrency = checkConcurrency(options.concurrency);
  return { ...options, isolation, names, skips, concurrency };
}

// The options of the process of a file.
function childOptions({ only, names, skips, forceExit, coverage, leaks }) {
  const result = [];
  for (const pattern of names) result.push(`--test-name-pattern=${pattern}`);
  for (const pattern of skips) result.push(`--test-skip-pattern=${pattern}`);
  if (only) result.push('--test-only');
  if (forceExit) result.push('--test-force-exit');
  if (coverage) result.push('--experimental-test-coverage');
  if (leaks) result.push(`--test-leaks=${leaks}`);
  const { getOptionValue } = require('internal/options');
  if (getOptionValue('--test-update-snapshots')) result.push('--test-update-snapshots');
  return result;
}

// A generator of numbers in [0, 1) that depend on the seed alone (mulberry32).
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Puts items into the order of the seed.
function shuffle(items, seed) {
  const random = randomOf(seed);
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
}

// Without files the arguments of the process name them, as in Node.
function discoverFiles() {
  const { findTestFiles } = require('internal/test_runner/files');
  return findTestFiles(process.argv.slice(1), process.cwd());
}

/**
 * @param {object} options files, shard, seed
 * @returns {string[]} the files to run, in order
 */
function prepareFiles(options) {
  let files = options.files ?? discoverFiles();
  for (let i = 0; i < files.length; i++) validateString(files[i], `options.files[${i}]`);
  const { shard, seed } = options;
  if (shard) {
    const { index, total } = checkShard(shard);
    files = files.filter((_, i) => i % total === index - 1);
  } else {
    files = files.slice();
  }
  if (seed !== undefined) shuffle(files, seed);
  return files;
}

function emptyStream() {
  const { TestsStream } = require('internal/test_runner/tests_stream');
  const stream = new TestsStream();
  stream.finish();
  return stream;
}

/**
 * Runs files in this process, one after the other is loaded.
 * @param {string[]} files
 * @param {number | undefined} seed of their order
 * @param {any} [reporter] gets the events; else those of the command line
 * @returns {Promise<void>} fulfilled when all are loaded and tests have begun
 * @throws {Error} ERR_INVALID_STATE if this process has tests already
 */
async function loadFiles(files, seed, reporter) {
  const { createHarness } = require('internal/test_runner/harness');
  const harness = createHarness(reporter);
  if (harness === undefined) {
    throw new ERR_INVALID_STATE('run() without isolation needs a process that has no tests yet');
  }
  harness.seed = seed;
  const { pathToFileURL } = require('internal/url');
  const { resolve } = require('path');
  const { importFrom } = require('internal/modules/esm/loader');
  const { currentDirectoryBase } = require('internal/modules/esm/module_map');
  for (const file of files) {
    harness.root.entryFile = resolve(file);
    try {
      await importFrom(pathToFileURL(resolve(file)).href, currentDirectoryBase(''));
    } catch (error) {
      harness.failFile(file, error);
    }
  }
  harness.start();
}

function runInProcess(options) {
  const { TestsStream } = require('internal/test_runner/tests_stream');
  const { Reporter } = require('internal/test_runner/reporter/output');
  const stream = new TestsStream();
  const sink = { write: (event) => stream.tell(event), end: () => stream.finish() };
  const loaded = (async () => {
    if (options.setup) await options.setup(stream);
    await loadFiles(prepareFiles(options), options.seed, new Reporter([sink]));
  })();
  loaded.catch((error) => { stream.destroy(error); });
  return stream;
}

/**
 * Runs test files. Source: Node doc, run([options]).
 * @param {object} [options] as documented; besides inCompletionOrder, unfinishedFails, bail, retry,
 *   seed, leaks, discover, onRunner and coverageOptions, for the command line
 * @returns {any} a TestsStream
 * @throws {TypeError} on wrong options
 */
function run(options = {}) {
  options = checkOptions(options);
  if (process.env.NODE_TEST_CONTEXT !== undefined) {
    process.emitWarning('node:test run() is being called recursively within a test file. ' +
      'skipping running files.');
    return emptyStream();
  }
  if (options.isolation === 'none') return runInProcess(options);
  const ready = {
    ...options,
    files: prepareFiles(options),
    discover: options.discover ?? (options.files ? undefined : discoverFiles),
    timeout: options.timeout ?? Infinity,
    setup: options.setup ?? undefined,
    signal: options.signal ?? undefined,
    childOptions: childOptions(options),
    coverage: options.coverageOptions ?? (options.coverage ? {
      include: options.coverageIncludeGlobs ?? [],
      exclude: options.coverageExcludeGlobs ?? [],
      lines: options.lineCoverage ?? 0,
      branches: options.branchCoverage ?? 0,
      functions: options.functionCoverage ?? 0,
    } : undefined),
  };
  const runner = makeRunner(ready);
  runner.run().catch((error) => { runner.stream.destroy(error); });
  return runner.stream;
}

function makeRunner(options) {
  if (options.watch) {
    const { WatchMode } = require('internal/test_runner/watch');
    return new WatchMode(options);
  }
  const { Runner } = require('internal/test_runner/runner');
  const runner = new Runner(options);
  options.onRunner?.(runner);
  return runner;
}

module.exports = { loadFiles, prepareFiles, run };
