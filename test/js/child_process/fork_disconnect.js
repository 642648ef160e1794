// disconnect(): both ends hear of it once, after the messages before it; afterwards sending fails.
'use strict';

const assert = require('assert');
const { fork } = require('child_process');
const { expectError, mustCall, mustNotCall } = require('../../common');

if (process.argv[2] === 'child') {
  const trace = [];
  process.on('message', (message) => trace.push(message));
  process.on('disconnect', () => {
    trace.push('disconnect', process.connected, process.channel);
    console.log(JSON.stringify(trace));
  });
  process.send('ready');
  return;
}

const child = fork(__filename, ['child'], { silent: true });
let text = '';
child.stdout.on('data', (chunk) => { text += chunk; });
const { channel } = child;
assert.strictEqual(typeof channel.ref, 'function');
assert.strictEqual(typeof channel.unref, 'function');
child.on('message', mustCall((message) => {
  assert.strictEqual(message, 'ready');
  child.send('one');
  child.send('two');
  child.disconnect();
  assert.strictEqual(child.connected, false);
  assert.strictEqual(child.channel, null);
  assert.strictEqual(child.send('late', expectError({ code: 'ERR_IPC_CHANNEL_CLOSED' })), false);
  child.send('later');
}));
child.on('disconnect', mustCall(() => {
  child.disconnect();
}));
const errors = [];
child.on('error', (error) => errors.push(error.code));
child.on('close', mustCall((code) => {
  assert.strictEqual(code, 0);
  assert.deepStrictEqual(errors.sort(), ['ERR_IPC_CHANNEL_CLOSED', 'ERR_IPC_DISCONNECTED']);
  assert.strictEqual(text, '["one","two","disconnect",false,null]\n');
}));

// The end of a child is a disconnect.
const short = fork(__filename, ['child'], { execArgv: ['--no-such-option'], silent: true });
short.on('message', mustNotCall());
short.on('disconnect', mustCall(() => assert.strictEqual(short.connected, false)));
short.on('exit', mustCall((code) => assert.strictEqual(code, 9)));
