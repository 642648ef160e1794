'use strict';

// run(): test files, each in a process of its own (Node doc, "run([options])").
//
// A file's process writes its events to its standard output (see wire.js); here they are put into
// one stream. What tells the state (enqueue, dequeue, complete) goes on at once. What is a report
// is kept until the file's turn has come: files are reported in their order, or, if asked, in that
// of their ends. Numbers of tests on the first level are given here.
//
// The file itself is a test too. It is reported if there is something to tell that its tests do
// not: it has none, its process failed although they passed, it was stopped.

const path = require('path');
const { codes: { ERR_TEST_FAILURE } } = require('internal/errors');
const { debuglog } = require('internal/util/debuglog');
const { ForkServer, SpawnedProcess } = require('internal/test_runner/processes');
const { TestsStream } = require('internal/test_runner/tests_stream');
// The timers as they are now: a program may replace them by mocks.
const { setTimeout, clearTimeout } = require('timers');

const debug = debuglog('test_runner');

/** How long a process may take to end after SIGTERM. */
const kKillDelay = 2000;

/** Options that take a value and are not for the processes of the files. */
const kOwnWithValue = new Set([
  '--test-concurrency', '--test-coverage-branches', '--test-coverage-exclude',
  '--test-coverage-functions', '--test-coverage-html', '--test-coverage-include',
  '--test-coverage-lines', '--test-isolation', '--experimental-test-isolation', '--test-leaks',
  '--test-name-pattern', '--test-random-seed', '--test-reporter', '--test-reporter-destination',
  '--test-retry', '--test-shard', '--test-skip-pattern', '--test-timeout', '--watch-path',
]);
const kOwn = new Set([
  '--experimental-test-coverage', '--test', '--test-bail', '--test-command', '--test-coverage',
  '--test-force-exit', '--test-fork-server', '--test-only', '--test-randomize',
  '--test-update-snapshots', '--watch', '--watch-preserve-output',
]);

/** @returns {string[]} the options of this process that are not of the runner */
function inheritedOptions() {
  const { execArgv } = process;
  const kept = [];
  // After `test` names may lack their "test-"; `--test-command` stands where it stood.
  const command = execArgv.indexOf('--test-command');
  for (let i = 0; i < execArgv.length; i++) {
    const [given] = execArgv[i].split('=', 1);
    const names = command !== -1 && i > command ?
      [given, given.replace(/^--/, '--test-')] : [given];
    if (names.some((name) => kOwn.has(name))) continue;
    if (names.some((name) => kOwnWithValue.has(name))) {
      if (!execArgv[i].includes('=')) i++;
      continue;
    }
    kept.push(execArgv[i]);
  }
  return kept;
}

function milliseconds() {
  return require('internal/test_runner/test').now();
}

function round(duration) {
  return Math.round(duration * 1e6) / 1e6;
}

/** One file and its process. */
class TestFile {
  constructor(runner, file, index) {
    this.runner = runner;
    this.index = index;
    this.name = file;
    /** What it has loaded, in watch mode. @type {Set<string>} */
    this.dependencies = new Set();
    this.file = path.resolve(runner.cwd, file);
    this.attempt = 0;
    this.finished = false;
    this.running = false;
    this.reset();
  }

  /** Forgets a run that is to be repeated. */
  reset() {
    this.events = [];
    this.results = 0;
    this.failedTests = 0;
    /** Tests of the first level that have been declared and have not ended. */
    this.unfinished = 0;
    this.summary = undefined;
    this.stopError = undefined;
    this.process = undefined;
    this.stderrRest = '';
  }

  describe() {
    return {
      __proto__: null, nesting: 0, name: this.name, line: 1, column: 1, file: this.file,
    };
  }

  /**
   * Runs the file.
   * @param {SpawnedProcess | ForkServer} process_ what has no other at the moment
   * @returns {Promise<void>} fulfilled when its process has ended
   */
  start(process_) {
    this.running = true;
    this.startTime = milliseconds();
    const { runner } = this;
    this.process = process_;
    if (runner.timeout !== Infinity) {
      this.timer = setTimeout(() => {
        this.stop(new ERR_TEST_FAILURE(`test timed out after ${runner.timeout}ms`,
                                       'testTimeoutFailure'));
      }, runner.timeout);
    }
    return new Promise((resolve) => {
      process_.run(this.file, {
        event: (event) => this.take(event),
        text: (text) => {
          this.report('test:stdout', { __proto__: null, file: this.file, message: text });
        },
        errorText: (text) => this.takeErrorText(text),
        end: (code, signal, error) => {
          clearTimeout(this.timer);
          clearTimeout(this.killTimer);
          if (this.stderrRest !== '') this.takeErrorText('\n');
          this.running = false;
          this.endTime = milliseconds();
          this.conclude(code, signal, error);
          resolve();
        },
      });
    });
  }

  /** @param {string} signal for its process, if there is one */
  kill(signal) {
    if (this.running) this.process.kill(signal);
  }

  // Lines are kept whole: other output may come between them.
  takeErrorText(text) {
    const lines = (this.stderrRest + text).split('\n');
    this.stderrRest = lines.pop();
    for (const line of lines) {
      this.report('test:stderr', { __proto__: null, file: this.file, message: `${line}\n` });
    }
  }

  take({ type, data }) {
    if (type === 'test:summary') {
      this.summary = data;
      return;
    }
    if (type === 'test:dependencies') {
      for (const filename of data.files) this.dependencies.add(filename);
      return;
    }
    if (data.nesting === 0) {
      if (type === 'test:plan') return;
      if (type === 'test:enqueue') this.unfinished++;
      else if (type === 'test:complete') this.unfinished--;
      if (type === 'test:pass' || type === 'test:fail') {
        this.results++;
        if (type === 'test:fail' && data.todo === undefined) this.failedTests++;
      }
    }
    if (type === 'test:enqueue' || type === 'test:dequeue' || type === 'test:complete') {
      if (this.runner.retry === 0) this.runner.stream.tell({ __proto__: null, type, data });
      else this.events.push({ __proto__: null, type, data });
      return;
    }
    this.report(type, data);
  }

  // A run that may be repeated is not told of before its end.
  report(type, data) {
    this.events.push({ __proto__: null, type, data });
    if (this.runner.isInFront(this) && this.runner.retry === 0) this.flush();
  }

  flush() {
    const { events } = this;
    this.events = [];
    for (const event of events) this.runner.pass(event);
  }

  /**
   * Ends the process.
   * @param {Error} error what the file fails with
   */
  stop(error) {
    if (this.stopError !== undefined || this.finished) return;
    this.stopError = error;
    if (!this.running) return;
    this.kill('SIGTERM');
    this.killTimer = setTimeout(() => this.kill('SIGKILL'), kKillDelay);
  }

  conclude(code, signal, startError) {
    const { runner } = this;
    // With exit code 0, which is no failure in Node.
    const isCutShort = runner.options.unfinishedFails && this.unfinished > 0 && code === 0;
    const failed = code !== 0 || signal !== null || this.stopError !== undefined || isCutShort;
    if (failed && this.stopError === undefined && this.attempt < runner.retry && !runner.stopped) {
      this.willRetry = true;
      return;
    }
    this.willRetry = false;
    let error = this.stopError;
    if (failed && error === undefined) {
      error = new ERR_TEST_FAILURE(startError ?? (isCutShort ?
        'the process ended before its tests did' : 'test failed'),
                                   this.failedTests > 0 ? 'subtestsFailed' : 'testCodeFailure');
      error.exitCode = code;
      error.signal = signal;
      // Made here, it would only show the runner.
      error.stack = undefined;
    }
    this.error = error;
    const isOwn = this.stopError !== undefined || (failed ? this.failedTests === 0 :
      this.results === 0 && !(this.summary?.declared > 0));
    this.complete(isOwn);
  }

  complete(isOwn) {
    const details = { __proto__: null, duration_ms: round(this.endTime - this.startTime) };
    if (this.error !== undefined) details.error = this.error;
    const { runner } = this;
    runner.stream.tell({
      __proto__: null,
      type: 'test:complete',
      data: {
        __proto__: null,
        ...this.describe(),
        testNumber: this.index + 1,
        details: { __proto__: null, ...details, passed: this.error === undefined },
      },
    });
    if (this.attempt > 0) {
      const times = this.attempt === 1 ? 'once' : `${this.attempt} times`;
      this.events.push({
        __proto__: null,
        type: 'test:diagnostic',
        data: {
          __proto__: null,
          nesting: 0,
          file: this.file,
          message: `${path.relative(runner.cwd, this.file)} was run again ${times} and ` +
            `${this.error === undefined ? 'passed' : 'failed'}`,
        },
      });
    }
    if (isOwn) {
      this.events.push({ __proto__: null, type: 'test:start', data: this.describe() }, {
        __proto__: null,
        type: this.error === undefined ? 'test:pass' : 'test:fail',
        data: { __proto__: null, ...this.describe(), testNumber: 0, details },
      });
    }
    this.finished = true;
  }
}

/** All files of a run. */
class Runner {
  /**
   * @param {object} options checked: files, concurrency, timeout, signal, setup, forceExit, watch,
   *   childOptions, inCompletionOrder, bail, retry, coverage; besides stream, if it is another's
   */
  constructor(options) {
    debug('%o', {
      concurrency: options.concurrency, timeout: options.timeout, files: options.files.length,
    });
    this.options = options;
    this.cwd = process.cwd();
    this.stream = options.stream ?? new TestsStream();
    this.timeout = options.timeout;
    this.retry = options.retry ?? 0;
    this.childOptions = options.childOptions;
    this.childEnvironment = { NODE_TEST_CONTEXT: 'child-v8' };
    if (options.watch) this.childEnvironment.WATCH_REPORT_DEPENDENCIES = 'test';
    this.files = options.files.map((file, i) => new TestFile(this, file, i));
    this.front = 0;
    this.planned = 0;
    this.stopped = false;
    this.counters = {
      __proto__: null,
      tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0,
    };
    this.success = true;
    this.startTime = milliseconds();
    this.coverage = [];
  }

  /** @returns {number} how many processes run at once */
  get width() {
    const { concurrency } = this.options;
    if (concurrency === true) {
      return Math.max(1, require('os').availableParallelism() - 1);
    }
    return concurrency === false ? 1 : concurrency;
  }

  /** @returns {{done: number, total: number, failed: number, running: string[]}} for people */
  state() {
    return {
      done: this.files.filter((file) => file.finished).length,
      total: this.files.length,
      failed: this.files.filter((file) => file.error !== undefined).length,
      running: this.files.filter((file) => file.running)
        .map((file) => path.relative(this.cwd, file.file)),
    };
  }

  isInFront(file) {
    // A file alone is reported as it goes.
    if (this.options.inCompletionOrder) return this.files.length === 1;
    return this.files[this.front] === file;
  }

  /**
   * Gives an event of a file to the stream, and counts.
   * @param {{type: string, data: any}} event
   */
  pass(event) {
    const { type, data } = event;
    if (type === 'test:pass' || type === 'test:fail') {
      if (data.nesting === 0) data.testNumber = ++this.planned;
      this.count(type === 'test:pass', data);
    }
    this.stream.tell(event);
  }

  count(passed, { details, skip, todo }) {
    const { counters } = this;
    if (details.type === 'suite') {
      counters.suites++;
    } else {
      counters.tests++;
      const failureType = details.error?.failureType;
      if (skip !== undefined) counters.skipped++;
      else if (todo !== undefined) counters.todo++;
      else if (passed) counters.pass++;
      else if (failureType === 'cancelledByParent' || failureType === 'testAborted' ||
        failureType === 'testTimeoutFailure') counters.cancelled++;
      else counters.fail++;
    }
    if (!passed && todo === undefined) this.success = false;
  }

  // Reports files that are finished, as far as their turn has come.
  advance(finished) {
    if (this.options.inCompletionOrder) {
      finished.flush();
    } else {
      while (this.front < this.files.length) {
        const file = this.files[this.front];
        if (this.retry === 0 || file.finished) file.flush();
        if (!file.finished) return;
        this.front++;
      }
    }
  }

  /**
   * Stops what runs, and starts nothing more.
   * @param {(file: TestFile) => Error} toError
   */
  stop(toError) {
    if (this.stopped) return;
    this.stopped = true;
    for (const file of this.files) {
      if (file.finished) continue;
      file.stop(toError(file));
    }
  }

  async runFile(file, process_) {
    this.stream.tell({ __proto__: null, type: 'test:dequeue', data: file.describe() });
    for (;;) {
      await file.start(process_);
      if (!file.willRetry) break;
      file.attempt++;
      file.reset();
    }
    if (file.summary?.coverage !== undefined) this.coverage.push(file.summary.coverage);
    if (file.error !== undefined) this.success = false;
    this.advance(file);
    if (file.error !== undefined && this.options.bail) {
      this.bailed = true;
      this.stop(() => new ERR_TEST_FAILURE('stopped because another file failed',
                                           'cancelledByParent'));
    }
  }

  /**
   * Runs the files, and ends the stream.
   * @returns {Promise<void>} fulfilled when all is reported
   */
  async run() {
    await this.prepare();
    await this.runAll();
    this.stream.finish();
  }

  /** @returns {Promise<void>} fulfilled when the caller is ready for events */
  async prepare() {
    // The caller gets to listen first.
    await new Promise((resolve) => { process.nextTick(resolve); });
    await this.options.setup?.(this.stream);
  }

  /** @returns {Promise<void>} fulfilled when all files are reported */
  async runAll() {
    const { signal } = this.options;
    const { stream } = this;
    let onAbort;
    if (signal !== undefined) {
      const { AbortError } = require('internal/errors');
      onAbort = () => {
        this.stop(() => new ERR_TEST_FAILURE(signal.reason ?? new AbortError(), 'testAborted'));
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    }
    for (const file of this.files) {
      stream.tell({ __proto__: null, type: 'test:enqueue', data: file.describe() });
    }
    const waiting = this.files.slice();
    const { width } = this;
    const options = {
      execArgv: [...inheritedOptions(), ...this.childOptions],
      cwd: this.cwd,
      env: { ...process.env, ...this.childEnvironment },
    };
    const work = async (process_) => {
      while (waiting.length > 0 && !this.stopped) await this.runFile(waiting.shift(), process_);
      process_.close();
    };
    // A server that has only one file to run is a detour.
    const Process = waiting.length > width ? ForkServer : SpawnedProcess;
    const workers = [];
    for (let i = Math.min(width, waiting.length); i > 0; i--) {
      workers.push(work(new Process(options)));
    }
    await Promise.all(workers);
    // What was stopped before it began.
    for (const file of waiting) {
      if (file.finished) continue;
      if (this.bailed) {
        file.finished = true;
        continue;
      }
      file.startTime = file.endTime = milliseconds();
      file.error = file.stopError;
      this.success = false;
      file.complete(true);
      this.advance(file);
    }
    this.advance({ flush() {} });
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
    if (this.bailed && waiting.length > 0) {
      this.diagnostic(`bailed out: ${waiting.length} of ${this.files.length} files were not run`);
    }
    this.summarize();
  }

  diagnostic(message) {
    this.stream.tell({
      __proto__: null, type: 'test:diagnostic', data: { __proto__: null, nesting: 0, message },
    });
  }

  /** The end of the report. */
  summarize() {
    this.stream.tell({
      __proto__: null,
      type: 'test:plan',
      data: { __proto__: null, nesting: 0, count: this.planned },
    });
    for (const name of Object.keys(this.counters)) {
      this.diagnostic(`${name} ${this.counters[name]}`);
    }
    if (this.options.seed !== undefined) {
      this.diagnostic(`files in the order of --test-random-seed=${this.options.seed}`);
    }
    this.diagnostic(`duration_ms ${round(milliseconds() - this.startTime)}`);
    const { coverage } = this.options;
    if (coverage !== undefined) {
      const { reportCoverage } = require('internal/test_runner/coverage');
      const ok = reportCoverage(this.coverage, coverage, this.cwd, (type, data) => {
        this.stream.tell({ __proto__: null, type, data });
      });
      if (!ok) this.success = false;
    }
  }
}

module.exports = { Runner };
