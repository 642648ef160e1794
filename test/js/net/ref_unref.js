'use strict';

// unref(): neither a server nor a connection nor a pipe holds the process then; ref() undoes it.

const assert = require('assert');
const { spawnScript, tmpdir } = require('../../common');

for (const where of ['0, "127.0.0.1"', JSON.stringify(tmpdir('socket'))]) {
  const { status, signal, stdout } = spawnScript(`
    const net = require('net');
    const server = net.createServer((socket) => socket.unref());
    server.unref();
    server.listen(${where}, () => {
      const address = server.address();
      const client = net.connect(address.port ?? address, () => {
        console.log('connected');
        client.unref();
      });
      // Before there is a connection to unref.
      const early = net.connect(address.port ?? address);
      early.unref();
      early.ref();
      early.unref();
    });
    server.ref();
    server.on('listening', () => server.unref());
    process.on('exit', () => console.log('exit'));
  `);
  assert.strictEqual(signal, null);
  assert.strictEqual(stdout, 'connected\nexit\n');
  assert.strictEqual(status, 0);
}

// What was asked for holds for the next address as well, where the first refuses.
{
  const { status, stdout } = spawnScript(`
    const net = require('net');
    const server = net.createServer((socket) => socket.unref());
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      const lookup = (host, options, callback) =>
        callback(null, [{ address: '127.0.0.2', family: 4 }, { address: '127.0.0.1', family: 4 }]);
      const client = net.connect({ port, lookup, autoSelectFamily: true });
      client.unref();
      client.on('connect', () => {
        console.log('connected');
        server.unref();
      });
    });
    process.on('exit', () => console.log('exit'));
  `);
  assert.strictEqual(stdout, 'connected\nexit\n');
  assert.strictEqual(status, 0);
}
