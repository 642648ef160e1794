'use strict';

// null and undefined that are thrown are errors like others: reported, and kept in `_error`.

const assert = require('assert');
const { enterLines } = require('./fixtures/on_streams');

enterLines({ prompt: '> ' }, [
  'throw null', '_error', 'throw undefined', 'let x = 1; throw null',
  'await Promise.reject(undefined)', '_error',
  '({ [Symbol.for("nodejs.util.inspect.custom")]() { throw null; } })',
], (output) => {
  assert.strictEqual(output, [
    '> Uncaught null',
    '> null',
    '> Uncaught undefined',
    '> Uncaught null',
    '> Uncaught undefined',
    '> undefined',
    '> Uncaught null',
    '> ',
  ].join('\n'));
});
