// A request that is given up at each stage ends once: with 'error' where there is no response, with
// 'close' always; and what the server has of it ends, too.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const http = require('http');

const server = http.createServer((req, res) => {
  if (req.url === '/silent') {
    req.on('close', mustCall());
    res.on('close', mustCall(() => assert.ok(!res.writableFinished)));
  } else if (req.url === '/half') {
    res.writeHead(200, { 'Content-Length': 10 });
    res.write('12345');
    res.on('close', mustCall());
  } else if (req.url === '/cut') {
    res.writeHead(200, { 'Content-Length': 10 });
    res.write('12345', () => res.socket.destroy());
  } else if (req.url === '/gone') {
    req.socket.destroy();
  }
}).listen(0, '127.0.0.1', mustCall(async () => {
  const { port } = server.address();
  const start = (path, options) => http.get({ port, host: '127.0.0.1', path, agent: false,
                                              ...options });
  const closed = (req) => new Promise((resolve) => req.on('close', mustCall(resolve)));

  // Before there is a socket.
  let req = start('/silent-never');
  req.on('error', mustCall((error) => assert.strictEqual(error.code, 'ECONNRESET')));
  req.destroy();
  await closed(req);

  req = start('/silent-never');
  req.on('abort', mustCall());
  req.on('error', mustNotCall());
  req.abort();
  await closed(req);

  // While it waits for the response.
  req = start('/silent');
  req.on('error', mustCall((error) => assert.strictEqual(error.message, 'enough')));
  server.once('request', () => req.destroy(new Error('enough')));
  await closed(req);

  const controller = new AbortController();
  req = start('/silent', { signal: controller.signal });
  req.on('error', mustCall((error) => assert.strictEqual(error.name, 'AbortError')));
  server.once('request', () => controller.abort());
  await closed(req);

  // In the middle of the response.
  req = start('/half');
  req.on('error', mustNotCall());
  req.on('response', mustCall((res) => {
    res.on('data', () => req.destroy());
    res.on('error', mustCall((error) => assert.strictEqual(error.code, 'ECONNRESET')));
    res.on('aborted', mustCall());
    res.on('end', mustNotCall());
  }));
  await closed(req);

  // The server does it.
  req = start('/cut');
  req.on('error', mustNotCall());
  req.on('response', mustCall((res) => {
    res.resume();
    res.on('error', mustCall((error) => {
      assert.strictEqual(error.message, 'aborted');
      assert.ok(!res.complete);
    }));
  }));
  await closed(req);

  req = start('/gone');
  req.on('error', mustCall((error) => {
    assert.strictEqual(error.message, 'socket hang up');
    assert.strictEqual(error.code, 'ECONNRESET');
  }));
  await closed(req);
  server.close(mustCall());
}));
