'use strict';

// Signals as events: name and number, several listeners, once; without listeners the default holds.

const assert = require('assert');
const { spawnSelf, mustCall, mustNotCall } = require('../../common');
const { constants: { signals } } = require('os');

const heard = [];
const keepAlive = setInterval(() => {}, 1000);
process.on('SIGUSR2', mustCall(function(name, number) {
  assert.strictEqual(this, process);
  assert.strictEqual(name, 'SIGUSR2');
  assert.strictEqual(number, signals.SIGUSR2);
  heard.push('first');
}, 2));
process.once('SIGUSR2', mustCall(() => heard.push('once')));
process.on('SIGHUP', mustCall(() => {
  clearInterval(keepAlive);
  assert.deepStrictEqual(heard, ['first', 'once', 'first']);
}));
const removed = mustNotCall();
process.on('SIGWINCH', removed);
process.removeListener('SIGWINCH', removed);
process.kill(process.pid, 'SIGWINCH');

// The event comes from the loop, never inside kill().
process.kill(process.pid, 'SIGUSR2');
assert.deepStrictEqual(heard, []);
setTimeout(() => {
  process.kill(process.pid, 'SIGUSR2');
  setTimeout(() => process.kill(process.pid, 'SIGHUP'), 20);
}, 20);

// SIGKILL and SIGSTOP can't be listened to.
for (const name of ['SIGKILL', 'SIGSTOP']) {
  assert.throws(() => process.on(name, () => {}), { code: 'EINVAL', syscall: 'uv_signal_start' });
}

// A listener does not keep the process alive; with the last one gone the signal kills again.
assert.strictEqual(spawnSelf(['-e', 'process.on("SIGTERM", () => {})']).status, 0);
const result = spawnSelf(['-e', `
  const f = () => {};
  process.on('SIGTERM', f);
  process.off('SIGTERM', f);
  setInterval(() => {}, 1000);
  process.kill(process.pid);`]);
assert.strictEqual(result.signal, 'SIGTERM');
