'use strict';

// BlockList: addresses, ranges and subnets of both families, IPv4 inside IPv6, bad arguments;
// SocketAddress: one spelling for each address; both survive structuredClone().

const assert = require('assert');
const { BlockList, SocketAddress } = require('net');
const { inspect } = require('util');
const { errorLike } = require('../../common');

const list = new BlockList();
list.addAddress('1.1.1.1');
list.addRange('10.0.0.5', '10.0.0.9');
list.addSubnet('192.168.77.0', 23);
list.addSubnet('2001:db8::', 33, 'ipv6');
list.addRange('fe80::1', 'fe80::ffff', 'ipv6');
list.addAddress(new SocketAddress({ address: '::5', family: 'ipv6' }));
assert.deepStrictEqual(list.rules, [
  'Address: IPv6 ::5', 'Range: IPv6 fe80::1-fe80::ffff', 'Subnet: IPv6 2001:db8::/33',
  'Subnet: IPv4 192.168.77.0/23', 'Range: IPv4 10.0.0.5-10.0.0.9', 'Address: IPv4 1.1.1.1',
]);
for (const address of ['1.1.1.1', '10.0.0.5', '10.0.0.9', '192.168.76.0', '192.168.77.255']) {
  assert.strictEqual(list.check(address), true, address);
  assert.strictEqual(list.check(`::ffff:${address}`, 'ipv6'), true, address);
  assert.strictEqual(list.check(`::${address}`, 'ipv6'), false, address);
}
for (const address of ['1.1.1.2', '10.0.0.4', '10.0.0.10', '192.168.75.255', '192.168.78.0',
  '0.0.0.5']) {
  assert.strictEqual(list.check(address), false, address);
}
for (const address of ['2001:db8::', '2001:db8:7fff:ffff::1', 'fe80::1', 'fe80::abcd', '::5',
  '::0.0.0.5']) {
  assert.strictEqual(list.check(address, 'ipv6'), true, address);
}
for (const address of ['2001:db8:8000::', '2001:db7::', 'fe80::', 'fe80::1:0', '::6', 'x',
  '1.1.1.1']) {
  assert.strictEqual(list.check(address, 'ipv6'), false, address);
}
const all = new BlockList();
all.addSubnet('9.9.9.9', 0);
assert.strictEqual(all.check('255.0.0.1'), true);
assert.strictEqual(all.check('::1', 'ipv6'), false);

for (const [call, code] of [
  [() => list.addAddress('1.1.1'), 'ERR_INVALID_ADDRESS'],
  [() => list.addAddress('::1'), 'ERR_INVALID_ADDRESS'],
  [() => list.addAddress(1), 'ERR_INVALID_ARG_TYPE'],
  [() => list.addAddress('1.1.1.1', 4), 'ERR_INVALID_ARG_TYPE'],
  [() => list.addAddress('1.1.1.1', 'ipv5'), 'ERR_INVALID_ARG_VALUE'],
  [() => list.addRange('1.1.1.2', '1.1.1.1'), 'ERR_INVALID_ARG_VALUE'],
  [() => list.addSubnet('1.1.1.1', 33), 'ERR_OUT_OF_RANGE'],
  [() => list.addSubnet('::1', 129, 'ipv6'), 'ERR_OUT_OF_RANGE'],
  [() => list.addSubnet('1.1.1.1', '8'), 'ERR_INVALID_ARG_TYPE'],
  [() => list.check(1), 'ERR_INVALID_ARG_TYPE'],
  [() => new SocketAddress(1), 'ERR_INVALID_ARG_TYPE'],
  [() => new SocketAddress({ family: 'x' }), 'ERR_INVALID_ARG_VALUE'],
  [() => new SocketAddress({ port: 65536 }), 'ERR_SOCKET_BAD_PORT'],
  [() => new SocketAddress({ flowlabel: -1 }), 'ERR_OUT_OF_RANGE'],
  [() => new SocketAddress({ address: '::1' }), 'ERR_INVALID_ADDRESS'],
]) {
  assert.throws(call, errorLike({ code }));
}

for (const [given, expected] of [
  ['0:0:0:0:0:0:0:0', '::'], ['::0:1', '::1'], ['ABCD::00:01', 'abcd::1'],
  ['1:0:0:4:0:0:0:8', '1:0:0:4::8'],
  ['1:0:3:0:5:0:7:0', '1:0:3:0:5:0:7:0'], ['::102:304', '::1.2.3.4'],
  ['::ffff:102:304', '::ffff:1.2.3.4'],
  ['64:ff9b::1.2.3.4', '64:ff9b::102:304'], ['fe80::1%lo', 'fe80::1'],
]) {
  assert.strictEqual(new SocketAddress({ address: given, family: 'IPv6' }).address, expected);
}
const address = new SocketAddress({ port: 80 });
assert.strictEqual(
  JSON.stringify(address), '{"address":"127.0.0.1","port":80,"family":"ipv4","flowlabel":0}');
assert.strictEqual(SocketAddress.isSocketAddress(address), true);
assert.strictEqual(SocketAddress.isSocketAddress({}), false);

const copy = structuredClone({ list, address });
assert.strictEqual(copy.list.check('10.0.0.7'), true);
assert.strictEqual(inspect(copy.address), inspect(address));
copy.list.addAddress('5.5.5.5');
assert.strictEqual(list.check('5.5.5.5'), true);
