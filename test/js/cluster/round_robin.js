// cluster: with SCHED_RR each worker gets its turn, at one port that listen(0) gave to all of them.
'use strict';

const assert = require('assert');
const cluster = require('cluster');
const net = require('net');
const { mustCall } = require('../../common');

if (cluster.isWorker) {
  net.createServer((socket) => socket.end(`${cluster.worker.id}`)).listen(0);
  return;
}

const kConnections = 8;
cluster.schedulingPolicy = cluster.SCHED_RR;
const ports = new Set();
for (let i = 0; i < 2; i++) cluster.fork();
let listening = 0;
cluster.on('listening', mustCall((worker, { address, addressType, fd, port }) => {
  assert.strictEqual(cluster.workers[worker.id], worker);
  assert.ok(['::', '0.0.0.0', null].includes(address));
  assert.strictEqual(addressType, 4);
  assert.strictEqual(fd, undefined);
  assert.strictEqual(worker.state, 'listening');
  ports.add(port);
  if (++listening === 2) connect(port, []);
}, 2));
process.on('exit', () => assert.strictEqual(ports.size, 1));

// One after the other, so that both are free each time.
function connect(port, served) {
  if (served.length === kConnections) {
    assert.strictEqual(served.filter((id) => id === '1').length, kConnections / 2);
    cluster.disconnect(mustCall(() => assert.deepStrictEqual(cluster.workers, {})));
    return;
  }
  let text = '';
  net.connect(port).setEncoding('utf8').on('data', (chunk) => { text += chunk; })
    .on('close', () => connect(port, [...served, text]));
}
