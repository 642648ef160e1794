'use strict';

// Answers with bytes changed, cut and added by chance: each question ends with an answer or a code,
// and nothing else happens.

const assert = require('assert');
const dns = require('dns');
const { deadline, mustCall } = require('../../common');
const { data, serve, write } = require('./fixtures/server');

deadline(50_000);
// A linear congruential generator: the same numbers each time.
let state = 20_240_229;
const random = (below) => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return (state >>> 8) % below;
};

const records = [
  { type: 'A', ttl: 1, data: data.A('192.0.2.1') },
  { type: 'AAAA', ttl: 1, data: data.AAAA(1, 2, 3, 4, 5, 6, 7, 8) },
  { type: 'CNAME', data: data.CNAME('a.example') },
  { type: 'MX', data: data.MX(1, 'b.example') },
  { type: 'TXT', data: data.TXT('one', 'two', 'three') },
  { type: 'SRV', data: data.SRV(1, 2, 3, 'c.example') },
  { type: 'NAPTR', data: data.NAPTR(1, 2, 'f', 's', 'r', 'd.example') },
  { type: 'SOA', data: data.SOA('e.example', 'f.example', 1, 2, 3, 4, 5) },
  { type: 'CAA', data: data.CAA(0, 'issue', 'g.example') },
];

serve((question, respond) => {
  let bytes = write(question, { records });
  const start = 12 + question.question.length;
  for (let i = random(4); i >= 0; i--) bytes[start + random(bytes.length - start)] = random(256);
  if (random(3) === 0) bytes = bytes.subarray(0, start + random(bytes.length - start));
  if (random(5) === 0) bytes = Buffer.concat([bytes, Buffer.alloc(random(50), random(256))]);
  respond(bytes);
}, mustCall(async (server) => {
  const resolver = new dns.promises.Resolver({ timeout: 200, tries: 2 });
  resolver.setServers([server.address]);
  const outcomes = { answers: 0, bad: 0 };
  for (let round = 0; round < 40; round++) {
    await Promise.all(['ANY', 'A', 'MX', 'TXT', 'SRV', 'NAPTR', 'SOA', 'CAA', 'CNAME'].map(
      (type) => resolver.resolve(`${round}.example`, type).then(
        () => { outcomes.answers++; },
        ({ code }) => {
          assert.match(code, /^E(BADRESP|FORMERR|NODATA|TIMEOUT|BADNAME)$/);
          if (code === 'EBADRESP' || code === 'EFORMERR') outcomes.bad++;
        })));
  }
  // Both happen, or the test says nothing.
  assert.ok(outcomes.answers > 20, `${outcomes.answers} answers`);
  assert.ok(outcomes.bad > 20, `${outcomes.bad} bad ones`);
  server.close();
}));
