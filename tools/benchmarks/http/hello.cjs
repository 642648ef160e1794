'use strict';
// A server that says hello, on 32 connections that are kept alive.
const http = require('http');
const { drive } = require('../keep_alive.cjs');

const server = http.createServer((req, res) => {
  res.setHeader('Content-Type', 'text/plain');
  res.end('hello world');
});
server.listen(0, '127.0.0.1', () => drive({
  name: 'hello, 32 connections',
  port: server.address().port,
  count: 120e3,
  connections: 32,
  request: 'GET /hello HTTP/1.1\r\nHost: local\r\nAccept: */*\r\nUser-Agent: bench\r\n\r\n',
  isWhole: (received) => received.endsWith('hello world'),
}));
