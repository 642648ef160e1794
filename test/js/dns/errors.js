'use strict';

// What goes wrong between us and a name server, as codes of errors: what the server says, what it
// does not say, answers that are none, names that are none.

const assert = require('assert');
const dns = require('dns');
const { deadline, errorLike, mustCall, mustNotCall } = require('../../common');
const { data, serve, uint16, write } = require('./fixtures/server');

deadline();

const a = { type: 'A', ttl: 1, data: data.A('192.0.2.1') };
const answers = {
  'formerr.example': { rcode: 1 },
  'servfail.example': { rcode: 2 },
  'nxdomain.example': { rcode: 3 },
  'notimp.example': { rcode: 4 },
  'refused.example': { rcode: 5 },
  'nodata.example': {},
  // Records, but none of the type that was asked for.
  'other.example': { records: [{ type: 'TXT', data: data.TXT('x') }] },
  // More records announced than there are.
  'short.example': { records: [a], count: 2 },
  'size.example': { records: [{ type: 'A', data: Buffer.alloc(3) }] },
  'txt.example': { records: [{ type: 'TXT', data: Buffer.from([200, 65]) }] },
  // A name that points at itself, one that points beyond the end, one of an unknown kind of label.
  'loop.example': (question) => ({
    records: [{ type: 'CNAME', data: uint16(0xc000 | 12 + question.question.length + 12) }] }),
  'beyond.example': { records: [{ type: 'CNAME', data: uint16(0xffff) }] },
  'label.example': { records: [{ type: 'CNAME', data: Buffer.from([0x80, 1, 0]) }] },
  'long.example': { records: [{ type: 'CNAME',
                                data: Buffer.concat([...Array(5).fill(Buffer.alloc(64, 63)),
                                                     Buffer.from([0])]) }] },
};
const codes = {
  'formerr.example': 'EFORMERR',
  'servfail.example': 'ESERVFAIL',
  'nxdomain.example': 'ENOTFOUND',
  'notimp.example': 'ENOTIMP',
  'refused.example': 'EREFUSED',
  'nodata.example': 'ENODATA',
  'other.example': 'ENODATA',
  'short.example': 'EBADRESP',
  'size.example': 'EBADRESP',
  'txt.example': 'EBADRESP',
  'loop.example': 'EBADRESP',
  'beyond.example': 'EBADRESP',
  'label.example': 'EBADRESP',
  'long.example': 'EBADRESP',
};
const typeOf = {
  'txt.example': 'TXT', 'loop.example': 'CNAME', 'beyond.example': 'CNAME',
  'label.example': 'CNAME', 'long.example': 'CNAME',
};
const queries = { A: 'queryA', TXT: 'queryTxt', CNAME: 'queryCname' };

serve((question, respond) => {
  const answer = answers[question.name];
  if (question.name === 'strange.example') {
    // Not for us: another id. Then the answer.
    respond(write({ ...question, id: question.id ^ 1 }, { rcode: 2 }));
    respond({ records: [a] });
    return;
  }
  assert.ok(answer, question.name);
  respond(typeof answer === 'function' ? answer(question) : answer);
}, mustCall(async (server) => {
  dns.setServers([server.address]);
  for (const [hostname, code] of Object.entries(codes)) {
    const type = typeOf[hostname] ?? 'A';
    await assert.rejects(dns.promises.resolve(hostname, type), (error) => {
      // Younger versions of c-ares look at answers themselves, and have another word for bad ones.
      if (code === 'EBADRESP' && error.code === 'EFORMERR') return true;
      assert.strictEqual(error.code, code, hostname);
      assert.strictEqual(error.message, `${queries[type]} ${code} ${hostname}`);
      assert.strictEqual(error.syscall, queries[type]);
      assert.strictEqual(error.hostname, hostname);
      assert.strictEqual(error.errno, undefined);
      assert.strictEqual(dns[code === 'ENOTFOUND' ? 'NOTFOUND' : code.slice(1)], code);
      return true;
    });
  }
  assert.deepStrictEqual(await dns.promises.resolve4('strange.example'), ['192.0.2.1']);

  // Names that are not asked for.
  for (const [hostname, code] of [
    ['x'.repeat(64), 'EBADNAME'], [`${'x'.repeat(60)}.`.repeat(5), 'EBADNAME'],
    ['a..b', 'EBADNAME'], ['a\0b', 'EBADNAME'], ['foo.onion', 'ENOTFOUND'],
    ['foo.ONION.', 'ENOTFOUND'],
  ]) {
    let later = false;
    const rejected = assert.rejects(dns.promises.resolve4(hostname), errorLike({ code, hostname }));
    dns.resolveMx(hostname, mustCall((error) => {
      assert.strictEqual(later, true);
      assert.strictEqual(error.code, code);
      assert.strictEqual(error.message, `queryMx ${code} ${hostname}`);
    }));
    later = true;
    await rejected;
  }
  server.close();

  // Nobody there any more.
  await assert.rejects(dns.promises.resolve4('x.example'), errorLike({ code: 'ECONNREFUSED' }));
  await assert.rejects(dns.promises.reverse('192.0.2.1'),
                       errorLike({ code: /^E(CONNREFUSED|NOTFOUND)$/, syscall: 'getHostByAddr' }));
}));

// Arguments.
const callback = mustNotCall();
for (const [args, code] of [
  [[], 'ERR_INVALID_ARG_TYPE'],
  [['x'], 'ERR_INVALID_ARG_TYPE'],
  [['x', {}], 'ERR_INVALID_ARG_TYPE'],
  [[1, callback], 'ERR_INVALID_ARG_TYPE'],
]) {
  assert.throws(() => dns.resolveTxt(...args), errorLike({ code }));
}
assert.throws(() => dns.resolve('x', 'Y', callback), errorLike({ code: 'ERR_INVALID_ARG_VALUE' }));
assert.throws(() => dns.resolve('x', 1, callback), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
assert.throws(() => dns.resolve('x', 'toString', callback),
              errorLike({ code: 'ERR_INVALID_ARG_VALUE' }));
assert.throws(() => dns.promises.resolve('x', 'Y'), errorLike({ code: 'ERR_INVALID_ARG_VALUE' }));
assert.throws(() => dns.promises.resolve4(1), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
assert.throws(() => dns.reverse('x', callback),
              errorLike({ code: 'EINVAL', message: 'getHostByAddr EINVAL x' }));
assert.throws(() => dns.reverse('127.0.0.1'), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
assert.rejects(dns.promises.reverse('x'), errorLike({ code: 'EINVAL' })).then(mustCall());
