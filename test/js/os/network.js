// os.networkInterfaces: every entry is consistent; the loopback interface is there.
'use strict';
const assert = require('assert');
const os = require('os');

const interfaces = os.networkInterfaces();
const entries = Object.values(interfaces).flat();
for (const entry of entries) {
  const { address, netmask, family, mac, internal, cidr } = entry;
  assert.ok(['IPv4', 'IPv6'].includes(family));
  assert.match(mac, /^[\da-f]{2}(:[\da-f]{2}){5}$/);
  assert.strictEqual(typeof internal, 'boolean');
  assert.strictEqual('scopeid' in entry, family === 'IPv6');
  if (cidr === null) continue;
  const [host, prefix] = cidr.split('/');
  assert.strictEqual(host, address);
  if (family === 'IPv4') {
    const bits = netmask.split('.').reduce(
        (sum, byte) => sum + Number(byte).toString(2).replaceAll('0', '').length, 0);
    assert.strictEqual(bits, Number(prefix));
  } else {
    assert.ok(Number(prefix) >= 0 && Number(prefix) <= 128);
  }
}
const loopback = entries.find(({ address }) => address === '127.0.0.1');
if (loopback !== undefined) {
  assert.strictEqual(loopback.cidr, '127.0.0.1/8');
  assert.ok(loopback.internal);
}
