'use strict';

// process.kill(): signals by name and number, probing with 0, what it refuses.

const assert = require('assert');
const { spawn } = require('child_process');
const { errorLike, mustCall } = require('../../common');

assert.strictEqual(process.kill(process.pid, 0), true);
assert.strictEqual(process.kill(String(process.pid), 0), true);
assert.throws(() => process.kill(process.pid, 'SIGNOPE'), errorLike({
  code: 'ERR_UNKNOWN_SIGNAL', message: 'Unknown signal: SIGNOPE',
}));
assert.throws(() => process.kill(process.pid, 'toString'),
              errorLike({ code: 'ERR_UNKNOWN_SIGNAL' }));
assert.throws(() => process.kill(process.pid, 990), errorLike({ code: 'EINVAL', syscall: 'kill' }));
for (const value of ['x', undefined, NaN, {}, 1.5]) {
  assert.throws(() => process.kill(value, 0), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}

// Somebody else, by name, by number, and by default SIGTERM; afterwards nobody is there.
for (const [signal, name] of [['SIGKILL', 'SIGKILL'], [2, 'SIGINT'], [undefined, 'SIGTERM']]) {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")']);
  child.stdout.once('data', mustCall(() => process.kill(child.pid, signal)));
  child.on('exit', mustCall((code, by) => {
    assert.strictEqual(by, name);
    assert.strictEqual(code, null);
    assert.throws(() => process.kill(child.pid, 0),
                  errorLike({ code: 'ESRCH', errno: -3, message: 'kill ESRCH' }));
  }));
}
