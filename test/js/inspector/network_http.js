// Flags: --experimental-network-inspection
// The requests of HTTP clients are events: one that succeeds, one whose response is cut off, and
// one that cannot connect.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const http = require('http');
const inspector = require('inspector');

const session = new inspector.Session();
session.connect();
session.post('Network.enable');
const seen = {};
session.on('inspectorNotification', ({ method, params: { requestId, timestamp, ...params } }) => {
  assert.strictEqual(typeof timestamp, 'number');
  delete params.wallTime;
  delete params.response?.headers.date;
  (seen[requestId] ??= []).push([method, params]);
});

const server = http.createServer((request, response) => {
  response.setHeader('Set-Cookie', ['a=1', 'b=2']);
  response.setHeader('X', ['1', '2']);
  response.setHeader('Connection', 'close');
  if (request.url === '/cut') {
    response.setHeader('Content-Length', 10);
    response.write('x', () => response.destroy());
  } else {
    response.end('whole');
  }
});

server.listen(0, '127.0.0.1', mustCall(() => {
  const { port } = server.address();
  const headers = { 'Cookie': ['k=1', 'l=2'], 'N': 5 };
  http.get({ host: '127.0.0.1', port, path: '/whole', headers }, mustCall((response) => {
    response.resume().on('close', mustCall(() => {
      http.get({ host: '127.0.0.1', port, path: '/cut' }, mustCall((cut) => {
        cut.on('error', () => {}).resume().on('close', mustCall(() => {
          server.close(mustCall(() => {
            http.get({ host: '127.0.0.1', port })
              .on('error', mustCall(() => setImmediate(check, port)));
          }));
        }));
      }));
    }));
  }));
}));

function check(port) {
  const host = `127.0.0.1:${port}`;
  const responseHeaders = { 'set-cookie': 'a=1\nb=2', 'x': '1, 2', 'connection': 'close' };
  const sent = (path, headers) => ['Network.requestWillBeSent', {
    request: { url: `http://${host}${path}`, method: 'GET', headers: { ...headers, host } },
  }];
  const received = (path, length) => ['Network.responseReceived', {
    type: 'Other',
    response: {
      url: `http://${host}${path}`, status: 200, statusText: 'OK',
      headers: { ...responseHeaders, 'content-length': length },
    },
  }];
  const { 'node-network-event-3': [, [, { errorText }]] } = seen;
  assert.match(errorText, /ECONNREFUSED/);
  assert.deepStrictEqual(seen, {
    'node-network-event-1': [
      sent('/whole', { cookie: 'k=1; l=2', n: '5' }), received('/whole', '5'),
      ['Network.loadingFinished', {}]],
    'node-network-event-2': [
      sent('/cut'), received('/cut', '10'),
      ['Network.loadingFailed', { type: 'Other', errorText: 'aborted' }]],
    'node-network-event-3': [
      sent('/'), ['Network.loadingFailed', { type: 'Other', errorText }]],
  });
}
