'use strict';

// A process that ends with sockets bound, connected, sending and looking up ends by its exit code
// and by no signal, however it ends.

const assert = require('assert');
const { spawnSelf } = require('../../common');

const setUp = `
  const dgram = require('dgram');
  const server = dgram.createSocket('udp4', (message, { port, address }) => {
    server.send(message, port, address);
  });
  server.bind(0, '127.0.0.1', () => {
    const client = dgram.createSocket('udp4', () => {
      for (let i = 0; i < 100; i++) server.send('x'.repeat(9000), client.address().port);
      // These have only begun.
      dgram.createSocket('udp4').bind(0, 'localhost');
      dgram.createSocket('udp4').connect(server.address().port, 'localhost');
      dgram.createSocket('udp4').send('y', server.address().port, 'localhost');
      finish();
    });
    client.connect(server.address().port, '127.0.0.1', () => client.send('z'));
  });
`;
const endings = {
  'function finish() { process.exit(7); }': 7,
  'function finish() { process.exitCode = 3; process.exit(); }': 3,
  'function finish() { throw new Error("from a callback"); }': 1,
  'function finish() { Promise.reject(new Error("unhandled")); }': 1,
  'function finish() {} throw new Error("at top level");': 1,
  'function finish() {} process.exit(5);': 5,
  'function finish() { process.reallyExit(6); }': 6,
};
for (const flags of [[], ['--test-udp-no-try-send']]) {
  for (const [ending, expected] of Object.entries(endings)) {
    const { status, signal, stderr } = spawnSelf([...flags, '-e', setUp + ending]);
    assert.strictEqual(signal, null, `${ending}\n${stderr}`);
    assert.strictEqual(status, expected, `${ending}\n${stderr}`);
  }
}
