'use strict';

// Options of a server for its connections: noDelay, keepAlive, highWaterMark, captureRejections;
// and the order of arguments that listen() takes.

const assert = require('assert');
const events = require('events');
const net = require('net');
const { deadline, mustCall } = require('../../common');

deadline();
events.captureRejections = true;
const server = net.createServer({
  noDelay: true, keepAlive: true, keepAliveInitialDelay: 2500.5, highWaterMark: 4096,
}, mustCall(async (socket) => {
  assert.strictEqual(socket.readableHighWaterMark, 4096);
  assert.strictEqual(socket.writableHighWaterMark, 4096);
  socket.on('error', mustCall((error) => assert.strictEqual(error.message, 'rejected')));
  socket.on('close', mustCall(() => server.close()));
  throw new Error('rejected');
}));
assert.strictEqual(server.noDelay, true);
assert.strictEqual(server.keepAlive, true);
assert.strictEqual(server.keepAliveInitialDelay, 2);
server.listen(0, '127.0.0.1', 5, mustCall(() => {
  const client = net.connect({
    port: server.address().port, host: '127.0.0.1', noDelay: true, keepAlive: true,
      keepAliveInitialDelay: 1000,
  }, mustCall(() => {
    assert.strictEqual(client.setNoDelay(false), client);
    assert.strictEqual(client.setKeepAlive(false), client);
  }));
  client.resume();
}));

for (const args of [[], [0], ['0'], [0, 5], [null], [undefined], [{ port: 0 }],
  [{ port: '0', backlog: 3 }], [0, null, 5],
  [{ port: 0, host: '::1', ipv6Only: true }], [0, 'localhost'],
  [{ port: 0, host: '127.0.0.1', exclusive: true }]]) {
  const each = net.createServer();
  each.listen(...args, mustCall(() => {
    assert.ok(each.address().port > 0);
    each.close();
  }));
}
