'use strict';

// A reader that goes away: console.log ignores it, for a program that ends; one that goes on
// printing ends, and the stream's own 'error' is EPIPE.

const assert = require('assert');
const { spawn } = require('child_process');
const { deadline, mustCall } = require('../../common');

deadline();
function run(source, check) {
  const child = spawn(process.execPath, ['-e', `
    process.stdin.once('data', () => { ${source} });
  `], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (data) => { stderr += data; });
  child.on('close', mustCall((code, signal) => {
    assert.strictEqual(signal, null);
    check(code, stderr);
  }));
  child.stdout.destroy();
  child.stdout.on('close', () => child.stdin.end('go'));
}
run('for (let i = 0; i < 100; i++) console.log(i); console.error("done");', (code, stderr) => {
  assert.strictEqual(stderr, 'done\n');
  assert.strictEqual(code, 0);
});
run('setInterval(() => console.log("again"), 1);', (code, stderr) => {
  assert.match(stderr, /Error: write EPIPE/);
  assert.strictEqual(code, 1);
});
run('process.stdout.write("x");', (code, stderr) => {
  assert.match(stderr, /Error: write EPIPE/);
  assert.strictEqual(code, 1);
});
run(`
  process.stdout.on("error", (error) => console.error(error.code, error.syscall));
  process.stdout.write("x", (error) => console.error("callback", error.code));
`, (code, stderr) => {
  assert.strictEqual(stderr, 'callback EPIPE\nEPIPE write\n');
  assert.strictEqual(code, 0);
});
