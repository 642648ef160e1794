// spawnSync: input, outputs, status, timeout, maxBuffer and what can't be started.
'use strict';

const assert = require('assert');
const { spawnSync } = require('child_process');
const { errorLike } = require('../../common');

const plain = spawnSync('sh', ['-c', 'cat; echo err >&2; exit 3'], { input: 'text' });
assert.deepStrictEqual(
  Object.keys(plain), ['status', 'signal', 'output', 'pid', 'stdout', 'stderr']);
assert.strictEqual(plain.status, 3);
assert.strictEqual(plain.signal, null);
assert.ok(plain.pid > 0);
assert.deepStrictEqual(plain.output, [null, Buffer.from('text'), Buffer.from('err\n')]);
assert.strictEqual(plain.stdout, plain.output[1]);
assert.strictEqual(plain.stderr, plain.output[2]);

// More than any pipe holds, in both directions at once.
const much = Buffer.alloc(5_000_000, 'gyre');
const echoed = spawnSync('cat', { input: much, maxBuffer: Infinity });
assert.ok(much.equals(echoed.stdout));
// Views say where they begin.
const view = new DataView(new Uint8Array([48, 49, 50, 51]).buffer, 1, 2);
assert.strictEqual(spawnSync('cat', { input: view, encoding: 'latin1' }).stdout, '12');
assert.strictEqual(spawnSync('cat', { input: '6869', encoding: 'hex' }).stdout, '6869');
assert.strictEqual(spawnSync('cat', { input: '' }).stdout.length, 0);

// A child that does not read is no error of ours but EPIPE.
const deaf = spawnSync('sh', ['-c', 'exec 0<&-; echo x'], { input: much });
assert.strictEqual(deaf.status, 0);
assert.strictEqual(deaf.error.code, 'EPIPE');

const missing = spawnSync('gyre-no-such-program', ['a']);
errorLike({
  message: 'spawnSync gyre-no-such-program ENOENT', errno: -2, code: 'ENOENT',
  syscall: 'spawnSync gyre-no-such-program', path: 'gyre-no-such-program', spawnargs: ['a'],
})(missing.error);
assert.deepStrictEqual(
  { ...missing, error: null },
  { error: null, status: null, signal: null, output: null, pid: 0, stdout: null, stderr: null });

const late = spawnSync('sleep', ['100'], { timeout: 30 });
assert.strictEqual(late.error.code, 'ETIMEDOUT');
assert.strictEqual(late.signal, 'SIGTERM');
assert.strictEqual(late.status, null);
assert.strictEqual(
  spawnSync('sh', ['-c', 'trap "" TERM; while :; do sleep 0.01; done'],
            { timeout: 50, killSignal: 'SIGKILL' }).signal, 'SIGKILL');
// Its own end counts, not that of others that hold the pipe.
// On a busy machine the time may be over before the shell has ended: then it gets more.
let orphan;
for (const timeout of [300, 3000, 30_000]) {
  orphan = spawnSync('sh', ['-c', 'sleep 100 & echo $!'], { timeout, encoding: 'utf8' });
  assert.strictEqual(orphan.error.code, 'ETIMEDOUT');
  if (orphan.stdout !== '') process.kill(Number(orphan.stdout), 'SIGKILL');
  if (orphan.signal === null) break;
}
assert.strictEqual(orphan.status, 0);
assert.notStrictEqual(orphan.stdout, '');

const wordy = spawnSync('yes', { maxBuffer: 10, encoding: 'utf8' });
assert.strictEqual(wordy.error.code, 'ENOBUFS');
assert.strictEqual(wordy.signal, 'SIGTERM');
assert.match(wordy.stdout, /^y\ny\n/);
assert.strictEqual(spawnSync('echo', ['12345'], { maxBuffer: 6 }).error, undefined);

assert.deepStrictEqual(spawnSync('true', { stdio: 'ignore' }).output, [null, null, null]);
const stdio = ['pipe', 'pipe', 'pipe', 'pipe'];
const extra = spawnSync('sh', ['-c', 'echo three >&3'], { stdio });
assert.deepStrictEqual(extra.output[3], Buffer.from('three\n'));
assert.strictEqual(spawnSync('sh', ['-c', 'kill -USR1 $$']).signal, 'SIGUSR1');
