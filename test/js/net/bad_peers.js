'use strict';

// Peers that misbehave: one that never reads, one that vanishes in the middle of a write, one that
// half-closes and waits. The server notices each by its own means and is rid of it in the end.

const assert = require('assert');
const { spawn } = require('child_process');
const net = require('net');
const { deadline, mustCall, mustCallAtLeast } = require('../../common');

deadline();

// Never reads: what is written piles up in the stream, the timeout tells, destroy() calls back the
// writes that wait.
{
  const server = net.createServer(mustCall((socket) => {
    let waiting = 0;
    const write = () => {
      waiting++;
      return socket.write(Buffer.alloc(1 << 20), () => { waiting--; });
    };
    while (write());
    assert.strictEqual(socket.writableNeedDrain, true);
    socket.setTimeout(50, mustCall(() => {
      assert.ok(socket.writableLength > 0);
      socket.destroy();
    }));
    socket.on('drain', () => { while (write()); });
    socket.on('close', mustCall(() => {
      assert.strictEqual(waiting, 0);
      client.destroy();
      server.close(mustCall());
    }));
  }));
  let client;
  server.listen(0, '127.0.0.1', () => {
    client = net.connect(server.address().port, '127.0.0.1');
    client.pause();
  });
}

// Vanishes: its process is killed.
{
  const server = net.createServer(mustCall((socket) => {
    socket.on('error', mustCall((error) => assert.match(error.code, /^(ECONNRESET|EPIPE)$/)));
    socket.on('close', mustCall((hadError) => {
      assert.strictEqual(hadError, true);
      server.close(mustCall());
    }));
    const more = () => { while (socket.write(Buffer.alloc(1 << 16))); };
    socket.on('drain', more);
    more();
  }));
  server.listen(0, '127.0.0.1', () => {
    spawn(process.execPath, ['-e', `
      const socket = require('net').connect(${server.address().port}, '127.0.0.1');
      socket.once('data', () => process.kill(process.pid, 'SIGKILL'));
    `]).on('exit', mustCall((code, signal) => assert.strictEqual(signal, 'SIGKILL')));
  });
}

// Half-closes and waits for ever: with allowHalfOpen the server may still write, and ends it.
{
  const server = net.createServer({ allowHalfOpen: true }, mustCall((socket) => {
    socket.resume();
    socket.on('end', mustCall(() => {
      assert.strictEqual(socket.writable, true);
      socket.write('still here');
      socket.end();
    }));
    socket.on('close', mustCall(() => server.close(mustCall())));
  }));
  server.listen(0, '127.0.0.1', () => {
    const client = net.connect({ port: server.address().port, host: '127.0.0.1' });
    client.end();
    client.on('data', mustCallAtLeast());
    client.on('close', mustCall());
  });
}

