// Upgrade and CONNECT: both ends get the socket, and the bytes behind the head.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const http = require('http');

const server = http.createServer(mustNotCall());
server.on('upgrade', mustCall((req, socket, head) => {
  assert.strictEqual(req.headers.upgrade, 'echo');
  assert.strictEqual(head.length, 0);
  socket.write('HTTP/1.1 101 Switching Protocols\r\n' +
    'Connection: Upgrade\r\nUpgrade: echo\r\n\r\nhi');
  socket.on('data', (chunk) => socket.write(chunk));
  socket.on('end', () => socket.end());
}));
server.on('connect', mustCall((req, socket, head) => {
  assert.strictEqual(req.url, 'example.org:443');
  assert.strictEqual(head.length, 0);
  socket.end('HTTP/1.1 200 Established\r\n\r\ntunnel');
}));
server.listen(0, '127.0.0.1', mustCall(() => {
  const { port } = server.address();
  const options = { port, host: '127.0.0.1' };
  const req = http.get({ ...options, headers: { Connection: 'Upgrade', Upgrade: 'echo' } });
  req.on('response', mustNotCall());
  req.on('upgrade', mustCall((res, socket, head) => {
    assert.strictEqual(res.statusCode, 101);
    let text = head.toString();
    socket.on('data', (chunk) => {
      text += chunk;
      if (text === 'hiping') socket.end();
    });
    socket.on('end', mustCall(() => {
      assert.strictEqual(text, 'hiping');
      connect(options);
    }));
    socket.write('ping');
  }));
}));

function connect(options) {
  const req = http.request({ ...options, method: 'CONNECT', path: 'example.org:443' });
  req.on('connect', mustCall((res, socket, head) => {
    assert.strictEqual(res.statusCode, 200);
    let text = head.toString();
    socket.on('data', (chunk) => { text += chunk; });
    socket.on('end', mustCall(() => {
      assert.strictEqual(text, 'tunnel');
      server.close();
    }));
    socket.resume();
  }));
  req.end();
}
