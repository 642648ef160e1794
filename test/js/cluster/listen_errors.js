// cluster: that the primary cannot bind is an error of the worker's server, net and dgram.
'use strict';

const assert = require('assert');
const cluster = require('cluster');
const dgram = require('dgram');
const net = require('net');
const { mustCall } = require('../../common');

if (cluster.isWorker) {
  const port = Number(process.env.TAKEN_PORT);
  net.createServer().listen(port, '127.0.0.1').on('error', mustCall((error) => {
    assert.strictEqual(error.code, 'EADDRINUSE');
    assert.strictEqual(error.port, port);
    const socket = dgram.createSocket('udp4');
    socket.bind(Number(process.env.TAKEN_UDP_PORT), '127.0.0.1');
    socket.on('error', mustCall(({ code, syscall }) => {
      assert.strictEqual(code, 'EADDRINUSE');
      assert.strictEqual(syscall, 'bind');
      // A port of its own is not the primary's affair.
      const server = net.createServer().listen({ port: 0, exclusive: true }, mustCall(() => {
        server.close();
        cluster.worker.disconnect();
      }));
    }));
  }));
  return;
}

const server = net.createServer().listen(0, '127.0.0.1', () => {
  const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1', () => {
    cluster.fork({ TAKEN_PORT: server.address().port, TAKEN_UDP_PORT: socket.address().port })
      .on('exit', mustCall((code) => {
        assert.strictEqual(code, 0);
        server.close();
        socket.close();
      }));
  });
});
