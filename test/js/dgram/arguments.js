'use strict';

// What dgram refuses: types and options of a socket, arguments of its methods, and methods of a
// socket that is closed.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, errorLike, mustCall } = require('../../common');

deadline();
const throws = (call, code, message) => {
  assert.throws(call, errorLike(message ? { code, message } : { code }), String(call));
};

for (const type of [undefined, null, 'udp', 'tcp4', 4, {}, { type: 'udp5' }]) {
  throws(() => dgram.createSocket(type), 'ERR_SOCKET_BAD_TYPE', /udp4, udp6/);
}
for (const [option, value, code] of [
  ['lookup', 1, 'ERR_INVALID_ARG_TYPE'],
  ['signal', {}, 'ERR_INVALID_ARG_TYPE'],
  ['recvBufferSize', '1', 'ERR_INVALID_ARG_TYPE'],
  ['recvBufferSize', -1, 'ERR_OUT_OF_RANGE'],
  ['sendBufferSize', '1', 'ERR_INVALID_ARG_TYPE'],
  ['sendBufferSize', 1.5, 'ERR_OUT_OF_RANGE'],
]) {
  throws(() => dgram.createSocket({ type: 'udp4', [option]: value }), code);
}

const socket = dgram.createSocket('udp4');
assert.ok(socket instanceof dgram.Socket);
assert.strictEqual(socket.type, 'udp4');
const bytes = Buffer.from('abc');

// send()
for (const message of [undefined, null, 1, {}, new ArrayBuffer(3), [1], ['a', null], [[]]]) {
  throws(() => socket.send(message, 1), 'ERR_INVALID_ARG_TYPE');
}
for (const port of [undefined, null, 0, -1, 65536, 'x', '', 1.5, {}]) {
  throws(() => socket.send(bytes, port), 'ERR_SOCKET_BAD_PORT');
  throws(() => socket.send(bytes, 0, 3, port, '127.0.0.1'), 'ERR_SOCKET_BAD_PORT');
}
for (const address of [0, 1, true, {}, []]) {
  throws(() => socket.send(bytes, 0, 3, 1, address), 'ERR_INVALID_ARG_TYPE');
}
throws(() => socket.send(bytes, 4, 0, 1), 'ERR_BUFFER_OUT_OF_BOUNDS', /offset/);
throws(() => socket.send(bytes, -1, 1, 1), 'ERR_BUFFER_OUT_OF_BOUNDS', /offset/);
throws(() => socket.send(bytes, 1, 3, 1), 'ERR_BUFFER_OUT_OF_BOUNDS', /length/);
throws(() => socket.send(bytes, 1, -1, 1), 'ERR_BUFFER_OUT_OF_BOUNDS', /length/);
throws(() => socket.sendto(bytes, 'x', 1, 1, 'a'), 'ERR_INVALID_ARG_TYPE', /offset/);
throws(() => socket.sendto(bytes, 0, 'x', 1, 'a'), 'ERR_INVALID_ARG_TYPE', /length/);
throws(() => socket.sendto(bytes, 0, 1, 'x', 'a'), 'ERR_INVALID_ARG_TYPE', /port/);
throws(() => socket.sendto(bytes, 0, 1, 1, 1), 'ERR_INVALID_ARG_TYPE', /address/);

// A socket that is neither bound nor connected.
throws(() => socket.address(), 'EBADF', /getsockname EBADF/);
throws(() => socket.remoteAddress(), 'ERR_SOCKET_DGRAM_NOT_CONNECTED');
throws(() => socket.disconnect(), 'ERR_SOCKET_DGRAM_NOT_CONNECTED');
for (const port of [undefined, 0, -1, 65536, 'x']) {
  throws(() => socket.connect(port), 'ERR_SOCKET_BAD_PORT');
}
for (const method of ['setTTL', 'setMulticastTTL']) {
  throws(() => socket[method]('1'), 'ERR_INVALID_ARG_TYPE', /"ttl"/);
  throws(() => socket[method](1), 'EBADF', `${method} EBADF`);
  throws(() => socket[method](256), 'EINVAL');
  throws(() => socket[method](NaN), method === 'setTTL' ? 'EINVAL' : 'EBADF');
}
throws(() => socket.setBroadcast(true), 'EBADF');
throws(() => socket.setMulticastLoopback(true), 'EBADF');
throws(() => socket.setMulticastInterface(1), 'ERR_INVALID_ARG_TYPE');
throws(() => socket.setMulticastInterface('x'), 'EINVAL');
throws(() => socket.getRecvBufferSize(), 'ERR_SOCKET_BUFFER_SIZE', /EBADF/);
throws(() => socket.setSendBufferSize(8192), 'ERR_SOCKET_BUFFER_SIZE', /EBADF/);
for (const size of [-1, 1.5, '1', undefined, 2 ** 32]) {
  throws(() => socket.setRecvBufferSize(size), 'ERR_SOCKET_BAD_BUFFER_SIZE');
  throws(() => socket.setSendBufferSize(size), 'ERR_SOCKET_BAD_BUFFER_SIZE');
}
assert.strictEqual(socket.getSendQueueSize(), 0);
assert.strictEqual(socket.getSendQueueCount(), 0);
throws(() => socket.bind({ fd: 1 << 29 }), 'ERR_INVALID_FD_TYPE');

// Membership; joining binds.
const other = dgram.createSocket('udp4');
throws(() => other.addMembership(), 'ERR_MISSING_ARGS');
throws(() => other.dropMembership(), 'ERR_MISSING_ARGS');
throws(() => other.addMembership('256.0.0.1'), 'EINVAL', 'addMembership EINVAL');
throws(() => other.addMembership(1), 'EINVAL');
throws(() => other.addSourceSpecificMembership(1, '232.1.1.1'), 'ERR_INVALID_ARG_TYPE');
throws(() => other.addSourceSpecificMembership('127.0.0.1', 1), 'ERR_INVALID_ARG_TYPE');
throws(() => other.dropSourceSpecificMembership('127.0.0.1', 'x'), 'EINVAL');
other.close();

// Closed.
socket.close(mustCall());
for (const call of [
  () => socket.address(), () => socket.bind(), () => socket.close(), () => socket.connect(1),
  () => socket.remoteAddress(), () => socket.send(bytes, 1), () => socket.setTTL(1),
  () => socket.setMulticastTTL(1), () => socket.setMulticastLoopback(true),
  () => socket.setMulticastInterface('127.0.0.1'), () => socket.setBroadcast(true),
  () => socket.addMembership('224.0.0.1'), () => socket.dropMembership('224.0.0.1'),
  () => socket.addSourceSpecificMembership('127.0.0.1', '232.1.1.1'),
  () => socket.getRecvBufferSize(), () => socket.setSendBufferSize(1),
  () => socket.getSendQueueSize(), () => socket.getSendQueueCount(),
]) {
  throws(call, 'ERR_SOCKET_DGRAM_NOT_RUNNING', 'Not running');
}
assert.strictEqual(socket.ref(), socket);
assert.strictEqual(socket.unref(), socket);
