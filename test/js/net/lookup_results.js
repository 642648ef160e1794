'use strict';

// A lookup function of the program may say anything: errors, no addresses, no IP addresses, other
// families, twice or at once.

const assert = require('assert');
const net = require('net');
const { deadline, expectError, mustCall, mustNotCall } = require('../../common');

deadline();
function connect(answer, options) {
  return net.connect({
    host: 'any.invalid', port: 1, ...options,
    lookup: (host, given, callback) => answer(callback),
  }, mustNotCall());
}

const boom = new Error('boom');
connect((callback) => callback(boom)).on(
  'error', mustCall((error) => assert.strictEqual(error, boom)));
connect((callback) => callback(boom), { family: 4 })
  .on('error', mustCall((error) => assert.strictEqual(error, boom)));
connect((callback) => callback(null, [])).on(
  'error', expectError({ code: 'ERR_INVALID_IP_ADDRESS' }));
connect((callback) => callback(null, [{ address: 'x', family: 4 }]))
  .on('error', expectError({ code: 'ERR_INVALID_IP_ADDRESS', message: 'Invalid IP address: x' }));
connect((callback) => callback(null, [{ address: '127.0.0.1', family: 5 }])).on(
  'error', expectError({
  code: 'ERR_INVALID_ADDRESS_FAMILY', message: 'Invalid address family: 5 any.invalid:1', port: 1,
}));
for (const address of ['x', '', undefined, null, 7, {}]) {
  connect((callback) => callback(null, address, 4), { family: 4 })
    .on('error', expectError({ code: 'ERR_INVALID_IP_ADDRESS' }));
}
connect((callback) => callback(null, '127.0.0.1', 100), { family: 4 })
  .on('error', expectError({ code: 'ERR_INVALID_ADDRESS_FAMILY' }));

// The answer comes when nobody waits for it any more.
const late = connect(
  (callback) => setImmediate(callback, null, [{ address: '127.0.0.1', family: 4 }]));
late.on('lookup', mustNotCall());
late.on('error', mustNotCall());
late.destroy();
