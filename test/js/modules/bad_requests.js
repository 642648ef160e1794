// Requests that are no module names are refused with permanent codes, before the file system is
// asked.
'use strict';

const assert = require('assert');
const { errorLike } = require('../../common');

for (const value of [undefined, null, 1, {}, [], true, Symbol('x')]) {
  assert.throws(
    () => require(value),
    errorLike({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: /"id"/ }),
  );
  assert.throws(
    () => require.resolve(value),
    errorLike({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: /"request"/ }),
  );
  assert.throws(
    () => require.resolve.paths(value),
    errorLike({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: /"request"/ }),
  );
}
assert.throws(
  () => require(''),
  errorLike({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message: /'id'/ }),
);
assert.throws(
  () => require.resolve('x', { paths: 'y' }),
  errorLike({ code: 'ERR_INVALID_ARG_VALUE' }),
);
assert.throws(
  () => require.resolve('x', { paths: [5] }),
  errorLike({ code: 'ERR_INVALID_ARG_TYPE' }),
);
assert.throws(
  () => require('node:nothing'),
  errorLike({
    code: 'ERR_UNKNOWN_BUILTIN_MODULE',
    message: 'No such built-in module: node:nothing',
  }),
);
assert.throws(
  () => require('node:internal/util'),
  errorLike({ code: 'ERR_UNKNOWN_BUILTIN_MODULE' }),
);
assert.throws(() => require('internal/util'), errorLike({ code: 'MODULE_NOT_FOUND' }));
assert.throws(() => require('internal/../fs'), errorLike({ code: 'MODULE_NOT_FOUND' }));
assert.throws(() => require('node:'), errorLike({ code: 'ERR_UNKNOWN_BUILTIN_MODULE' }));
assert.throws(() => require('__proto__'), errorLike({ code: 'MODULE_NOT_FOUND' }));
assert.throws(() => require('constructor'), errorLike({ code: 'MODULE_NOT_FOUND' }));
assert.throws(() => require('x'.repeat(10_000)), errorLike({ code: 'MODULE_NOT_FOUND' }));
assert.throws(
  () => require(`./${'../'.repeat(500)}nothing-there`),
  errorLike({ code: 'MODULE_NOT_FOUND' }),
);
