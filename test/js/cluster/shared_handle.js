// cluster: with SCHED_NONE workers accept on the primary's socket themselves.
'use strict';

const assert = require('assert');
const cluster = require('cluster');
const net = require('net');
const { mustCall } = require('../../common');

if (cluster.isWorker) {
  net.createServer((socket) => socket.end('served')).listen(0, '127.0.0.1');
  return;
}

cluster.schedulingPolicy = cluster.SCHED_NONE;
const ports = new Set();
for (let i = 0; i < 2; i++) cluster.fork();
let listening = 0;
cluster.on('listening', mustCall((worker, { address, port }) => {
  assert.strictEqual(address, '127.0.0.1');
  ports.add(port);
  if (++listening < 2) return;
  assert.strictEqual(ports.size, 1);
  // With one worker gone the other goes on.
  cluster.workers[1].disconnect().on('exit', mustCall((code, signal) => {
    assert.strictEqual(code, 0);
    assert.strictEqual(signal, null);
    net.connect(port, '127.0.0.1').setEncoding('utf8').on('data', mustCall((text) => {
      assert.strictEqual(text, 'served');
      cluster.disconnect();
    }));
  }));
}, 2));
