'use strict';

// node:test (Node doc, "Test runner"). The work is done in lib/internal/test_runner.

const {
  after, afterEach, before, beforeEach, suite, test,
} = require('internal/test_runner/harness');
const { codes: { ERR_FEATURE_NOT_AVAILABLE } } = require('internal/errors');

/**
 * Runs test files, each in a process of its own.
 * @param {object} [options]
 * @throws {Error} ERR_FEATURE_NOT_AVAILABLE
 */
function run(options) { // eslint-disable-line no-unused-vars
  throw new ERR_FEATURE_NOT_AVAILABLE('run() of node:test');
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
