'use strict';

// gyre test [files], gyre --test [files]: finds test files, runs each in a process of its own, and
// reports (Node doc, "Running tests from the command line").

const { prepareMainThread } = require('internal/process/pre_execution');
const { getOptionValue } = require('internal/options');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { findTestFiles } = require('internal/test_runner/files');
// Taken now, because a preloaded module may replace it.
const { exit } = process;

/** The exit code if a test failed. */
const kFailure = 1;

/** @returns {{index: number, total: number} | undefined} */
function readShard() {
  const text = getOptionValue('--test-shard');
  if (!text) return undefined;
  const match = /^(\d+)\/(\d+)$/.exec(text);
  if (match === null) {
    throw new ERR_INVALID_ARG_VALUE('--test-shard', text,
                                    'must be in the form of <index>/<total>');
  }
  return { index: Number(match[1]), total: Number(match[2]) };
}

/** @returns {number | undefined} */
function readSeed() {
  const seed = getOptionValue('--test-random-seed');
  if (seed) return seed;
  return getOptionValue('--test-randomize') ? 1 + Math.floor(Math.random() * 999999) : undefined;
}

/** @returns {string[] | undefined} undefined when there is nothing to run, which is told */
function findFiles() {
  try {
    return findTestFiles(process.argv.slice(1), process.cwd());
  } catch (error) {
    if (error.pattern === undefined) throw error;
    process.stderr.write(`${error.message}\n`);
    return undefined;
  }
}

// Gives the events to the reporters, and says when all is written.
function report(stream, sinks) {
  stream.on('data', (event) => {
    for (const sink of sinks) sink.write(event);
  });
  stream.on('end', () => {
    for (const sink of sinks) sink.end();
  });
}

// Ctrl-C: the processes of the files are stopped, and what is known is reported. That is the way to
// end watch mode, and no failure there.
function stopOnSignals(getRunner, watching) {
  const { codes: { ERR_TEST_FAILURE } } = require('internal/errors');
  let count = 0;
  const onSignal = () => {
    // Whoever asks twice does not want to wait.
    if (++count > 1) {
      for (const file of getRunner()?.files ?? []) file.kill('SIGKILL');
      exit.call(process, kFailure);
    }
    watching?.abort();
    getRunner()?.stop(() => new ERR_TEST_FAILURE(
      'test did not finish before its parent and was cancelled', 'cancelledByParent'));
    if (watching === undefined) process.exitCode = kFailure;
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('exit', () => {
    for (const file of getRunner()?.files ?? []) file.kill('SIGKILL');
  });
  return () => {
    process.removeListener('SIGINT', onSignal);
    process.removeListener('SIGTERM', onSignal);
  };
}

// A test that ends the process, with whatever code, has not let the others pass.
function failIfUnfinished() {
  const { lazyHarness } = require('internal/test_runner/harness');
  const { root } = lazyHarness();
  process.on('exit', () => {
    if (root.finished || (root.active === 0 && root.pending.length === 0)) return;
    process.stderr.write('the process ended before its tests did\n');
    process.exitCode = kFailure;
  });
}

/** @returns {void} */
function main() {
  prepareMainThread('none');
  const { createSinks } = require('internal/test_runner/reporter/output');
  const { loadFiles, prepareFiles, run } = require('internal/test_runner/run');
  const { coverageOptions, startCoverage } = require('internal/test_runner/coverage');

  const files = findFiles();
  if (files?.length === 0 && getOptionValue('--test-command')) {
    process.stderr.write('No test files found\n');
    process.exitCode = kFailure;
    return;
  }
  if (files === undefined) {
    process.exitCode = kFailure;
    return;
  }
  const { validateOneOf } = require('internal/validators');
  const isolation = getOptionValue('--test-isolation');
  validateOneOf(isolation, '--test-isolation', ['process', 'none']);
  const isCommand = getOptionValue('--test-command');
  const leaks = getOptionValue('--test-leaks') || (isCommand ? 'warn' : undefined);
  if (leaks !== undefined) validateOneOf(leaks, '--test-leaks', ['warn', 'error', 'off']);
  const seed = readSeed();
  const watching = getOptionValue('--watch') ? new AbortController() : undefined;
  const coverage = coverageOptions();
  const options = {
    files,
    shard: readShard(),
    // The runner itself has little to do; `--test` leaves it a core, as Node does.
    concurrency: getOptionValue('--test-concurrency') ||
      (isCommand ? require('os').availableParallelism() : true),
    timeout: getOptionValue('--test-timeout') || Infinity,
    only: getOptionValue('--test-only'),
    testNamePatterns: getOptionValue('--test-name-pattern'),
    testSkipPatterns: getOptionValue('--test-skip-pattern'),
    forceExit: getOptionValue('--test-force-exit'),
    watch: watching !== undefined,
    signal: watching?.signal,
    discover: () => findTestFiles(process.argv.slice(1), process.cwd()),
    coverage: coverage !== undefined,
    coverageOptions: coverage,
    inCompletionOrder: isCommand,
    unfinishedFails: isCommand,
    bail: getOptionValue('--test-bail'),
    retry: getOptionValue('--test-retry'),
    leaks,
    seed,
    isolation,
  };
  if (isolation === 'none' && watching === undefined) {
    if (coverage !== undefined) startCoverage();
    if (options.bail || options.retry) {
      throw new ERR_INVALID_ARG_VALUE(
        '--test-isolation', isolation,
        `${options.bail ? '--test-bail' : '--test-retry'} needs a process for each file`);
    }
    loadFiles(prepareFiles(options), seed);
    if (isCommand) failIfUnfinished();
    return;
  }
  const { stdout } = process;
  const clears = stdout.isTTY && !getOptionValue('--watch-preserve-output');
  let runner;
  const onRunner = (made) => {
    if (runner !== undefined && clears) stdout.write('\x1bc');
    runner = made;
  };
  const stream = run({ ...options, onRunner });
  if (isCommand && stdout.isTTY) {
    const { Progress } = require('internal/test_runner/progress');
    const progress = new Progress(stdout, () => runner.state());
    report(stream, createSinks(progress));
    stream.on('test:dequeue', () => progress.update());
  } else {
    report(stream, createSinks());
  }
  const ignoreSignals = stopOnSignals(() => runner, watching);
  // An error here is one of a reporter: thrown in a handler, it ends the process with 7.
  process.on('uncaughtException', (error) => { throw error; });
  stream.once('end', () => {
    ignoreSignals();
    if (runner?.success === false && watching === undefined) process.exitCode = kFailure;
  });
}

module.exports = { main };
