'use strict';

// An answer that was too long for UDP is asked for again over TCP.

const assert = require('assert');
const dns = require('dns');
const { deadline, mustCall } = require('../../common');
const { data, serve } = require('./fixtures/server');

deadline();
const transports = [];
const wanted = Array.from({ length: 300 }, (_, i) => [`${i}:${'x'.repeat(200)}`]);

serve((question, respond, transport) => {
  transports.push(transport);
  if (transport === 'udp') {
    respond({ truncated: true });
    return;
  }
  respond({ records: wanted.map(([text]) => ({ type: 'TXT', data: data.TXT(text) })) });
}, mustCall(async (server) => {
  const resolver = new dns.promises.Resolver();
  resolver.setServers([server.address]);
  assert.deepStrictEqual(await resolver.resolveTxt('large.example'), wanted);
  assert.deepStrictEqual(transports, ['udp', 'tcp']);
  server.close();
}));
