'use strict';

// allowHalfOpen: with it each side ends for itself; without it the end of the peer ends ours, and
// what is written after that fails with EPIPE.

const assert = require('assert');
const net = require('net');
const { deadline, expectError, mustCall } = require('../../common');

deadline();

const open = net.createServer({ allowHalfOpen: true }, mustCall((socket) => {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (data) => { text += data; });
  socket.on('end', mustCall(() => {
    assert.strictEqual(socket.writable, true);
    assert.strictEqual(socket.allowHalfOpen, true);
    // Much later than the end of the peer.
    setImmediate(() => socket.end(text.toUpperCase()));
  }));
}));
open.listen(0, mustCall(() => {
  const client = net.connect({ port: open.address().port, allowHalfOpen: true });
  client.end('question');
  let answer = '';
  client.on('data', (data) => { answer += data; });
  client.on('close', mustCall(() => {
    assert.strictEqual(answer, 'QUESTION');
    open.close();
  }));
}));

const closed = net.createServer(mustCall((socket) => {
  socket.on('error', expectError({ code: 'EPIPE' }));
  socket.on('end', mustCall(() => {
    // Not yet in this tick.
    assert.strictEqual(socket.writableEnded, false);
    process.nextTick(() => process.nextTick(() => {
      assert.strictEqual(socket.writableEnded, true);
      socket.write('too late',
        expectError({ code: 'EPIPE', message: 'This socket has been ended by the other party' }));
    }));
  }));
  socket.resume();
  socket.on('close', mustCall(() => closed.close()));
}));
closed.listen(0, mustCall(() => {
  // The client's own side stays open long enough for the write to be tried.
  net.connect({ port: closed.address().port, allowHalfOpen: true }).end().resume();
}));
