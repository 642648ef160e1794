'use strict';

// An error of a text that is in a domain of its own goes to that domain, and not to the server.

const assert = require('assert');
const { enterLines } = require('./fixtures/on_streams');

const enter = 'var d = require("domain").create(); ' +
  'd.on("error", (error) => console.log("seen", error?.message ?? error)); d.run(';
enterLines({ prompt: '' }, [
  `${enter}() => { throw new Error("one"); })`, '1 + 1',
  `${enter}() => { throw null; })`,
  'throw new Error("of the server")',
  'require("domain").create().run(() => { throw new Error("nobody listens"); })',
], (output) => {
  assert.strictEqual(output.replace(/^ {4}at .*\n/gm, ''), [
    'seen one',
    '2',
    'seen null',
    'Uncaught Error: of the server',
    'Uncaught Error: nobody listens',
    '',
  ].join('\n'));
});
