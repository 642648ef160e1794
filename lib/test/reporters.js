'use strict';

// node:test/reporters (Node doc, "Test reporters"): the built-in reporters as functions from a
// stream of events to text, or streams that do that.

function lazy(name, make) {
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    get() {
      const value = make();
      Object.defineProperty(module.exports, name, {
        __proto__: null, value, enumerable: true, configurable: true, writable: true,
      });
      return value;
    },
    enumerable: true,
    configurable: true,
  });
}

async function* generate(reporter, source) {
  const head = reporter.start();
  if (head !== '') yield head;
  for await (const event of source) {
    const parts = reporter.parts === undefined ? [reporter.format(event)] : reporter.parts(event);
    for (const text of parts) if (text !== '') yield text;
  }
  const text = reporter.end();
  if (text !== '') yield text;
}

function shouldColorize() {
  return require('internal/util/colors').shouldColorize(process.stdout);
}

lazy('dot', () => async function* dot(source) {
  const DotReporter = require('internal/test_runner/reporter/dot');
  yield* generate(new DotReporter(shouldColorize()), source);
});

lazy('junit', () => async function* junitReporter(source) {
  const JunitReporter = require('internal/test_runner/reporter/junit');
  yield* generate(new JunitReporter(), source);
});

// `spec` and `lcov` are Transform streams, made with or without `new`.
function streamClass(make) {
  const { Transform } = require('stream');
  class ReporterStream extends Transform {
    #reporter = make();

    constructor() {
      super({ writableObjectMode: true });
    }

    _transform(event, encoding, callback) {
      callback(null, this.#reporter.format(event));
    }

    _flush(callback) {
      callback(null, this.#reporter.end());
    }
  }
  return ReporterStream;
}

// compose(spec) calls it with the events, as it calls the reporters that are generators.
function makeStream(Class, source) {
  const stream = new Class();
  if (typeof source?.[Symbol.asyncIterator] === 'function') {
    const { Readable, pipeline } = require('stream');
    pipeline(Readable.from(source), stream, () => {});
  }
  return stream;
}

lazy('spec', () => {
  const { SpecReporter } = require('internal/test_runner/reporter/spec');
  const SpecStream = streamClass(() => new SpecReporter(shouldColorize()));
  return function spec(source) {
    return makeStream(SpecStream, source);
  };
});

lazy('tap', () => async function* tapReporter(source) {
  const TapReporter = require('internal/test_runner/reporter/tap');
  yield* generate(new TapReporter(), source);
});

lazy('lcov', () => {
  const LcovReporter = require('internal/test_runner/reporter/lcov');
  const LcovStream = streamClass(() => new LcovReporter());
  return function lcov(source) {
    return makeStream(LcovStream, source);
  };
});
