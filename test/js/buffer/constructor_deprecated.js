// Buffer() as a function and constructor still works, and warns once.
'use strict';

const assert = require('assert');
const { mustCall } = require('../../common');

process.on('warning', mustCall((warning) => {
  assert.strictEqual(warning.code, 'DEP0005');
  assert.strictEqual(warning.name, 'DeprecationWarning');
}, 1));

assert.strictEqual(Buffer('YQ', 'base64').toString(), 'a');
assert.strictEqual(new Buffer('a').toString(), 'a');
assert.ok(Buffer(5).equals(Buffer.alloc(5)));
assert.throws(() => new Buffer(5, 'utf8'), {
  code: 'ERR_INVALID_ARG_TYPE', message: /^The "string" argument must be of type string/,
});
assert.throws(() => new Buffer(-1), { code: 'ERR_OUT_OF_RANGE' });
