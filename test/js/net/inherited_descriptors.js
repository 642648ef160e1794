'use strict';

// fd: a child serves on a listening socket and talks over a connected one, both of which it has
// inherited; descriptors that are no sockets are refused.

const assert = require('assert');
const { spawn } = require('child_process');
const fs = require('fs');
const net = require('net');
const { deadline, mustCall } = require('../../common');

deadline();
const script = `
  const net = require('net');
  const server = net.createServer((socket) => {
    socket.end('served');
    server.close();
  });
  server.listen({ fd: 3 }, () => {
    const socket = new net.Socket({ fd: 4 });
    socket.once('data', (data) => socket.end('ready, ' + data));
  });
`;
const server = net.createServer(mustCall((theirs) => {
  const { port } = server.address();
  const child = spawn(process.execPath, ['-e', script],
    { stdio: ['ignore', 'inherit', 'inherit', server._handle.fd, theirs._handle.fd] });
  child.on('exit', mustCall((code, signal) => assert.deepStrictEqual([code, signal], [0, null])));
  // From now on they are the child's alone.
  theirs.destroy();
  server.close();
  ours.setEncoding('latin1');
  ours.write('parent');
  ours.on('data', mustCall((data) => assert.strictEqual(data, 'ready, parent')));
  ours.on('end', mustCall(() => {
    let text = '';
    net.connect(port, '127.0.0.1')
      .on('data', (data) => { text += data; })
      .on('close', mustCall(() => assert.strictEqual(text, 'served')));
  }));
}));
let ours;
server.listen(0, '127.0.0.1', () => {
  ours = net.connect(server.address().port, '127.0.0.1');
});

const file = fs.openSync(__filename);
assert.throws(() => new net.Socket({ fd: file }), { code: 'ERR_INVALID_FD_TYPE' });
assert.throws(() => new net.Socket({ fd: -1 }), { code: 'ERR_OUT_OF_RANGE' });
const broken = net.createServer();
broken.on('error', mustCall((error) => {
  assert.strictEqual(error.code, 'EINVAL');
  fs.closeSync(file);
}));
broken.listen({ fd: file });
