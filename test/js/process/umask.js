'use strict';

// process.umask(): numbers and octal strings; gives the mask before.

const assert = require('assert');
const { errorLike } = require('../../common');

const before = process.umask(0o22);
assert.strictEqual(process.umask(), 0o22);
assert.strictEqual(process.umask('077'), 0o22);
assert.strictEqual(process.umask(), 0o77);
assert.strictEqual(process.umask('22'), 0o77);
assert.strictEqual(process.umask(0), 0o22);
for (const value of [{}, null, true, () => {}]) {
  assert.throws(() => process.umask(value), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}
for (const value of ['8', 'x', '', '0o22', '-1']) {
  assert.throws(() => process.umask(value), errorLike({ code: 'ERR_INVALID_ARG_VALUE' }), value);
}
for (const value of [-1, 2 ** 32, 1.5]) {
  assert.throws(() => process.umask(value), errorLike({ code: 'ERR_OUT_OF_RANGE' }));
}
assert.strictEqual(process.umask(before), 0);
