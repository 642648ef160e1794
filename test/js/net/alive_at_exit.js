'use strict';

// A process that ends with servers, connections, pending connects, writes and look-ups alive ends
// by its exit code and by no signal, however it ends.

const assert = require('assert');
const { spawnScript, tmpdir } = require('../../common');

const setUp = `
  const net = require('net');
  const dns = require('dns');
  const path = ${JSON.stringify(tmpdir('socket'))};
  try { require('fs').unlinkSync(path); } catch {}
  const pipe = net.createServer((socket) => { socket.write('x'); }).listen(path);
  const tcp = net.createServer((socket) => {
    socket.pause();
    socket.write(Buffer.alloc(1 << 20));
  }).listen(0, '127.0.0.1', () => {
    const client = net.connect(tcp.address().port, '127.0.0.1', () => {
      client.setTimeout(1e6);
      client.write('y'.repeat(1 << 23));
      const local = net.connect(path, () => {
        // These have only begun.
        net.connect(tcp.address().port, '127.0.0.1');
        net.connect(path);
        dns.lookup('localhost', () => {});
        dns.lookupService('127.0.0.1', 80, () => {});
        finish();
      });
    });
  });
`;
const endings = {
  'function finish() { process.exit(7); }': 7,
  'function finish() { process.exitCode = 3; process.exit(); }': 3,
  'function finish() { throw new Error("from a callback"); }': 1,
  'function finish() { Promise.reject(new Error("unhandled")); }': 1,
  'function finish() {} throw new Error("at top level");': 1,
  'function finish() {} process.exit(5);': 5,
  'function finish() { process.reallyExit(6); }': 6,
};
for (const [ending, expected] of Object.entries(endings)) {
  const { status, signal, stderr } = spawnScript(setUp + ending);
  assert.strictEqual(signal, null, `${ending}\n${stderr}`);
  assert.strictEqual(status, expected, `${ending}\n${stderr}`);
}

// A signal is a signal.
const { signal } = spawnScript(
  `${setUp}function finish() { process.kill(process.pid, 'SIGTERM'); }`);
assert.strictEqual(signal, 'SIGTERM');
