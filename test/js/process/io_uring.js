// The identity can't be changed where io_uring may be in use: its threads would keep the old one.
'use strict';
const assert = require('assert');

const refused = (name) => ({
  code: 'ERR_INVALID_STATE',
  message: `${name}() disabled: io_uring may be enabled. See CVE-2024-22017.`,
});
process.env.UV_USE_IO_URING = '1';
const uid = process.getuid();
for (const name of ['setuid', 'seteuid']) {
  assert.throws(() => process[name](uid), refused(name));
  assert.throws(() => process[name](-1), { code: 'ERR_OUT_OF_RANGE' });
}
for (const name of ['setgid', 'setegid']) {
  assert.throws(() => process[name](process.getgid()), refused(name));
}
assert.throws(() => process.setgroups([process.getgid()]), refused('setgroups'));
assert.throws(() => process.initgroups('nobody of that name', process.getgid()),
              refused('initgroups'));

process.env.UV_USE_IO_URING = '0';
process.setuid(uid);
delete process.env.UV_USE_IO_URING;
process.setuid(uid);
