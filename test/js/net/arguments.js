'use strict';

// connect(), listen() and the constructors refuse what they can't use, with the codes that Node
// has.

const assert = require('assert');
const net = require('net');
const { errorLike, tmpdir } = require('../../common');

function refuses(fn, code) {
  assert.throws(fn, errorLike({ code }));
}

refuses(() => net.connect(), 'ERR_MISSING_ARGS');
refuses(() => net.connect({}), 'ERR_MISSING_ARGS');
refuses(() => net.connect({ path: 1 }), 'ERR_INVALID_ARG_TYPE');
refuses(() => net.connect({ port: {} }), 'ERR_INVALID_ARG_TYPE');
for (const port of [-1, 65536, 1.5, 'x', '', ' ', '0x', NaN]) {
  refuses(() => net.connect({ port }), 'ERR_SOCKET_BAD_PORT');
}
refuses(() => net.connect({ port: 1, localAddress: 'example' }), 'ERR_INVALID_IP_ADDRESS');
refuses(() => net.connect({ port: 1, localPort: '5' }), 'ERR_INVALID_ARG_TYPE');
refuses(() => net.connect({ port: 1, host: 'a.invalid', lookup: 'x' }), 'ERR_INVALID_ARG_TYPE');
refuses(() => net.connect({ port: 1, host: 'a.invalid', hints: 1 << 20 }), 'ERR_INVALID_ARG_VALUE');
refuses(() => net.connect({ port: 1, host: 'a.invalid', family: 5 }), 'ERR_INVALID_ARG_VALUE');
refuses(() => net.connect({ port: 1, autoSelectFamily: 1 }), 'ERR_INVALID_ARG_TYPE');
refuses(() => net.connect({ port: 1, autoSelectFamilyAttemptTimeout: 0 }), 'ERR_OUT_OF_RANGE');

refuses(() => new net.Socket({ objectMode: true }), 'ERR_INVALID_ARG_VALUE');
refuses(() => new net.Socket({ writableObjectMode: true }), 'ERR_INVALID_ARG_VALUE');
refuses(() => new net.Socket({ fd: -1 }), 'ERR_OUT_OF_RANGE');
refuses(() => new net.Socket({ fd: '1' }), 'ERR_INVALID_ARG_TYPE');
refuses(() => new net.Socket({ signal: {} }), 'ERR_INVALID_ARG_TYPE');
// A file is no socket.
const fs = require('fs');
fs.writeFileSync(tmpdir('file'), '');
const fd = fs.openSync(tmpdir('file'));
refuses(() => new net.Socket({ fd }), 'ERR_INVALID_FD_TYPE');
fs.closeSync(fd);

const socket = new net.Socket();
refuses(() => socket.setTimeout('1'), 'ERR_INVALID_ARG_TYPE');
refuses(() => socket.setTimeout(-1), 'ERR_OUT_OF_RANGE');
refuses(() => socket.setTimeout(Infinity), 'ERR_OUT_OF_RANGE');
refuses(() => socket.setTimeout(1, 'x'), 'ERR_INVALID_ARG_TYPE');
socket.destroy();

refuses(() => net.createServer(1), 'ERR_INVALID_ARG_TYPE');
refuses(() => net.createServer({ highWaterMark: '1' }), 'ERR_INVALID_ARG_TYPE');
refuses(() => net.createServer({ keepAliveInitialDelay: '1' }), 'ERR_INVALID_ARG_TYPE');
const server = net.createServer();
for (const options of [{}, { fd: -1 }, { path: 5 }, { path: '' }, false, true, Symbol('s')]) {
  refuses(() => server.listen(options), 'ERR_INVALID_ARG_VALUE');
}
for (const port of [-1, 65536, NaN, 1.5, '']) {
  refuses(() => server.listen(port), 'ERR_SOCKET_BAD_PORT');
  refuses(() => server.listen({ port }), 'ERR_SOCKET_BAD_PORT');
}
refuses(() => server.listen({ port: 0, signal: 1 }), 'ERR_INVALID_ARG_TYPE');
refuses(() => server.listen({ path: '\0x', readableAll: true }), 'ERR_INVALID_ARG_VALUE');
assert.strictEqual(server.listening, false);

refuses(() => net.setDefaultAutoSelectFamily(1), 'ERR_INVALID_ARG_TYPE');
refuses(() => net.setDefaultAutoSelectFamilyAttemptTimeout(0), 'ERR_OUT_OF_RANGE');
net.setDefaultAutoSelectFamilyAttemptTimeout(1);
assert.strictEqual(net.getDefaultAutoSelectFamilyAttemptTimeout(), 10);
