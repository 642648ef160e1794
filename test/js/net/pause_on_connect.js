'use strict';

// pauseOnConnect: nothing is read of a connection until somebody resumes it.

const assert = require('assert');
const net = require('net');
const { deadline, mustCall } = require('../../common');

deadline();
const server = net.createServer({ pauseOnConnect: true }, mustCall((socket) => {
  assert.strictEqual(socket.isPaused(), true);
  let resumed = false;
  socket.on('data', mustCall((data) => {
    assert.strictEqual(resumed, true);
    assert.strictEqual(String(data), 'early');
  }));
  socket.on('end', mustCall(() => server.close()));
  // What the client sent is here when it has been told so by a second connection's end.
  const { port } = server.address();
  server.removeAllListeners('connection');
  server.once('connection', (other) => other.resume().end());
  net.connect(port, '127.0.0.1').on('close', mustCall(() => {
    assert.strictEqual(socket.bytesRead, 0);
    resumed = true;
    socket.resume();
  })).resume();
}));
server.listen(0, '127.0.0.1', () => net.connect(server.address().port, '127.0.0.1').end('early'));
