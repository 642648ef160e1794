'use strict';

// The spec reporter: results as an indented list, and at the end once more what failed.

const { formatError, sourceExcerpt } = require('internal/test_runner/reporter/format');

const symbols = {
  __proto__: null,
  fail: '\u2716 ',
  pass: '\u2714 ',
  diagnostic: '\u2139 ',
  arrow: '\u25B6 ',
  skip: '\uFE63 ',
};

const escapes = {
  __proto__: null,
  blue: '\u001b[34m',
  gray: '\u001b[90m',
  green: '\u001b[32m',
  red: '\u001b[31m',
  white: '\u001b[39m',
};
const noEscapes = { __proto__: null, blue: '', gray: '', green: '', red: '', white: '' };

function indentOf(nesting) {
  return '  '.repeat(nesting);
}

/**
 * One result: the line, and the error below it.
 * @param {any} data of a test:pass or test:fail event
 * @param {boolean} passed
 * @param {string} indent
 * @param {boolean} colors
 * @param {boolean} withError
 * @param {string} [gap] between the line and the error
 * @returns {string} without a line break at the end
 */
function formatResult(data, passed, indent, colors, withError, gap = '\n') {
  const color = colors ? escapes : noEscapes;
  const { details, name, skip, todo } = data;
  let lineColor = passed ? color.green : color.red;
  let symbol = passed ? symbols.pass : symbols.fail;
  let directive = '';
  if (skip !== undefined) {
    lineColor = color.gray;
    symbol = symbols.skip;
    directive = ` # ${typeof skip === 'string' && skip ? skip : 'SKIP'}`;
  } else if (todo !== undefined) {
    directive = ` # ${typeof todo === 'string' && todo ? todo : 'TODO'}`;
  }
  const duration = details.duration_ms ?
    ` ${color.gray}(${details.duration_ms}ms)${color.white}` : '';
  let text = `${indent}${lineColor}${symbol}${name}${duration}${directive}${color.white}`;
  if (withError && details.error !== undefined) {
    text += `${gap}${indent}  ${formatError(details.error, `${indent}  `, colors)}`;
  }
  return text;
}

/** Events to text. */
class SpecReporter {
  /**
   * @param {boolean} colors
   * @param {boolean} [showSource] whether to quote the source where a test failed
   */
  constructor(colors, showSource = false) {
    this.colors = colors;
    this.showSource = showSource;
    // Tests that have started and of which nothing is written yet.
    this.open = [];
    this.failed = [];
    // Diagnostics of the run: one piece of text, however many they are.
    this.tail = '';
  }

  /** @returns {string} */
  start() {
    return '';
  }

  // The headings of the tests that `data` is in.
  headings(data) {
    let text = '';
    for (const { nesting, name } of this.open) {
      if (nesting < data.nesting) text += `${indentOf(nesting)}${symbols.arrow}${name}\n`;
    }
    this.open.length = 0;
    return text;
  }

  /**
   * @param {{type: string, data: any}} event
   * @returns {string}
   */
  format(event) {
    const { type, data } = event;
    if (type === 'test:diagnostic' && data.nesting === 0) {
      this.tail += this.textOf(event);
      return '';
    }
    const { tail } = this;
    this.tail = '';
    return tail + this.textOf(event);
  }

  textOf({ type, data }) {
    switch (type) {
      case 'test:start':
        this.open.push(data);
        return '';
      case 'test:pass':
      case 'test:fail':
        return this.formatTest(data, type === 'test:pass');
      case 'test:diagnostic': {
        const { blue, white } = this.colors ? escapes : noEscapes;
        return `${blue}${indentOf(data.nesting)}${symbols.diagnostic}${data.message}${white}\n`;
      }
      case 'test:coverage': {
        const { blue, white } = this.colors ? escapes : noEscapes;
        const { formatCoverage } = require('internal/test_runner/coverage');
        return `${blue}${formatCoverage(data.summary, symbols.diagnostic)}${white}`;
      }
      case 'test:stdout':
      case 'test:stderr':
        return data.message;
      case 'test:watch:drained':
        return this.end();
      default:
        return '';
    }
  }

  formatTest(data, passed) {
    // The last one that started is this test itself, if nothing was written in it.
    const { open } = this;
    const isLeaf = open.length > 0 && open[open.length - 1].nesting === data.nesting;
    if (isLeaf) open.pop();
    const text = this.headings(data);
    const own = !passed && data.details.error?.failureType !== 'subtestsFailed';
    if (own) this.failed.push(data);
    const line = formatResult(data, passed, indentOf(data.nesting), this.colors, own,
                              isLeaf ? '\n' : '\n\n');
    return `${text}${line}\n${own ? '\n' : ''}`;
  }

  /** @returns {string} */
  end() {
    const { tail } = this;
    this.tail = '';
    return tail + this.failures();
  }

  /** @returns {string} what failed, once more */
  failures() {
    if (this.failed.length === 0) return '';
    const { relative } = require('path');
    const { red, white } = this.colors ? escapes : noEscapes;
    let text = `\n${red}${symbols.fail}failing tests:${white}\n`;
    for (const data of this.failed) {
      if (data.file !== undefined) {
        const file = relative(process.cwd(), data.file);
        text += `\ntest at ${file}:${data.line}:${data.column}\n`;
      } else {
        text += '\n';
      }
      if (this.showSource) text += sourceExcerpt(data.details.error, '  ');
      text += `${formatResult(data, false, '', this.colors, true)}\n`;
    }
    this.failed = [];
    return text;
  }
}

module.exports = { SpecReporter, formatResult };
