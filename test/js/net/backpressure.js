'use strict';

// A reader that is slow: write() says false, memory stays bounded, 'drain' comes, nothing is lost
// or mixed up, strings that had to wait included.

const assert = require('assert');
const net = require('net');
const { deadline, mustCall, mustCallAtLeast } = require('../../common');

deadline();
const size = 100_000;
const count = 60;
const everything = [];

const server = net.createServer(mustCall((socket) => {
  const chunks = [];
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    if (chunks.length % 8 === 0) {
      socket.pause();
      setImmediate(() => socket.resume());
    }
  });
  socket.on('end', mustCall(() => {
    const all = Buffer.concat(chunks);
    assert.strictEqual(all.length, size * count);
    assert.ok(all.equals(Buffer.concat(everything)));
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  let written = 0;
  let refused = 0;
  const onDrain = mustCallAtLeast(() => {
    assert.strictEqual(client.writableLength, 0);
    go();
  });
  function go() {
    while (written < count) {
      const text = String.fromCharCode(97 + written % 26).repeat(size);
      everything.push(Buffer.from(text));
      written++;
      if (!client.write(written % 2 ? text : Buffer.from(text), 'latin1')) {
        refused++;
        client.once('drain', onDrain);
        return;
      }
    }
    client.end();
  }
  client.on('connect', go);
  client.on('close', mustCall(() => {
    assert.ok(refused > 0);
    assert.strictEqual(client.bytesWritten, size * count);
  }));
});
