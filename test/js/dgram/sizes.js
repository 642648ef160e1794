'use strict';

// Datagrams of no bytes, of as many as there can be, and of more.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, mustCall, mustSucceed } = require('../../common');

deadline();
const kLargest = 65_507;
const payload = Buffer.alloc(kLargest);
for (let i = 0; i < kLargest; i++) payload[i] = i * 7;

const receiver = dgram.createSocket('udp4');
const sizes = [0, 1, 1472, 9000, kLargest];
receiver.on('message', mustCall((message, { size }) => {
  const wanted = sizes.shift();
  assert.strictEqual(size, wanted);
  assert.ok(message.equals(payload.subarray(0, wanted)));
  if (sizes.length > 0) sendNext();
  else sendTooMuch();
}, sizes.length));

function sendNext() {
  receiver.send(payload, 0, sizes[0], receiver.address().port, '127.0.0.1', mustSucceed());
}

function sendTooMuch() {
  const { port } = receiver.address();
  receiver.send([payload, 'x'], port, '127.0.0.1', mustCall((error) => {
    assert.strictEqual(error.code, 'EMSGSIZE');
    assert.strictEqual(error.syscall, 'send');
    assert.strictEqual(error.port, port);
    assert.match(error.message, /^send EMSGSIZE /);
    // Without a callback it is lost like any datagram.
    receiver.send(Buffer.alloc(1 << 20), port, '127.0.0.1');
    receiver.close();
  }));
}
receiver.bind(0, '127.0.0.1', mustCall(sendNext));
