// Flags: --test-udp-no-try-send
'use strict';

// Datagrams that wait for the loop: how many there are, that they arrive in order with their
// callbacks called, and that those of a closed socket are cancelled.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, mustCall, mustSucceed } = require('../../common');

deadline();
const host = '127.0.0.1';
const receiver = dgram.createSocket('udp4');
const texts = ['one', 'two', 'three'];
receiver.on('message', mustCall((message) => {
  assert.strictEqual(message.toString(), texts.shift());
  if (texts.length === 0) receiver.close();
}, 3));
receiver.bind(0, host, mustCall(() => {
  const sender = dgram.createSocket('udp4');
  sender.connect(receiver.address().port, host, mustCall(() => {
    const sent = [];
    for (const text of texts) {
      sender.send(text, mustSucceed((bytes) => {
        sent.push(bytes);
        if (sent.length < 3) return;
        assert.deepStrictEqual(sent, [3, 3, 5]);
        assert.strictEqual(sender.getSendQueueSize(), 0);
        assert.strictEqual(sender.getSendQueueCount(), 0);
        closeWithSome(sender);
      }));
    }
    assert.strictEqual(sender.getSendQueueCount(), 3);
    assert.strictEqual(sender.getSendQueueSize(), 11);
  }));
}));

// The system has taken them already, or they are cancelled: each callback is called once.
function closeWithSome(sender) {
  for (let i = 0; i < 3; i++) {
    sender.send('x', mustCall((error, bytes) => {
      if (error) assert.strictEqual(error.code, 'ECANCELED');
      else assert.strictEqual(bytes, 1);
    }));
  }
  sender.close(mustCall());
}
