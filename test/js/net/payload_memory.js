'use strict';

// Small payloads share memory, but each is its own: what came first is not overwritten, and one
// can't be taken away together with the others.

const assert = require('assert');
const net = require('net');
const { deadline, mustCall } = require('../../common');

deadline();
const count = 3000;
const server = net.createServer(mustCall((socket) => {
  let i = 0;
  // One at a time, each in its own read.
  socket.on('data', () => {
    if (i === count) socket.end();
    else socket.write(`payload ${i++};`);
  });
}));
server.listen(0, '127.0.0.1', () => {
  const client = net.connect({ port: server.address().port, host: '127.0.0.1', noDelay: true });
  const payloads = [];
  client.write('?');
  client.on('data', (data) => {
    assert.ok(Buffer.isBuffer(data));
    payloads.push(data);
    if (payloads.length === 10) {
      // Copied instead.
      const copy = structuredClone(data, { transfer: [data.buffer] });
      assert.strictEqual(Buffer.from(copy).toString(), 'payload 9;');
    }
    client.write('?');
  });
  client.on('end', mustCall(() => {
    let expected = '';
    for (let i = 0; i < count; i++) expected += `payload ${i};`;
    assert.strictEqual(Buffer.concat(payloads).toString(), expected);
    server.close();
  }));
});
