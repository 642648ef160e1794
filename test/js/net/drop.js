'use strict';

// maxConnections: the server closes what is one too many and tells by 'drop'.

const assert = require('assert');
const net = require('net');
const { deadline, mustCall } = require('../../common');

deadline();
const clients = [];
const server = net.createServer(mustCall());
server.maxConnections = 1;
server.on('drop', mustCall((data) => {
  assert.deepStrictEqual(Object.keys(data), ['localAddress', 'localPort', 'localFamily',
    'remoteAddress', 'remotePort', 'remoteFamily']);
  assert.strictEqual(data.localPort, server.address().port);
  assert.strictEqual(data.remoteAddress, '127.0.0.1');
}));
server.listen(0, '127.0.0.1', () => {
  clients.push(net.connect(server.address().port, '127.0.0.1', mustCall(() => {
    const second = net.connect(server.address().port, '127.0.0.1');
    second.resume();
    second.on('close', mustCall(() => {
      server.getConnections(mustCall((error, count) => assert.strictEqual(count, 1)));
      clients[0].end();
      server.close();
    }));
  })));
});
