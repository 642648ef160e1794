'use strict';

// A server on streams evaluates lines: values, errors, texts of several lines, names declared anew,
// await, and `_` and `_error`.

const assert = require('assert');
const { enterLines } = require('./fixtures/on_streams');

enterLines({ prompt: '> ' }, [
  '1 + 1', '_', 'let x = 1', 'let x = 2', 'x', '{ a: 1 }',
  'function f() {', 'throw new Error("inner")', '}', 'f()', '_error.message', 'missing',
  'await Promise.resolve(5)', '3.5e',
], (output) => {
  assert.strictEqual(output, [
    '> 2',
    '> 2',
    '> undefined',
    '> undefined',
    '> 2',
    '> { a: 1 }',
    '> ... ... undefined',
    '> Uncaught Error: inner',
    '    at f (REPL9:2:7)',
    '> \'inner\'',
    '> Uncaught ReferenceError: missing is not defined',
    '> 5',
    '> 3.5e',
    '^^^^',
    '',
    'Uncaught SyntaxError: Invalid or unexpected token',
    '> ',
  ].join('\n'));
});
