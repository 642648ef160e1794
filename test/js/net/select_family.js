'use strict';

// autoSelectFamily: the addresses of a host are tried in turn, alternating between the families;
// when all fail there is one AggregateError; one address, or a family that was asked for, is tried
// alone.

const assert = require('assert');
const net = require('net');
const { Trace, deadline, mustCall, mustNotCall } = require('../../common');

deadline();
function lookupOf(...addresses) {
  return mustCall((host, options, callback) => {
    assert.strictEqual(host, 'many.invalid');
    assert.strictEqual(options.all, true);
    process.nextTick(
      callback, null, addresses.map((address) => ({ address, family: net.isIP(address) })));
  });
}

const server = net.createServer(mustCall((socket) => socket.end(), 2));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();

  // Nobody is at the first two.
  const trace = new Trace();
  const client = net.connect({
    host: 'many.invalid', port, lookup: lookupOf('127.0.0.2', '127.0.0.1', '::1'),
    autoSelectFamily: true,
  });
  for (const event of ['lookup', 'connectionAttempt', 'connectionAttemptFailed', 'connect']) {
    client.on(event, (...values) => {
      const address = event === 'lookup' ? values[1] : values[0];
      trace.add(address === undefined ? event : `${event} ${address}`);
    });
  }
  client.on('error', mustNotCall());
  client.on('connect', mustCall(() => assert.strictEqual(client.remoteAddress, '127.0.0.1')));
  client.on('close', mustCall(() => {
    assert.deepStrictEqual(client.autoSelectFamilyAttemptedAddresses,
      [`127.0.0.2:${port}`, `::1:${port}`, `127.0.0.1:${port}`]);
    failing(port);
  }));
  client.resume();
  trace.expectAtExit([
    'lookup 127.0.0.2', 'lookup 127.0.0.1', 'lookup ::1',
    'connectionAttempt 127.0.0.2', 'connectionAttemptFailed 127.0.0.2',
    'connectionAttempt ::1', 'connectionAttemptFailed ::1',
    'connectionAttempt 127.0.0.1', 'connect',
  ]);
});

function failing(port) {
  const client = net.connect({
    host: 'many.invalid', port, lookup: lookupOf('127.0.0.2', '127.0.0.3'), autoSelectFamily: true,
  });
  client.on('error', mustCall((error) => {
    assert.strictEqual(error.constructor, AggregateError);
    assert.strictEqual(error.code, 'ECONNREFUSED');
    assert.deepStrictEqual(error.errors.map(({ message }) => message),
      [`connect ECONNREFUSED 127.0.0.2:${port}`, `connect ECONNREFUSED 127.0.0.3:${port}`]);
  }));
  client.on('close', mustCall(() => single(port)));
}

function single(port) {
  const client = net.connect({ host: 'many.invalid', port, lookup: lookupOf('127.0.0.2') });
  client.on('error', mustCall((error) => {
    assert.strictEqual(error.message, `connect ECONNREFUSED 127.0.0.2:${port}`);
    assert.strictEqual(error.errors, undefined);
  }));
  client.on('close', mustCall(() => {
    net.connect({
      host: 'one.invalid', port, family: 4,
      lookup: mustCall((host, options, callback) => {
        assert.deepStrictEqual({ ...options }, { family: 4, hints: 0 });
        callback(null, '127.0.0.1', 4);
      }),
    }).on('close', mustCall(() => server.close())).resume();
  }));
}
