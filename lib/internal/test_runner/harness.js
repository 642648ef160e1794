'use strict';

// The test runner of one process: the root of the tree of tests, the counters, what happens to
// errors that nobody caught, and the end.
//
// It comes into being with the first test or hook. Tests start in a microtask, when the script's
// synchronous part is over; the end is 'beforeExit': what has not finished then never will.

const {
  codes: { ERR_TEST_FAILURE },
} = require('internal/errors');
const {
  Hook,
  Suite,
  Test,
  currentOwner,
  kCancelledByParent,
  kHookFailure,
  kParentAlreadyFinished,
  lazyStorage,
  locationOf,
  noop,
  now,
  toFailure,
  validateOptions,
} = require('internal/test_runner/test');

// Taken now, because a program may replace them.
const { exit } = process;
const { clearTimeout, setTimeout } = require('timers');

const kPendingMessage =
  'Promise resolution is still pending but the event loop has already resolved';

function readOption(name) {
  const { getOptionValue } = require('internal/options');
  return getOptionValue(name);
}

function readOptions() {
  const { convertStringToRegExp } = require('internal/test_runner/utils');
  const patterns = (name) => (readOption(name) ?? [])
    .map((pattern) => convertStringToRegExp(pattern, name));
  return {
    testOnly: Boolean(readOption('--test-only')),
    forceExit: Boolean(readOption('--test-force-exit')),
    updateSnapshots: Boolean(readOption('--test-update-snapshots')),
    namePatterns: patterns('--test-name-pattern'),
    skipPatterns: patterns('--test-skip-pattern'),
    // Of a run of files it is the time of a file: the process that started this one sees to it.
    timeout: isChild() ? undefined : readOption('--test-timeout') || undefined,
  };
}

/** @returns {boolean} whether a run of files has started this process for one of them */
function isChild() {
  return process.env.NODE_TEST_CONTEXT === 'child-v8';
}

/** The root: stands for the file that runs. */
class Root extends Test {
  constructor(harness) {
    const file = process.argv[1];
    super({
      parent: null,
      root: null,
      name: file ?? '<root>',
      fn: noop,
      options: { timeout: harness.options.timeout },
      location: { file, line: 1, column: 1 },
    });
    this.harness = harness;
    this.runOnlySubtests = harness.options.testOnly;
    this.entryFile = file;
    this.startTime = now();
    this.ranAfter = undefined;
  }

  subtestDone(child) {
    super.subtestDone(child);
    // The last test may have left handles that keep the process alive, which `after` closes.
    if (this.active === 0 && this.pending.length === 0 && this.accepting) {
      if (this.hooks.after.length > 0) this.runAfter();
      else if (this.harness.options.forceExit) this.harness.end();
      this.harness.watchEnd();
    }
  }

  runAfter() {
    this.ranAfter ??= this.runHooks('after', this.context).catch((error) => {
      this.fail(toFailure(error, kHookFailure));
    }).then(() => {
      if (this.harness.options.forceExit) this.harness.end();
    });
    return this.ranAfter;
  }

  postRun() {
    // The root ends with Harness.end().
  }

  failFromOutside(error) {
    this.fail(error);
  }
}

/** How long a process may live on after its last test, if leaks are looked for. */
const kPatience = 1000;

/** Owns the root and the report. */
class Harness {
  /**
   * @param {any} reporter
   * @param {boolean} deferred whether tests wait for start()
   */
  constructor(reporter, deferred = false) {
    this.options = readOptions();
    this.reporter = reporter;
    // Asked once: a program may change its environment.
    this.isChild = isChild();
    this.counters = {
      tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0,
    };
    this.success = true;
    this.ended = false;
    this.leaks = require('internal/test_runner/leaks').startLeakTracker();
    this.endTimer = undefined;
    /** Of the order of the files, if one process runs several. @type {number | undefined} */
    this.seed = undefined;
    this.root = new Root(this);
    if (!deferred) queueMicrotask(() => this.start());
    const onException = this.#uncaughtHandler('uncaughtException');
    const onRejection = this.#uncaughtHandler('unhandledRejection');
    const onSignal = () => {
      this.end().then(() => exit.call(process, 1));
    };
    this.onBeforeExit = () => { this.end(); };
    process.on('uncaughtException', onException);
    process.on('unhandledRejection', onRejection);
    process.on('beforeExit', this.onBeforeExit);
    // The process of a file dies of signals: who started it tells what it was doing.
    if (!this.isChild) {
      process.on('SIGINT', onSignal);
      process.on('SIGTERM', onSignal);
    }
    this.listeners = { onException, onRejection, onSignal };
  }

  /** Lets the tests run. */
  start() {
    this.root.accepting = true;
    this.root.pump();
  }

  #uncaughtHandler(eventName) {
    return (error) => {
      const owner = currentOwner();
      if (owner !== undefined && !owner.finished) {
        owner.failFromOutside(new ERR_TEST_FAILURE(error, eventName));
        return;
      }
      // Nobody is left to fail, but the run has.
      this.success = false;
      process.exitCode = 1;
      const { relative } = require('path');
      let message;
      if (owner === undefined) {
        message = 'Error: A resource generated asynchronous activity after the test ended. This ' +
          `activity created the error "${error}" which triggered an ${eventName} event, caught ` +
          'by the test runner.';
      } else {
        const { file, line, column } = owner.location;
        const place = file === undefined ? '' :
          ` at ${relative(process.cwd(), file)}:${line}:${column}`;
        message = `Error: ${owner.description}${place} generated asynchronous activity after ` +
          `the test ended. This activity created the error "${error}" and would have caused the ` +
          `test to fail, but instead triggered an ${eventName} event.`;
      }
      this.root.diagnostic(message);
    };
  }

  /**
   * Makes a test or suite and starts it when its turn comes.
   * @param {Test} parent
   * @param {typeof Test} Class
   * @param {any[]} args name, options, fn; each may be left out
   * @param {object} overrides options that win
   * @param {Function} caller for the location
   * @returns {Promise<void>}
   */
  declare(parent, Class, args, overrides, caller) {
    let [name, options, fn] = args;
    if (typeof name === 'function') {
      fn = name;
      name = undefined;
      options = undefined;
    } else if (name !== null && typeof name === 'object') {
      fn = options;
      options = name;
      name = undefined;
    } else if (typeof options === 'function') {
      fn = options;
      options = undefined;
    }
    if (options === null || typeof options !== 'object') options = undefined;
    // Without a prototype: what a program adds to that of all objects is no option.
    options = { __proto__: null, ...options, ...overrides };
    if (typeof name !== 'string' || name === '') name = fn?.name || '<anonymous>';
    if (typeof fn !== 'function') fn = noop;
    validateOptions(options);

    const location = locationOf(caller);
    let failure;
    if (parent.isClosed) {
      // What comes after the end of its parent is reported with the root's tests.
      failure = new ERR_TEST_FAILURE('test could not be started because its parent finished',
                                     kParentAlreadyFinished);
      parent = this.root;
    }
    const child = new Class({ parent, root: this.root, name, fn, options, location });
    if (failure !== undefined) child.fail(failure);
    parent.addSubtest(child);
    const done = parent.startSubtest(child);
    // A suite runs its tests after its function has returned: nothing to wait for in it.
    return parent.isSuite || child.isSuite ? Promise.resolve() : done;
  }

  /**
   * Reports a file that could not be loaded as a test that failed.
   * @param {string} file
   * @param {any} error
   */
  failFile(file, error) {
    const { root } = this;
    const child = new Test({
      parent: root, root, name: file, fn: noop, options: {}, location: { file, line: 1, column: 1 },
    });
    // Whatever tests were asked for.
    child.skipped = false;
    child.message = undefined;
    child.fail(toFailure(error, 'testCodeFailure'));
    root.addSubtest(child);
    root.startSubtest(child);
  }

  enqueued(test) {
    this.reporter.enqueue(test);
  }

  dequeued(test) {
    this.reporter.dequeue(test);
  }

  completed(test) {
    const { counters } = this;
    if (test.isSuite) {
      counters.suites++;
    } else {
      counters.tests++;
      if (test.skipped) counters.skipped++;
      else if (test.isTodo) counters.todo++;
      else if (test.cancelled) counters.cancelled++;
      else if (!test.passed) counters.fail++;
      else counters.pass++;
    }
    if (!test.passed && !test.isTodo) {
      this.success = false;
      process.exitCode = 1;
    }
    this.reporter.complete(test);
  }

  /**
   * Names what a test left behind, in its report.
   * @param {Test} test
   * @returns {Promise<void>}
   */
  async checkLeaks(test) {
    const leaks = await this.leaks.leftBy(test);
    if (leaks.length === 0) return;
    for (const leak of leaks) test.diagnostic(`left behind: ${leak}`);
    if (this.leaks.mode === 'error') {
      test.fail(new ERR_TEST_FAILURE(`left behind: ${leaks.join('; ')}`, 'testCodeFailure'));
    }
  }

  /** All tests are done: if that is not the end of the process soon, says why, and ends it. */
  watchEnd() {
    if (this.leaks === undefined) return;
    clearTimeout(this.endTimer);
    this.endTimer = setTimeout(async () => {
      const { root } = this;
      if (this.ended || root.active > 0 || root.pending.length > 0) return;
      await root.ranAfter;
      const holding = this.leaks.holding();
      for (const each of holding) {
        root.diagnostic(`the tests are done, but the process was held by: ${each}`);
      }
      if (this.leaks.mode === 'error') {
        root.fail(new ERR_TEST_FAILURE(`the process was held by: ${holding.join('; ')}`,
                                       'testCodeFailure'));
      }
      await this.end();
      exit.call(process, process.exitCode);
    }, kPatience);
    this.endTimer.unref();
  }

  // What the process that runs the files wants to know besides the events.
  tellSummary() {
    const data = { __proto__: null, declared: this.root.subtests.length };
    if (readOption('--experimental-test-coverage')) {
      data.coverage = require('internal/test_runner/coverage').takeCoverage();
    }
    this.reporter.emit('test:summary', data);
  }

  // A failure is the run's: the tests have passed.
  writeSnapshots() {
    if (!this.options.updateSnapshots) return;
    try {
      require('internal/test_runner/snapshot').writeSnapshots();
    } catch (error) {
      this.root.fail(toFailure(error, 'testCodeFailure'));
      this.success = false;
    }
  }

  tellCoverage() {
    const { coverageOptions, reportCoverage, takeCoverage } =
      require('internal/test_runner/coverage');
    const options = coverageOptions();
    if (options === undefined) return;
    const scripts = takeCoverage() ?? [];
    const ok = reportCoverage([scripts], options, process.cwd(), (type, data) => {
      this.reporter.emit(type, data);
    });
    if (!ok) {
      this.success = false;
      process.exitCode = 1;
    }
  }

  /** Ends what runs, and writes the end of the report. */
  async end() {
    if (this.ended) return;
    this.ended = true;
    const { root } = this;
    root.accepting = false;
    const pendingError = new ERR_TEST_FAILURE(kPendingMessage, kCancelledByParent);
    root.cancelSubtests(pendingError);
    if (root.hooks.after.length > 0) await root.runAfter();

    root.endTime = now();
    root.finished = true;
    root.reportFinished();
    this.writeSnapshots();
    const { counters, reporter } = this;
    if (root.error !== null) {
      root.testNumber = root.subtests.length + 1;
      reporter.result(root);
      process.exitCode = 1;
    }
    reporter.plan(0, root.location, root.subtests.length);
    for (const message of root.diagnostics) reporter.diagnostic(0, root.location, message);
    if (this.isChild) {
      this.tellSummary();
    } else {
      for (const key of Object.keys(counters)) {
        reporter.diagnostic(0, root.location, `${key} ${counters[key]}`);
      }
      if (this.seed !== undefined) {
        reporter.diagnostic(
          0, root.location, `files in the order of --test-random-seed=${this.seed}`);
      }
      reporter.diagnostic(
        0, root.location, `duration_ms ${Math.round(root.duration * 1e6) / 1e6}`);
      this.tellCoverage();
    }
    reporter.end();

    process.removeListener('beforeExit', this.onBeforeExit);
    process.removeListener('uncaughtException', this.listeners.onException);
    process.removeListener('unhandledRejection', this.listeners.onRejection);
    process.removeListener('SIGINT', this.listeners.onSignal);
    process.removeListener('SIGTERM', this.listeners.onSignal);
    if (this.options.forceExit) exit.call(process, process.exitCode);
  }
}

let harness;

/** @returns {Harness} the one of this process */
function lazyHarness() {
  if (harness === undefined) {
    const { createReporter } = require('internal/test_runner/reporter/output');
    harness = new Harness(createReporter());
  }
  return harness;
}

/**
 * Makes the harness of this process before there is a test. Its tests wait for start().
 * @param {any} [reporter] else what the command line asks for
 * @returns {Harness | undefined} undefined if there is one already
 */
function createHarness(reporter) {
  if (harness !== undefined) return undefined;
  const { createReporter } = require('internal/test_runner/reporter/output');
  harness = new Harness(reporter ?? createReporter(), true);
  return harness;
}

// What `test()` and hooks belong to: the innermost test or suite that is running.
function currentParent() {
  const owner = currentOwner();
  if (owner === undefined) return lazyHarness().root;
  return owner instanceof Hook ? owner.owner : owner;
}

function makeRunner(Class) {
  function test(name, options, fn) {
    return lazyHarness().declare(currentParent(), Class, [name, options, fn], {}, test);
  }
  for (const keyword of ['skip', 'todo', 'only']) {
    const variant = (name, options, fn) => lazyHarness().declare(
      currentParent(), Class, [name, options, fn], { [keyword]: true }, variant);
    Object.defineProperty(variant, 'name', { value: '', configurable: true });
    test[keyword] = variant;
  }
  return test;
}

function makeHook(kind) {
  const hook = (fn, options) => currentParent().addHook(kind, fn, options, hook);
  Object.defineProperty(hook, 'name', { value: '', configurable: true });
  return hook;
}

module.exports = {
  Harness,
  after: makeHook('after'),
  afterEach: makeHook('afterEach'),
  before: makeHook('before'),
  beforeEach: makeHook('beforeEach'),
  createHarness,
  lazyHarness,
  lazyStorage,
  suite: makeRunner(Suite),
  test: makeRunner(Test),
};
