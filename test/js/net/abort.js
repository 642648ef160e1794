'use strict';

// `signal`: ends an attempt to connect or a connection with an AbortError, and closes a server.

const assert = require('assert');
const net = require('net');
const { deadline, expectError, mustCall, mustNotCall } = require('../../common');

deadline();
const server = net.createServer(() => {});
server.listen(0, '127.0.0.1', mustCall(() => {
  const { port } = server.address();

  const before = net.connect(
    { port, host: '127.0.0.1', signal: AbortSignal.abort() }, mustNotCall());
  before.on('error', expectError({ name: 'AbortError', code: 'ABORT_ERR' }));

  const during = new AbortController();
  const attempt = net.connect({ port, host: '127.0.0.1', signal: during.signal }, mustNotCall());
  attempt.on('error', expectError({ name: 'AbortError' }));
  during.abort();

  const after = new AbortController();
  const reason = new Error('enough');
  const connection = net.connect({ port, host: '127.0.0.1', signal: after.signal }, mustCall(() => {
    after.abort(reason);
  }));
  connection.on('error', mustCall((error) => {
    assert.strictEqual(error.name, 'AbortError');
    assert.strictEqual(error.cause, reason);
  }));
  connection.on('close', mustCall(() => server.close()));
}));

const closing = new AbortController();
const other = net.createServer().listen({ port: 0, signal: closing.signal }, mustCall(() => {
  closing.abort();
  assert.strictEqual(other.listening, false);
}));
other.on('close', mustCall());
const never = net.createServer().listen({ port: 0, signal: AbortSignal.abort() });
never.on('close', mustCall());
