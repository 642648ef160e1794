// A program that can't be started: 'error' on a later tick for what the world is to blame for, an
// exception for the rest; no 'spawn', no 'exit', and 'close' with the error number.
'use strict';

const assert = require('assert');
const fs = require('fs');
const { spawn } = require('child_process');
const { errorLike, mustCall, mustNotCall, tmpdir } = require('../../common');

const notExecutable = tmpdir('file');
fs.writeFileSync(notExecutable, 'text', { mode: 0o644 });

function check(file, options, code, errno) {
  const child = spawn(file, ['a', 'b'], options);
  assert.strictEqual(child.pid, undefined);
  assert.strictEqual(child.kill(), false);
  child.on('spawn', mustNotCall());
  child.on('exit', mustNotCall());
  let failed = false;
  child.on('error', mustCall((error) => {
    failed = true;
    errorLike({
      message: `spawn ${file} ${code}`, code, errno, syscall: `spawn ${file}`, path: file,
      spawnargs: ['a', 'b'],
    })(error);
    assert.deepStrictEqual(
      Object.keys(error), ['errno', 'code', 'syscall', 'path', 'spawnargs']);
  }));
  assert.strictEqual(failed, false);
  child.on('close', mustCall((status, signal) => {
    assert.strictEqual(failed, true);
    assert.strictEqual(status, errno);
    assert.strictEqual(signal, null);
  }));
}

check('gyre-no-such-program', undefined, 'ENOENT', -2);
check('/gyre/no/such/program', undefined, 'ENOENT', -2);
check('true', { cwd: '/gyre-no-such-directory' }, 'ENOENT', -2);
check('true', { env: { PATH: '/gyre-no-such-directory' } }, 'ENOENT', -2);
check(notExecutable, undefined, 'EACCES', -13);

assert.throws(() => spawn('true', ['a'.repeat(3_000_000)]),
              errorLike({ message: 'spawn E2BIG', code: 'E2BIG', syscall: 'spawn' }));
assert.throws(() => spawn('true', { stdio: [0, 1, 12345] }), errorLike({ code: 'EBADF' }));
assert.throws(() => spawn('true', { cwd: notExecutable }), errorLike({ code: 'ENOTDIR' }));

const unheard = spawn('gyre-no-such-program');
process.once('uncaughtException', mustCall((error) => {
  assert.strictEqual(error.code, 'ENOENT');
  assert.strictEqual(unheard.exitCode, -2);
}));
