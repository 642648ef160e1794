// What a server does with bytes that are no request, that are too many, or that a proxy might read
// in another way: an answer, the end of the connection, and never a request of its own.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const http = require('http');
const net = require('net');

const kBad = 'HTTP/1.1 400 Bad Request';
// Has another name for one error since version 9.
const isNewParser = Number.parseInt(process.versions.llhttp) >= 9;
const cases = [
  ['no HTTP at all', 'hello\r\n\r\n', kBad, 'HPE_INVALID_METHOD'],
  ['both lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n' +
    'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n', kBad, 'HPE_INVALID_TRANSFER_ENCODING'],
  ['both lengths, the other way round', 'POST / HTTP/1.1\r\nHost: a\r\n' +
    'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n', kBad,
   isNewParser ? 'HPE_INVALID_CONTENT_LENGTH' : 'HPE_UNEXPECTED_CONTENT_LENGTH'],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\n' +
    'Content-Length: 4\r\nContent-Length: 5\r\n\r\n12345',
   kBad, 'HPE_UNEXPECTED_CONTENT_LENGTH'],
  ['chunked is not last', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, x\r\n\r\n' +
    '0\r\n\r\n', kBad, 'HPE_INVALID_TRANSFER_ENCODING'],
  ['chunked is not last, with an upgrade', 'POST / HTTP/1.1\r\nHost: a\r\n' +
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked-false\r\n' +
    'Connection: upgrade\r\n\r\n0\r\n\r\n', kBad, 'HPE_INVALID_TRANSFER_ENCODING'],
  ['a length that is none', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4x\r\n\r\n1234', kBad,
   'HPE_INVALID_CONTENT_LENGTH'],
  ['a space before the colon', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n', kBad,
   'HPE_INVALID_HEADER_TOKEN'],
  ['a head that is too long', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20000)}\r\n\r\n`,
   'HTTP/1.1 431 Request Header Fields Too Large', 'HPE_HEADER_OVERFLOW'],
  ['a URL that is too long', `GET /${'x'.repeat(20000)} HTTP/1.1\r\n\r\n`,
   'HTTP/1.1 431 Request Header Fields Too Large', 'HPE_HEADER_OVERFLOW'],
];

const codes = [];
const server = http.createServer((req, res) => {
  assert.ok(req.url === '/fine' || req.headers['transfer-encoding'], req.url);
  res.end();
}).listen(0, '127.0.0.1', mustCall(next));
server.on('clientError', (error, socket) => {
  codes.push(error.code);
  assert.ok(error.rawPacket.length > 0);
  assert.strictEqual(typeof error.bytesParsed, 'number');
  assert.match(error.message, /^Parse Error: /);
  // What a server without a listener answers.
  const overflow = error.code === 'HPE_HEADER_OVERFLOW';
  socket.end(overflow ? 'HTTP/1.1 431 Request Header Fields Too Large\r\n\r\n' : `${kBad}\r\n\r\n`);
});

function exchange(port, bytes, callback) {
  const client = net.connect(port, '127.0.0.1');
  let answer = '';
  client.setEncoding('latin1');
  client.on('data', (text) => { answer += text; });
  // The server closes while we may still write.
  client.on('error', () => {});
  client.on('close', () => callback(answer));
  client.write(bytes, 'latin1');
}

function next() {
  const one = cases.shift();
  if (one === undefined) {
    server.close();
    withoutListener();
    return;
  }
  const [what, bytes, first, code] = one;
  exchange(server.address().port, bytes, mustCall((answer) => {
    assert.strictEqual(codes.pop(), code, what);
    assert.strictEqual(answer.split('\r\n')[0], first, what);
    next();
  }));
}

function withoutListener() {
  const plain = http.createServer(() => assert.fail('a request')).listen(0, '127.0.0.1', () => {
    const { port } = plain.address();
    exchange(port, 'hello\r\n\r\n', mustCall((answer) => {
      assert.strictEqual(answer, `${kBad}\r\nConnection: close\r\n\r\n`);
      // HTTP/1.1 without a Host is refused, by a proper response.
      exchange(port, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', mustCall((second) => {
        assert.strictEqual(second.split('\r\n')[0], kBad);
        plain.close();
      }));
    }));
  });
}
