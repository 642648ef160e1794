'use strict';

// A destroyed socket may connect again: it is as fresh as a new one.

const assert = require('assert');
const net = require('net');
const { deadline, mustCall } = require('../../common');

deadline();
const rounds = 3;
const server = net.createServer(mustCall((socket) => socket.end('hi'), rounds));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const client = new net.Socket();
  let round = 0;
  let text = '';
  client.setEncoding('utf8');
  client.on('data', (data) => { text += data; });
  client.on('connect', mustCall(() => {
    assert.strictEqual(client.bytesRead, 0);
    assert.strictEqual(client.destroyed, false);
  }, rounds));
  client.on('end', mustCall(rounds));
  client.on('close', mustCall((hadError) => {
    assert.strictEqual(hadError, false);
    if (++round < rounds) {
      client.connect(port, '127.0.0.1');
    } else {
      assert.strictEqual(text, 'hi'.repeat(rounds));
      server.close();
    }
  }, rounds));
  client.connect(port, '127.0.0.1');
});
