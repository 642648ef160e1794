// What happens to a child is reported in the async context in which it was started.
'use strict';

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const { execFile, fork, spawn } = require('child_process');
const { mustCall } = require('../../common');

if (process.argv[2] === 'child') {
  process.send('x');
  return;
}

const storage = new AsyncLocalStorage();
const inside = (name) => mustCall(() => assert.strictEqual(storage.getStore(), name));
storage.run('spawn', () => {
  const child = spawn('echo', ['x']);
  for (const event of ['spawn', 'exit', 'close']) child.on(event, inside('spawn'));
  child.stdout.once('data', inside('spawn'));
});
storage.run('error', () => spawn('gyre-no-such-program').on('error', inside('error')));
storage.run('execFile', () => execFile('true', inside('execFile')));
storage.run('fork', () => {
  const child = fork(__filename, ['child']);
  child.once('message', inside('fork'));
  child.on('exit', inside('fork'));
});
