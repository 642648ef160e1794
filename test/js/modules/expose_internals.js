// Flags: --expose-internals
// With --expose-internals a program reaches the modules of lib/internal, and without it does not.
'use strict';
const { spawnSelf } = require('../../common');
const assert = require('assert');

assert.strictEqual(typeof require('internal/validators').validateString, 'function');
assert.throws(() => require('internal/no_such_module'), { code: 'MODULE_NOT_FOUND' });
assert.ok(!require('module').builtinModules.some((id) => id.startsWith('internal/')));
const { status, stderr } = spawnSelf(['-e', 'require("internal/validators")']);
assert.strictEqual(status, 1);
assert.match(stderr, /Cannot find module 'internal\/validators'/);
