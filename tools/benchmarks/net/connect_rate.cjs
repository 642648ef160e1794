'use strict';
// Connections that are made, used for one byte, and ended by the server; 32 in flight.
const net = require('net');
const { report } = require('../measure.cjs');

const COUNT = 15e3;
const IN_FLIGHT = 32;
let started = 0;
let ended = 0;
const start = performance.now();

const server = net.createServer((socket) => socket.end('x'));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const next = () => {
    if (started === COUNT) return;
    started++;
    let received = 0;
    const client = net.connect(port, '127.0.0.1');
    client.on('data', (data) => { received += data.length; });
    client.on('close', () => {
      if (received !== 1) throw new Error(`${received} bytes instead of 1`);
      if (++ended < COUNT) {
        next();
        return;
      }
      report('connections, 32 in flight', COUNT, start, 'connections/s');
      server.close();
    });
  };
  for (let i = 0; i < IN_FLIGHT; i++) next();
});
