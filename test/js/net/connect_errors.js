'use strict';

// A connection that fails: the error's text and properties, 'error' before 'close' with true, and
// what becomes of the writes that waited.

const assert = require('assert');
const net = require('net');
const { Trace, deadline, expectError, mustCall, mustNotCall, tmpdir } = require('../../common');

deadline();

// A port of which nobody listens: one that has just been given back.
const server = net.createServer();
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  server.close(() => test(port));
});

function test(port) {
  const trace = new Trace();
  const client = net.connect(port, '127.0.0.1', mustNotCall());
  client.write('first', (error) => trace.add(`first ${error.code}`));
  client.write('second', (error) => trace.add(`second ${error.code}`));
  client.on('error', mustCall((error) => {
    trace.add('error');
    assert.strictEqual(error.message, `connect ECONNREFUSED 127.0.0.1:${port}`);
    assert.deepStrictEqual(Object.keys(error), ['errno', 'code', 'syscall', 'address', 'port']);
    assert.strictEqual(error.code, 'ECONNREFUSED');
    assert.strictEqual(error.syscall, 'connect');
    assert.strictEqual(error.address, '127.0.0.1');
    assert.strictEqual(error.port, port);
    assert.ok(error.errno < 0);
    assert.strictEqual(client.connecting, false);
  }));
  client.on('close', mustCall((hadError) => trace.add(`close ${hadError}`)));
  process.on('exit', () => {
    assert.strictEqual(trace.entries.at(-1), 'close true');
    assert.ok(trace.entries.indexOf('error') < trace.entries.indexOf('close true'));
    assert.ok(trace.entries.includes('second ECONNREFUSED'));
    assert.ok(trace.entries.includes('first ERR_SOCKET_CLOSED_BEFORE_CONNECTION'));
  });

  // The local end is named when it was chosen.
  net.connect({ port, host: '127.0.0.1', localAddress: '127.0.0.1' })
    .on('error',
      expectError({ code: 'ECONNREFUSED', message: `connect ECONNREFUSED 127.0.0.1:${port}` }));
  net.connect({ port, host: '127.0.0.1', localAddress: '192.0.2.250' })
    .on('error', expectError({ code: 'EADDRNOTAVAIL', syscall: 'bind', address: '192.0.2.250' }));
  net.connect(tmpdir('nobody'))
    .on('error', expectError({ code: 'ENOENT', message: `connect ENOENT ${tmpdir('nobody')}` }));

  // A socket that was never connected.
  const lone = new net.Socket();
  lone.on('error', expectError({ code: 'ERR_SOCKET_CLOSED' }));
  lone.write('x', expectError({ code: 'ERR_SOCKET_CLOSED' }));

  // destroy() before the connection is made: no error, the write fails.
  const given = net.connect(port, '127.0.0.1', mustNotCall());
  given.on('error', mustNotCall());
  given.write('x', expectError({ code: 'ERR_SOCKET_CLOSED_BEFORE_CONNECTION' }));
  given.on('close', mustCall((hadError) => assert.strictEqual(hadError, false)));
  given.destroy();
}
