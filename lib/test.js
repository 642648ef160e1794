'use strict';

// node:test (Node doc, "Test runner"). The work is done in lib/internal/test_runner.

const {
  after, afterEach, before, beforeEach, suite, test,
} = require('internal/test_runner/harness');

/**
 * Runs test files, each in a process of its own. Source: Node doc, run([options]).
 * @param {object} [options] files, concurrency, timeout, signal, only, shard, testNamePatterns, ...
 * @returns {any} a TestsStream
 * @throws {TypeError} on wrong options
 */
function run(options) {
  return require('internal/test_runner/run').run(options);
}

module.exports = test;
Object.assign(test, {
  after,
  afterEach,
  before,
  beforeEach,
  describe: suite,
  it: test,
  run,
  suite,
  test,
});

let snapshot;
Object.defineProperty(test, 'snapshot', {
  __proto__: null,
  get() {
    if (snapshot === undefined) {
      const { setDefaultSnapshotSerializers, setResolveSnapshotPath } =
        require('internal/test_runner/snapshot');
      snapshot = { __proto__: null, setDefaultSnapshotSerializers, setResolveSnapshotPath };
    }
    return snapshot;
  },
  enumerable: true,
  configurable: true,
});

let mock;
Object.defineProperty(test, 'mock', {
  __proto__: null,
  get() {
    if (mock === undefined) {
      const { MockTracker } = require('internal/test_runner/mock/mock');
      mock = new MockTracker();
    }
    return mock;
  },
  enumerable: true,
  configurable: true,
});
