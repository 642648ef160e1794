// A head, or a body, that takes too long is answered by 408; an idle connection is closed.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const http = require('http');
const net = require('net');

const server = http.createServer({
  headersTimeout: 50,
  requestTimeout: 100,
  connectionsCheckingInterval: 20,
}, (req, res) => {
  req.on('error', () => {});
  req.on('end', () => res.end());
  req.resume();
}).listen(0, '127.0.0.1', mustCall(() => {
  let left = 3;
  for (const bytes of ['', 'GET / HTTP/1.1\r\nHo',
                       'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123']) {
    const client = net.connect(server.address().port, '127.0.0.1');
    let answer = '';
    client.on('data', (chunk) => { answer += chunk; });
    client.on('close', mustCall(() => {
      assert.strictEqual(answer.split('\r\n')[0], 'HTTP/1.1 408 Request Timeout');
      if (--left === 0) server.close(mustCall());
    }));
    client.write(bytes);
  }
}));
assert.throws(() => http.createServer({ headersTimeout: 2, requestTimeout: 1 }),
              { code: 'ERR_OUT_OF_RANGE' });
