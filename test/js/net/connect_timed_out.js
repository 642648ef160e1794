'use strict';

// ETIMEDOUT: an address that does not answer is given up for the next one; when no address is left
// the error tells of each attempt. socket.setTimeout() ends a connect that hangs.

const assert = require('assert');
const { spawn } = require('child_process');
const net = require('net');
const { deadline, mustCall, mustNotCall } = require('../../common');

deadline();

// Its kernel queue holds two connections, and nobody accepts them: others get no answer.
const child = spawn(process.execPath, ['-e', `
  const server = require('net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('fs').writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => child.kill('SIGKILL'));
child.stdout.once('data', mustCall((data) => fill(Number(data))));

const fillers = [];
function fill(port) {
  let connected = 0;
  for (let i = 0; i < 2; i++) {
    fillers.push(net.connect(port, '127.0.0.1', mustCall(() => {
      if (++connected === 2) testAttempts(port);
    })));
  }
}

function testAttempts(port) {
  const events = [];
  const socket = net.connect({
    port,
    host: 'host.test',
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 10,
    lookup(host, options, callback) {
      // Nobody listens at the second one.
      callback(null, [{ address: '127.0.0.1', family: 4 }, { address: '127.0.0.2', family: 4 }]);
    },
  }, mustNotCall());
  socket.on('connectionAttemptTimeout', (ip) => events.push(`timeout ${ip}`));
  socket.on('connectionAttemptFailed', (ip, to, family, error) => {
    events.push(`failed ${ip} ${error.code}`);
  });
  socket.on('error', mustCall((error) => {
    assert.deepStrictEqual(events, ['timeout 127.0.0.1', 'failed 127.0.0.2 ECONNREFUSED']);
    assert.strictEqual(error.name, 'AggregateError');
    assert.deepStrictEqual(
      error.errors.map(({ code, syscall, address }) => `${syscall} ${code} ${address}`),
      ['connect ETIMEDOUT 127.0.0.1', 'connect ECONNREFUSED 127.0.0.2']);
    assert.match(error.errors[0].message, /^connect ETIMEDOUT 127\.0\.0\.1:\d+/);
  }));
  socket.on('close', mustCall((hadError) => {
    assert.strictEqual(hadError, true);
    testTimeout(port);
  }));
}

function testTimeout(port) {
  const socket = net.connect({ port, host: '127.0.0.1', timeout: 10 }, mustNotCall());
  socket.on('timeout', mustCall(() => {
    assert.strictEqual(socket.connecting, true);
    const error = Object.assign(new Error('given up'), { code: 'ETIMEDOUT' });
    socket.destroy(error);
    socket.on('error', mustCall((given) => assert.strictEqual(given, error)));
    socket.on('close', mustCall(() => {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
    }));
  }));
}
