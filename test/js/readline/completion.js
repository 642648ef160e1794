// Tab: the common prefix first, the table at the second tab, groups, errors, and async completers.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { PassThrough } = require('stream');
const readline = require('readline');
const promises = require('readline/promises');

function open(create, completer) {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: 'utf8' });
  output.columns = 20;
  return { input, output, rl: create({ input, output, terminal: true, prompt: '', completer }) };
}

{
  const { input, output, rl } = open(readline.createInterface, (line) => [
    ['alpha', 'alpine', '', 'alps'].filter((each) => each === '' || each.startsWith(line)), line,
  ]);
  input.write('a\t');
  assert.strictEqual(rl.line, 'alp');
  input.write('\t');
  output.read();
  input.write('\t');
  assert.strictEqual(output.read(),
    '\r\nalpha   alpine\r\n\r\nalps\r\n\r\n\x1b[1G\x1b[0Jalp\x1b[4G');
  rl.close();
}

{
  const { input, output, rl } = open(readline.createInterface, (line, callback) => {
    setImmediate(callback, new Error('no idea'));
  });
  input.write('\t');
  setImmediate(() => setImmediate(mustCall(() => {
    assert.match(output.read(), /^Tab completion error: Error: no idea/);
    rl.close();
  })));
}

(async () => {
  const { input, rl } = open(promises.createInterface, async (line) => [['hello'], line]);
  input.write('he\t');
  await new Promise(setImmediate);
  assert.strictEqual(rl.line, 'hello');
  rl.close();
})().then(mustCall());

{
  // Without a completer, and within pasted text, a tab is a tab.
  const { input, rl } = open(readline.createInterface);
  input.write('\t');
  assert.strictEqual(rl.line, '\t');
  rl.close();
  const pasted = open(readline.createInterface, () => { throw new Error('not called'); });
  pasted.input.write('a\tb');
  assert.strictEqual(pasted.rl.line, 'a\tb');
  pasted.rl.close();
}
