'use strict';

// Name servers that do not answer hold up nothing: the questions to them wait without a thread of
// the pool.

const assert = require('assert');
const dns = require('dns');
const fs = require('fs');
const { deadline, mustCall } = require('../../common');
const { serve } = require('./fixtures/server');

deadline();
const kQuestions = 64;
serve(() => {}, mustCall(async (server) => {
  const resolver = new dns.promises.Resolver({ timeout: 60_000 });
  resolver.setServers([server.address]);
  let ended = 0;
  const questions = Array.from({ length: kQuestions }, (_, i) => (
    resolver.resolve4(`${i}.example`).catch((error) => {
      ended++;
      assert.strictEqual(error.code, 'ECANCELLED');
    })));
  for (let i = 0; i < 20; i++) {
    const text = await fs.promises.readFile(__filename, 'utf8');
    assert.ok(text.includes('kQuestions'));
  }
  assert.strictEqual(ended, 0);
  resolver.cancel();
  await Promise.all(questions);
  assert.strictEqual(ended, kQuestions);
  server.close();
}));
