// os.constants and the constants module: values of the system, not replaceable. The tables have no
// prototype; the module has, and programs use it.
'use strict';
const assert = require('assert');
const os = require('os');
const all = require('constants');

const { signals, errno, dlopen, priority } = os.constants;
assert.deepStrictEqual([signals.SIGINT, signals.SIGKILL, signals.SIGTERM], [2, 9, 15]);
assert.deepStrictEqual([errno.ENOENT, errno.EACCES, errno.EPERM], [2, 13, 1]);
assert.strictEqual(errno.EAGAIN, errno.EWOULDBLOCK);
assert.strictEqual(dlopen.RTLD_NOW, 2);
assert.strictEqual(priority.PRIORITY_LOW, 19);
assert.strictEqual(os.constants.UV_UDP_REUSEADDR, 4);
for (const table of [os.constants, signals, errno, dlopen, priority]) {
  assert.strictEqual(Object.getPrototypeOf(table), null);
}
assert.throws(() => {
  os.constants = {};
}, TypeError);
assert.ok(Object.isFrozen(all));
assert.ok(all.hasOwnProperty('O_RDWR'));
assert.strictEqual(all.SIGHUP, signals.SIGHUP);
assert.strictEqual(all.O_RDWR, 2);
assert.strictEqual(all.S_IFMT, 0o170000);
for (const table of [signals, errno, dlopen, priority]) {
  for (const name of Object.keys(table)) assert.strictEqual(all[name], table[name], name);
}
