// Flags: --expose-gc
'use strict';

// Memory of large payloads is used again for later reads, but only when nobody holds them: chunks
// that are kept never change, whatever comes after them, on this connection or another.

const assert = require('assert');
const net = require('net');
const { deadline, mustCall } = require('../../common');

deadline();
const kSize = 24 << 20;

// Each 32-bit word says where it stands.
const source = Buffer.alloc(kSize);
const words = new Uint32Array(source.buffer, source.byteOffset, kSize / 4);
for (let i = 0; i < words.length; i++) words[i] = i;

const server = net.createServer((socket) => socket.end(source));
server.listen(0, '127.0.0.1', () => {
  let left = 2;
  for (let i = 0; i < 2; i++) {
    const client = net.connect(server.address().port, '127.0.0.1');
    const kept = [];
    let received = 0;
    let chunks = 0;
    client.on('data', (data) => {
      if (chunks++ % 3 === 0) kept.push({ at: received, data });
      received += data.length;
      if (chunks % 50 === 0) gc();
    });
    client.on('end', mustCall(() => {
      assert.strictEqual(received, kSize);
      assert.ok(kept.length > 0);
      for (const { at, data } of kept) {
        assert.ok(data.equals(source.subarray(at, at + data.length)), `the chunk at ${at}`);
      }
      if (--left === 0) server.close();
    }));
  }
});
