'use strict';

// Several messages that came with one read may share its memory: none can take it away (transfer)
// from the others, and from the parser, which is in the middle of it.

const assert = require('assert');
const http = require('http');
const net = require('net');
const { mustCall } = require('../../common');

const BODY = 'x'.repeat(20000);
const COUNT = 12;

const server = http.createServer(mustCall((request, response) => {
  let length = 0;
  request.on('data', (chunk) => {
    length += chunk.length;
    assert(chunk.every((byte) => byte === 120));
    const { buffer } = chunk;
    try {
      structuredClone(buffer, { transfer: [buffer] });
    } catch (error) {
      assert.strictEqual(error.name, 'DataCloneError');
    }
  });
  request.on('end', mustCall(() => response.end(`${length} `)));
}, COUNT));

server.listen(0, '127.0.0.1', () => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  const one = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
  socket.write(one.repeat(COUNT));
  let received = '';
  socket.setEncoding('latin1');
  socket.on('data', (text) => {
    received += text;
    if (received.split(`\r\n\r\n${BODY.length} `).length <= COUNT) return;
    socket.end();
    server.close();
  });
});
