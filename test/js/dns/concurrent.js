'use strict';

// Many questions at once, answered out of order, some with errors; answers of a burst come in one
// turn of the loop, each in its own callback.

const assert = require('assert');
const dns = require('dns');
const { deadline, mustCall } = require('../../common');
const { data, serve } = require('./fixtures/server');

deadline();
const kQuestions = 100;
const held = [];
serve((question, respond) => {
  held.push([question, respond]);
  if (held.length < kQuestions) return;
  // The last first.
  for (const [{ name }, answer] of held.reverse()) {
    const number = parseInt(name, 10);
    if (number % 10 === 9) answer({ rcode: 3 });
    else answer({ records: [{ type: 'A', data: data.A(`10.0.0.${number}`) }] });
  }
}, mustCall((server) => {
  const resolver = new dns.Resolver({ timeout: 30_000 });
  resolver.setServers([server.address]);
  let left = kQuestions;
  process.on('uncaughtException', mustCall((error) => {
    assert.strictEqual(error.message, 'thrown');
  }, 10));
  for (let i = 0; i < kQuestions; i++) {
    resolver.resolve4(`${i}.example`, mustCall((error, addresses) => {
      if (--left === 0) server.close();
      if (i % 10 === 9) {
        assert.strictEqual(error.code, 'ENOTFOUND');
        // Costs no other its answer.
        throw new Error('thrown');
      }
      assert.ifError(error);
      assert.deepStrictEqual(addresses, [`10.0.0.${i}`]);
    }));
  }
}));
