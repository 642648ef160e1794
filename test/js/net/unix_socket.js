'use strict';

// Servers and connections on a path: the address, who may connect, the file's end, names in the
// abstract namespace, and paths that are too long.

const assert = require('assert');
const fs = require('fs');
const net = require('net');
const { deadline, expectError, isLinux, mustCall, tmpdir } = require('../../common');

deadline();
const path = tmpdir('socket');
const server = net.createServer(mustCall((socket) => {
  assert.deepStrictEqual(socket.address(), {});
  assert.strictEqual(socket.remoteAddress, undefined);
  socket.pipe(socket);
}));
server.listen({ path, readableAll: true, writableAll: true }, mustCall(() => {
  assert.strictEqual(server.address(), path);
  assert.strictEqual(fs.statSync(path).mode & 0o666, 0o666);
  assert.ok(fs.statSync(path).isSocket());
  net.createServer().listen(path)
    .on('error',
      expectError(
        { code: 'EADDRINUSE', message: `listen EADDRINUSE: address already in use ${path}` }));
  const client = net.connect(path);
  client.end('there and back');
  let text = '';
  client.setEncoding('utf8').on('data', (data) => { text += data; });
  client.on('close', mustCall(() => {
    assert.strictEqual(text, 'there and back');
    server.close(mustCall(() => assert.strictEqual(fs.existsSync(path), false)));
  }));
}));

const tooLong = tmpdir('x'.repeat(200));
net.createServer().listen(tooLong).on('error', expectError({ syscall: 'listen' }));
net.connect(tooLong).on('error', expectError({ syscall: 'connect' }));

if (isLinux) {
  const name = `\0gyre-test-${process.pid}`;
  const hidden = net.createServer(mustCall((socket) => socket.end('abstract')));
  hidden.listen(name, mustCall(() => {
    assert.strictEqual(hidden.address(), name);
    net.connect(name).on('data', mustCall((data) => {
      assert.strictEqual(String(data), 'abstract');
      hidden.close();
    }));
  }));
}
