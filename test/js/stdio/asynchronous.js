'use strict';

// A pipe or socket whose reader does not keep up makes the stream fill, not the program wait:
// write() says false, timers go on, 'drain' comes when there is room again. What the console wrote
// before and after stays in order.

const assert = require('assert');
const { spawn } = require('child_process');
const { deadline, mustCall } = require('../../common');

deadline();
const size = 300_000; // more than a pipe or socket holds
const source = `
  const text = (letter) => letter.repeat(${size}) + '\\n';
  let ticks = 0;
  console.log(text('a'));
  console.log('b');
  const { stdout } = process;
  console.log('c');
  const more = [];
  more.push(stdout.write('small'));
  more.push(stdout.write(text('d'), () => process._rawDebug('written')));
  more.push(stdout.write(Buffer.from('66', 'hex'), 'buffer'), stdout.write('6767', 'hex'));
  stdout.once('drain', () => {
    process._rawDebug('drain', stdout.writableLength, stdout.writableNeedDrain);
    console.log('end');
  });
  // The reader waits for this line, so nothing above may have waited for the reader.
  setTimeout(() => process._rawDebug('free', more.at(1), stdout.writableLength > 0), 1);
`;
const expected = `${'a'.repeat(size)}\n\nb\nc\nsmall${'d'.repeat(size)}\nfggend\n`;

function run(command, args, options) {
  const child = spawn(command, args, options);
  let stderr = '';
  let stdout = '';
  child.stderr.setEncoding('utf8').on('data', (data) => {
    const first = stderr === '';
    stderr += data;
    if (!first) return;
    child.stdio[3]?.end('go\n');
    child.stdout.setEncoding('utf8').on('data', (text) => { stdout += text; });
  });
  child.on('close', mustCall((code, signal) => {
    assert.strictEqual(signal, null);
    assert.strictEqual(code, 0);
    assert.strictEqual(stderr, 'free false true\ndrain 0 false\nwritten\n');
    assert.ok(stdout === expected, `${stdout.length} of ${expected.length}`);
  }));
}
// spawn() makes one kind, a shell pipes; there cat waits for a line on descriptor 3.
run(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'pipe'] });
run('/bin/sh', ['-c', '"$0" -e "$1" | { read -r line <&3; cat; }', process.execPath, source],
  { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
