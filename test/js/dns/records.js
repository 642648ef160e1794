'use strict';

// resolve*() of each record type, with callbacks, promises, a Resolver of one's own, and resolve()
// with the type as an argument: what the records of an answer become.

const assert = require('assert');
const dns = require('dns');
const { deadline, mustCall, mustSucceed } = require('../../common');
const { data, serve } = require('./fixtures/server');

deadline();

const long = 'x'.repeat(255);
// type -> [records on the wire, the result]
const cases = {
  A: [
    [['A', data.A('192.0.2.1'), 300], ['A', data.A('255.0.0.255'), 0]],
    ['192.0.2.1', '255.0.0.255'],
  ],
  AAAA: [
    [
      ['AAAA', data.AAAA(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1), 300],
      ['AAAA', data.AAAA(0, 0, 0, 0, 0, 0xffff, 0xc000, 0x201), 1],
      ['AAAA', data.AAAA(0, 0, 0, 0, 0, 0, 0, 0), 1],
    ],
    ['2001:db8::1', '::ffff:192.0.2.1', '::'],
  ],
  CAA: [
    [
      ['CAA', data.CAA(0, 'issue', 'ca.example; policy=ev')],
      ['CAA', data.CAA(128, 'iodef', 'mailto:pki@example.com')],
    ],
    [
      { critical: 0, issue: 'ca.example; policy=ev' },
      { critical: 128, iodef: 'mailto:pki@example.com' },
    ],
  ],
  CNAME: [[['CNAME', data.CNAME('real.example')]], ['real.example']],
  MX: [
    [['MX', data.MX(10, 'mail.example')], ['MX', data.MX(65535, '')]],
    [{ exchange: 'mail.example', priority: 10 }, { exchange: '', priority: 65535 }],
  ],
  NAPTR: [
    [['NAPTR', data.NAPTR(30, 100, 's', 'SIP+D2U', '', '_sip._udp.example')]],
    [{
      flags: 's', service: 'SIP+D2U', regexp: '', replacement: '_sip._udp.example', order: 30,
      preference: 100,
    }],
  ],
  NS: [
    [['NS', data.NS('ns1.example')], ['NS', data.NS('ns2.example')]],
    ['ns1.example', 'ns2.example'],
  ],
  PTR: [
    [['PTR', data.PTR('one.example')], ['PTR', data.PTR(['a.b', 'c d\x01', '\xe9', '"@$'])]],
    ['one.example', 'a\\.b.c d\\001.\\233.\\"\\@\\$'],
  ],
  SOA: [
    [['SOA', data.SOA('ns.example', 'root.example', 3210987654, 900, 901, 1800, 4294967295)]],
    {
      nsname: 'ns.example', hostmaster: 'root.example', serial: 3210987654, refresh: 900,
      retry: 901, expire: 1800, minttl: 4294967295,
    },
  ],
  SRV: [
    [['SRV', data.SRV(1, 2, 8080, 'service.example')]],
    [{ name: 'service.example', port: 8080, priority: 1, weight: 2 }],
  ],
  TXT: [
    [
      ['TXT', data.TXT('one', 'two')], ['TXT', data.TXT('', 'nul\0caf\xe9')],
      ['TXT', data.TXT(long)],
    ],
    [['one', 'two'], ['', 'nul\0caf\xe9'], [long]],
  ],
};
cases.ANY = [
  [
    ...['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'SRV', 'PTR', 'NAPTR', 'SOA', 'CAA'].map(
      (type) => cases[type][0][0]),
    // Of a type that nobody knows: not reported.
    [65280, Buffer.from('?')],
  ],
  [
    { type: 'A', address: '192.0.2.1', ttl: 300 },
    { type: 'AAAA', address: '2001:db8::1', ttl: 300 },
    { type: 'CNAME', value: 'real.example' },
    { type: 'MX', exchange: 'mail.example', priority: 10 },
    { type: 'NS', value: 'ns1.example' },
    { type: 'TXT', entries: ['one', 'two'] },
    { type: 'SRV', name: 'service.example', port: 8080, priority: 1, weight: 2 },
    { type: 'PTR', value: 'one.example' },
    { type: 'NAPTR', ...cases.NAPTR[1][0] },
    { type: 'SOA', ...cases.SOA[1] },
    { type: 'CAA', ...cases.CAA[1][0] },
  ],
];

const methods = {
  A: 'resolve4', AAAA: 'resolve6', ANY: 'resolveAny', CAA: 'resolveCaa', CNAME: 'resolveCname',
  MX: 'resolveMx', NAPTR: 'resolveNaptr', NS: 'resolveNs', PTR: 'resolvePtr', SOA: 'resolveSoa',
  SRV: 'resolveSrv', TXT: 'resolveTxt',
};

function ask(target, method, ...args) {
  return new Promise((resolve, reject) => {
    target[method](...args, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

serve((question, respond) => {
  const [records] = cases[question.type];
  if (question.name === 'alias.example') {
    // Addresses of another name, with the alias that leads there.
    respond({ records: [
      { type: 'CNAME', ttl: 20, data: data.CNAME('real.example') },
      { name: 'real.example', type: 'A', ttl: 300, data: data.A('192.0.2.7') },
      { name: 'real.example', type: 'A', ttl: 10, data: data.A('192.0.2.8') },
    ] });
    return;
  }
  assert.strictEqual(question.name, 'test.example');
  respond({ records: records.map(([type, bytes, ttl]) => ({ type, data: bytes, ttl })) });
}, mustCall(async (server) => {
  const resolver = new dns.Resolver();
  const promising = new dns.promises.Resolver();
  for (const each of [dns, resolver, promising]) {
    each.setServers([server.address]);
    assert.deepStrictEqual(each.getServers(), [server.address]);
  }
  for (const [type, [, expected]] of Object.entries(cases)) {
    const method = methods[type];
    for (const result of [
      await ask(dns, method, 'test.example'),
      await ask(dns, 'resolve', 'test.example', type),
      await ask(resolver, method, 'test.example', {}),
      await dns.promises[method]('test.example'),
      await dns.promises.resolve('test.example', type),
      await promising[method]('test.example', { ttl: false }),
      await promising.resolve('test.example', type),
    ]) {
      assert.deepStrictEqual(result, expected, type);
    }
  }
  assert.deepStrictEqual(await ask(dns, 'resolve', 'test.example'), cases.A[1]);
  assert.deepStrictEqual(await dns.promises.resolve('test.example'), cases.A[1]);

  const lifetimes = [{ address: '192.0.2.1', ttl: 300 }, { address: '255.0.0.255', ttl: 0 }];
  assert.deepStrictEqual(await ask(dns, 'resolve4', 'test.example', { ttl: true }), lifetimes);
  assert.deepStrictEqual(await promising.resolve4('test.example', { ttl: true }), lifetimes);
  const six = await dns.promises.resolve6('test.example', { ttl: true });
  assert.deepStrictEqual(six.map(({ ttl }) => ttl), [300, 1, 1]);

  // An address lives no longer than the alias.
  assert.deepStrictEqual(await dns.promises.resolve4('alias.example'), ['192.0.2.7', '192.0.2.8']);
  assert.deepStrictEqual(await dns.promises.resolve4('alias.example', { ttl: true }),
                         [{ address: '192.0.2.7', ttl: 20 }, { address: '192.0.2.8', ttl: 10 }]);
  dns.resolve4('test.example', mustSucceed(() => server.close()));
}));
