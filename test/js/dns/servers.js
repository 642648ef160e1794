'use strict';

// setServers(), getServers(), setLocalAddress(), the options of a Resolver: what they take and
// refuse.

const assert = require('assert');
const dns = require('dns');
const { errorLike } = require('../../common');

assert.ok(dns.getServers().length > 0);
for (const target of [dns, new dns.Resolver(), new dns.promises.Resolver(), dns.promises]) {
  for (const [servers, expected] of [
    [['192.0.2.1'], ['192.0.2.1']],
    [['192.0.2.1:53', '192.0.2.2:5353'], ['192.0.2.1', '192.0.2.2:5353']],
    [['2001:db8::1'], ['2001:db8::1']],
    [['[2001:db8::1]', '[2001:db8::2]:53', '[2001:db8::3]:65535'],
      ['2001:db8::1', '2001:db8::2', '[2001:db8::3]:65535']],
    [['[192.0.2.1]:54'], ['192.0.2.1:54']],
    [[], []],
  ]) {
    assert.strictEqual(target.setServers(servers), undefined);
    assert.deepStrictEqual(target.getServers(), expected);
  }
  target.setServers(['192.0.2.1']);
  for (const server of ['', 'x', '192.0.2', '192.0.2.1:', '192.0.2.1:x', '192.0.2.1:0',
    '192.0.2.1:65536', '192.0.2.1:-1', '192.0.2.1:1.5', '[2001:db8::1', '[2001:db8::1]x',
    '[2001:db8::1]:', '[]', '[2001:db8::1]:70000', '2001:db8::zz', '192.0.2.1\0']) {
    assert.throws(() => target.setServers(['192.0.2.9', server]),
                  errorLike({ code: 'ERR_INVALID_IP_ADDRESS', name: 'TypeError' }), server);
  }
  for (const servers of [undefined, null, '192.0.2.1', {}, [1], [null], [undefined]]) {
    assert.throws(() => target.setServers(servers), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
  }
  // What is refused changes nothing.
  assert.deepStrictEqual(target.getServers(), ['192.0.2.1']);
}

// The functions of both modules share their servers, resolvers have their own.
dns.setServers(['192.0.2.77']);
assert.deepStrictEqual(dns.promises.getServers(), ['192.0.2.77']);
const resolver = new dns.Resolver();
assert.notDeepStrictEqual(resolver.getServers(), ['192.0.2.77']);

for (const args of [['127.0.0.1'], ['::1'], ['127.0.0.1', '::1'], ['::1', '127.0.0.1']]) {
  assert.strictEqual(resolver.setLocalAddress(...args), undefined);
}
for (const [args, code] of [
  [[], 'ERR_INVALID_ARG_TYPE'], [[1], 'ERR_INVALID_ARG_TYPE'], [['127.0.0.1', 1],
    'ERR_INVALID_ARG_TYPE'], [['x'], 'ERR_INVALID_ARG_VALUE'], [['::1', 'x'],
    'ERR_INVALID_ARG_VALUE'], [['127.0.0.1', '127.0.0.2'], 'ERR_INVALID_ARG_VALUE'],
  [['::1', '::2'], 'ERR_INVALID_ARG_VALUE'], [['fe80::1%lo'], 'ERR_INVALID_ARG_VALUE'],
]) {
  assert.throws(() => resolver.setLocalAddress(...args), errorLike({ code }));
}

for (const Class of [dns.Resolver, dns.promises.Resolver]) {
  assert.strictEqual(Class.name, 'Resolver');
  assert.throws(() => Class(), TypeError);
  for (const options of [undefined, null, {}, { timeout: -1 }, { timeout: 0, tries: 1 }]) {
    assert.ok(new Class(options) instanceof Class);
  }
  for (const [options, code] of [
    [{ timeout: '1' }, 'ERR_INVALID_ARG_TYPE'], [{ timeout: null }, 'ERR_INVALID_ARG_TYPE'],
    [{ timeout: -2 }, 'ERR_OUT_OF_RANGE'], [{ timeout: 1.5 }, 'ERR_OUT_OF_RANGE'],
    [{ timeout: 2 ** 31 }, 'ERR_OUT_OF_RANGE'], [{ tries: 0 }, 'ERR_OUT_OF_RANGE'],
    [{ tries: '1' }, 'ERR_INVALID_ARG_TYPE'], [{ tries: 2 ** 31 }, 'ERR_OUT_OF_RANGE'],
  ]) {
    assert.throws(() => new Class(options), errorLike({ code }));
  }
}
