'use strict';

// A process that ends with questions in flight, over UDP and TCP, ends by its exit code and by no
// signal, however it ends.

const assert = require('assert');
const { spawnScript } = require('../../common');

const setUp = `
  const dns = require('dns');
  const { serve } = require(${JSON.stringify(require.resolve('./fixtures/server'))});
  let asked = 0;
  serve((question, respond, transport) => {
    if (transport === 'tcp') finish();
    else if (question.name === 'tcp.example') respond({ truncated: true });
  }, ({ address }) => {
    dns.setServers([address]);
    const resolver = new dns.promises.Resolver();
    resolver.setServers([address]);
    dns.resolve4('one.example', () => {});
    dns.reverse('192.0.2.1', () => {});
    resolver.resolveAny('two.example').catch(() => {});
    resolver.resolveTxt('tcp.example').catch(() => {});
    // Never used, and used no more.
    new dns.Resolver();
    const cancelled = new dns.Resolver();
    cancelled.setServers([address]);
    cancelled.resolve4('three.example', () => {});
    cancelled.cancel();
  });
`;
const endings = {
  'function finish() { process.exit(7); }': 7,
  'function finish() { process.exitCode = 3; process.exit(); }': 3,
  'function finish() { throw new Error("from a callback"); }': 1,
  'function finish() { Promise.reject(new Error("unhandled")); }': 1,
  'dns.resolve4("x.example", () => {}); throw new Error("at top level"); function finish() {}': 1,
  'dns.resolve4("x.example", () => {}); process.exit(5); function finish() {}': 5,
  'function finish() { process.reallyExit(6); }': 6,
};
for (const [ending, expected] of Object.entries(endings)) {
  const { status, signal, stderr } = spawnScript(setUp + ending);
  assert.strictEqual(signal, null, `${ending}\n${stderr}`);
  assert.strictEqual(status, expected, `${ending}\n${stderr}`);
}
