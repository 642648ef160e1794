// Large bodies in both directions, with back-pressure: each byte arrives, and little is held back.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const crypto = require('crypto');
const http = require('http');
const os = require('os');
const path = require('path');

const block = Buffer.alloc(256 * 1024);
for (let i = 0; i < block.length; i++) block[i] = (i * 31) >> 3;
const kBlocks = 40;
const expected = crypto.createHash('sha1');
for (let i = 0; i < kBlocks; i++) expected.update(block);
const digest = expected.digest('hex');

// Echoes what it gets, slowly at first.
const server = http.createServer(mustCall((req, res) => {
  assert.ok(req.readableHighWaterMark < block.length);
  req.pause();
  setTimeout(() => {
    assert.ok(req.readableLength < 4 * 1024 * 1024);
    req.pipe(res);
  }, 20);
}, 2));

function send(options, framing, callback) {
  const hash = crypto.createHash('sha1');
  const req = http.request({ method: 'POST', agent: false, ...options, headers: framing },
    mustCall((res) => {
      res.on('data', (chunk) => hash.update(chunk));
      res.on('end', mustCall(() => {
        assert.strictEqual(hash.digest('hex'), digest);
        callback();
      }));
    }));
  let sent = 0;
  const more = () => {
    while (sent < kBlocks) {
      sent++;
      if (!req.write(block)) {
        req.once('drain', more);
        return;
      }
    }
    req.end();
  };
  more();
}

const socketPath = path.join(os.tmpdir(), `gyre-http-${process.pid}.sock`);
server.listen(socketPath, mustCall(() => {
  send({ socketPath }, {}, () => {
    send({ socketPath }, { 'Content-Length': block.length * kBlocks }, () => server.close());
  });
}));
