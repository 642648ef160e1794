'use strict';

// --dns-result-order and setDefaultResultOrder(): how lookup() orders what it finds, as far as one
// call does not say otherwise.

const assert = require('assert');
const { spawnSelf } = require('../../common');

const source = `
  const dns = require('dns');
  console.log(dns.getDefaultResultOrder(), dns.promises.getDefaultResultOrder());`;
for (const [flags, order] of [
  [[], 'verbatim'],
  [['--dns-result-order=ipv4first'], 'ipv4first'],
  [['--dns-result-order=ipv6first'], 'ipv6first'],
  [['--dns-result-order', 'verbatim'], 'verbatim'],
]) {
  const { stdout, stderr } = spawnSelf([...flags, '-e', source]);
  assert.strictEqual(stdout, `${order} ${order}\n`, stderr);
}

const dns = require('dns');
dns.setDefaultResultOrder('ipv6first');
assert.strictEqual(dns.promises.getDefaultResultOrder(), 'ipv6first');
dns.promises.setDefaultResultOrder('ipv4first');
assert.strictEqual(dns.getDefaultResultOrder(), 'ipv4first');
for (const order of [undefined, '', 'x', 4]) {
  assert.throws(() => dns.setDefaultResultOrder(order), { code: 'ERR_INVALID_ARG_VALUE' });
}
