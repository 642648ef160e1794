'use strict';

// AssertionError and the text it generates.
//
// A message shows both values as util.inspect prints them, one property a line, keys sorted, and
// compares the two texts line by line: equal lines at the end are set apart first, then lines at
// the same place are compared. That is linear and shows most changes well; an insertion shows well
// when what follows it is equal to the end. Runs of equal lines are shortened, and the text stops
// after about 50 lines.
//
// Nothing here runs while assertions hold. The head of the stack, `AssertionError
// [ERR_ASSERTION]: message`, is made when the stack is first read, as for every error with a code.

const { kIsNodeError } = require('internal/errors');
const { validateObject } = require('internal/validators');

const headers = {
  __proto__: null,
  deepEqual: 'Expected values to be loosely deep-equal:',
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
};

// Two primitives that are shorter than this together are written on one line.
const kMaxShortLength = 12;
const kMaxLines = 50;
const kMaxText = 512;
// Of equal lines next to a difference, so many stay.
const kContext = 2;

function inspectValue(value) {
  const { inspect } = require('internal/util/inspect');
  return inspect(value, {
    colors: false,
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    // What a value hides is no part of what is compared.
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

function colors() {
  // A message that is not for a terminal has no colours; asking costs opening the stream.
  const result = require('internal/util/colors');
  result.refresh();
  return result;
}

function isPrimitive(value) {
  return value === null || (typeof value !== 'object' && typeof value !== 'function');
}

function areBothObjects(a, b) {
  return (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) ||
    (typeof a === 'function' && typeof b === 'function');
}

// `2,` and `2` are the same element, the last one in one of the values.
function isSameLine(a, b) {
  return a === b || (a.length === b.length + 1 && a.endsWith(',') && a.startsWith(b)) ||
    (b.length === a.length + 1 && b.endsWith(',') && b.startsWith(a));
}

function withComma(a, b) {
  return a.length > b.length ? a : b;
}

/** Builds the compared text, and counts its lines. */
class Comparison {
  constructor(actualLines, expectedLines) {
    this.actual = actualLines;
    this.expected = expectedLines;
    this.color = colors();
    this.lines = [];
    // Lines of `expected` that wait until those of `actual` next to them are written.
    this.pending = [];
    // Equal lines since the last difference: as written after it, and as each side has them,
    // with or without a comma at the end.
    this.equal = [];
    this.equalActual = [];
    this.equalExpected = [];
    this.count = 0;
    this.skipped = false;
    this.sawDifference = false;
  }

  skip() {
    this.lines.push(`${this.color.blue}...${this.color.white}`);
    this.skipped = true;
  }

  flushPending() {
    for (const line of this.pending) this.lines.push(line);
    this.pending.length = 0;
  }

  // Equal lines between two differences, or before the first one; those before a difference are
  // written as `next` has them.
  flushEqual(next) {
    const { equal } = this;
    const length = equal.length;
    const shown = Math.min(length, kContext);
    for (let i = 0; i < shown; i++) this.lines.push(`  ${equal[i]}`);
    let i = shown;
    if (length > 2 * kContext + 1) {
      this.skip();
      i = length - kContext;
    }
    for (; i < length; i++) this.lines.push(`  ${next[i]}`);
    equal.length = 0;
    this.equalActual.length = 0;
    this.equalExpected.length = 0;
  }

  // Of the lines that end both values, the first and the last three stay.
  writeTail(tail) {
    if (tail.length < 5) {
      for (const line of tail) this.lines.push(`  ${line}`);
      return;
    }
    this.lines.push(`  ${tail[0]}`);
    this.skip();
    for (const line of tail.slice(-3)) this.lines.push(`  ${line}`);
  }

  writeDifference(actualLine, expectedLine) {
    const { color } = this;
    if (this.equal.length > 0) {
      this.flushPending();
      this.flushEqual(actualLine === undefined ? this.equalExpected : this.equalActual);
    }
    if (actualLine !== undefined) {
      this.lines.push(`${color.green}+${color.white} ${actualLine}`);
      this.count++;
    }
    if (expectedLine !== undefined) {
      this.pending.push(`${color.red}-${color.white} ${expectedLine}`);
      this.count++;
    }
  }

  // Equal lines count as far as they will be written.
  writeEqual(actualLine, expectedLine) {
    this.equal.push(withComma(actualLine, expectedLine));
    this.equalActual.push(actualLine);
    this.equalExpected.push(expectedLine);
    if (this.equal.length <= kContext) this.count++;
  }

  run() {
    const { actual, expected } = this;
    const tail = [];
    while (actual.length > 0 && expected.length > 0 &&
           actual[actual.length - 1] === expected[expected.length - 1]) {
      tail.unshift(actual.pop());
      expected.pop();
    }

    const total = Math.max(actual.length, expected.length);
    for (let i = 0; i < total; i++) {
      if (i < actual.length && i < expected.length && isSameLine(actual[i], expected[i])) {
        this.writeEqual(actual[i], expected[i]);
      } else {
        const waiting = this.equal.length;
        if (waiting > kContext) {
          this.count += waiting > 2 * kContext + 1 ? kContext : waiting - kContext;
        }
        this.writeDifference(actual[i], expected[i]);
      }
      if (this.count > kMaxLines && i < total - 2) {
        if (this.equal.length > 0) {
          this.flushPending();
          this.flushEqual(this.equalActual);
        }
        this.skip();
        this.flushPending();
        this.skip();
        return;
      }
    }
    this.flushPending();
    if (this.equal.length > 0) this.flushEqual(this.equalActual);
    this.writeTail(tail);
  }
}

// An error without its stack: where two compared errors were made is no difference between them.
function copyError(source) {
  const target = Object.assign({ __proto__: Object.getPrototypeOf(source) }, source);
  Object.defineProperty(target, 'message', {
    __proto__: null, value: source.message, configurable: true,
  });
  if (Object.hasOwn(source, 'cause')) {
    Object.defineProperty(target, 'cause', {
      __proto__: null, value: source.cause, configurable: true,
    });
  }
  return target;
}

function isErrorWithStack(value) {
  return typeof value === 'object' && value !== null && value instanceof Error &&
    'stack' in value;
}

// Marks the first character that differs in two single lines, if they fit next to each other.
function positionIndicator(actual, expected) {
  const { stderr } = process;
  const width = stderr?.isTTY ? stderr.columns : 80;
  if (actual.length + expected.length >= width) return '';
  let position = 0;
  while (actual[position] === expected[position]) position++;
  // The start of a line is found without help.
  return position > 2 ? `\n  ${' '.repeat(position)}^` : '';
}

function notIdenticalMessage(lines) {
  if (lines.length > kMaxLines) {
    const { blue, white } = colors();
    lines.length = kMaxLines - 4;
    lines.push(`${blue}...${white}`);
  }
  return `${headers.notIdentical}\n\n${lines.join('\n')}\n`;
}

function differenceMessage(actual, expected, operator, customMessage) {
  if (isErrorWithStack(actual) && isErrorWithStack(expected)) {
    actual = copyError(actual);
    expected = copyError(expected);
  }
  const actualText = inspectValue(actual);
  const expectedText = inspectValue(expected);
  if (operator === 'strictEqual' && areBothObjects(actual, expected)) {
    operator = 'strictEqualObject';
  }
  const actualLines = actualText.split('\n');
  const expectedLines = expectedText.split('\n');
  if (actualText === expectedText) return notIdenticalMessage(actualLines);

  const header = customMessage ?? headers[operator];
  let indicator = '';
  if (actualLines.length === 1 && expectedLines.length === 1) {
    if (actualText.length + expectedText.length <= kMaxShortLength) {
      if (isPrimitive(actual) && isPrimitive(expected) && (actual !== 0 || expected !== 0)) {
        return `${header}\n\n${actualText} !== ${expectedText}\n`;
      }
    } else if (operator !== 'strictEqualObject') {
      indicator = positionIndicator(actualText, expectedText);
    }
  }

  const comparison = new Comparison(actualLines, expectedLines);
  comparison.run();
  const { blue, green, red, white } = comparison.color;
  const skipped = comparison.skipped ? ` ${blue}...${white} Lines skipped` : '';
  return `${header}\n${green}+ actual${white} ${red}- expected${white}${skipped}\n\n` +
    `${comparison.lines.join('\n')}${indicator}`;
}

// For assertions that two values differ, which failed: they are one value.
function sameMessage(actual, operator) {
  if (operator === 'notStrictEqual' && !isPrimitive(actual)) operator = 'notStrictEqualObject';
  const header = headers[operator];
  const lines = inspectValue(actual).split('\n');
  if (lines.length === 1) return `${header}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  if (lines.length > kMaxLines) {
    const { blue, white } = colors();
    lines.length = kMaxLines - 4;
    lines.push(`${blue}...${white}`);
  }
  return `${header}\n\n${lines.join('\n')}\n`;
}

function shorten(text) {
  return text.length > kMaxText ? `${text.slice(0, kMaxText - 3)}...` : text;
}

function plainMessage(actual, expected, operator) {
  let actualText = inspectValue(actual);
  let expectedText = inspectValue(expected);
  if (operator === 'notDeepEqual' && actualText === expectedText) {
    const text = `${headers.notDeepEqual}\n\n${actualText}`;
    return text.length > 1024 ? `${text.slice(0, 1021)}...` : text;
  }
  actualText = shorten(actualText);
  expectedText = shorten(expectedText);
  if (operator === 'deepEqual') {
    return `${headers.deepEqual}\n\n${actualText}\n\nshould loosely deep-equal\n\n${expectedText}`;
  }
  if (operator === 'notDeepEqual') {
    return `${headers.notDeepEqualUnequal}\n\n${actualText}\n\n` +
      `should not loosely deep-equal\n\n${expectedText}`;
  }
  return `${actualText} ${operator} ${expectedText}`;
}

// The message for `options`; a given message heads the comparison of the strict operators.
function createMessage(actual, expected, operator, message) {
  if (operator === 'deepStrictEqual' || operator === 'strictEqual' ||
      operator === 'partialDeepStrictEqual') {
    return differenceMessage(actual, expected, operator,
                             message === undefined || message === null ? undefined : `${message}`);
  }
  if (message !== undefined && message !== null) return String(message);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    return sameMessage(actual, operator);
  }
  return plainMessage(actual, expected, operator);
}

// Long strings are shortened where an AssertionError is printed with its properties.
function shortenForInspect(value) {
  if (typeof value !== 'string') return value;
  const lines = value.split('\n', 11);
  if (lines.length > 10) {
    lines.length = 10;
    return `${lines.join('\n')}\n...`;
  }
  return value.length > kMaxText ? `${value.slice(0, 488)}...` : value;
}

/**
 * What a failed assertion throws (Node doc, "Assert", "Class: assert.AssertionError").
 * Own enumerable keys: generatedMessage, code, actual, expected, operator.
 */
class AssertionError extends Error {
  /**
   * @param {{message?: any, actual?: any, expected?: any, operator?: string,
   *          stackStartFn?: Function, stackStartFunction?: Function, details?: any}} options
   * @throws {TypeError} ERR_INVALID_ARG_TYPE if options is no object
   */
  constructor(options) {
    validateObject(options, 'options');
    const { actual, expected, message, operator, stackStartFn } = options;
    super(createMessage(actual, expected, operator, message));
    this.generatedMessage = !message;
    Object.defineProperty(this, 'name', {
      __proto__: null,
      value: 'AssertionError',
      enumerable: false,
      writable: true,
      configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Error.captureStackTrace(this, stackStartFn || options.stackStartFunction);
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](recurseTimes, context) {
    const { inspect } = require('internal/util/inspect');
    const { actual, expected } = this;
    this.actual = shortenForInspect(actual);
    this.expected = shortenForInspect(expected);
    try {
      return inspect(this, { ...context, customInspect: false, depth: 0 });
    } finally {
      this.actual = actual;
      this.expected = expected;
    }
  }
}

Object.defineProperty(AssertionError.prototype, kIsNodeError, {
  __proto__: null, value: true, enumerable: false, configurable: true, writable: true,
});

module.exports = AssertionError;
