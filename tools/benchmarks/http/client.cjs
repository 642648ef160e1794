'use strict';
// http.get() through an agent that keeps connections, 16 in flight; the server is sockets that give
// the same answer to each piece they read.
const http = require('http');
const net = require('net');
const { report } = require('../measure.cjs');

const COUNT = 50e3;
const IN_FLIGHT = 16;
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world';

const server = net.createServer((socket) => {
  socket.on('data', () => socket.write(ANSWER, 'latin1'));
  socket.on('error', () => {});
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const options = { agent, host: '127.0.0.1', port, path: '/hello' };
  let started = 0;
  let ended = 0;
  const start = performance.now();
  const next = () => {
    if (started === COUNT) return;
    started++;
    http.get(options, (res) => {
      if (res.statusCode !== 200) throw new Error(`status ${res.statusCode}`);
      res.resume();
      res.on('end', () => {
        if (++ended < COUNT) {
          next();
          return;
        }
        report('http.get, 16 in flight', COUNT, start, 'requests/s');
        process.exit();
      });
    });
  };
  for (let i = 0; i < IN_FLIGHT; i++) next();
});
