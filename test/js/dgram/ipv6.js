'use strict';

// udp6: default addresses, an IPv4 client of a socket of both families, addresses of the wrong one.

const assert = require('assert');
const dgram = require('dgram');
const { deadline, mustCall, mustSucceed, skip } = require('../../common');

deadline();
const six = dgram.createSocket('udp6');
six.on('error', (error) => skip(`no IPv6: ${error.message}`));
six.bind(0, () => {
  const { port } = six.address();
  assert.strictEqual(six.address().address, '::');
  const seen = [];
  six.on('message', mustCall((message, { address, family }) => {
    seen.push([message.toString(), address, family]);
    if (seen.length === 1) {
      sendAsFour(port);
      return;
    }
    assert.deepStrictEqual(seen, [
      ['six', '::1', 'IPv6'], ['four', '::ffff:127.0.0.1', 'IPv6'],
    ]);
    six.close();
  }, 2));
  // The default is ::1.
  six.send('six', port, mustSucceed((bytes) => assert.strictEqual(bytes, 3)));
  six.send('x', port, '127.0.0.1', mustCall((error) => {
    assert.ok(error);
    assert.strictEqual(error.address ?? error.hostname, '127.0.0.1');
  }));
});

function sendAsFour(port) {
  const four = dgram.createSocket('udp4');
  four.send('four', port, '127.0.0.1', mustSucceed(() => four.close()));
}
