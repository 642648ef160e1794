'use strict';

// node:test/reporters (Node doc, "Test reporters"): the built-in reporters as functions from a
// stream of events to text. `spec` is a Transform stream, made with or without `new`.

const { codes: { ERR_FEATURE_NOT_AVAILABLE } } = require('internal/errors');

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
    const text = reporter.format(event);
    if (text !== '') yield text;
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

lazy('spec', () => {
  const { Transform } = require('stream');
  const { SpecReporter } = require('internal/test_runner/reporter/spec');
  class SpecStream extends Transform {
    #reporter = new SpecReporter(shouldColorize());

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
  return function spec(...args) {
    return Reflect.construct(SpecStream, args);
  };
});

lazy('tap', () => async function* tapReporter(source) {
  const TapReporter = require('internal/test_runner/reporter/tap');
  yield* generate(new TapReporter(), source);
});

lazy('lcov', () => function lcov() {
  throw new ERR_FEATURE_NOT_AVAILABLE('The lcov reporter, as coverage,');
});
