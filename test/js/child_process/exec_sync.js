// execSync and execFileSync return stdout, or throw an error that carries the result.
'use strict';

const assert = require('assert');
const { execFileSync, execSync } = require('child_process');
const { errorLike, spawnScript } = require('../../common');

assert.deepStrictEqual(execSync('echo x'), Buffer.from('x\n'));
assert.strictEqual(execSync('cat', { input: 'abc', encoding: 'utf8' }), 'abc');
assert.strictEqual(execFileSync('echo', ['a b'], { encoding: 'utf8' }), 'a b\n');
assert.strictEqual(execFileSync('echo', { encoding: 'utf8' }), '\n');
assert.strictEqual(execSync('true', { stdio: 'ignore' }), null);
assert.strictEqual(execSync('echo "$0"', { shell: '/bin/bash', encoding: 'utf8' }), '/bin/bash\n');

assert.throws(() => execSync('echo out; echo err >&2; exit 4', { stdio: 'pipe' }), (error) => {
  assert.strictEqual(
    error.message, 'Command failed: echo out; echo err >&2; exit 4\nerr\n');
  assert.deepStrictEqual(
    Object.keys(error), ['status', 'signal', 'output', 'pid', 'stdout', 'stderr']);
  assert.strictEqual(error.status, 4);
  assert.strictEqual(error.stdout.toString(), 'out\n');
  return true;
});
assert.throws(() => execFileSync('false', ['a', 'b']),
              errorLike({ message: 'Command failed: false a b', status: 1 }));
assert.throws(() => execFileSync('gyre-no-such-program'), (error) => {
  assert.strictEqual(error.code, 'ENOENT');
  assert.strictEqual(error.error, error);
  assert.strictEqual(error.status, null);
  return true;
});
assert.throws(() => execSync('exec sleep 100', { timeout: 30 }), errorLike({ code: 'ETIMEDOUT' }));

// Errors of the child are shown unless stdio says otherwise.
const result = spawnScript(`
  const { execSync } = require('child_process');
  execSync('echo shown >&2');
  execSync('echo hidden >&2', { stdio: 'pipe' });
`);
assert.strictEqual(result.stderr, 'shown\n');
