// Neither success nor failure leaves descriptors or zombies, and a child gets no descriptor that is
// not its.
'use strict';

const assert = require('assert');
const fs = require('fs');
const { execFileSync, spawn, spawnSync } = require('child_process');
const { isLinux, mustCall, skip } = require('../../common');

if (!isLinux) skip('needs /proc');

const count = () => fs.readdirSync('/proc/self/fd').length;
const state = () => fs.readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim();

// Whatever is made once is made now.
spawnSync('true');
spawn('true').on('close', () => setImmediate(mustCall(() => {
  const before = count();
  let open = 0;
  const done = mustCall(() => {
    if (--open > 0) return;
    setImmediate(mustCall(() => {
      assert.strictEqual(count(), before);
      assert.strictEqual(state(), '');
    }));
  }, 40);
  for (let i = 0; i < 20; i++) {
    open += 2;
    spawn('true').on('close', done);
    spawn('gyre-no-such-program').on('error', () => {}).on('close', done);
    spawnSync('gyre-no-such-program');
    assert.throws(() => spawn('true', ['a'.repeat(3_000_000)]), { code: 'E2BIG' });
    assert.throws(() => spawn('true', { stdio: ['pipe', 'pipe', 12345] }), { code: 'EBADF' });
  }
})));

const file = fs.openSync(__filename);
const listed = execFileSync('ls', ['/proc/self/fd'], { encoding: 'utf8' }).trim().split('\n');
fs.closeSync(file);
// 3 is the directory that ls reads.
assert.deepStrictEqual(listed, ['0', '1', '2', '3']);

// No signal is ignored or blocked in the child, whatever is in the parent.
process.on('SIGUSR2', () => {});
const status = execFileSync('cat', ['/proc/self/status'], { encoding: 'utf8' });
assert.match(status, /^SigBlk:\s+0+$/m);
assert.match(status, /^SigIgn:\s+0+$/m);
assert.match(status, /^SigCgt:\s+0+$/m);
