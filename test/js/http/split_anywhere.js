// However a message is cut into pieces, the same comes out of it: requests in a pipeline, one of
// them chunked with trailers, cut at each place, and byte by byte.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const http = require('http');
const { Duplex } = require('stream');

const text = 'POST /one?a=b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nX-A: b  \r\n\r\n' +
  '5;ext=1\r\nhello\r\n1\r\n!\r\n0\r\nX-T: u\r\n\r\n' +
  'PUT /two HTTP/1.1\r\nHost: y\r\nContent-Length: 3\r\nX-Empty:\r\n\r\nabc' +
  'GET /three HTTP/1.0\r\nConnection: close\r\n\r\n';

function parse(pieces, callback) {
  const seen = [];
  const server = http.createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => { body += chunk; });
    req.on('end', () => {
      seen.push([req.method, req.url, req.httpVersion, req.rawHeaders, body, req.rawTrailers]);
      res.end(req.url);
    });
  });
  const duplex = new Duplex({
    read() {},
    write(chunk, encoding, done) { done(); },
  });
  duplex.on('finish', () => callback(seen));
  server.emit('connection', duplex);
  for (const piece of pieces) duplex.push(piece);
}

const whole = Buffer.from(text);
let left = whole.length;
parse([whole], mustCall((expected) => {
  assert.deepStrictEqual(expected, [
    ['POST', '/one?a=b', '1.1', ['Host', 'x', 'Transfer-Encoding', 'chunked', 'X-A', 'b'], 'hello!',
     ['X-T', 'u']],
    ['PUT', '/two', '1.1', ['Host', 'y', 'Content-Length', '3', 'X-Empty', ''], 'abc', []],
    ['GET', '/three', '1.0', ['Connection', 'close'], '', []],
  ]);
  for (let at = 1; at < whole.length; at++) {
    parse([whole.subarray(0, at), whole.subarray(at)], mustCall((seen) => {
      assert.deepStrictEqual(seen, expected, `cut at ${at}`);
      left--;
    }));
  }
  parse([...whole].map((byte) => Buffer.from([byte])), mustCall((seen) => {
    assert.deepStrictEqual(seen, expected);
    left--;
  }));
}));
process.on('exit', () => assert.strictEqual(left, 0));
