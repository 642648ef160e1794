// Sockets and servers can be sent: the receiver answers connections that the sender accepted, and
// accepts on the sender's server; the server counts what it gave away.
'use strict';

const assert = require('assert');
const net = require('net');
const { fork } = require('child_process');
const { mustCall, mustSucceed } = require('../../common');

if (process.argv[2] === 'child') {
  process.on('message', (message, handle) => {
    if (message.name === 'socket') {
      assert.strictEqual(message.ballast.length, 200_000);
      assert.ok(handle instanceof net.Socket);
      process.send('have socket');
      handle.end('from child');
    } else if (message === 'server') {
      assert.ok(handle instanceof net.Server);
      handle.on('connection', (socket) => {
        socket.end('served by child');
        handle.close();
        process.disconnect();
      });
      process.send('have server');
    }
  });
  return;
}

// More than is read at once: the descriptor comes with its beginning.
const ballast = 'b'.repeat(200_000);
const child = fork(__filename, ['child']);
child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));

function ask(port, callback) {
  const client = net.connect(port, '127.0.0.1');
  let text = '';
  client.setEncoding('utf8');
  client.on('data', (chunk) => { text += chunk; });
  client.on('close', mustCall(() => callback(text)));
}

const order = [];
const server = net.createServer(mustCall((socket) => {
  child.send({ name: 'socket', ballast }, socket, mustSucceed());
  // Waits behind the socket.
  child.send('nothing');
  assert.strictEqual(server._connections, 0);
}));
server.listen(0, '127.0.0.1', mustCall(() => {
  const { port } = server.address();
  ask(port, mustCall((text) => {
    assert.strictEqual(text, 'from child');
    server.getConnections(mustSucceed((count) => {
      // The child may not have closed its end yet; the server waits for it.
      assert.ok(count === 0 || count === 1, `${count}`);
      server.close(mustCall());
    }));
    const shared = net.createServer();
    shared.listen(0, '127.0.0.1', mustCall(() => {
      const address = shared.address();
      child.send('server', shared);
      child.on('message', mustCall((message) => {
        assert.strictEqual(message, 'have server');
        // From now on only the child accepts.
        shared.close();
        ask(address.port, mustCall((reply) => assert.strictEqual(reply, 'served by child')));
      }));
    }));
  }));
}));
child.once('message', mustCall((message) => {
  order.push(message);
  assert.deepStrictEqual(order, ['have socket']);
}));
