// cluster: workers share a Unix socket, and its file goes with the last of them.
'use strict';

const assert = require('assert');
const cluster = require('cluster');
const fs = require('fs');
const net = require('net');
const path = require('path');
const { mustCall, tmpdir } = require('../../common');

if (cluster.isWorker) {
  net.createServer((socket) => socket.end('served'))
    .listen({ path: process.env.SOCKET, readableAll: true, writableAll: true });
  return;
}

const file = path.join(tmpdir(), 'socket');
const worker = cluster.fork({ SOCKET: file });
worker.on('listening', mustCall((address) => {
  assert.deepStrictEqual(address, { addressType: -1, address: file, port: -1, fd: undefined });
  assert.strictEqual(fs.statSync(file).mode & 0o666, 0o666);
  net.connect(file).setEncoding('utf8').on('data', mustCall((text) => {
    assert.strictEqual(text, 'served');
    worker.disconnect();
  }));
}));
worker.on('exit', mustCall(() => assert.strictEqual(fs.existsSync(file), false)));
