'use strict';

// Many datagrams at once come with one system call: each in its own callback, with ticks between
// them, none twice, in order; also when a listener throws, closes the socket, or sends.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, mustCall, mustCallAtLeast } = require('../../common');

deadline();
const host = '127.0.0.1';
const kCount = 64;

// Sends them all before the receiver gets to run.
function burst(receiver) {
  const sender = dgram.createSocket('udp4');
  sender.bind(0, host, mustCall(() => {
    const { port } = receiver.address();
    for (let i = 0; i < kCount; i++) sender.send(`${i}:${'.'.repeat(i)}`, port, host);
    sender.close();
  }));
}

// In order, with a tick after each.
{
  const receiver = dgram.createSocket('udp4');
  const seen = [];
  receiver.on('message', mustCall((message, { size }) => {
    const [number, dots] = message.toString().split(':');
    assert.strictEqual(Number(number), seen.length / 2);
    assert.strictEqual(dots.length, seen.length / 2);
    assert.strictEqual(size, message.length);
    seen.push('message');
    process.nextTick(() => {
      seen.push('tick');
      if (seen.length < kCount * 2) return;
      assert.deepStrictEqual(seen.slice(0, 4), ['message', 'tick', 'message', 'tick']);
      receiver.close();
    });
  }, kCount));
  receiver.bind(0, host, () => burst(receiver));
}

// What was kept is not overwritten by what follows.
{
  const receiver = dgram.createSocket('udp4');
  const kept = [];
  receiver.on('message', mustCall((message) => {
    kept.push(message);
    if (kept.length < kCount) return;
    kept.forEach((each, i) => assert.strictEqual(each.toString(), `${i}:${'.'.repeat(i)}`));
    receiver.close();
  }, kCount));
  receiver.bind(0, host, () => burst(receiver));
}

// Nothing comes after close().
{
  const receiver = dgram.createSocket('udp4');
  receiver.on('message', mustCall(() => receiver.close()));
  receiver.bind(0, host, () => burst(receiver));
}

// A listener that throws costs nobody a datagram.
{
  const receiver = dgram.createSocket('udp4');
  let count = 0;
  process.on('uncaughtException', mustCall((error) => {
    assert.strictEqual(error.message, 'odd');
  }, kCount / 2));
  receiver.on('message', mustCall(() => {
    if (++count === kCount) receiver.close();
    if (count % 2 === 1) throw new Error('odd');
  }, kCount));
  receiver.bind(0, host, () => burst(receiver));
}

// Many senders: each datagram tells its own.
{
  const receiver = dgram.createSocket('udp4');
  const senders = Array.from({ length: 8 }, () => dgram.createSocket('udp4'));
  let count = 0;
  receiver.on('message', mustCallAtLeast((message, { port }) => {
    assert.strictEqual(senders[Number(message)].address().port, port);
    if (++count < 32) return;
    receiver.close();
    for (const sender of senders) sender.close();
  }, 32));
  receiver.bind(0, host, () => {
    for (let i = 0; i < 32; i++) senders[i % 8].send(`${i % 8}`, receiver.address().port, host);
  });
}
