// What a socket is given to write arrives whole and in order: small views, which V8 keeps in its
// own heap, parts of others, empty ones, text, and more than the kernel takes at once; also when
// the code that writes has been optimised.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const net = require('net');

const large = Buffer.alloc(3e6, 'large');
const shared = new Uint8Array(new SharedArrayBuffer(5)).fill(0x73);
// In its turn each round.
const kinds = [
  () => Uint8Array.of(97, 98, 99),
  () => Buffer.from('buffer'),
  () => new Uint8Array(64).fill(0x68),
  () => new Uint8Array(65).fill(0x69),
  () => large.subarray(3, 9),
  () => new Uint8Array(0),
  () => Buffer.alloc(0),
  () => 'text',
  () => Buffer.alloc(4096, 'p'),
  () => new Uint16Array([0x6261]),
  () => new DataView(Uint8Array.of(120, 121, 122).buffer, 1, 1),
  () => shared,
];
const bytesOf = (chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) :
  Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));

const server = net.createServer(mustCall((socket) => {
  const received = [];
  socket.on('data', (data) => received.push(data));
  socket.on('end', mustCall(() => {
    assert.ok(Buffer.concat(received).equals(Buffer.concat(sent)));
    assert.strictEqual(socket.bytesRead, client.bytesWritten);
    socket.end();
    server.close();
  }));
}));
const sent = [];
let client;
server.listen(0, '127.0.0.1', mustCall(() => {
  client = net.connect(server.address().port, '127.0.0.1', mustCall(() => {
    let round = 0;
    (function some() {
      for (let i = 0; i < 40; i++) {
        for (const kind of kinds) {
          const chunk = kind();
          sent.push(bytesOf(chunk));
          client.write(chunk);
        }
      }
      if (round % 100 === 99) {
        sent.push(large);
        client.write(large);
      }
      if (++round < 200) return setImmediate(some);
      client.end();
    })();
  }));
}));
