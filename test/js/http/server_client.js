// A server and a client: head, body and framing in both directions, and the order of events.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const http = require('http');

const events = [];
const server = http.createServer(mustCall((req, res) => {
  assert.strictEqual(req.method, 'POST');
  assert.strictEqual(req.url, '/a?b');
  assert.strictEqual(req.httpVersion, '1.1');
  assert.strictEqual(req.headers['x-one'], '1');
  assert.deepStrictEqual(req.headersDistinct['x-two'], ['2', '3']);
  assert.strictEqual(req.headers['transfer-encoding'], 'chunked');
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', mustCall(() => {
    assert.ok(req.complete);
    assert.deepStrictEqual(req.trailers, { 'x-last': 'yes' });
    const body = Buffer.concat(chunks).toString();
    res.writeHead(201, 'Made', { 'Content-Type': 'text/plain', 'X-Body': body });
    assert.throws(() => res.setHeader('a', 'b'), { code: 'ERR_HTTP_HEADERS_SENT' });
    res.end('thanks \u00e9');
    res.on('finish', mustCall(() => events.push('response finish')));
    res.on('close', mustCall(() => events.push('response close')));
  }));
})).listen(0, '127.0.0.1', mustCall(() => {
  const req = http.request({
    host: '127.0.0.1',
    port: server.address().port,
    path: '/a?b',
    method: 'POST',
    headers: { 'X-One': 1, 'X-Two': ['2', '3'], 'Trailer': 'X-Last' },
    agent: false,
  });
  req.on('socket', mustCall(() => events.push('socket')));
  req.on('finish', mustCall(() => events.push('request finish')));
  req.on('response', mustCall((res) => {
    events.push('response');
    assert.strictEqual(res.statusCode, 201);
    assert.strictEqual(res.statusMessage, 'Made');
    assert.strictEqual(res.headers['x-body'], 'one two');
    // The head was written before the body was known.
    assert.strictEqual(res.headers['transfer-encoding'], 'chunked');
    assert.strictEqual(res.req, req);
    res.setEncoding('utf8');
    let body = '';
    res.on('data', (chunk) => { body += chunk; });
    res.on('end', mustCall(() => {
      assert.strictEqual(body, 'thanks \u00e9');
      assert.ok(res.complete);
      server.close(mustCall());
    }));
  }));
  req.on('close', mustCall(() => {
    assert.deepStrictEqual(events, ['socket', 'request finish', 'response finish', 'response close',
                                    'response']);
  }));
  req.write('one ');
  req.write('two');
  req.addTrailers({ 'X-Last': 'yes' });
  req.end();
}));
