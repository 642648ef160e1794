// A channel on a standard descriptor: process.stdin has ended and does not disturb the messages.
'use strict';

const assert = require('assert');
const { spawn } = require('child_process');
const { mustCall } = require('../../common');

if (process.argv[2] === 'child') {
  process.stdin.on('end', () => process.send('ended')).resume();
  process.on('message', (message) => {
    process.send(message);
    process.disconnect();
  });
  return;
}

const child = spawn(process.execPath, [__filename, 'child'], {
  stdio: ['ipc', 'inherit', 'inherit'],
});
const received = [];
child.send('question');
child.on('message', (message) => received.push(message));
child.on('exit', mustCall((code) => {
  assert.strictEqual(code, 0);
  assert.deepStrictEqual(received.sort(), ['ended', 'question']);
}));
