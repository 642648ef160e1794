'use strict';

// The TAP reporter: Test Anything Protocol, version 13, as Node writes it.

const { safeInspect, unwrap, userFrames } = require('internal/test_runner/reporter/format');

const kInspectOptions = { __proto__: null, colors: false, breakLength: Infinity };

function indentOf(nesting) {
  return '    '.repeat(nesting);
}

const controls = {
  __proto__: null,
  '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v',
};

function escape(text) {
  return String(text)
    .replace(/[\b\f\n\r\t\v]/g, (character) => controls[character])
    .replace(/\\/g, '\\\\')
    .replace(/#/g, '\\#');
}

function block(indent, text) {
  return `|-\n${text.split('\n').map((line) => `${indent}  ${line}`).join('\n')}`;
}

function isLeaf(value) {
  return value === null || typeof value !== 'object' || value instanceof Date;
}

// `value` as YAML under `key`; undefined is left out.
function toYaml(indent, key, value, seen) {
  if (value === undefined) return '';
  const prefix = `${indent}${key}:`;
  if (value === null) return `${prefix} ~\n`;
  if (isLeaf(value)) {
    if (typeof value === 'string') {
      return value.includes('\n') ? `${prefix} ${block(indent, value)}\n` :
        `${prefix} ${safeInspect(value, kInspectOptions)}\n`;
    }
    return `${prefix} ${safeInspect(value, kInspectOptions)}\n`;
  }
  if (seen.has(value)) return `${prefix} <Circular>\n`;
  seen.add(value);
  let result = `${prefix}\n`;
  for (const [name, entry] of Object.entries(value)) {
    result += toYaml(`${indent}  `, name, entry, seen);
  }
  seen.delete(value);
  return result;
}

function errorToYaml(indent, failure) {
  const error = unwrap(failure);
  let result = toYaml(indent, 'failureType', failure.failureType, new Set());
  let message = failure.message;
  if (error !== failure) {
    message = typeof error.message === 'string' ? error.message : safeInspect(error);
  }
  result += `${indent}error: ${message.includes('\n') ? block(indent, message) :
    safeInspect(message, kInspectOptions)}\n`;
  result += toYaml(indent, 'code', error.code ?? failure.code, new Set());
  if (error !== failure) {
    if (error.name && error.name !== 'Error') {
      result += toYaml(indent, 'name', error.name, new Set());
    }
    result += toYaml(indent, 'expected', error.expected, new Set());
    result += toYaml(indent, 'actual', error.actual, new Set());
    if (error.operator) result += toYaml(indent, 'operator', error.operator, new Set());
  }
  const frames = userFrames(error.stack);
  if (frames.length > 0) result += `${indent}stack: ${block(indent, frames.join('\n'))}\n`;
  return result;
}

/** Events to text. */
class TapReporter {
  /** @returns {string} */
  start() {
    return 'TAP version 13\n';
  }

  /**
   * @param {{type: string, data: any}} event
   * @returns {string}
   */
  format({ type, data }) {
    const indent = indentOf(data?.nesting ?? 0);
    switch (type) {
      case 'test:start':
        return `${indent}# Subtest: ${escape(data.name)}\n`;
      case 'test:pass':
      case 'test:fail':
        return this.parts({ type, data }).join('');
      case 'test:coverage':
        return require('internal/test_runner/coverage').formatCoverage(data.summary, '# ');
      case 'test:plan':
        return `${indent}1..${data.count}\n`;
      case 'test:diagnostic':
        return `${indent}# ${escape(data.message)}\n`;
      case 'test:stdout':
      case 'test:stderr':
        return data.message.replace(/\n$/, '').split('\n')
          .map((line) => `${indent}# ${escape(line)}\n`).join('');
      default:
        return '';
    }
  }

  /**
   * The text of an event in the pieces that a stream gives: a result and its details are two.
   * @param {{type: string, data: any}} event
   * @returns {string[]}
   */
  parts(event) {
    const { type, data } = event;
    if (type === 'test:pass') return [this.result('ok', data), this.details(data)];
    if (type === 'test:fail') return [this.result('not ok', data), this.details(data)];
    return [this.format(event)];
  }

  result(word, { nesting, testNumber, name, skip, todo }) {
    let line = `${indentOf(nesting)}${word} ${testNumber}`;
    if (name) line += ` - ${escape(name)}`;
    if (skip !== undefined) {
      line += ` # SKIP${typeof skip === 'string' && skip ? ` ${escape(skip)}` : ''}`;
    } else if (todo !== undefined) {
      line += ` # TODO${typeof todo === 'string' && todo ? ` ${escape(todo)}` : ''}`;
    }
    return `${line}\n`;
  }

  details({ nesting, details, file, line, column }) {
    const indent = `${indentOf(nesting)}  `;
    let result = `${indent}---\n${indent}duration_ms: ${details.duration_ms}\n`;
    if (details.type !== undefined) result += toYaml(indent, 'type', details.type, new Set());
    if (details.error !== undefined) {
      if (file !== undefined) {
        result += toYaml(indent, 'location', `${file}:${line}:${column}`, new Set());
      }
      result += errorToYaml(indent, details.error);
    }
    return `${result}${indent}...\n`;
  }

  /** @returns {string} */
  end() {
    return '';
  }
}

module.exports = TapReporter;
