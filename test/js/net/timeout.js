'use strict';

// setTimeout(): 'timeout' after a time without anything, once per silence; it destroys nothing,
// keeps nothing alive, and 0 ends it.

const assert = require('assert');
const net = require('net');
const { deadline, mustCall, mustCallAtLeast, mustNotCall, spawnScript } = require('../../common');

deadline();
const server = net.createServer(mustCall((socket) => {
  socket.resume();
}));
server.listen(0, '127.0.0.1', () => {
  const client = net.connect({ port: server.address().port, host: '127.0.0.1', timeout: 20 });
  assert.strictEqual(client.timeout, 20);
  client.once('timeout', mustCall(() => {
    assert.strictEqual(client.destroyed, false);
    // Activity makes it begin anew.
    client.setTimeout(30, mustCall(() => {
      client.setTimeout(0);
      assert.strictEqual(client.timeout, 0);
      const never = mustNotCall();
      client.setTimeout(1, never);
      client.setTimeout(0, never);
      assert.strictEqual(client.listenerCount('timeout'), 0);
      client.end();
      server.close();
    }));
    client.write('x');
  }));
});

// Too long for a timer: shortened, with a warning, and not to 1 ms.
process.once('warning', mustCallAtLeast((warning) => {
  assert.strictEqual(warning.name, 'TimeoutOverflowWarning');
}));
const idle = new net.Socket();
idle.setTimeout(2 ** 40, mustNotCall());
setImmediate(() => idle.destroy());

// A timeout does not hold the process.
const { status, stdout } = spawnScript(`
  const socket = new (require('net').Socket)();
  socket.setTimeout(1e6, () => console.log('never'));
  console.log('end');
`);
assert.strictEqual(stdout, 'end\n');
assert.strictEqual(status, 0);
