'use strict';

// The JUnit reporter: XML, written when all is known, since a suite states totals of its tests.

const { safeInspect, withoutRunnerFrames } = require('internal/test_runner/reporter/format');

// What no XML may hold, not even escaped: controls, halves of surrogate pairs.
const kForbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu;

function legal(text) {
  return String(text).replace(kForbidden, '\ufffd');
}

function escapeContent(text) {
  return legal(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\]\]>/g, ']]&gt;');
}

function escapeAttribute(text) {
  return escapeContent(String(text).replace(/\n/g, '')).replace(/"/g, '&quot;');
}

function escapeComment(text) {
  return legal(text).replace(/--/g, '&#45;&#45;');
}

function attributes(pairs) {
  let text = '';
  for (const key of Object.keys(pairs)) {
    if (pairs[key] !== undefined) text += ` ${key}="${escapeAttribute(pairs[key])}"`;
  }
  return text;
}

function hasFailure(element) {
  return element.children.some((child) => child.tag === 'failure' || child.failed);
}

function hasDirective(element) {
  return element.children.some((child) => child.tag === 'skipped');
}

function write(element, depth) {
  const indent = '\t'.repeat(depth);
  if (element.comment !== undefined) {
    return `${indent}<!-- ${escapeComment(element.comment)} -->\n`;
  }
  const head = `${indent}<${element.tag}${attributes(element.attributes)}`;
  if (element.text !== undefined) {
    return `${head}>\n${escapeContent(element.text)}\n${indent}</${element.tag}>\n`;
  }
  if (element.children.length === 0) return `${head}/>\n`;
  return `${head}>\n${element.children.map((child) => write(child, depth + 1)).join('')}` +
    `${indent}</${element.tag}>\n`;
}

/** Events to text. */
class JunitReporter {
  constructor() {
    this.roots = [];
    /** Elements that are open, from the outermost in. */
    this.stack = [];
  }

  /** @returns {string} */
  start() {
    return '';
  }

  add(element) {
    const parent = this.stack[this.stack.length - 1];
    (parent === undefined ? this.roots : parent.children).push(element);
  }

  /**
   * @param {{type: string, data: any}} event
   * @returns {string} empty: all text comes from end()
   */
  format({ type, data }) {
    switch (type) {
      case 'test:start': {
        const element = { tag: 'testcase', attributes: {}, children: [], nesting: data.nesting };
        this.add(element);
        this.stack.push(element);
        break;
      }
      case 'test:pass':
      case 'test:fail': {
        let element = this.stack[this.stack.length - 1];
        if (element?.nesting === data.nesting) {
          this.stack.pop();
        } else {
          element = { tag: 'testcase', attributes: {}, children: [] };
          this.add(element);
        }
        this.close(element, data);
        break;
      }
      case 'test:diagnostic':
        this.add({ comment: data.message });
        break;
      default:
        break;
    }
    return '';
  }

  close(element, { name, details, skip, todo }) {
    const time = (details.duration_ms / 1000).toFixed(6);
    const cases = element.children.filter((child) => child.comment === undefined);
    if (cases.length > 0) {
      element.tag = 'testsuite';
      element.attributes = {
        name,
        time,
        disabled: 0,
        errors: 0,
        tests: cases.length,
        failures: cases.filter((child) => hasFailure(child)).length,
        skipped: cases.filter((child) => hasDirective(child)).length,
        hostname: require('os').hostname(),
      };
      element.failed = details.error !== undefined;
      return;
    }
    element.attributes = { name, time, classname: 'test' };
    if (skip !== undefined) {
      element.children.push({
        tag: 'skipped', attributes: { type: 'skipped', message: skip }, children: [],
      });
    } else if (todo !== undefined) {
      element.children.push({
        tag: 'skipped', attributes: { type: 'todo', message: todo }, children: [],
      });
    }
    const { error } = details;
    if (error !== undefined) {
      element.attributes.failure = error.message ?? '';
      element.children.push({
        tag: 'failure',
        attributes: { type: error.failureType ?? error.code, message: error.message ?? '' },
        children: [],
        text: withoutRunnerFrames(
          safeInspect(error, { colors: false, breakLength: Infinity })),
      });
    }
  }

  /** @returns {string} */
  end() {
    return `<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n` +
      `${this.roots.map((root) => write(root, 1)).join('')}</testsuites>\n`;
  }
}

module.exports = JunitReporter;
