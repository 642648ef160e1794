// Lines without a terminal: every line ending, endings split across chunks, multi-byte characters.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const { PassThrough, Readable } = require('stream');
const readline = require('readline');

function linesOf(chunks, options) {
  const input = new PassThrough();
  const lines = [];
  const rl = readline.createInterface({ input, crlfDelay: Infinity, ...options });
  rl.on('line', (line) => lines.push(line));
  for (const chunk of chunks) input.write(chunk);
  input.end();
  return new Promise((resolve) => rl.on('close', () => resolve(lines)));
}

(async () => {
  assert.deepStrictEqual(await linesOf(['a\nb\r\nc\rd\u2028e\u2029f']),
    ['a', 'b', 'c', 'd', 'e', 'f']);
  assert.deepStrictEqual(await linesOf(['a\r', '\nb\r', 'c\n\n']), ['a', 'b', 'c', '']);
  assert.deepStrictEqual(await linesOf([...Buffer.from('€\n😀')].map((b) => Buffer.from([b]))),
    ['€', '😀']);
  assert.deepStrictEqual(await linesOf(['']), []);
  const long = 'x'.repeat(300_000);
  assert.deepStrictEqual(await linesOf([long, `${long}\n`, 'end']), [long + long, 'end']);

  // 'line' listeners may close the interface; the lines that came with it are still delivered.
  const input = new PassThrough();
  const rl = readline.createInterface({ input });
  const seen = [];
  rl.on('line', (line) => {
    seen.push(line);
    rl.close();
  });
  rl.on('close', mustCall());
  input.write('a\nb\n');
  assert.deepStrictEqual(seen, ['a', 'b']);
  input.write('c\n');
  assert.deepStrictEqual(seen, ['a', 'b']);
  assert.strictEqual(input.listenerCount('data'), 0);

  // Iteration gives the lines, and an error of the input.
  const iterated = [];
  for await (const line of readline.createInterface({ input: Readable.from(['1\n2', '\n3']) })) {
    iterated.push(line);
  }
  assert.deepStrictEqual(iterated, ['1', '2', '3']);
  const failing = new Readable({ read() { this.destroy(new Error('broken')); } });
  await assert.rejects(async () => {
    for await (const line of readline.createInterface({ input: failing })) mustNotCall()(line);
  }, { message: 'broken' });
})().then(mustCall());
