'use strict';

// From the runner to the reporters: makes the events (Node doc, "Class: TestsStream"), gives them
// to the reporters that were asked for, and writes their text.
//
// A built-in reporter is an object with start(), format(event) and end(), all giving text. Any
// other is what Node takes: an async generator function or a stream, made from the default export
// of a module. Text for a built-in reporter is collected and written in one piece on the next tick,
// so that it comes after what the tests printed meanwhile and costs one write.

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { hideRunnerFrames } = require('internal/test_runner/reporter/format');

const builtins = {
  __proto__: null,
  dot: (stream) => {
    const DotReporter = require('internal/test_runner/reporter/dot');
    return new DotReporter(shouldColorize(stream));
  },
  lcov: () => {
    const LcovReporter = require('internal/test_runner/reporter/lcov');
    return new LcovReporter();
  },
  junit: () => {
    const JunitReporter = require('internal/test_runner/reporter/junit');
    return new JunitReporter();
  },
  spec: (stream) => {
    const { SpecReporter } = require('internal/test_runner/reporter/spec');
    const { getOptionValue } = require('internal/options');
    return new SpecReporter(shouldColorize(stream), getOptionValue('--test-command'));
  },
  tap: () => {
    const TapReporter = require('internal/test_runner/reporter/tap');
    return new TapReporter();
  },
};

function shouldColorize(stream) {
  return require('internal/util/colors').shouldColorize(stream);
}

function openDestination(name) {
  if (name === 'stdout') return process.stdout;
  if (name === 'stderr') return process.stderr;
  return require('fs').createWriteStream(name);
}

/** Writes the text of a built-in reporter. */
class TextSink {
  constructor(reporter, destination) {
    this.reporter = reporter;
    this.destination = destination;
    // As it is now: a test may replace it.
    this.writeText = destination.write;
    this.text = reporter.start();
    this.flush = () => {
      this.scheduled = false;
      if (this.text === '') return;
      const { text } = this;
      this.text = '';
      this.writeText.call(this.destination, text);
    };
    // The first tests run in microtasks: the first text comes after what they print.
    this.scheduled = true;
    queueMicrotask(() => process.nextTick(this.flush));
    // A program that exits by itself keeps what was reported until then.
    process.on('exit', this.flush);
  }

  write(event) {
    this.add(this.reporter.format(event));
  }

  end() {
    this.add(this.reporter.end());
  }

  add(text) {
    this.text += text;
    if (this.scheduled || text === '') return;
    this.scheduled = true;
    process.nextTick(this.flush);
  }
}

/** Gives events to a reporter of the user as a readable stream. */
class StreamSink {
  constructor(specifier, destination) {
    this.queue = [];
    this.ended = false;
    this.wake = undefined;
    this.finished = this.run(specifier, destination);
  }

  async *events() {
    for (;;) {
      while (this.queue.length > 0) yield this.queue.shift();
      if (this.ended) return;
      await new Promise((resolve) => { this.wake = resolve; });
    }
  }

  async run(specifier, destination) {
    const { importFrom } = require('internal/modules/esm/loader');
    const { currentDirectoryBase } = require('internal/modules/esm/module_map');
    // A path is taken from the current directory, a name from its node_modules.
    let reporter = await importFrom(specifier, currentDirectoryBase(''));
    // Of a CommonJS module that was compiled from ES syntax it is the default of the default.
    reporter = reporter.default ?? reporter;
    reporter = reporter?.default ?? reporter;
    const isClass = typeof reporter === 'function' && reporter.prototype !== undefined &&
      Object.getOwnPropertyDescriptor(reporter, 'prototype')?.writable === false;
    if (isClass) reporter = new reporter(); // eslint-disable-line new-cap
    const { Readable } = require('stream');
    const source = Readable.from(this.events());
    // What ends the source is the end of what is composed of it, and the cause is told there:
    // nobody listens there, so it ends the process.
    source.on('error', () => {});
    source.compose(reporter).pipe(destination, { end: false });
  }

  write(event) {
    this.queue.push(event);
    this.wake?.();
  }

  end() {
    this.ended = true;
    this.wake?.();
  }
}

/** What the runner tells. */
class Reporter {
  constructor(sinks) {
    this.sinks = sinks;
  }

  emit(type, data) {
    const event = { __proto__: null, type, data };
    for (const sink of this.sinks) sink.write(event);
  }

  describe(test) {
    const { location, name, nesting } = test;
    return {
      __proto__: null,
      nesting,
      name,
      line: location.line,
      column: location.column,
      file: location.file,
    };
  }

  enqueue(test) {
    this.emit('test:enqueue', this.describe(test));
  }

  dequeue(test) {
    this.emit('test:dequeue', this.describe(test));
  }

  start(test) {
    this.emit('test:start', this.describe(test));
  }

  plan(nesting, location, count) {
    this.emit('test:plan', {
      __proto__: null,
      nesting,
      count,
      line: location.line,
      column: location.column,
      file: location.file,
    });
  }

  resultData(test) {
    const data = this.describe(test);
    data.testNumber = test.testNumber;
    data.details = { __proto__: null, duration_ms: Math.round(test.duration * 1e6) / 1e6 };
    if (test.isSuite) data.details.type = 'suite';
    if (!test.passed) {
      hideRunnerFrames(test.error);
      data.details.error = test.error;
    }
    if (test.skipped) data.skip = test.message ?? true;
    else if (test.isTodo) data.todo = test.message ?? true;
    return data;
  }

  complete(test) {
    const data = this.resultData(test);
    data.details.passed = test.passed;
    this.emit('test:complete', data);
  }

  result(test) {
    this.emit(test.passed ? 'test:pass' : 'test:fail', this.resultData(test));
  }

  diagnostic(nesting, location, message) {
    this.emit('test:diagnostic', {
      __proto__: null,
      nesting,
      message,
      line: location.line,
      column: location.column,
      file: location.file,
    });
  }

  end() {
    for (const sink of this.sinks) sink.end();
  }
}

/**
 * The reporters that the command line asks for; else spec on a terminal and TAP elsewhere.
 * @returns {Reporter}
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function createReporter() {
  if (process.env.NODE_TEST_CONTEXT === 'child-v8') {
    const { WireSink } = require('internal/test_runner/wire');
    return new Reporter([new WireSink()]);
  }
  return new Reporter(createSinks());
}

/**
 * @param {any} [terminal] what is written to instead of standard output, if nothing is said
 * @returns {Array<TextSink | StreamSink>} takers of events
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function createSinks(terminal = process.stdout) {
  const { getOptionValue } = require('internal/options');
  const names = getOptionValue('--test-reporter') ?? [];
  const destinations = getOptionValue('--test-reporter-destination') ?? [];
  if (names.length === 0 && destinations.length === 0) {
    const { stdout } = process;
    const make = stdout.isTTY || getOptionValue('--test-command') ? builtins.spec : builtins.tap;
    return [new TextSink(make(stdout), terminal)];
  }
  const targets = names.length === 1 && destinations.length === 0 ? ['stdout'] : destinations;
  if (targets.length !== names.length) {
    throw new ERR_INVALID_ARG_VALUE(
      '--test-reporter', names,
      "must match the number of specified '--test-reporter-destination'");
  }
  return names.map((name, i) => {
    const destination = openDestination(targets[i]);
    const make = builtins[name];
    return make === undefined ? new StreamSink(name, destination) :
      new TextSink(make(destination), destination);
  });
}

module.exports = { Reporter, createReporter, createSinks };
