// History: order, limits, duplicates, the prefix search of the arrow keys, and the 'history' event.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { PassThrough } = require('stream');
const readline = require('readline');

function open(options) {
  const input = new PassThrough();
  const rl = readline.createInterface({
    input, output: new PassThrough(), terminal: true, ...options,
  });
  return { input, rl, key: (name) => input.emit('keypress', '', { name }) };
}

{
  const { input, rl, key } = open({ historySize: 3 });
  input.write('one\ntwo\n\n  \ntwo\nthree\nfour\n');
  assert.deepStrictEqual(rl.history, ['four', 'three', 'two']);
  key('up');
  assert.strictEqual(rl.line, 'four');
  key('up');
  key('up');
  key('up');
  assert.strictEqual(rl.line, '');
  key('down');
  assert.strictEqual(rl.line, 'two');
  rl.close();
}

{
  const { input, rl, key } = open({ history: ['git push', 'ls', 'git pull'] });
  input.write('git');
  key('up');
  assert.strictEqual(rl.line, 'git push');
  key('up');
  assert.strictEqual(rl.line, 'git pull');
  key('up');
  assert.strictEqual(rl.line, 'git');
  rl.close();
}

{
  const { input, rl } = open({ removeHistoryDuplicates: true });
  rl.on('history', mustCall((history) => {
    if (history[0] === 'secret') history.shift();
  }, 4));
  input.write('a\nb\na\nsecret\n');
  assert.deepStrictEqual(rl.history, ['a', 'b']);
  rl.close();
}

{
  const { input, rl } = open({ historySize: 0 });
  input.write('a\n');
  assert.deepStrictEqual(rl.history, []);
  rl.close();
}

const input = new PassThrough();
assert.throws(() => readline.createInterface({ input, historySize: -1 }),
  { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => readline.createInterface({ input, history: 'x' }),
  { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => readline.createInterface({ input, completer: 'x' }),
  { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => readline.createInterface({ input, tabSize: 0 }), { code: 'ERR_OUT_OF_RANGE' });
