// Connections are used again: by an agent one request after the other, by a client that sends
// several at once (pipelining), in order; and they end when the server says so.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const http = require('http');
const net = require('net');

const storage = new AsyncLocalStorage();
let connections = 0;
const server = http.createServer((req, res) => {
  assert.strictEqual(storage.getStore(), undefined);
  storage.enterWith(req.url);
  // Later ones are ready first.
  const delay = req.url === '/a' ? 20 : 0;
  setTimeout(() => {
    assert.strictEqual(storage.getStore(), req.url);
    res.end(req.url);
  }, delay);
}).listen(0, '127.0.0.1', mustCall(async () => {
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const sockets = new Set();
  const fetch = (path) => new Promise((resolve, reject) => {
    const req = http.get({ port, host: '127.0.0.1', path, agent }, (res) => {
      assert.strictEqual(storage.getStore(), `client ${path}`);
      assert.strictEqual(res.headers['keep-alive'], 'timeout=5');
      sockets.add(req.socket.localPort);
      let body = '';
      res.on('data', (chunk) => { body += chunk; });
      res.on('end', () => resolve(body));
    }).on('error', reject);
  });
  const all = await Promise.all(['/1', '/2', '/3'].map(
    (path) => storage.run(`client ${path}`, fetch, path)));
  assert.deepStrictEqual(all, ['/1', '/2', '/3']);
  assert.strictEqual(connections, 1);
  assert.strictEqual(sockets.size, 1);
  agent.destroy();

  const client = net.connect(port, '127.0.0.1');
  client.setEncoding('latin1');
  let answers = '';
  client.on('data', (text) => { answers += text; });
  client.on('close', mustCall(() => {
    const bodies = answers.match(/\r\n\r\n\/[abc]/g).map((text) => text.slice(-2));
    assert.deepStrictEqual(bodies, ['/a', '/b', '/c']);
    server.close(mustCall());
  }));
  client.write('GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n' +
    'GET /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
}));
server.on('connection', () => connections++);
