'use strict';
// A gibibyte in chunks of 64 KiB to an echo server on loopback and back; both ends are here.
const net = require('net');
const { report } = require('../measure.cjs');

const TOTAL = 2 ** 30;
const chunk = Buffer.alloc(64 * 1024, 'x');

const server = net.createServer((socket) => socket.pipe(socket));
server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  let sent = 0;
  let received = 0;
  const send = () => {
    while (sent < TOTAL) {
      sent += chunk.length;
      if (!client.write(chunk)) return;
    }
    client.end();
  };
  let start;
  client.on('connect', () => {
    start = performance.now();
    send();
  });
  client.on('drain', send);
  client.on('data', (data) => { received += data.length; });
  client.on('end', () => {
    if (received !== TOTAL) throw new Error(`${received} of ${TOTAL} bytes came back`);
    report('echo, 64 KiB chunks', TOTAL / 2 ** 20, start, 'MiB/s');
    server.close();
  });
});
