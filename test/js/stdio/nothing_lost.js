'use strict';

// Everything that was written before the process ended arrives, however it ended and however slow
// the reader is.

const assert = require('assert');
const { spawn } = require('child_process');
const { deadline, mustCall } = require('../../common');

deadline();
const size = 1_500_000;
for (const [ending, expected] of [
  ['process.exit(4)', 4],
  ['throw new Error("x")', 1],
  ['process.reallyExit(3)', 3],
  ['', 0],
]) {
  for (const way of ['process.stdout.write', 'console.log']) {
    const newline = way === 'console.log' ? '' : " + '\\n'";
    const child = spawn(process.execPath,
      ['-e', `${way}('x'.repeat(${size - 1})${newline}); ${ending}`],
      { stdio: ['ignore', 'pipe', 'ignore'] });
    let length = 0;
    child.stdout.on('data', (data) => {
      length += data.length;
      child.stdout.pause();
      setImmediate(() => child.stdout.resume());
    });
    child.on('close', mustCall((code, signal) => {
      assert.strictEqual(signal, null);
      assert.strictEqual(code, expected);
      assert.strictEqual(length, size);
    }));
  }
}
