// Builtins: with and without node:, those that need the prefix, the lists, and how the cache may
// replace them.
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { builtinModules, isBuiltin, createRequire } = require('module');
const { errorLike } = require('../../common');
const { tree } = require('./fixtures/tree');

assert.strictEqual(require('node:fs'), fs);
assert.strictEqual(require('process'), process);
assert.strictEqual(require('node:process'), process);
assert.strictEqual(require('module').Module, require('module'));
assert.strictEqual(require.resolve('fs'), 'fs');
assert.strictEqual(require.resolve('node:fs'), 'node:fs');
assert.strictEqual(require.resolve.paths('fs'), null);
assert.strictEqual(require.resolve.paths('node:fs'), null);

assert.ok(builtinModules.includes('fs') && builtinModules.includes('path/posix'));
assert.ok(!builtinModules.some((id) => id.startsWith('internal/') || id.startsWith('node:')));
assert.strictEqual(new Set(builtinModules).size, builtinModules.length);
for (const id of builtinModules) assert.ok(isBuiltin(id) && isBuiltin(`node:${id}`), id);
for (const id of [
  '',
  'test',
  'internal/errors',
  'node:internal/errors',
  'nothing',
  undefined,
  5,
  null,
]) {
  assert.strictEqual(isBuiltin(id), false);
}

// Modules that only Node has are named as such; the code stays the one that programs test for.
for (const id of ['wasi', 'trace_events']) {
  assert.throws(() => require(id), {
    code: 'MODULE_NOT_FOUND',
    message: /^Cannot find module '\w+' \(a module of Node\.js that is not available/,
  });
  assert.throws(() => require(`node:${id}`), {
    code: 'ERR_UNKNOWN_BUILTIN_MODULE', message: /^No such built-in module: node:\w+ \(a module of/,
  });
}
assert.throws(() => require('no-such-module'), {
  message: /^Cannot find module 'no-such-module'\n/,
});

// A package called `test` is not hidden by node:test.
const root = tree({
  'node_modules/test/index.js': 'module.exports = "package"',
  'node_modules/fs/index.js': 'throw new Error("never loaded")',
});
const requireThere = createRequire(path.join(root, 'x.js'));
assert.strictEqual(requireThere('test'), 'package');
assert.strictEqual(requireThere('fs'), fs);
assert.throws(
  () => requireThere('node:nothing'),
  errorLike({ code: 'ERR_UNKNOWN_BUILTIN_MODULE' }),
);

// The cache can replace a bare name, and not the prefixed one.
require.cache.fs = { exports: 'mock', loaded: true };
assert.strictEqual(require('fs'), 'mock');
assert.strictEqual(require('node:fs'), fs);
delete require.cache.fs;
assert.strictEqual(require('fs'), fs);
