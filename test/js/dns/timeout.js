'use strict';

// A server that does not answer: as many tries as the option says, then ETIMEOUT; the next server
// of the list is asked, too.

const assert = require('assert');
const dns = require('dns');
const { deadline, errorLike, mustCall } = require('../../common');
const { data, serve } = require('./fixtures/server');

deadline(50_000);
let count = 0;
serve((question, respond) => {
  // This one is answered: what came before it has been counted then.
  if (question.name === 'done.example') respond({ rcode: 3 });
  else count++;
}, mustCall((silent) => {
  const counter = new dns.promises.Resolver({ timeout: 20_000 });
  counter.setServers([silent.address]);
  const counted = () => assert.rejects(counter.resolve4('done.example'), { code: 'ENOTFOUND' });
  serve((question, respond) => {
    respond({ records: [{ type: 'A', data: data.A('192.0.2.1') }] });
  }, mustCall(async (answering) => {
    for (const tries of [1, 3]) {
      count = 0;
      const resolver = new dns.promises.Resolver({ timeout: 20, tries });
      resolver.setServers([silent.address]);
      await assert.rejects(resolver.resolve4('x.example'),
                           errorLike({ code: 'ETIMEOUT', message: 'queryA ETIMEOUT x.example' }));
      await counted();
      assert.strictEqual(count, tries);
    }
    count = 0;
    const resolver = new dns.promises.Resolver({ timeout: 20, tries: 2 });
    resolver.setServers([silent.address, answering.address]);
    assert.deepStrictEqual(await resolver.resolve4('y.example'), ['192.0.2.1']);
    await counted();
    assert.ok(count >= 1);
    silent.close();
    answering.close();
  }));
}));
