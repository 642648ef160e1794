// Every kind of stdio: pipe, ignore, inherit, descriptors, streams, and pipes beyond the first
// three.
'use strict';

const assert = require('assert');
const fs = require('fs');
const { spawn } = require('child_process');
const { mustCall, spawnScript, tmpdir } = require('../../common');

function collect(stream, callback) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  stream.on('end', mustCall(() => callback(Buffer.concat(chunks).toString())));
}

{
  const child = spawn('cat');
  assert.strictEqual(child.stdin.readable, false);
  collect(child.stdout, (text) => assert.strictEqual(text, 'h\u00e9llo'));
  child.stdin.write('h\u00e9');
  child.stdin.end('llo');
}
{
  const child = spawn('sh', ['-c', 'readlink /proc/self/fd/0; cat; echo x >&2'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert.strictEqual(child.stdin, null);
  assert.strictEqual(child.stderr, null);
  if (process.platform === 'linux') {
    collect(child.stdout, (text) => assert.strictEqual(text, '/dev/null\n'));
  }
}
{
  // A pipe in both directions, beyond a gap.
  const script = 'read line <&4; echo "got $line" >&4; test ! -e /proc/self/fd/3';
  const child = spawn('sh', ['-c', script], {
    stdio: ['pipe', 'pipe', 'pipe', 'ignore', 'pipe'],
  });
  assert.strictEqual(child.stdio.length, 5);
  assert.strictEqual(child.stdio[3], null);
  child.stdio[4].write('four\n');
  collect(child.stdio[4], (text) => assert.strictEqual(text, 'got four\n'));
  child.on('close', mustCall((code) => assert.strictEqual(code, 0)));
}
{
  // Descriptors, given in an order in which each is in the way of another.
  const names = ['zero', 'one', 'two'].map((name) => tmpdir(name));
  const fds = names.map((name) => fs.openSync(name, 'w+'));
  fs.writeSync(fds[0], 'input');
  fs.closeSync(fds[0]);
  const input = fs.openSync(names[0], 'r');
  const child = spawn('sh', ['-c', 'cat; echo err >&2'], { stdio: [input, fds[2], fds[1]] });
  child.on('close', mustCall((code) => {
    assert.strictEqual(code, 0);
    assert.strictEqual(fs.readFileSync(names[2], 'utf8'), 'input');
    assert.strictEqual(fs.readFileSync(names[1], 'utf8'), 'err\n');
  }));
}
{
  // One child's output is another's input, without a detour.
  const source = spawn('echo', ['through']);
  const sink = spawn('cat', { stdio: [source.stdout, 'pipe', 'inherit'] });
  collect(sink.stdout, (text) => assert.strictEqual(text, 'through\n'));
}
{
  // inherit: what the child writes appears in our output, in order.
  const result = spawnScript(`
    const { spawn } = require('child_process');
    process.stdout.write('before ');
    spawn('sh', ['-c', 'printf "%s " "$(cat)"'], { stdio: 'inherit' })
      .on('close', () => process.stdout.write('after'));
  `, { options: { input: 'between' } });
  assert.strictEqual(result.stderr, '');
  assert.strictEqual(result.stdout, 'before between after');
}
{
  // Swapping 1 and 2.
  const result = spawnScript(`
    require('child_process').spawn('sh', ['-c', 'echo o; echo e >&2'], { stdio: [0, 2, 1] });
  `, { name: 'swap.js' });
  assert.strictEqual(result.stdout, 'e\n');
  assert.strictEqual(result.stderr, 'o\n');
}
