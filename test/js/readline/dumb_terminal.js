// A terminal that says it is dumb gets no editing: the arrow keys and the tab do nothing, enter
// ends a line, and nothing but text is written.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { PassThrough } = require('stream');
const readline = require('readline');

process.env.TERM = 'dumb';
const input = new PassThrough();
const output = new PassThrough({ encoding: 'utf8' });
const rl = readline.createInterface({
  input, output, terminal: true, prompt: '> ', history: ['older'],
  completer: () => { throw new Error('not called'); },
});
rl.once('line', mustCall((line) => assert.strictEqual(line, 'text')));
rl.prompt();
input.write('te');
input.emit('keypress', undefined, { name: 'up' });
assert.strictEqual(rl.line, 'te');
input.write('xt\n');
assert.strictEqual(rl.line, '');
assert.doesNotMatch(output.read(), /\x1b/);
rl.close();
