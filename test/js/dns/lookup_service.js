'use strict';

// dns.lookupService(): names of an address and a port; what it refuses.

const assert = require('assert');
const dns = require('dns');
const { deadline, errorLike, mustCall, mustSucceed } = require('../../common');

deadline();
dns.lookupService('127.0.0.1', 22, mustSucceed((hostname, service) => {
  assert.strictEqual(typeof hostname, 'string');
  assert.match(service, /^(ssh|22)$/);
}));
dns.promises.lookupService('127.0.0.1', '22').then(mustCall(({ hostname, service }) => {
  assert.strictEqual(typeof hostname, 'string');
  assert.strictEqual(typeof service, 'string');
}));
for (const [args, code] of [
  [[], 'ERR_MISSING_ARGS'],
  [['127.0.0.1', 1], 'ERR_MISSING_ARGS'],
  [['localhost', 1, () => {}], 'ERR_INVALID_ARG_VALUE'],
  [['127.0.0.1', 65536, () => {}], 'ERR_SOCKET_BAD_PORT'],
  [['127.0.0.1', 'x', () => {}], 'ERR_SOCKET_BAD_PORT'],
  [['127.0.0.1', 1, 'x'], 'ERR_INVALID_ARG_TYPE'],
]) {
  assert.throws(() => dns.lookupService(...args), errorLike({ code }));
}
