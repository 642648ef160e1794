'use strict';

// What write() takes: strings in every encoding, views of any kind, corked bunches of both, before
// and after the connection; all of it arrives, in order, and is counted.

const assert = require('assert');
const net = require('net');
const { deadline, mustCall } = require('../../common');

deadline();
const long = 'a\u00e9\u20ac\u{1f600}'.repeat(20_000);
const expected = [];
function write(stream, chunk, encoding) {
  const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) :
    Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  expected.push(Buffer.from(bytes));
  stream.write(chunk, encoding);
}

const server = net.createServer(mustCall((socket) => {
  const received = [];
  socket.on('data', (data) => received.push(data));
  socket.on('end', mustCall(() => {
    const all = Buffer.concat(received);
    const wanted = Buffer.concat(expected);
    assert.strictEqual(all.length, wanted.length);
    assert.ok(all.equals(wanted));
    assert.strictEqual(socket.bytesRead, wanted.length);
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  write(client, 'before the connection');
  write(client, 'the second \u00fc');
  assert.strictEqual(client.bytesWritten, Buffer.concat(expected).length);
  client.on('connect', mustCall(() => {
    for (const encoding of ['utf8', 'utf-8', 'latin1', 'binary', 'ascii', 'utf16le', 'ucs2', 'hex',
      'base64', 'base64url']) {
      write(client, encoding === 'hex' ? 'cafe' : 'text\u00ff', encoding);
    }
    write(client, '\ud800 lone \udc00'); // becomes U+FFFD
    write(client, '');
    write(client, new Uint8Array(0));
    write(client, Uint8Array.of(1, 2, 3)); // inside V8's heap
    write(client, Buffer.alloc(100_000, 7));
    write(client, long);
    client.cork();
    for (let i = 0; i < 30; i++) {
      write(client, `${i}`, i % 2 ? 'latin1' : 'utf8');
      write(client, Uint8Array.of(i));
      write(client, 'beef', 'hex');
    }
    write(client, long);
    write(client, Buffer.alloc(70_000, 9));
    client.uncork();
    const total = Buffer.concat(expected).length;
    assert.strictEqual(client.bytesWritten, total);
    client.end(mustCall(() => assert.strictEqual(client.bytesWritten, total)));
  }));
});
