'use strict';

// reverse(): names of addresses of both families, from the server, and from the hosts file first.

const assert = require('assert');
const dns = require('dns');
const { deadline, mustCall } = require('../../common');
const { data, serve } = require('./fixtures/server');

deadline();
const names = {
  '7.2.0.192.in-addr.arpa': ['one.example', 'two.example'],
  '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa': ['six.example'],
};
serve((question, respond) => {
  assert.strictEqual(question.type, 'PTR');
  const found = names[question.name] ?? [];
  respond({ records: found.map((each) => ({ type: 'PTR', data: data.PTR(each) })) });
}, mustCall(async (server) => {
  dns.setServers([server.address]);
  assert.deepStrictEqual((await dns.promises.reverse('192.0.2.7')).sort(),
                         ['one.example', 'two.example']);
  assert.deepStrictEqual(await dns.promises.reverse('2001:db8::1'), ['six.example']);
  dns.reverse('127.0.0.1', mustCall((error, found) => {
    // The hosts file may lack it; then the question comes here and is unknown.
    if (!error) assert.ok(found.length > 0);
    server.close();
  }));
}));
