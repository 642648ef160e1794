// util.promisify(exec) and (execFile): an object of outputs, the child on the promise, outputs on
// the error.
'use strict';

const assert = require('assert');
const { promisify } = require('util');
const childProcess = require('child_process');
const { errorLike, mustCall } = require('../../common');

const exec = promisify(childProcess.exec);
const execFile = promisify(childProcess.execFile);

(async () => {
  const promise = exec('echo out; echo err >&2');
  assert.ok(promise.child instanceof childProcess.ChildProcess);
  assert.deepStrictEqual(await promise, { stdout: 'out\n', stderr: 'err\n' });
  assert.deepStrictEqual(await execFile('echo', ['x']), { stdout: 'x\n', stderr: '' });
  await assert.rejects(
    exec('echo out; exit 2'), errorLike({ code: 2, stdout: 'out\n', stderr: '' }));
  await assert.rejects(execFile('gyre-no-such-program'), errorLike({ code: 'ENOENT', stdout: '' }));
  await assert.rejects(
    execFile('sleep', ['100'], { signal: AbortSignal.abort() }), errorLike({ name: 'AbortError' }));
  assert.throws(() => execFile(5), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
})().then(mustCall());
