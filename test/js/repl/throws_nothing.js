'use strict';

// null and undefined that are thrown are errors like others: reported, and kept in `_error`.

const { mustCall } = require('../../common');
const assert = require('assert');
const repl = require('repl');
const { PassThrough } = require('stream');

const input = new PassThrough();
const output = new PassThrough();
output.setEncoding('utf8');
const server = repl.start({ input, output, prompt: '> ' });
server.on('exit', mustCall(() => {
  assert.strictEqual(output.read(), [
    '> Uncaught null',
    '> null',
    '> Uncaught undefined',
    '> Uncaught null',
    '> Uncaught undefined',
    '> undefined',
    '> Uncaught null',
    '> ',
  ].join('\n'));
}));
input.end([
  'throw null', '_error', 'throw undefined', 'let x = 1; throw null',
  'await Promise.reject(undefined)', '_error',
  '({ [Symbol.for("nodejs.util.inspect.custom")]() { throw null; } })', '',
].join('\n'));
