// A handler that throws: the error is uncaught, and if the program goes on, so does the connection.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const http = require('http');

let pending;
process.on('uncaughtException', mustCall((error) => {
  assert.strictEqual(error.message, 'of the handler');
  pending.statusCode = 500;
  pending.end('sorry');
}));
const server = http.createServer(mustCall((req, res) => {
  if (req.url === '/throw') {
    pending = res;
    throw new Error('of the handler');
  }
  res.end('fine');
}, 2)).listen(0, '127.0.0.1', mustCall(() => {
  const agent = new http.Agent({ keepAlive: true });
  const options = { port: server.address().port, host: '127.0.0.1', agent };
  http.get({ ...options, path: '/throw' }, mustCall((res) => {
    assert.strictEqual(res.statusCode, 500);
    res.resume();
    res.on('end', () => setImmediate(() => {
      const req = http.get(options, mustCall((second) => {
        assert.strictEqual(second.statusCode, 200);
        assert.ok(req.reusedSocket);
        second.resume();
        second.on('end', () => {
          agent.destroy();
          server.close();
        });
      }));
    }));
  }));
}));
