'use strict';
// POST requests of 4 KB that come back, on 16 connections that are kept alive.
const http = require('http');
const { drive } = require('../keep_alive.cjs');

const BODY = 'x'.repeat(4096);

const server = http.createServer((req, res) => {
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => res.end(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
});
server.listen(0, '127.0.0.1', () => drive({
  name: 'POST echo, 4 KB',
  port: server.address().port,
  count: 50e3,
  connections: 16,
  request: `POST /echo HTTP/1.1\r\nHost: local\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
  isWhole(received) {
    const head = received.indexOf('\r\n\r\n');
    return head !== -1 && received.length >= head + 4 + BODY.length;
  },
}));
