'use strict';

// Tests, suites and hooks (Node doc, "Test runner").
//
// A tree of nodes: the root stands for the process, below it are tests and suites. A node runs its
// children when it accepts them: the root after the script's synchronous part, a test while its
// function runs, a suite after its function has declared them all. `pump` starts children as far as
// the node's concurrency allows; the others wait in `pending`.
//
// Results are reported in the order of declaration, whatever the order of execution: each node has
// a cursor, `nextToReport`, and a child that finishes early waits until the cursor reaches it. A
// node is "in front" if all cursors above it point at it; only nodes in front write events.
//
// Which test an asynchronous error belongs to is known from the async context (AsyncLocalStorage):
// every test and every hook runs in a context that stores it. `test()` called anywhere below makes
// a subtest of it.
//
// The cost of a test is a few promises and one captured call site (for its location).

const {
  AbortError,
  captureCallSite,
  codes: { ERR_INVALID_ARG_TYPE, ERR_TEST_FAILURE },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateFunction,
  validateNumber,
  validateOneOf,
  validateUint32,
} = require('internal/validators');
// The timers as they are now: a program may replace them by mocks.
const { setTimeout, clearTimeout } = require('timers');

const kTimeoutMax = 2 ** 31 - 1;

const kTestCodeFailure = 'testCodeFailure';
const kCancelledByParent = 'cancelledByParent';
const kAborted = 'testAborted';
const kTimeout = 'testTimeoutFailure';
const kHookFailure = 'hookFailed';
const kSubtestsFailed = 'subtestsFailed';
const kParentAlreadyFinished = 'parentAlreadyFinished';
const kMultipleCallbacks = 'multipleCallbackInvocations';
const kCallbackAndPromise = 'callbackAndPromisePresent';

const kCancelledMessage = 'test did not finish before its parent and was cancelled';
const kOnlyMessage = "'only' and 'runOnly' require the --test-only command-line option.";

function noop() {}

// Taken now, because a test may replace it.
const { hrtime } = process;

/** @returns {number} milliseconds of a clock that no mock changes */
function now() {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

let storage;

/**
 * The context of the test or hook that is running.
 * @returns {any} an AsyncLocalStorage
 */
function lazyStorage() {
  if (storage === undefined) {
    const { AsyncLocalStorage } = require('async_hooks');
    storage = new AsyncLocalStorage();
  }
  return storage;
}

/**
 * @returns {Test|Hook|undefined} what the running code belongs to
 */
function currentOwner() {
  return storage?.getStore();
}

/**
 * Where the call of `fn` stands.
 * @param {Function} fn
 * @returns {{file?: string, line?: number, column?: number}}
 */
function locationOf(fn) {
  const site = captureCallSite(fn);
  let file = site?.getFileName() ?? undefined;
  if (file === undefined) return {};
  if (file.startsWith('file:')) file = require('internal/url').fileURLToPath(file);
  return { file, line: site.getLineNumber(), column: site.getColumnNumber() };
}

function isTestFailure(error) {
  try {
    return error?.code === 'ERR_TEST_FAILURE' && 'failureType' in error;
  } catch {
    return false; // a proxy that throws
  }
}

function toFailure(error, failureType) {
  return isTestFailure(error) ? error : new ERR_TEST_FAILURE(error, failureType);
}

function abortFailure(signal) {
  return new ERR_TEST_FAILURE(signal.reason ?? new AbortError(), kAborted);
}

// A promise that rejects when the time is over or the signal is aborted, and how to stop waiting.
class StopCondition {
  constructor(timeout, signal) {
    this.timer = undefined;
    this.signal = signal;
    this.listener = undefined;
    this.promise = undefined;
    if (timeout === Infinity && signal === undefined) return;
    this.promise = new Promise((_, reject) => {
      if (timeout !== Infinity) {
        this.timer = setTimeout(() => {
          reject(new ERR_TEST_FAILURE(`test timed out after ${timeout}ms`, kTimeout));
        }, timeout);
        this.timer.unref?.();
      }
      if (signal !== undefined) {
        this.listener = () => reject(abortFailure(signal));
        if (signal.aborted) this.listener();
        else signal.addEventListener('abort', this.listener, { once: true });
      }
    });
    this.promise.catch(noop);
  }

  race(promise) {
    return this.promise === undefined ? promise : Promise.race([promise, this.promise]);
  }

  dispose() {
    if (this.timer !== undefined) clearTimeout(this.timer);
    if (this.listener !== undefined) this.signal.removeEventListener('abort', this.listener);
  }
}

// Calls a function of the user: with a callback as the second argument if it declares two, else
// it may return a promise. Returns a promise of the end; `misuse` is told of calls that are both.
function callUserFunction(owner, fn, context, misuse) {
  if (fn.length !== 2) {
    return lazyStorage().run(owner, () => Reflect.apply(fn, context, [context]));
  }
  let result;
  const promise = new Promise((resolve, reject) => {
    let called = 0;
    const done = (error) => {
      called++;
      if (called > 1) {
        throw new ERR_TEST_FAILURE('callback invoked multiple times', kMultipleCallbacks);
      }
      if (error) reject(error);
      else resolve(undefined);
    };
    // The executor turns what `fn` throws into a rejection, unless it called back before.
    try {
      result = lazyStorage().run(owner, () => Reflect.apply(fn, context, [context, done]));
    } catch (error) {
      if (called > 0) misuse(error);
      reject(error);
    }
  });
  if (require('internal/util/types').isPromise(result)) {
    misuse(new ERR_TEST_FAILURE('passed a callback but also returned a Promise',
                                kCallbackAndPromise));
    return Promise.race([promise, result]);
  }
  return promise;
}

// ---------------------------------------------------------------------------------------------
// Options

function validateOptions(options) {
  const { concurrency, plan, signal, timeout } = options;
  if (timeout !== undefined && timeout !== null && timeout !== Infinity) {
    validateNumber(timeout, 'options.timeout', 0, kTimeoutMax);
  }
  if (concurrency !== undefined && concurrency !== null && typeof concurrency !== 'boolean') {
    if (typeof concurrency !== 'number') {
      throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], concurrency);
    }
    validateUint32(concurrency, 'options.concurrency', true);
  }
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (plan !== undefined && plan !== null) validateUint32(plan, 'options.plan');
}

function toConcurrency(value, parent) {
  if (value === true) {
    return parent === null ? require('os').availableParallelism() - 1 || 1 : Infinity;
  }
  if (value === false) return 1;
  return value ?? (parent === null ? 1 : parent.concurrency);
}

// ---------------------------------------------------------------------------------------------
// Contexts: what functions of the user get

/** The argument of the functions of tests and hooks. */
class TestContext {
  #test;
  #assert;

  /** @param {Test} test */
  constructor(test) {
    this.#test = test;
  }

  get signal() {
    return this.#test.signal;
  }

  get name() {
    return this.#test.name;
  }

  get fullName() {
    return this.#test.fullName;
  }

  /** The test file. @type {string | undefined} */
  get filePath() {
    return this.#test.entryFile;
  }

  get error() {
    const { error } = this.#test;
    return isTestFailure(error) && error.failureType === kTestCodeFailure ? error.cause : error;
  }

  get passed() {
    return this.#test.passed;
  }

  /** @param {string} message */
  diagnostic(message) {
    this.#test.diagnostic(message);
  }

  /**
   * @param {number} count assertions and subtests that the test must have had at its end
   */
  plan(count) {
    this.#test.plan(count);
  }

  /** The functions of assert, which count for the plan. */
  get assert() {
    if (this.#assert === undefined) {
      const test = this.#test;
      const assert = require('assert');
      const bound = { __proto__: null };
      for (const key of Object.keys(assert)) {
        if (key === 'AssertionError' || key === 'CallTracker' || key === 'strict') continue;
        const method = assert[key];
        bound[key] = key === 'ok' ? countedOk(test) : (...args) => {
          test.countAssertion();
          return Reflect.apply(method, assert, args);
        };
      }
      defineSnapshots(bound, test);
      this.#assert = bound;
    }
    return this.#assert;
  }

  get mock() {
    return this.#test.mock;
  }

  /** @param {boolean} value */
  runOnly(value) {
    this.#test.runOnlySubtests = Boolean(value);
  }

  /** @param {string} [message] */
  skip(message) {
    this.#test.skip(message);
  }

  /** @param {string} [message] */
  todo(message) {
    this.#test.todo(message);
  }

  /**
   * Makes a subtest.
   * @param {...any} args name, options, fn
   * @returns {Promise<void>}
   */
  test(...args) {
    this.#test.countAssertion();
    return this.#test.root.harness.declare(this.#test, Test, args, {}, this.test);
  }

  before(fn, options) {
    this.#test.addHook('before', fn, options, this.before);
  }

  after(fn, options) {
    this.#test.addHook('after', fn, options, this.after);
  }

  beforeEach(fn, options) {
    this.#test.addHook('beforeEach', fn, options, this.beforeEach);
  }

  afterEach(fn, options) {
    this.#test.addHook('afterEach', fn, options, this.afterEach);
  }
}

// assert.ok quotes the source of its call, so it must be the function that is called.
function countedOk(test) {
  const assert = require('assert');
  return function ok(...args) {
    test.countAssertion();
    if (args[0]) return;
    const { falsyMessage } = require('internal/assert/call_source');
    if (args.length === 0 || args[1] === undefined || args[1] === null) {
      const message = args.length === 0 ? undefined : falsyMessage(ok);
      if (message !== undefined) {
        const error = new assert.AssertionError({
          actual: args[0], expected: true, message, operator: '==', stackStartFn: ok,
        });
        error.generatedMessage = true;
        throw error;
      }
    }
    assert.ok(...args);
  };
}

// They are not among the functions of assert that one sees.
function defineSnapshots(bound, test) {
  const methods = {
    __proto__: null,
    snapshot(value, options) {
      test.countAssertion();
      require('internal/test_runner/snapshot').snapshot(test, value, options);
    },
    fileSnapshot(value, path, options) {
      test.countAssertion();
      require('internal/test_runner/snapshot').fileSnapshot(value, path, options);
    },
  };
  for (const name of Object.keys(methods)) {
    Object.defineProperty(bound, name, {
      __proto__: null, value: methods[name], writable: true, configurable: true,
    });
  }
}

/** The argument of the functions of suites. */
class SuiteContext {
  #suite;

  /** @param {Suite} suite */
  constructor(suite) {
    this.#suite = suite;
  }

  get signal() {
    return this.#suite.signal;
  }

  get name() {
    return this.#suite.name;
  }

  get fullName() {
    return this.#suite.fullName;
  }

  /** The test file. @type {string | undefined} */
  get filePath() {
    return this.#suite.entryFile;
  }
}

// ---------------------------------------------------------------------------------------------

/** A function that runs before or after tests. */
class Hook {
  /**
   * @param {Test} owner
   * @param {string} kind
   * @param {Function} fn
   * @param {{timeout?: number, signal?: AbortSignal}} options
   * @param {{file?: string, line?: number, column?: number}} location
   */
  constructor(owner, kind, fn, options, location) {
    this.owner = owner;
    this.kind = kind;
    this.fn = fn;
    this.timeout = options.timeout ?? Infinity;
    this.signal = options.signal;
    this.location = location;
    this.finished = false;
    /** @type {((error: any) => void)|undefined} */
    this.reject = undefined;
    /** @type {Promise<void>|undefined} */
    this.once = undefined;
  }

  get description() {
    return `Test hook "${this.kind}"`;
  }

  /**
   * @param {any} context
   * @returns {Promise<void>}
   */
  async run(context) {
    this.finished = false;
    const stop = new StopCondition(this.timeout, this.signal);
    const uncaught = new Promise((_, reject) => { this.reject = reject; });
    uncaught.catch(noop);
    try {
      // An aborted signal prevents the call.
      if (this.signal?.aborted) await stop.promise;
      const result = callUserFunction(this, this.fn, context, (error) => { throw error; });
      await Promise.race([stop.race(result), uncaught]);
      if (this.signal?.aborted) await stop.promise;
    } finally {
      stop.dispose();
      this.finished = true;
    }
  }

  // `before` and `after` run once, whoever asks first.
  runOnce(context) {
    this.once ??= this.run(context);
    return this.once;
  }

  /**
   * Takes an error of asynchronous activity of the hook.
   * @param {any} error
   */
  failFromOutside(error) {
    this.reject?.(error);
  }
}

function hookFailure(kind, error) {
  const cause = isTestFailure(error) ? error.cause : error;
  const failure = new ERR_TEST_FAILURE(`failed running ${kind} hook`, kHookFailure);
  failure.cause = cause;
  failure.failureType = kHookFailure;
  return failure;
}

/** A test, and what suites and the root have in common with it. */
class Test {
  /**
   * @param {object} init
   * @param {Test|null} init.parent
   * @param {any} init.root
   * @param {string} init.name
   * @param {Function} init.fn
   * @param {any} init.options
   * @param {{file?: string, line?: number, column?: number}} init.location
   */
  constructor({ parent, root, name, fn, options, location }) {
    this.parent = parent;
    this.root = root ?? this;
    this.name = name;
    this.fn = fn;
    this.location = location;
    /** The test file; that of the root changes where one process runs several. */
    this.entryFile = parent === null ? undefined : parent.entryFile;
    this.nesting = parent === null ? 0 : parent.nesting + (parent.parent === null ? 0 : 1);
    this.testNumber = parent === null ? 0 : parent.subtests.length + 1;
    this.concurrency = toConcurrency(options.concurrency, parent);
    this.timeout = options.timeout ?? (parent === null ? Infinity : parent.timeout);
    this.outerSignal = options.signal;
    this.only = options.only;
    this.runOnlySubtests = false;
    this.expectedAssertions = options.plan ?? undefined;
    this.assertions = 0;

    this.subtests = [];
    this.pending = [];
    this.active = 0;
    this.accepting = false;
    this.nextToReport = 0;
    this.startReported = false;
    this.diagnostics = [];
    this.hooks = { before: [], after: [], beforeEach: [], afterEach: [] };

    this.startTime = undefined;
    this.endTime = undefined;
    this.passed = false;
    this.cancelled = false;
    this.finished = false;
    this.error = null;
    this.skipped = false;
    this.isTodo = false;
    this.message = undefined;
    this.interrupt = undefined;
    this.resolveDone = noop;
    // Whether it counts for the concurrency of its parent.
    this.isActive = false;
    this.failedSubtests = 0;

    this.abortControllerOrUndefined = undefined;
    this.mockOrUndefined = undefined;
    this.contextOrUndefined = undefined;

    this.applyDirectives(options);
    this.onAbort = undefined;
    if (this.outerSignal !== undefined) this.listenToAbort(this.outerSignal);
  }

  // Also a test that waits for its turn is cancelled at once.
  listenToAbort(signal) {
    this.onAbort = () => {
      this.cancel(abortFailure(signal));
      this.interrupt?.();
    };
    if (signal.aborted) this.onAbort();
    else signal.addEventListener('abort', this.onAbort, { once: true });
  }

  applyDirectives({ skip, todo, only }) {
    const { parent } = this;
    const { testOnly, namePatterns, skipPatterns } = this.root.harness?.options ?? {};
    if (todo !== undefined && todo !== false) {
      this.todo(typeof todo === 'string' ? todo : undefined);
    }
    if (skip !== undefined && skip !== false) {
      this.skip(typeof skip === 'string' ? skip : undefined);
    }
    if (parent === null) return;
    if (namePatterns?.length > 0 && !this.matchesPatterns(namePatterns)) {
      this.message = 'test name does not match pattern';
      // A suite runs for tests in it that may match.
      if (!this.isSuite) this.skipped = true;
    }
    if (skipPatterns?.length > 0 && !this.isSuite && this.matchesPatterns(skipPatterns)) {
      this.message = 'test name matches skip pattern';
      this.skipped = true;
    }
    if (testOnly && !only && (only === false || parent.runOnlySubtests)) {
      this.isTodo = false;
      this.skip("'only' option not set");
    } else if (!testOnly && (only || parent.runOnlyWarning)) {
      this.diagnostic(kOnlyMessage);
    }
    if (only && testOnly) this.runOnlySubtests = false;
  }

  matchesPatterns(patterns) {
    return patterns.some((pattern) => pattern.exec(this.name) !== null) ||
      (this.parent.parent !== null && this.parent.matchesPatterns(patterns));
  }

  /** Whether it takes no more subtests. */
  get isClosed() {
    return this.finished;
  }

  get runOnlyWarning() {
    return this.runOnlySubtests && !this.root.harness.options.testOnly;
  }

  get isSuite() {
    return false;
  }

  get fullName() {
    const { parent } = this;
    return parent === null || parent.parent === null ? this.name :
      `${parent.fullName} > ${this.name}`;
  }

  get description() {
    return `Test "${this.name}"`;
  }

  get abortController() {
    this.abortControllerOrUndefined ??= new AbortController();
    return this.abortControllerOrUndefined;
  }

  get signal() {
    return this.abortController.signal;
  }

  get mock() {
    if (this.mockOrUndefined === undefined) {
      const { MockTracker } = require('internal/test_runner/mock/mock');
      this.mockOrUndefined = new MockTracker();
    }
    return this.mockOrUndefined;
  }

  get context() {
    this.contextOrUndefined ??= new TestContext(this);
    return this.contextOrUndefined;
  }

  // ------------------------------------------------------------------------------------------
  // State

  skip(message) {
    this.skipped = true;
    this.message = message;
  }

  todo(message) {
    this.isTodo = true;
    this.message = message;
  }

  diagnostic(message) {
    this.diagnostics.push(message);
  }

  plan(count) {
    if (this.expectedAssertions !== undefined) {
      throw new ERR_TEST_FAILURE('cannot set plan more than once', kTestCodeFailure);
    }
    validateUint32(count, 'count');
    this.expectedAssertions = count;
  }

  countAssertion() {
    this.assertions++;
  }

  pass() {
    if (this.error === null) this.passed = true;
  }

  fail(error) {
    if (this.error !== null) return;
    this.passed = false;
    this.error = error;
  }

  cancel(error = new ERR_TEST_FAILURE(kCancelledMessage, kCancelledByParent)) {
    if (this.error !== null) return;
    this.fail(error);
    this.cancelled = true;
    this.abortSubtasks();
  }

  // Tells subtests and the user's code that the test is over.
  abortSubtasks() {
    this.abortController.abort();
  }

  /**
   * Takes an error of asynchronous activity of the test: it fails and ends.
   * @param {any} error
   */
  failFromOutside(error) {
    this.fail(error);
    this.abortSubtasks();
    this.interrupt?.();
  }

  // ------------------------------------------------------------------------------------------
  // Hooks

  addHook(kind, fn, options = {}, caller = undefined) {
    validateFunction(fn, 'fn');
    if (options === null || typeof options !== 'object') {
      throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    validateOptions(options);
    validateOneOf(kind, 'hook name', ['before', 'after', 'beforeEach', 'afterEach']);
    const hook = new Hook(this, kind, fn, options, locationOf(caller));
    this.hooks[kind].push(hook);
    // A test that runs already does not wait to run it; what it throws fails the test.
    if (kind === 'before' && this.startTime !== undefined && !this.isSuite) {
      hook.runOnce(this.context).catch((error) => {
        this.fail(toFailure(error, kTestCodeFailure));
      });
    }
  }

  async runHooks(kind, context) {
    for (const hook of this.hooks[kind]) {
      try {
        if (kind === 'before' || kind === 'after') await hook.runOnce(context);
        else await hook.run(context);
      } catch (error) {
        throw hookFailure(kind, error);
      }
    }
  }

  // From the outermost in.
  async runBeforeEach(context) {
    const { parent } = this;
    if (parent === null) return;
    await parent.runBeforeEach(context);
    if (parent.hooks.beforeEach.length > 0) await parent.runHooks('beforeEach', context);
  }

  // From the innermost out; the error of one does not prevent the others.
  async runAfterEach(context) {
    let failure;
    for (let node = this.parent; node !== null; node = node.parent) {
      if (node.hooks.afterEach.length === 0) continue;
      try {
        await node.runHooks('afterEach', context);
      } catch (error) {
        failure ??= error;
      }
    }
    if (failure !== undefined) throw failure;
  }

  // ------------------------------------------------------------------------------------------
  // Children

  addSubtest(child) {
    this.subtests.push(child);
    this.root.harness.enqueued(child);
  }

  /**
   * Starts `child` now or later.
   * @param {Test} child
   * @returns {Promise<void>} fulfilled when the child is done, whatever its result
   */
  startSubtest(child) {
    const done = new Promise((resolve) => { child.resolveDone = resolve; });
    this.pending.push(child);
    this.pump();
    return done;
  }

  pump() {
    while (this.accepting && this.active < this.concurrency && this.pending.length > 0) {
      const child = this.pending.shift();
      if (child.finished) continue;
      this.active++;
      child.isActive = true;
      this.root.harness.dequeued(child);
      child.run();
    }
  }

  subtestDone(child) {
    if (child.isActive) this.active--;
    if (!child.passed && !child.isTodo) this.failedSubtests++;
    this.pump();
  }

  // ------------------------------------------------------------------------------------------
  // Running

  async run() {
    this.startTime = now();
    this.accepting = true;
    // Skipped, or failed before it could start.
    if (this.skipped || this.error !== null) {
      this.pass();
      this.postRun();
      return;
    }

    const { context, parent } = this;
    const stop = new StopCondition(this.timeout, undefined);
    const interrupted = new Promise((resolve) => { this.interrupt = resolve; });
    let ranBeforeEach = false;
    try {
      if (parent.hooks.before.length > 0) await parent.runHooks('before', parent.context);
      ranBeforeEach = true;
      if (this.hasEachHooks('beforeEach')) await this.runBeforeEach(context);
      const result = callUserFunction(this, this.fn, context, (error) => this.fail(error));
      await Promise.race([stop.race(result), interrupted]);
      this.checkPlan();
    } catch (error) {
      this.failWith(error);
    }
    stop.dispose();
    this.interrupt = undefined;

    // The result that hooks see.
    this.pass();
    try {
      if (ranBeforeEach && this.hasEachHooks('afterEach')) await this.runAfterEach(context);
      if (this.hooks.after.length > 0) await this.runHooks('after', context);
    } catch (error) {
      this.failWith(error);
    }
    const { harness } = this.root;
    if (harness.leaks !== undefined) await harness.checkLeaks(this);
    this.postRun();
  }

  hasEachHooks(kind) {
    for (let node = this.parent; node !== null; node = node.parent) {
      if (node.hooks[kind].length > 0) return true;
    }
    return false;
  }

  checkPlan() {
    const expected = this.expectedAssertions;
    if (expected !== undefined && expected !== this.assertions) {
      throw new ERR_TEST_FAILURE(
        `plan expected ${expected} assertions but received ${this.assertions}`, kTestCodeFailure);
    }
  }

  failWith(error) {
    if (isTestFailure(error)) {
      if (error.failureType === kTimeout || error.failureType === kAborted) this.cancel(error);
      else this.fail(error);
    } else {
      this.fail(new ERR_TEST_FAILURE(error, kTestCodeFailure));
    }
  }

  /**
   * Ends the test: cancels what still runs below it, and reports.
   * @param {Error} [pendingError] what unfinished subtests fail with
   */
  postRun(pendingError = undefined) {
    if (this.finished) return;
    this.endTime ??= now();
    this.startTime ??= this.endTime;
    this.accepting = false;
    this.pending.length = 0;
    this.cancelSubtests(pendingError);
    const failed = this.failedSubtests;
    if (failed > 0 && this.error === null) {
      this.passed = false;
      this.error = new ERR_TEST_FAILURE(`${failed} subtest${failed > 1 ? 's' : ''} failed`,
                                        kSubtestsFailed);
    }
    this.mockOrUndefined?.reset();
    this.abortControllerOrUndefined?.abort();
    if (this.onAbort !== undefined) this.outerSignal.removeEventListener('abort', this.onAbort);
    this.interrupt?.();
    this.finished = true;
    this.root.harness.completed(this);
    this.parent.reportFinished();
    this.resolveDone();
    this.parent.subtestDone(this);
  }

  cancelSubtests(pendingError) {
    for (const subtest of this.subtests) {
      if (subtest === undefined || subtest.finished) continue;
      subtest.cancel(pendingError);
      subtest.postRun(pendingError);
    }
  }

  get duration() {
    return this.endTime - this.startTime;
  }

  // ------------------------------------------------------------------------------------------
  // Reporting, in the order of declaration

  isInFront() {
    const { parent } = this;
    return parent === null ||
      (parent.subtests[parent.nextToReport] === this && parent.isInFront());
  }

  // Reports the children from the cursor on as far as they are finished.
  reportFinished() {
    if (!this.isInFront()) return;
    for (;;) {
      const child = this.subtests[this.nextToReport];
      if (child === undefined) return;
      if (!child.finished) {
        // It has come to the front: what it has finished below can be reported.
        if (child.subtests.length > 0) child.reportFinished();
        return;
      }
      this.reportStart();
      child.reportFinished();
      child.reportEnd();
      // What is reported is not needed any more.
      this.subtests[this.nextToReport] = undefined;
      this.nextToReport++;
    }
  }

  reportStart() {
    if (this.startReported || this.parent === null) return;
    this.parent.reportStart();
    this.startReported = true;
    this.root.harness.reporter.start(this);
  }

  reportEnd() {
    const { reporter } = this.root.harness;
    this.reportStart();
    if (this.subtests.length > 0) {
      reporter.plan(this.nesting + 1, this.location, this.subtests.length);
    }
    reporter.result(this);
    for (const message of this.diagnostics) {
      reporter.diagnostic(this.nesting, this.location, message);
    }
  }
}

/** A group of tests. Its function declares them at once; they run when the suite's turn comes. */
class Suite extends Test {
  constructor(init) {
    super(init);
    // Tests of a suite that is not selected by `only` are not selected, those of one that is are
    // if they say so themselves.
    this.runOnlySubtests = this.root.harness.options.testOnly === true;
    this.declared = undefined;
    this.isDeclared = false;
    // Skipped or aborted: its tests are not even declared.
    if (this.skipped || this.error !== null) return;
    try {
      this.declared = callUserFunction(this, init.fn, this.context, noop);
      if (this.declared !== null && typeof this.declared === 'object') {
        this.declared = Promise.resolve(this.declared).catch((error) => {
          this.fail(toFailure(error, kTestCodeFailure));
        }).finally(() => { this.isDeclared = true; });
        return;
      }
    } catch (error) {
      this.fail(toFailure(error, kTestCodeFailure));
    }
    this.declared = undefined;
    this.isDeclared = true;
  }

  get isClosed() {
    return this.finished || this.isDeclared;
  }

  get isSuite() {
    return true;
  }

  get description() {
    return `Test "${this.name}"`;
  }

  get context() {
    this.contextOrUndefined ??= new SuiteContext(this);
    return this.contextOrUndefined;
  }

  async run() {
    this.startTime = now();
    if (this.declared !== undefined) await this.declared;
    if (this.skipped || this.error !== null) {
      this.pass();
      this.postRun();
      return;
    }
    const stop = new StopCondition(this.timeout, undefined);
    try {
      const { parent } = this;
      if (parent.hooks.before.length > 0) await parent.runHooks('before', parent.context);
      if (this.hooks.before.length > 0) await stop.race(this.runHooks('before', this.context));
      this.accepting = true;
      this.pump();
      if (this.pending.length > 0 || this.active > 0) {
        // Until the last child is done, or the suite is aborted.
        await stop.race(new Promise((resolve) => { this.interrupt = resolve; }));
      }
    } catch (error) {
      this.failWith(error);
    }
    stop.dispose();
    this.accepting = false;
    try {
      if (this.hooks.after.length > 0) await this.runHooks('after', this.context);
    } catch (error) {
      this.failWith(error);
    }
    this.pass();
    const { harness } = this.root;
    if (harness.leaks !== undefined) await harness.checkLeaks(this);
    this.postRun();
  }

  subtestDone(child) {
    super.subtestDone(child);
    if (this.active === 0 && this.pending.length === 0) this.interrupt?.();
  }
}

module.exports = {
  Hook,
  Suite,
  Test,
  currentOwner,
  isTestFailure,
  kCancelledByParent,
  kHookFailure,
  kParentAlreadyFinished,
  lazyStorage,
  locationOf,
  noop,
  now,
  toFailure,
  validateOptions,
};
