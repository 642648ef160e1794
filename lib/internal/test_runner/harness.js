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

const kPendingMessage =
  'Promise resolution is still pending but the event loop has already resolved';

function readOption(name) {
  const { getOptionValue } = require('internal/options');
  return getOptionValue(name);
}

function readOptions() {
  const { convertStringToRegExp } = require('internal/test_runner/utils');
  return {
    testOnly: Boolean(readOption('--test-only')),
    forceExit: Boolean(readOption('--test-force-exit')),
    namePatterns: (readOption('--test-name-pattern') ?? [])
      .map((pattern) => convertStringToRegExp(pattern, '--test-name-pattern')),
  };
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
      options: {},
      location: { file, line: 1, column: 1 },
    });
    this.harness = harness;
    this.runOnlySubtests = harness.options.testOnly;
    this.startTime = now();
    this.ranAfter = undefined;
  }

  subtestDone(child) {
    super.subtestDone(child);
    // The last test may have left handles that keep the process alive, which `after` closes.
    if (this.active === 0 && this.pending.length === 0 && this.accepting) {
      if (this.hooks.after.length > 0) this.runAfter();
      else if (this.harness.options.forceExit) this.harness.end();
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

/** Owns the root and the report. */
class Harness {
  constructor(reporter) {
    this.options = readOptions();
    this.reporter = reporter;
    this.counters = {
      tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0,
    };
    this.success = true;
    this.ended = false;
    this.root = new Root(this);
    queueMicrotask(() => {
      this.root.accepting = true;
      this.root.pump();
    });

    const onException = this.#uncaughtHandler('uncaughtException');
    const onRejection = this.#uncaughtHandler('unhandledRejection');
    const onSignal = () => {
      this.end().then(() => exit.call(process, 1));
    };
    this.onBeforeExit = () => { this.end(); };
    process.on('uncaughtException', onException);
    process.on('unhandledRejection', onRejection);
    process.on('beforeExit', this.onBeforeExit);
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    this.listeners = { onException, onRejection, onSignal };
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
    options = { ...options, ...overrides };
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
    const { counters, reporter } = this;
    if (root.error !== null) {
      root.testNumber = root.subtests.length + 1;
      reporter.result(root);
      process.exitCode = 1;
    }
    reporter.plan(0, root.location, root.subtests.length);
    for (const message of root.diagnostics) reporter.diagnostic(0, root.location, message);
    for (const key of Object.keys(counters)) {
      reporter.diagnostic(0, root.location, `${key} ${counters[key]}`);
    }
    reporter.diagnostic(0, root.location, `duration_ms ${Math.round(root.duration * 1e6) / 1e6}`);
    reporter.end();

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
  after: makeHook('after'),
  afterEach: makeHook('afterEach'),
  before: makeHook('before'),
  beforeEach: makeHook('beforeEach'),
  lazyHarness,
  lazyStorage,
  suite: makeRunner(Suite),
  test: makeRunner(Test),
};
