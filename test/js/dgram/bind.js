'use strict';

// socket.bind(): its forms, the order of what happens, addresses in use, sharing a port, the
// descriptor of another socket, IPv6 alone, and failures.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, errorLike, expectError, mustCall, mustNotCall } = require('../../common');

deadline();
const host = '127.0.0.1';
const close = (...sockets) => sockets.forEach((socket) => socket.close());

// Later, also where nothing is looked up.
{
  const socket = dgram.createSocket('udp4');
  let returned = false;
  assert.strictEqual(socket.bind(mustCall(/** @this {any} */ function() {
    assert.strictEqual(this, socket);
    assert.strictEqual(returned, true);
    const { address, family, port } = socket.address();
    assert.strictEqual(address, '0.0.0.0');
    assert.strictEqual(family, 'IPv4');
    assert.ok(port > 0);
    assert.throws(() => socket.bind(), errorLike({ code: 'ERR_SOCKET_ALREADY_BOUND' }));
    close(socket);
  })), socket);
  assert.throws(() => socket.bind(), errorLike({ code: 'ERR_SOCKET_ALREADY_BOUND' }));
  returned = true;
}

// The forms.
for (const args of [[], [0], [0, host], [undefined, 'localhost'], [null, host], ['0', host],
  [{ port: 0, address: host }], [{ address: 'localhost', exclusive: true }], [{}]]) {
  const socket = dgram.createSocket('udp4');
  socket.bind(...args, mustCall(() => {
    assert.ok(socket.address().port > 0);
    close(socket);
  }));
}

// In use: the callback is not called, and the socket may be bound elsewhere.
{
  const first = dgram.createSocket('udp4');
  first.bind(0, host, mustCall(() => {
    const { port } = first.address();
    const second = dgram.createSocket('udp4');
    second.once('error', mustCall((error) => {
      assert.strictEqual(error.message, `bind EADDRINUSE ${host}:${port}`);
      assert.strictEqual(error.code, 'EADDRINUSE');
      assert.strictEqual(error.syscall, 'bind');
      assert.strictEqual(error.address, host);
      assert.strictEqual(error.port, port);
      close(first);
      second.close();
    }));
    second.bind(port, host, mustNotCall());
  }));
}

// Shared.
for (const option of ['reuseAddr', 'reusePort']) {
  const first = dgram.createSocket({ type: 'udp4', [option]: true });
  first.bind(0, host, mustCall(() => {
    const second = dgram.createSocket({ type: 'udp4', [option]: true });
    second.bind(first.address().port, host, mustCall(() => {
      assert.deepStrictEqual(second.address(), first.address());
      close(first, second);
    }));
  }));
}

// A descriptor, here one that a parent process bound.
{
  const { spawnSync } = require('child_process');
  const handle = dgram._createSocketHandle(host, 0, 'udp4');
  const source = `
    const socket = require('dgram').createSocket('udp4');
    socket.bind({ fd: 3 }, () => {
      socket.send('x', socket.address().port, '127.0.0.1');
      socket.on('message', (message, { port }) => {
        process.exit(port === socket.address().port ? 42 : 1);
      });
    });`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', source],
    { stdio: ['ignore', 'pipe', 'pipe', handle.fd] });
  assert.strictEqual(status, 42, String(stderr));
  handle.close();
}
for (const fd of [1000, require('fs').openSync(__filename)]) {
  const socket = dgram.createSocket('udp4');
  assert.throws(() => socket.bind({ fd }), errorLike({ code: 'ERR_INVALID_FD_TYPE' }));
  socket.close();
}

// An address of the wrong family, and one of nobody here.
for (const [address, code] of [['::1', 'EINVAL'], ['192.0.2.1', 'EADDRNOTAVAIL']]) {
  const socket = dgram.createSocket({
    type: 'udp4', lookup: (name, family, callback) => process.nextTick(callback, null, name),
  });
  socket.on('error', mustCall((error) => {
    assert.strictEqual(error.code, code);
    socket.close();
  }));
  socket.bind(0, address);
}
{
  const socket = dgram.createSocket('udp4');
  socket.on('error', expectError({ syscall: 'getaddrinfo' }));
  socket.on('error', () => socket.close());
  socket.bind(0, 'a name that is none', mustNotCall());
}

// Closed while it binds.
{
  const socket = dgram.createSocket('udp4');
  socket.bind(0, mustNotCall());
  socket.on('listening', mustNotCall());
  socket.close(mustCall());
}

// Both families have the port, when IPv6 keeps to itself.
const six = dgram.createSocket({ type: 'udp6', ipv6Only: true });
six.on('error', () => six.close()); // no IPv6 here
six.bind(0, () => {
  const { address, family, port } = six.address();
  assert.strictEqual(address, '::');
  assert.strictEqual(family, 'IPv6');
  const four = dgram.createSocket('udp4');
  four.on('error', (error) => {
    // Somebody else's port.
    assert.strictEqual(error.code, 'EADDRINUSE');
    four.close();
  });
  four.bind(port, () => four.close());
  six.close();
});
