'use strict';

// A connection, from connect() to 'close': what happens, in which order, and what both ends know of
// each other.

const assert = require('assert');
const net = require('net');
const { Trace, deadline, mustCall } = require('../../common');

deadline();
const trace = new Trace();

const server = net.createServer(mustCall((socket) => {
  assert.strictEqual(socket.server, server);
  assert.strictEqual(socket.remoteAddress, '127.0.0.1');
  assert.strictEqual(socket.localFamily, 'IPv4');
  assert.strictEqual(socket.readyState, 'open');
  socket.on('data', (data) => {
    assert.strictEqual(String(data), 'ping');
    socket.write('pong');
  });
  socket.on('end', mustCall(() => assert.strictEqual(socket.readyState, 'writeOnly')));
  socket.on('close', mustCall((hadError) => {
    assert.strictEqual(hadError, false);
    assert.strictEqual(socket.bytesRead, 4);
    assert.strictEqual(socket.bytesWritten, 4);
    server.close();
  }));
}));
assert.strictEqual(server.listening, false);
assert.strictEqual(server.address(), null);
server.on('close', mustCall());

server.listen(0, '127.0.0.1', mustCall(() => {
  const { address, family, port } = server.address();
  assert.strictEqual(address, '127.0.0.1');
  assert.strictEqual(family, 'IPv4');
  const client = net.connect(port, '127.0.0.1', mustCall(() => trace.add('callback')));
  assert.strictEqual(client.connecting, true);
  assert.strictEqual(client.pending, true);
  assert.strictEqual(client.readyState, 'opening');
  for (const event of ['lookup', 'connectionAttempt', 'connect', 'ready', 'end', 'finish']) {
    client.on(event, () => trace.add(event));
  }
  client.on('close', (hadError) => {
    trace.add(`close ${hadError}`);
    assert.strictEqual(client.destroyed, true);
    assert.deepStrictEqual(client.address(), {});
    // What is known stays known.
    assert.strictEqual(client.remotePort, port);
  });
  client.on('connect', () => {
    assert.strictEqual(client.connecting, false);
    assert.strictEqual(client.remotePort, port);
    assert.strictEqual(client.address().address, '127.0.0.1');
    client.write('ping');
  });
  client.on('data', (data) => {
    trace.add(`data ${data}`);
    client.end();
  });
}));
// Not before the host is known, even if it is an address.
assert.strictEqual(server.listening, false);
const other = net.createServer().listen(0);
assert.strictEqual(other.listening, true);
other.on('listening', mustCall(() => other.close()));

trace.expectAtExit([
  'connectionAttempt', 'callback', 'connect', 'ready', 'data pong', 'finish', 'end', 'close false',
]);
