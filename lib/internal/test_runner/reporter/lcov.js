'use strict';

// The lcov reporter: the coverage as a tracefile (geninfo(1), "FILES"), and nothing else.

/** Events to text. */
class LcovReporter {
  /** @returns {string} */
  start() {
    return '';
  }

  /**
   * @param {{type: string, data: any}} event
   * @returns {string}
   */
  format({ type, data }) {
    if (type !== 'test:coverage') return '';
    return require('internal/test_runner/coverage').formatLcov(data.summary);
  }

  /** @returns {string} */
  end() {
    return '';
  }
}

module.exports = LcovReporter;
