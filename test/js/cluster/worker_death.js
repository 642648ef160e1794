// cluster: a worker that dies of a connection takes no other with it; those that wait for it are
// served by the next worker.
'use strict';

const assert = require('assert');
const cluster = require('cluster');
const net = require('net');
const { mustCall } = require('../../common');

if (cluster.isWorker) {
  net.createServer((socket) => {
    socket.on('error', () => {});
    if (cluster.worker.id === 1) process.kill(process.pid, 'SIGKILL');
    socket.end('served');
  }).listen(0, '127.0.0.1');
  return;
}

const kConnections = 6;
cluster.fork();
cluster.once('listening', (first, { port }) => {
  first.on('exit', mustCall((code, signal) => {
    assert.strictEqual(code, null);
    assert.strictEqual(signal, 'SIGKILL');
    assert.strictEqual(first.exitedAfterDisconnect, false);
    assert.strictEqual(first.isDead(), true);
  }));
  cluster.fork();
  cluster.once('listening', mustCall((second, address) => {
    assert.strictEqual(address.port, port);
    const ends = [];
    for (let i = 0; i < kConnections; i++) {
      let text = '';
      net.connect(port, '127.0.0.1').setEncoding('utf8').on('data', (chunk) => { text += chunk; })
        .on('error', () => {})
        .on('close', () => {
          ends.push(text);
          if (ends.length < kConnections) return;
          // The one that killed the worker, and no other, is lost.
          assert.strictEqual(ends.filter((end) => end === 'served').length, kConnections - 1);
          second.disconnect();
        });
    }
  }));
});
