'use strict';

// What the reporters share: how an error of a test is shown.

// Failures that stand for an error of the user's code.
const kUnwrapped = new Set([
  'hookFailed', 'testAborted', 'testCodeFailure', 'uncaughtException', 'unhandledRejection',
]);

// Frames of the runner between the user's code and the loop tell nothing about the failure.
const internalFrame = new RegExp([
  '\\b(?:node|gyre):(?:internal/(?:test_runner|async_|process|timers|main|modules)|async_hooks)',
  '\\basync Promise\\.(?:all|race) \\(index \\d+\\)',
  '\\bnew Promise \\(<anonymous>\\)',
].join('|'));

/**
 * The frames of a stack, without those of the runner.
 * @param {any} stack
 * @returns {string[]} `fn (file:line:column)`
 */
function userFrames(stack) {
  if (typeof stack !== 'string') return [];
  const frames = [];
  for (const line of stack.split('\n')) {
    const match = /^\s+at (.+)$/.exec(line);
    if (match !== null && !internalFrame.test(line)) frames.push(match[1]);
  }
  return frames;
}

/**
 * util.inspect that survives a [util.inspect.custom] and a getter that throws.
 * @param {any} value
 * @param {object} [options]
 * @returns {string}
 */
function safeInspect(value, options) {
  const { inspect } = require('internal/util/inspect');
  try {
    return inspect(value, options);
  } catch {
    try {
      return inspect(value, { ...options, customInspect: false });
    } catch {
      return 'a value that cannot be shown';
    }
  }
}

/** What reporters read of an error of the user. */
const kRead = ['name', 'message', 'stack', 'code', 'expected', 'actual', 'operator'];

/**
 * What a failure is about: the error of the user, or the failure itself.
 * @param {any} failure
 * @returns {any}
 */
function unwrap(failure) {
  if (failure?.code !== 'ERR_TEST_FAILURE') return failure;
  const { cause } = failure;
  if (!kUnwrapped.has(failure.failureType) || cause === null || typeof cause !== 'object') {
    return failure;
  }
  try {
    for (const name of kRead) void cause[name];
  } catch {
    return failure; // a getter, or a proxy
  }
  return cause;
}

/**
 * An error as text, for people.
 * @param {any} failure
 * @param {string} indent before each line but the first
 * @param {boolean} colors
 * @returns {string}
 */
function formatError(failure, indent, colors) {
  const value = failure?.code === 'ERR_TEST_FAILURE' && 'cause' in failure ?
    failure.cause : failure;
  return withoutRunnerFrames(safeInspect(value, { colors, breakLength: Infinity }))
    .replace(/\n/g, `\n${indent}`);
}

/**
 * The lines of the source around the place where an error was made.
 * @param {any} failure
 * @param {string} indent
 * @returns {string} empty if the source can't be read; lines end with a line break
 */
function sourceExcerpt(failure, indent) {
  for (const frame of userFrames(unwrap(failure)?.stack)) {
    const match = /(?:^|\()((?:file:\/\/)?\/[^()]*):(\d+):(\d+)\)?$/.exec(frame);
    if (match === null) continue;
    const [, place, line, column] = match;
    let source;
    try {
      const path = place.startsWith('file:') ? require('internal/url').fileURLToPath(place) : place;
      source = require('fs').readFileSync(path, 'utf8').split('\n');
    } catch {
      return '';
    }
    const last = Number(line);
    if (last > source.length) return '';
    const width = String(last).length;
    let text = '';
    for (let i = Math.max(1, last - 2); i <= last; i++) {
      text += `${indent}${String(i).padStart(width)} | ${source[i - 1]}\n`;
    }
    return `${text}${indent}${' '.repeat(width)} | ${' '.repeat(Number(column) - 1)}^\n`;
  }
  return '';
}

/**
 * Takes the frames of the runner out of the text of an error.
 * @param {string} text
 * @returns {string}
 */
function withoutRunnerFrames(text) {
  const lines = [];
  for (const line of text.split('\n')) {
    // Colours may stand before and after it.
    const plain = line.replace(/\u001b\[\d+m/g, '');
    if (!/^\s+at /.test(plain) || !internalFrame.test(plain)) {
      lines.push(line);
    } else if (plain.endsWith(' {')) {
      // The properties of the error begin behind its last frame.
      lines[lines.length - 1] += ' {';
    }
  }
  return lines.join('\n');
}

/**
 * A failure of the runner itself was made in the runner: its stack tells nothing.
 * @param {any} failure
 */
function hideRunnerFrames(failure) {
  if (failure?.code !== 'ERR_TEST_FAILURE' || typeof failure.stack !== 'string') return;
  failure.stack = withoutRunnerFrames(failure.stack);
}

module.exports = {
  formatError,
  hideRunnerFrames,
  kUnwrapped,
  safeInspect,
  sourceExcerpt,
  unwrap,
  userFrames,
  withoutRunnerFrames,
};
