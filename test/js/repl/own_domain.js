'use strict';

// An error of a text that is in a domain of its own goes to that domain, and not to the server.

const { mustCall } = require('../../common');
const assert = require('assert');
const repl = require('repl');
const { PassThrough } = require('stream');

const input = new PassThrough();
const output = new PassThrough();
output.setEncoding('utf8');
const server = repl.start({ input, output, prompt: '' });
server.on('exit', mustCall(() => {
  assert.strictEqual(output.read().replace(/^ {4}at .*\n/gm, ''), [
    'seen one',
    '2',
    'seen null',
    'Uncaught Error: of the server',
    'Uncaught Error: nobody listens',
    '',
  ].join('\n'));
}));
const enter = 'var d = require("domain").create(); ' +
  'd.on("error", (error) => console.log("seen", error?.message ?? error)); d.run(';
input.end([
  `${enter}() => { throw new Error("one"); })`, '1 + 1',
  `${enter}() => { throw null; })`,
  'throw new Error("of the server")',
  'require("domain").create().run(() => { throw new Error("nobody listens"); })', '',
].join('\n'));
