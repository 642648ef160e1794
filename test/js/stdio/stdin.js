'use strict';

// process.stdin from pipes, files and nothing: data and end arrive; the stream holds the process
// only while it is read.

const assert = require('assert');
const { spawn } = require('child_process');
const fs = require('fs');
const { deadline, mustCall, spawnSelf, tmpdir } = require('../../common');

deadline();
const echo = `
  let text = '';
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (data) => { text += data; });
  process.stdin.on('end', () => console.log(process.stdin.fd, text.length, text.slice(0, 3)));
`;
const input = 'a\u20acb'.repeat(50_000);
assert.strictEqual(spawnSelf(['-e', echo], { input }).stdout, '0 150000 a\u20acb\n');
assert.strictEqual(spawnSelf(['-e', echo], { input: '' }).stdout, '0 0 \n');
assert.strictEqual(
  spawnSelf(['-e', echo], { stdio: ['ignore', 'pipe', 'inherit'] }).stdout, '0 0 \n');
fs.writeFileSync(tmpdir('input'), input);
const fd = fs.openSync(tmpdir('input'));
assert.strictEqual(
  spawnSelf(['-e', echo], { stdio: [fd, 'pipe', 'inherit'] }).stdout, '0 150000 a\u20acb\n');
fs.closeSync(fd);
assert.strictEqual(
  spawnSelf(['-e', 'console.log(require("fs").readFileSync(0, "utf8"))'], { input: 'sync' }).stdout,
  'sync\n');

// With a pipe that nobody closes.
function open(source, check, write) {
  const child = spawn(process.execPath, ['-e', source], { stdio: ['pipe', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (data) => {
    if (stdout === '' && write !== undefined) child.stdin.write(write);
    stdout += data;
  });
  child.on('exit', mustCall((code, signal) => {
    assert.strictEqual(signal, null);
    assert.strictEqual(code, 0);
  }));
  child.on('close', mustCall(() => {
    check(stdout);
  }));
  child.stdin.on('error', () => {});
}
// Looking at it reads nothing.
open('process.stdin; console.log("end");', (text) => assert.strictEqual(text, 'end\n'));
open('process.stdin.on("data", () => {}); process.stdin.pause(); console.log("end");',
  (text) => assert.strictEqual(text, 'end\n'));
open('process.stdin.resume().unref(); console.log("end");',
  (text) => assert.strictEqual(text, 'end\n'));
open(`
  process.stdin.once('data', (data) => {
    console.log('got ' + data);
    process.stdin.pause();
  });
  console.log('ready');
`, (text) => assert.strictEqual(text, 'ready\ngot one\n'), 'one');
open(`
  process.stdin.pause();
  setImmediate(() => {
    process.stdin.resume();
    process.stdin.once('data', (data) => {
      console.log('got ' + data);
      process.exit();
    });
    console.log('ready');
  });
`, (text) => assert.strictEqual(text, 'ready\ngot two\n'), 'two');
