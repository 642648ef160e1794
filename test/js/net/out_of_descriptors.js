'use strict';

// A server without descriptors left: connections that come then are closed, the server survives,
// and serves again when descriptors are free.

const assert = require('assert');
const { spawn } = require('child_process');
const net = require('net');
const { deadline, mustCall } = require('../../common');

const script = `
  const fs = require('fs');
  const net = require('net');
  const server = net.createServer((socket) => socket.end('served'));
  server.on('error', (error) => process.send({ error: error.code }));
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
  const taken = [];
  process.on('message', (message) => {
    if (message === 'take') {
      try {
        for (;;) taken.push(fs.openSync('/dev/null'));
      } catch (error) {
        process.send({ taken: error.code });
      }
    } else {
      for (const fd of taken) fs.closeSync(fd);
      process.send({ given: true });
    }
  });
  process.on('disconnect', () => server.close());
`;

deadline();
const child = spawn('/bin/sh', ['-c', 'ulimit -n 64; exec "$0" -e "$1"', process.execPath, script],
  { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
let port;

function connect(callback) {
  let text = '';
  const client = net.connect(port, '127.0.0.1');
  client.setEncoding('latin1');
  client.on('data', (data) => { text += data; });
  client.on('error', () => {});
  client.on('close', mustCall(() => callback(text)));
}

child.on('message', (message) => {
  if (message.port) {
    ({ port } = message);
    child.send('take');
  } else if (message.taken) {
    assert.strictEqual(message.taken, 'EMFILE');
    connect((text) => {
      assert.strictEqual(text, '');
      child.send('give');
    });
  } else if (message.given) {
    connect((text) => {
      assert.strictEqual(text, 'served');
      child.disconnect();
    });
  }
});
child.on('close', mustCall((code, signal) => assert.deepStrictEqual([code, signal], [0, null])));
