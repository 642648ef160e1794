'use strict';

// listen() that fails: in the next tick, with Node's text and properties; and a server may try
// again.

const assert = require('assert');
const net = require('net');
const { deadline, errorLike, expectError, mustCall, mustNotCall, tmpdir } = require('../../common');

deadline();

const first = net.createServer();
first.listen(0, '127.0.0.1', mustCall(() => {
  const { port } = first.address();
  assert.throws(() => first.listen(0), errorLike({ code: 'ERR_SERVER_ALREADY_LISTEN' }));

  const second = net.createServer();
  let failed = false;
  second.on('error', mustCall((error) => {
    failed = true;
    assert.strictEqual(
      error.message, `listen EADDRINUSE: address already in use 127.0.0.1:${port}`);
    assert.deepStrictEqual(Object.keys(error), ['code', 'errno', 'syscall', 'address', 'port']);
    assert.strictEqual(error.syscall, 'listen');
    assert.strictEqual(second.listening, false);
    second.listen(0, mustCall(() => {
      assert.notStrictEqual(second.address().port, port);
      second.close();
      first.close();
    }));
  }));
  second.listen(port, '127.0.0.1');
  assert.strictEqual(failed, false);
}));

net.createServer().listen({ port: 0, host: '192.0.2.250' })
  .on('error', expectError({ code: 'EADDRNOTAVAIL', syscall: 'listen', address: '192.0.2.250' }));
net.createServer().listen(tmpdir('no', 'such', 'directory'))
  .on('error', expectError({ code: 'EACCES', syscall: 'listen', port: -1 }));
net.createServer().listen({ fd: 9999 })
  .on('error', expectError({ code: 'EINVAL', message: 'listen EINVAL: invalid argument' }));

// Closed before its first tick: it never listened, as far as anybody heard.
const never = net.createServer().on('listening', mustNotCall());
never.listen(0);
never.close(mustCall((error) => assert.strictEqual(error, undefined)));
never.close(expectError({ code: 'ERR_SERVER_NOT_RUNNING' }));
