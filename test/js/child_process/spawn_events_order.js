// The events of a child come in the documented order: spawn, exit, close; close after the output.
'use strict';

const assert = require('assert');
const { spawn } = require('child_process');
const { mustCall } = require('../../common');

const events = [];
const child = spawn('sh', ['-c', 'echo out; echo err >&2; exit 3']);
assert.strictEqual(typeof child.pid, 'number');
assert.strictEqual(child.spawnfile, 'sh');
assert.deepStrictEqual(child.spawnargs, ['sh', '-c', 'echo out; echo err >&2; exit 3']);
assert.deepStrictEqual(child.stdio, [child.stdin, child.stdout, child.stderr]);
assert.strictEqual(child.exitCode, null);
events.push('started');

let text = '';
child.stdout.on('data', (chunk) => { text += chunk; });
child.stderr.on('data', (chunk) => { text += chunk; });
child.stdout.on('end', () => events.push('stdout'));
child.stderr.on('end', () => events.push('stderr'));
child.on('error', (error) => { throw error; });
child.on('spawn', mustCall(() => events.push('spawn')));
child.on('exit', mustCall((code, signal) => {
  events.push('exit');
  assert.strictEqual(code, 3);
  assert.strictEqual(signal, null);
  assert.strictEqual(child.exitCode, 3);
  assert.strictEqual(child.stdin.destroyed, true);
  assert.strictEqual(child.kill(), false);
  assert.strictEqual(child.killed, false);
}));
child.on('close', mustCall((code, signal) => {
  assert.strictEqual(code, 3);
  assert.strictEqual(signal, null);
  assert.deepStrictEqual(events.slice(0, 2), ['started', 'spawn']);
  assert.deepStrictEqual(events.slice(2).sort(), ['exit', 'stderr', 'stdout']);
  assert.deepStrictEqual([...text].sort().join('').trim(), 'eorrtu');
}));

// Output that nobody reads is no reason for 'close' to wait.
const silent = spawn('sh', ['-c', 'head -c 300000 /dev/zero']);
silent.on('exit', mustCall());
silent.on('close', mustCall((code) => assert.strictEqual(code, 0)));
silent.stdout.once('readable', () => silent.stdout.resume());
