// No descriptor that the runtime opens is inherited by a program that is executed.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const { execFileSync, spawn } = require('child_process');
const dgram = require('dgram');
const { once } = require('events');
const fs = require('fs');
const net = require('net');
const path = require('path');

const O_CLOEXEC = 0o2000000;
const root = tmpdir();
const file = path.join(root, 'file');
fs.writeFileSync(file, 'content');
// Without the one that the folder was read with.
const before = new Set(fs.readdirSync('/proc/self/fd')
  .filter((fd) => fs.existsSync(`/proc/self/fd/${fd}`)));

function child(stdio) {
  const result = spawn('sleep', ['1000'], { stdio });
  process.on('exit', () => result.kill('SIGKILL'));
  return result;
}

// What has been opened since then, and whether it is inherited.
function opened() {
  const result = [];
  for (const fd of fs.readdirSync('/proc/self/fd')) {
    if (before.has(fd)) continue;
    try {
      const target = fs.readlinkSync(`/proc/self/fd/${fd}`);
      const info = fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8');
      const flags = parseInt(/^flags:\s+(\d+)$/m.exec(info)[1], 8);
      result.push({ target, isInherited: (flags & O_CLOEXEC) === 0 });
    } catch (error) {
      // The descriptor that the folder was read with.
      assert.strictEqual(error.code, 'ENOENT');
    }
  }
  return result;
}

(async () => {
  const opens = [
    ['open', () => fs.openSync(file), 1],
    ['open to write', () => fs.openSync(path.join(root, 'new'), 'wx'), 1],
    ['promises.open', () => fs.promises.open(file), 1],
    ['open later', () => new Promise((resolve) => fs.open(file, resolve)), 1],
    ['opendir', () => fs.opendirSync(root), 1],
    ['promises.opendir', () => fs.promises.opendir(root), 1],
    ['createReadStream', () => once(fs.createReadStream(file), 'open'), 1],
    ['createWriteStream', () => once(fs.createWriteStream(path.join(root, 'w')), 'open'), 1],
    ['watch', () => fs.watch(root), 1],
    ['watch a tree', () => fs.watch(root, { recursive: true }), 1],
    ['server', () => once(net.createServer(() => {}).listen(path.join(root, 'server')),
                          'listening'), 1],
    ['connection', () => once(net.connect(path.join(root, 'server')), 'connect'), 1],
    ['TCP', () => once(net.createServer().listen(0), 'listening'), 1],
    ['UDP', () => new Promise((resolve) => dgram.createSocket('udp4').bind(0, resolve)), 1],
    ['pipes of a child', () => child(['pipe', 'pipe', 'pipe']), 3],
    ['IPC', () => child(['ignore', 'ignore', 'ignore', 'ipc']), 1],
    ['signal', () => process.on('SIGUSR2', () => {}), 0],
  ];
  const keep = [];
  let count = 0;
  for (const [what, open, atLeast] of opens) {
    keep.push(await open());
    const all = opened();
    assert.deepStrictEqual(all.filter(({ isInherited }) => isInherited), [], what);
    assert(all.length >= count + atLeast, what);
    count = all.length;
  }
  const list = execFileSync('ls', ['/proc/self/fd'], { encoding: 'utf8' });
  assert.deepStrictEqual(list.trim().split('\n'), ['0', '1', '2', '3']);
})().then(mustCall(() => process.exit()));
