'use strict';

// dns.lookup(): the forms of its answer, addresses and nothing at all as a name, errors, order of
// families; the same with promises.

const assert = require('assert');
const dns = require('dns');
const { promisify } = require('util');
const { deadline, errorLike, expectError, expectWarnings, mustCall, mustSucceed } = require(
  '../../common');

deadline();
expectWarnings({ name: 'DeprecationWarning', code: 'DEP0118' });

let later = false;
dns.lookup('127.0.0.1', mustSucceed((address, family) => {
  assert.strictEqual(later, true);
  assert.strictEqual(address, '127.0.0.1');
  assert.strictEqual(family, 4);
}));
later = true;
dns.lookup('::1', { all: true }, mustSucceed((addresses) => {
  assert.deepStrictEqual(addresses, [{ address: '::1', family: 6 }]);
}));
dns.lookup('localhost', 4, mustSucceed((address, family) => {
  assert.strictEqual(address, '127.0.0.1');
  assert.strictEqual(family, 4);
}));
dns.lookup('localhost', { all: true, family: 'IPv4' }, mustSucceed((addresses) => {
  assert.ok(addresses.length >= 1);
  for (const { address, family } of addresses) {
    assert.match(address, /^127\./);
    assert.strictEqual(family, 4);
  }
}));
dns.lookup('', mustSucceed((address, family) => {
  assert.strictEqual(address, null);
  assert.strictEqual(family, 4);
}));
dns.lookup(
  null, { all: true, family: 6 },
    mustSucceed((addresses) => assert.deepStrictEqual(addresses, [])));
// A NUL does not cut the name.
for (const name of ['localhost\0.invalid', 'a name', 'x'.repeat(5000)]) {
  dns.lookup(name, mustCall((error) => {
    assert.strictEqual(error.syscall, 'getaddrinfo');
    assert.strictEqual(error.hostname, name);
    assert.match(error.message, /^getaddrinfo E/);
  }));
}
dns.lookup('localhost\0', expectError({ code: 'ENOTFOUND', hostname: 'localhost\0' }));

const callback = () => {};
for (const [args, code] of [
  [[], 'ERR_INVALID_ARG_TYPE'],
  [['x'], 'ERR_INVALID_ARG_TYPE'],
  [['x', 4], 'ERR_INVALID_ARG_TYPE'],
  [[1, callback], 'ERR_INVALID_ARG_TYPE'],
  [['x', 'y', callback], 'ERR_INVALID_ARG_TYPE'],
  [['x', 5, callback], 'ERR_INVALID_ARG_VALUE'],
  [['x', { family: '4' }, callback], 'ERR_INVALID_ARG_VALUE'],
  [['x', { hints: 1 << 20 }, callback], 'ERR_INVALID_ARG_VALUE'],
  [['x', { hints: '1' }, callback], 'ERR_INVALID_ARG_TYPE'],
  [['x', { all: 1 }, callback], 'ERR_INVALID_ARG_TYPE'],
  [['x', { verbatim: 1 }, callback], 'ERR_INVALID_ARG_TYPE'],
  [['x', { order: 'x' }, callback], 'ERR_INVALID_ARG_VALUE'],
]) {
  assert.throws(() => dns.lookup(...args), errorLike({ code }), JSON.stringify(args));
}

assert.strictEqual(dns.getDefaultResultOrder(), 'verbatim');
dns.setDefaultResultOrder('ipv4first');
assert.strictEqual(dns.promises.getDefaultResultOrder(), 'ipv4first');
assert.throws(() => dns.setDefaultResultOrder('x'), errorLike({ code: 'ERR_INVALID_ARG_VALUE' }));

(async () => {
  assert.strictEqual(dns.promises, require('dns/promises'));
  assert.deepStrictEqual(
    await dns.promises.lookup('127.0.0.1'), { address: '127.0.0.1', family: 4 });
  assert.deepStrictEqual(
    await dns.promises.lookup('::1', { all: true }), [{ address: '::1', family: 6 }]);
  assert.deepStrictEqual(
    await promisify(dns.lookup)('127.0.0.1'), { address: '127.0.0.1', family: 4 });
  await assert.rejects(dns.promises.lookup('localhost\0'), errorLike({ code: 'ENOTFOUND' }));
  assert.throws(() => dns.promises.lookup(1), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
})().then(mustCall());
