'use strict';
// A second socket over the handle of one that reads already is a socket as well: what comes goes to
// the one that was made last.
const common = require('../../common');
const assert = require('assert');
const net = require('net');

const server = net.createServer(common.mustCall((first) => {
  const second = new net.Socket({ handle: first._handle });
  assert.strictEqual(second.readable, true);
  assert.strictEqual(second.writable, true);
  second.setEncoding('utf8').on('data', common.mustCall((text) => {
    assert.strictEqual(text, 'to whom?');
    second.end('to me');
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.setEncoding('utf8').on('data', common.mustCall((text) => {
    assert.strictEqual(text, 'to me');
    client.end();
  }));
  client.write('to whom?');
}));
