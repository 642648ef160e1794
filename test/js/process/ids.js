'use strict';

// User and group ids: reading them, and how wrong ones are refused.

const assert = require('assert');
const { errorLike } = require('../../common');

for (const name of ['getuid', 'geteuid', 'getgid', 'getegid']) {
  assert.ok(Number.isInteger(process[name]()) && process[name]() >= 0);
}
assert.ok(process.getgroups().includes(process.getegid()));
for (const [name, kind] of [['setuid', 'User'], ['seteuid', 'User'], ['setgid', 'Group'],
                            ['setegid', 'Group']]) {
  for (const value of [undefined, null, {}, true]) {
    assert.throws(() => process[name](value), errorLike({
      code: 'ERR_INVALID_ARG_TYPE',
      message: /^The "id" argument must be (one of type number or string|of type number or string)/,
    }));
  }
  assert.throws(() => process[name]('nobody called so'), errorLike({
    code: 'ERR_UNKNOWN_CREDENTIAL',
    message: `${kind} identifier does not exist: nobody called so`,
  }));
  // What it is already can be set.
  process[name](process[name.replace('set', 'get')]());
}
for (const value of [undefined, 1, {}, 'x']) {
  assert.throws(() => process.setgroups(value), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}
assert.throws(() => process.setgroups([1, {}]), errorLike({
  code: 'ERR_INVALID_ARG_TYPE', message: /"groups\[1\]"/,
}));
assert.throws(() => process.setgroups(['no group called so']),
              errorLike({ code: 'ERR_UNKNOWN_CREDENTIAL' }));
for (const args of [[], [{}, 0], ['root'], ['root', {}]]) {
  assert.throws(() => process.initgroups(...args), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}
