'use strict';
// A server that says hello, on 32 connections that are kept alive; the client is sockets that count
// bytes, so that most of the time is the server's.
const http = require('http');
const net = require('net');
const { report } = require('../measure.cjs');

const COUNT = 120e3;
const CONNECTIONS = 32;
const REQUEST = 'GET /hello HTTP/1.1\r\nHost: local\r\nAccept: */*\r\nUser-Agent: bench\r\n\r\n';

const server = http.createServer((req, res) => {
  res.setHeader('Content-Type', 'text/plain');
  res.end('hello world');
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  let started = 0;
  let ended = 0;
  const start = performance.now();
  for (let i = 0; i < CONNECTIONS; i++) {
    const socket = net.connect(port, '127.0.0.1');
    let tail = '';
    const next = () => {
      if (started === COUNT) return;
      started++;
      socket.write(REQUEST, 'latin1');
    };
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      tail += text;
      if (!tail.endsWith('hello world')) return;
      if (!tail.startsWith('HTTP/1.1 200 OK')) throw new Error(tail);
      tail = '';
      if (++ended < COUNT) {
        next();
        return;
      }
      report('hello, 32 connections', COUNT, start, 'requests/s');
      process.exit();
    });
    socket.on('connect', next);
  }
});
