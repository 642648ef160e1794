// execFile and exec collect output; what went wrong is on the error.
'use strict';

const assert = require('assert');
const { exec, execFile } = require('child_process');
const { errorLike, mustCall, mustSucceed } = require('../../common');

execFile('echo', ['a', 'b'], mustSucceed((stdout, stderr) => {
  assert.strictEqual(stdout, 'a b\n');
  assert.strictEqual(stderr, '');
}));
execFile('true', mustSucceed());
execFile('true', {}, mustSucceed());
execFile('true', null, mustSucceed());
execFile('true', null, null, mustSucceed());
execFile('printf', ['\\351'], { encoding: 'latin1' }, mustSucceed((stdout) => {
  assert.strictEqual(stdout, '\u00e9');
}));
for (const encoding of ['buffer', null, 'no-such-encoding']) {
  execFile('echo', ['x'], { encoding }, mustSucceed((stdout, stderr) => {
    assert.deepStrictEqual(stdout, Buffer.from('x\n'));
    assert.deepStrictEqual(stderr, Buffer.alloc(0));
  }));
}

exec('echo out; echo err >&2; exit 5', mustCall((error, stdout, stderr) => {
  errorLike({
    message: 'Command failed: echo out; echo err >&2; exit 5\nerr\n', code: 5, killed: false,
    signal: null, cmd: 'echo out; echo err >&2; exit 5',
  })(error);
  assert.strictEqual(stdout, 'out\n');
  assert.strictEqual(stderr, 'err\n');
}));
execFile('sh', ['-c', 'kill -9 $$'], mustCall((error) => {
  errorLike({ code: null, signal: 'SIGKILL', killed: false, cmd: 'sh -c kill -9 $$' })(error);
}));
execFile('gyre-no-such-program', ['x'], mustCall((error, stdout, stderr) => {
  errorLike({ code: 'ENOENT', path: 'gyre-no-such-program', cmd: 'gyre-no-such-program x' })(error);
  assert.strictEqual(stdout, '');
  assert.strictEqual(stderr, '');
}));
execFile('sleep', ['100'], { timeout: 20 }, mustCall((error) => {
  errorLike({ killed: true, signal: 'SIGTERM', code: null })(error);
}));

// Too much output: it is cut, and the program ended.
for (const [maxBuffer, expected] of [[5, 'abcde'], [6, 'abcdef'], [0, '']]) {
  execFile('sh', ['-c', 'printf abcdef; sleep 0.1'], { maxBuffer }, mustCall((error, stdout) => {
    assert.strictEqual(stdout, expected);
    if (maxBuffer === 6) return assert.strictEqual(error, null);
    errorLike({
      code: 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER', message: 'stdout maxBuffer length exceeded',
    })(error);
  }));
}
execFile('sh', ['-c', 'printf abcdef >&2'], { maxBuffer: 3 }, mustCall((error, stdout, stderr) => {
  assert.strictEqual(error.message, 'stderr maxBuffer length exceeded');
  assert.strictEqual(stderr, 'abc');
}));
execFile('head', ['-c', '3000000', '/dev/zero'], { maxBuffer: Infinity, encoding: 'buffer' },
         mustSucceed((stdout) => assert.strictEqual(stdout.length, 3_000_000)));

const controller = new AbortController();
execFile('sleep', ['100'], { signal: controller.signal }, mustCall((error) => {
  errorLike({ name: 'AbortError', cmd: 'sleep 100' })(error);
}));
controller.abort();
