'use strict';
// POST requests of 4 KB that come back, on 16 connections that are kept alive.
const http = require('http');
const net = require('net');
const { report } = require('../measure.cjs');

const COUNT = 50e3;
const CONNECTIONS = 16;
const BODY = 'x'.repeat(4096);
const REQUEST = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

const server = http.createServer((req, res) => {
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => res.end(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  let started = 0;
  let ended = 0;
  const start = performance.now();
  for (let i = 0; i < CONNECTIONS; i++) {
    const socket = net.connect(port, '127.0.0.1');
    let received = '';
    const next = () => {
      if (started === COUNT) return;
      started++;
      socket.write(REQUEST, 'latin1');
    };
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      received += text;
      const head = received.indexOf('\r\n\r\n');
      if (head === -1 || received.length < head + 4 + BODY.length) return;
      received = '';
      if (++ended < COUNT) {
        next();
        return;
      }
      report('POST echo, 4 KB', COUNT, start, 'requests/s');
      process.exit();
    });
    socket.on('connect', next);
  }
});
