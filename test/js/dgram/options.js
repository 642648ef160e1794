'use strict';

// What a socket can be told: hops, broadcast, sizes of its buffers, multicast.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, errorLike, isLinux, mustCall } = require('../../common');

deadline();
const host = '127.0.0.1';

const socket = dgram.createSocket('udp4');
socket.bind(0, host, mustCall(() => {
  for (const ttl of [1, 128, 255, 2.5]) assert.strictEqual(socket.setTTL(ttl), ttl);
  for (const ttl of [0, 256, -1]) {
    assert.throws(() => socket.setTTL(ttl), errorLike({ code: 'EINVAL', syscall: 'setTTL' }));
  }
  for (const ttl of [0, 1, 255]) assert.strictEqual(socket.setMulticastTTL(ttl), ttl);
  assert.throws(() => socket.setMulticastTTL(256), errorLike({ code: 'EINVAL' }));
  assert.strictEqual(socket.setMulticastLoopback(true), true);
  assert.strictEqual(socket.setMulticastLoopback(0), 0);
  assert.strictEqual(socket.setBroadcast(true), undefined);
  assert.strictEqual(socket.setBroadcast(false), undefined);
  assert.strictEqual(socket.setMulticastInterface(host), undefined);
  assert.throws(() => socket.setMulticastInterface(''), errorLike({ code: 'EINVAL' }));

  const factor = isLinux ? 2 : 1; // Linux counts its own bookkeeping, too
  socket.setRecvBufferSize(16_384);
  socket.setSendBufferSize(8192);
  assert.strictEqual(socket.getRecvBufferSize(), 16_384 * factor);
  assert.strictEqual(socket.getSendBufferSize(), 8192 * factor);
  socket.close();
}));

const sized = dgram.createSocket({ type: 'udp4', recvBufferSize: 10_000, sendBufferSize: 12_000 });
sized.bind(0, host, mustCall(() => {
  assert.ok(sized.getRecvBufferSize() >= 10_000);
  assert.ok(sized.getSendBufferSize() >= 12_000);
  sized.close();
}));
