'use strict';

// resolver.cancel(): what is in flight ends with ECANCELLED, once and later; nothing else does, and
// the resolver can be used again, also from within a callback.

const assert = require('assert');
const dns = require('dns');
const { deadline, errorLike, expectError, mustCall } = require('../../common');
const { data, serve } = require('./fixtures/server');

deadline();
let silent = true;
serve((question, respond) => {
  if (silent) {
    waiting.delete(question.name);
    if (waiting.size === 0) allAsked();
    return;
  }
  respond({ records: [{ type: 'A', data: data.A('192.0.2.1') }] });
}, mustCall((server) => {
  const resolver = new dns.Resolver();
  const other = new dns.promises.Resolver();
  // With nothing in flight.
  resolver.cancel();
  resolver.setServers([server.address]);
  other.setServers([server.address]);

  let later = false;
  resolver.resolve4('one', expectError({ code: 'ECANCELLED', message: 'queryA ECANCELLED one' }));
  resolver.resolveMx('two', mustCall((error) => {
    assert.strictEqual(error.code, dns.CANCELLED);
    assert.strictEqual(later, true);
    silent = false;
    resolver.resolve4('again', mustCall((second, addresses) => {
      assert.ifError(second);
      assert.deepStrictEqual(addresses, ['192.0.2.1']);
      // In a callback, with others waiting.
      silent = true;
      resolver.resolve4('three', expectError({ code: 'ECANCELLED' }));
      resolver.cancel();
      resolver.cancel();
      other.cancel();
    }));
  }));
  const kept = other.resolve4('four');
  assert.rejects(kept, errorLike({ code: 'ECANCELLED', hostname: 'four' }))
    .then(mustCall(() => server.close()));
  // Servers cannot change under a question.
  assert.throws(() => resolver.setServers(['127.0.0.1']),
                errorLike({ code: 'ERR_DNS_SET_SERVERS_FAILED' }));
  allAsked = mustCall(() => {
    allAsked = () => {};
    resolver.cancel();
    later = true;
  });
}));
const waiting = new Set(['one', 'two', 'four']);
let allAsked;
