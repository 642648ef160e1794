// question(): the answer, one at a time, abort, after close(), and the promise forms.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const { PassThrough } = require('stream');
const { promisify } = require('util');
const readline = require('readline');
const promises = require('readline/promises');

function pair(create = readline.createInterface) {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: 'utf8' });
  return { input, output, rl: create({ input, output, prompt: '$ ' }) };
}

{
  const { input, output, rl } = pair();
  rl.on('line', mustNotCall());
  rl.question('name? ', mustCall((answer) => {
    assert.strictEqual(answer, 'gyre');
    assert.strictEqual(rl.getPrompt(), '$ ');
    rl.close();
    assert.throws(() => rl.question('more? ', mustNotCall()), { code: 'ERR_USE_AFTER_CLOSE' });
  }));
  rl.question('ignored? ', mustNotCall());
  assert.strictEqual(output.read(), 'name? name? ');
  input.write('gyre\n');
}

{
  // An aborted question is forgotten; the line is a line again.
  const { input, rl } = pair();
  const controller = new AbortController();
  rl.question('name? ', { signal: controller.signal }, mustNotCall());
  rl.on('line', mustCall((line) => assert.strictEqual(line, 'text')));
  controller.abort();
  assert.strictEqual(rl.getPrompt(), '$ ');
  input.write('text\n');
  assert.throws(() => rl.question('x', { signal: {} }, mustNotCall()), {
    code: 'ERR_INVALID_ARG_TYPE',
  });
  rl.question('x', { signal: AbortSignal.abort() }, mustNotCall());
}

(async () => {
  const { input, rl } = pair(promises.createInterface);
  const answer = rl.question('first? ');
  input.write('1\n');
  assert.strictEqual(await answer, '1');
  const controller = new AbortController();
  const aborted = rl.question('second? ', { signal: controller.signal });
  controller.abort(new Error('why'));
  await assert.rejects(aborted, (err) => err.name === 'AbortError' && err.cause.message === 'why');
  rl.close();
  await assert.rejects(rl.question('third? '), { code: 'ERR_USE_AFTER_CLOSE' });

  const plain = pair();
  const ask = promisify(plain.rl.question).bind(plain.rl);
  const promised = ask('ok? ');
  plain.input.write('yes\n');
  assert.strictEqual(await promised, 'yes');
})().then(mustCall());
