'use strict';

// Composes what is printed when an uncaught error ends the process:
//
//     /path/file.js:2
//       throw new Error('boom');
//       ^
//
//     Error: boom
//         at f (/path/file.js:2:9) ...
//
//     Gyre v0.1.0
//
// The program is broken at this point, and may have broken what we call: every step that runs
// foreign code (getters, inspect hooks, Error.prepareStackTrace) may throw and has something
// simpler to fall back on.

const { inspect } = require('internal/util/inspect');

// Captured: the program may have replaced them.
const { hasOwn } = Object;
const errorToString = Error.prototype.toString;

const kEnhanceStack = Symbol.for('gyre.enhanceStackBeforePrint');

/** Source lines longer than this (minified code) are shown as a window around the position. */
const maxSourceWidth = 400;

/** @returns {boolean} whether a script is part of the standard library */
function isInternal(filename) {
  return filename.startsWith('node:') || filename.startsWith('gyre:');
}

/**
 * @param {{ filename: string, line: number, sourceLine?: string, startColumn?: number,
 *   endColumn?: number }} source columns count from 0
 * @returns {string} 'file:line', the line and a caret line, each ended by '\n'
 */
function formatSource(source) {
  const { filename, line, startColumn = 0 } = source;
  let text = source.sourceLine ?? '';
  let start = Math.max(startColumn, 0);
  let width = Math.max((source.endColumn ?? start + 1) - start, 1);
  if (text.length > maxSourceWidth) {
    const from = Math.max(0, start - (maxSourceWidth >> 1));
    const clipped = text.slice(from, from + maxSourceWidth);
    const cutAtEnd = from + maxSourceWidth < text.length;
    text = `${from > 0 ? '...' : ''}${clipped}${cutAtEnd ? '...' : ''}`;
    start = start - from + (from > 0 ? 3 : 0);
  }
  width = Math.min(width, Math.max(text.length - start, 1));
  if (text === '') return `${filename}:${line}\n\n`;
  // Tabs stay tabs, so that the caret stands below its character.
  const indent = text.slice(0, start).replace(/[^\t]/g, ' ');
  return `${filename}:${line}\n${text}\n${indent}${'^'.repeat(width)}\n`;
}

/** @returns {boolean} whether a value is an Error of any realm */
function isErrorObject(value) {
  try {
    return value instanceof Error || require('internal/util/types').isNativeError(value);
  } catch {
    return false;
  }
}

/** @returns {string} the error with stack, cause and properties */
function describeError(error, colors) {
  try {
    // An 'error' event that nobody listened to tells where it was emitted.
    const enhanced = error[kEnhanceStack]?.();
    if (typeof enhanced === 'string') {
      Object.defineProperty(error, 'stack', {
        value: enhanced, writable: true, enumerable: false, configurable: true,
      });
    }
  } catch {
    // The stack stays as it is.
  }
  try {
    return inspect(error, { colors, customInspect: false });
  } catch {
    // Below.
  }
  try {
    if (hasOwn(error, 'stack') && typeof error.stack === 'string') return error.stack;
  } catch {
    // Below.
  }
  try {
    return errorToString.call(error);
  } catch {
    return '[Error that cannot be shown]';
  }
}

/** @returns {string} */
function describeValue(value, colors) {
  try {
    return typeof value === 'string' ? value : inspect(value, { colors });
  } catch {
    return `[${typeof value} that cannot be shown]`;
  }
}

/** @returns {boolean} whether to use colours: FORCE_COLOR, then NO_COLOR, then the terminal */
function hasColors() {
  try {
    const { FORCE_COLOR, NO_COLOR, NODE_DISABLE_COLORS, TERM } = process.env;
    if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
    if (NO_COLOR || NODE_DISABLE_COLORS || TERM === 'dumb') return false;
    return binding('fs').guessHandleType(2) === 'TTY';
  } catch {
    return false;
  }
}

/** @returns {string} the line that says which runtime this was */
function versionLine() {
  return `Gyre v${process.versions.gyre}`;
}

/**
 * The text for an uncaught error.
 * @param {any} error what was thrown, or the reason of a rejected promise
 * @param {{ filename: string, line: number, sourceLine?: string, startColumn?: number, endColumn?:
 *   number, thrownAt?: string } | undefined} source where it was thrown; `thrownAt` is a stack for
 *   --trace-uncaught
 * @param {boolean} [fromPromise] whether it comes from a rejected promise
 * @returns {string} ends in a line feed
 */
function formatUncaught(error, source, fromPromise = false) {
  const { getOptionValue } = require('internal/options');
  const colors = hasColors();
  const traceUncaught = getOptionValue('--trace-uncaught') === true;
  const isError = isErrorObject(error);
  const shown = source !== undefined && source.filename && !isInternal(source.filename);
  let text = shown ? formatSource(source) : '';

  if (isError) {
    const description = describeError(error, colors);
    // Errors out of the compiler and of `vm` have their source at the head of their stack.
    if (shown && startsWithSource(description, source)) text = '';
    else if (shown) text += '\n';
    text += `${description}\n`;
  } else {
    // An empty line first, then the value directly below its source: there is no stack.
    text = shown ? `\n${text}` : `Uncaught${fromPromise ? ' (in promise)' : ''}:\n`;
    text += `${shown ? describeValue(error, colors) : describeUncaught(error, colors)}\n`;
    if (Object(error) !== error && !traceUncaught) {
      const { programName } = require('internal/process/warning');
      text += `(Use \`${programName()} --trace-uncaught ...\` to show where the exception was ` +
        'thrown)\n';
    }
  }
  if (traceUncaught && source?.thrownAt) text += `Thrown at:\n${source.thrownAt}\n`;
  return `${text}\n${versionLine()}\n`;
}

/** @returns {boolean} */
function startsWithSource(description, { filename, line }) {
  return description.startsWith(`${filename}:${line}\n`);
}

/** @returns {string} a value without source position, quoted */
function describeUncaught(value, colors) {
  try {
    return inspect(value, { colors });
  } catch {
    return describeValue(value, colors);
  }
}

module.exports = { formatUncaught, hasColors, versionLine };
