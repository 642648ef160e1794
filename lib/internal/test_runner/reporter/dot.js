'use strict';

// The dot reporter: a character a test, then what failed.

const { formatResult } = require('internal/test_runner/reporter/spec');

const kMinColumns = 20;

/** Events to text. */
class DotReporter {
  /** @param {boolean} colors */
  constructor(colors) {
    this.colors = colors;
    this.count = 0;
    this.failed = [];
  }

  /** @returns {string} */
  start() {
    return '';
  }

  /**
   * @param {{type: string, data: any}} event
   * @returns {string}
   */
  format({ type, data }) {
    let text;
    if (type === 'test:pass') {
      text = this.colors ? '\u001b[32m.\u001b[0m' : '.';
    } else if (type === 'test:fail') {
      text = this.colors ? '\u001b[31mX\u001b[0m' : 'X';
      this.failed.push(data);
    } else {
      return type === 'test:watch:drained' ? this.end() : '';
    }
    // The terminal may have been resized since the last line.
    const columns = Math.max(process.stdout.columns ?? kMinColumns, kMinColumns);
    if (++this.count >= columns) {
      this.count = 0;
      text += '\n';
    }
    return text;
  }

  /** @returns {string} */
  end() {
    let text = '\n';
    if (this.failed.length > 0) {
      text += this.colors ? '\n\u001b[31mFailed tests:\u001b[39m\n\n' : '\nFailed tests:\n\n';
      for (const data of this.failed) {
        text += `${formatResult(data, false, '', this.colors, true)}\n`;
      }
    }
    this.failed = [];
    this.count = 0;
    return text;
  }
}

module.exports = DotReporter;
