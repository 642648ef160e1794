// process.env, special only by its interceptors, is cloned to a plain object.
'use strict';
const assert = require('assert');

process.env.CLONED = 'yes';
process.env['7'] = 'seven';
process.env.__proto__ = 'not the prototype';
const { env, same } = structuredClone({ env: process.env, same: process.env });
assert.strictEqual(env, same);
assert.strictEqual(Object.getPrototypeOf(env), Object.prototype);
assert.deepStrictEqual(Object.entries(env).sort(), Object.entries(process.env).sort());
env.CLONED = 'no';
assert.strictEqual(process.env.CLONED, 'yes');
