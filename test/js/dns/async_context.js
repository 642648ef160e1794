'use strict';

// AsyncLocalStorage: the callback of a question is called in the context in which it was asked,
// also when it is cancelled, and when several answers come at once.

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const dns = require('dns');
const { deadline, mustCall } = require('../../common');
const { data, serve } = require('./fixtures/server');

deadline();
const storage = new AsyncLocalStorage();
serve((question, respond) => {
  if (question.name !== 'never.example') {
    respond({ records: [{ type: 'A', data: data.A('192.0.2.1') }] });
  }
}, mustCall((server) => {
  const resolver = new dns.Resolver();
  resolver.setServers([server.address]);
  let left = 5;
  const check = (context) => mustCall(() => {
    assert.strictEqual(storage.getStore(), context);
    if (--left === 1) resolver.cancel();
    if (left === 0) server.close();
  });
  for (const context of ['a', 'b', 'c']) {
    storage.run(context, () => resolver.resolve4(`${context}.example`, check(context)));
  }
  storage.run('bad name', () => resolver.resolve4('a..b', check('bad name')));
  storage.run('never', () => resolver.resolve4('never.example', check('never')));
}));
