'use strict';

// No module of lib/internal can be required, whatever the spelling.

const assert = require('assert');
const { builtinModules, createRequire, isBuiltin } = require('module');

for (const id of ['internal/timers', 'node:internal/timers', 'internal/bootstrap/builtins',
                  'internal/errors', '../lib/internal/errors', 'node:internal/bootstrap/realm']) {
  assert.throws(() => require(id), { code: /^(MODULE_NOT_FOUND|ERR_UNKNOWN_BUILTIN_MODULE)$/ }, id);
  assert.throws(() => createRequire(__filename)(id),
                { code: /^(MODULE_NOT_FOUND|ERR_UNKNOWN_BUILTIN_MODULE)$/ }, id);
  assert.strictEqual(isBuiltin(id), false, id);
  assert.strictEqual(process.getBuiltinModule(id), undefined, id);
}
assert.deepStrictEqual(builtinModules.filter((id) => id.includes('internal')), []);
assert.strictEqual(typeof binding, 'undefined');
assert.strictEqual(typeof primordials, 'undefined');
