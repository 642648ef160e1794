// Which deprecated APIs warn, and which do so only with --pending-deprecation.
'use strict';
const { spawnSelf } = require('../../common');
const assert = require('assert');

const calls = [
  "require('url').parse('http://x/')",
  "require('url').parse('http://y/')",
  "require('module')._debug('x')",
  "require('buffer').SlowBuffer(1)",
  "require('sys')",
  'module.parent',
];

function codes(flags) {
  const { status, stderr } = spawnSelf([...flags, '-e', calls.join(';')]);
  assert.strictEqual(status, 0, stderr);
  return [...stderr.matchAll(/\[(DEP\d+)\]/g)].map((match) => match[1]).sort();
}

assert.deepStrictEqual(codes([]), ['DEP0025']);
assert.deepStrictEqual(codes(['--pending-deprecation']),
                       ['DEP0025', 'DEP0077', 'DEP0144', 'DEP0169']);
