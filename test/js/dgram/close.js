'use strict';

// Ends of a socket: close() with what waits before it, an AbortSignal, disposal, close in a
// listener; 'close' comes once, in a later tick.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, errorLike, mustCall, mustNotCall } = require('../../common');

deadline();
const host = '127.0.0.1';

{
  const socket = dgram.createSocket('udp4');
  let returned = false;
  assert.strictEqual(socket.close(mustCall(() => assert.strictEqual(returned, true))), socket);
  returned = true;
  assert.throws(() => socket.close(), errorLike({ code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' }));
}

// What was sent before close() is sent, although the socket was not bound yet.
{
  const receiver = dgram.createSocket('udp4', mustCall((message) => {
    assert.strictEqual(message.toString(), 'last words');
    receiver.close();
  }));
  receiver.bind(0, host, mustCall(() => {
    const sender = dgram.createSocket('udp4');
    sender.send('last words', receiver.address().port, host);
    sender.close(mustCall());
  }));
}

// In 'listening', in 'message', in a callback of send().
{
  const socket = dgram.createSocket('udp4');
  socket.bind(0, host);
  socket.on('listening', mustCall(() => socket.close()));
  socket.on('close', mustCall());
}
{
  const socket = dgram.createSocket('udp4', mustNotCall());
  socket.bind(0, host, mustCall(() => {
    socket.send('x', 1, host, mustCall(() => socket.close(mustCall())));
  }));
}

// Signals.
{
  const controller = new AbortController();
  const socket = dgram.createSocket({ type: 'udp4', signal: controller.signal });
  socket.bind(0, host, mustCall(() => controller.abort()));
  socket.on('close', mustCall());
  const aborted = dgram.createSocket({ type: 'udp4', signal: AbortSignal.abort() });
  aborted.on('close', mustCall());
  assert.throws(() => aborted.bind(), errorLike({ code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' }));
  const late = new AbortController();
  const closed = dgram.createSocket({ type: 'udp4', signal: late.signal });
  closed.close(mustCall());
  late.abort();
}

// Disposal.
{
  const socket = dgram.createSocket('udp4');
  socket.on('close', mustCall());
  socket[Symbol.asyncDispose]().then(mustCall(() => socket[Symbol.asyncDispose]()))
    .then(mustCall());
}
