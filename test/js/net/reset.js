'use strict';

// resetAndDestroy() ends a connection with a RST: the peer's read fails with ECONNRESET.

const assert = require('assert');
const net = require('net');
const { deadline, errorLike, expectError, mustCall, tmpdir } = require('../../common');

deadline();
const server = net.createServer(mustCall((socket) => {
  socket.on('error', expectError({ code: 'ECONNRESET', syscall: 'read' }));
  socket.on('close', mustCall((hadError) => {
    assert.strictEqual(hadError, true);
    server.close();
  }));
  socket.write('x');
}));
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.on('data', mustCall(() => {
    assert.strictEqual(client.resetAndDestroy(), client);
    assert.strictEqual(client.destroyed, true);
  }));
  client.on('close', mustCall((hadError) => assert.strictEqual(hadError, false)));
});

// Without a connection, and on what has no reset.
new net.Socket().on('error', expectError({ code: 'ERR_SOCKET_CLOSED' })).resetAndDestroy();
const path = tmpdir('socket');
const local = net.createServer((socket) => socket.end());
local.listen(path, () => {
  const client = net.connect(path, mustCall(() => {
    assert.throws(() => client.resetAndDestroy(), errorLike({ code: 'ERR_INVALID_HANDLE_TYPE' }));
    client.destroy();
    local.close();
  }));
});
