// detached starts a session of its own; unref() lets the parent end first.
'use strict';

const assert = require('assert');
const fs = require('fs');
const { spawn } = require('child_process');
const { isLinux, mustCall, skip, spawnScript } = require('../../common');

if (!isLinux) skip('needs /proc');

// The sixth field of /proc/PID/stat; the second may contain anything.
function session(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]);
}

for (const detached of [true, false]) {
  const child = spawn('cat', { detached });
  assert.strictEqual(session(child.pid) === child.pid, detached);
  child.on('close', mustCall((code) => assert.strictEqual(code, 0)));
  child.stdin.end();
}

const result = spawnScript(`
  const { spawn } = require('child_process');
  const child = spawn('sleep', ['100'], { detached: true, stdio: 'ignore' });
  child.on('exit', () => console.log('never'));
  child.unref();
  console.log(child.pid);
`);
assert.strictEqual(result.status, 0);
const pid = Number(result.stdout);
assert.strictEqual(process.kill(pid, 'SIGKILL'), true);
