'use strict';

// isIP(), isIPv4() and isIPv6() on what is an address, what is nearly one, and what is no string.

const assert = require('assert');
const net = require('net');
const { errorLike } = require('../../common');

const v4 = ['0.0.0.0', '127.0.0.1', '255.255.255.255', '1.2.3.4', '10.0.0.99', '249.250.199.200'];
const v6 = ['::', '::1', '1::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '1::8',
  'FFFF::abcd',
  '::1.2.3.4', '::ffff:255.255.255.255', '1:2:3:4:5:6:1.2.3.4', '1::1.2.3.4', 'fe80::1%eth0',
  '::%1',
  'fe80::%a.b-c:d', '0000:0000:0000:0000:0000:0000:0000:0000', '2001:db8:0:0:1::'];
const neither = ['', ' ', '1', '1.2.3', '1.2.3.4.', '.1.2.3.4', '1..2.3', '1.2.3.4.5', '256.1.1.1',
  '1.2.3.256',
  '01.2.3.4', '1.2.3.00', '1.2.3.4 ', ' 1.2.3.4', '1.2.3.4\n', '1.2.3.4%x', '0x1.2.3.4', '1.2.3.-4',
  '+1.2.3.4',
  ':', ':::', '::1::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8:', ':1:2:3:4:5:6:7:8',
  '1::2::3',
  '12345::', '::g', '::1%', '::%', '%', 'fe80::1%a/b', 'fe80::1%a b', '::1.2.3', '::1.2.3.256',
  '1.2.3.4::',
  '1:2:3:4:5:6:7:1.2.3.4', '::1.2.3.4:5', '1:2:3:4:5:1.2.3.4', '1:2:3:4::5:6:7:8:9',
  '1::2:3:4:5:6:7:8',
  '[::1]', 'localhost', '\u0661.2.3.4', '1.2.3.4\0', '::\0'];
for (const [family, addresses] of [[4, v4], [6, v6], [0, neither]]) {
  for (const address of addresses) {
    assert.strictEqual(net.isIP(address), family, JSON.stringify(address));
    assert.strictEqual(net.isIPv4(address), family === 4);
    assert.strictEqual(net.isIPv6(address), family === 6);
  }
}
for (const value of [undefined, null, 0, 1, true, {}, [], () => {}]) assert.strictEqual(
  net.isIP(value), 0);
assert.strictEqual(net.isIP(['::1']), 6);
assert.strictEqual(net.isIP({ toString: () => '1.2.3.4' }), 4);
assert.throws(() => net.isIP(Symbol('s')), errorLike({ name: 'TypeError' }));
