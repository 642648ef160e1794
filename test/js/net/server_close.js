'use strict';

// close() takes no more connections, and 'close' waits for the last one that there is;
// getConnections() counts.

const assert = require('assert');
const net = require('net');
const { Trace, deadline, expectError, mustCall } = require('../../common');

deadline();
const trace = new Trace();
let peer;
const server = net.createServer(mustCall((socket) => {
  peer = socket;
  socket.on('close', trace.mark('connection'));
  server.getConnections(mustCall((error, count) => {
    assert.strictEqual(error, null);
    assert.strictEqual(count, 1);
    server.close(mustCall((closeError) => {
      assert.strictEqual(closeError, undefined);
      trace.add('server');
      server.close(expectError({ code: 'ERR_SERVER_NOT_RUNNING' }));
    }));
    assert.strictEqual(server.listening, false);
    net.connect(port, '127.0.0.1').on('error', mustCall((refused) => {
      trace.add(refused.code);
      peer.end();
    }));
  }));
}));
let port;
server.listen(0, '127.0.0.1', () => {
  ({ port } = server.address());
  net.connect(port, '127.0.0.1').resume();
});
// The last connection's handle is being closed when the server hears of it.
trace.expectAtExit(['ECONNREFUSED', 'server', 'connection']);
