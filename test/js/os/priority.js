// os.getPriority and setPriority: the value, arguments, errors of the system.
'use strict';
const assert = require('assert');
const os = require('os');

const { PRIORITY_LOW, PRIORITY_BELOW_NORMAL } = os.constants.priority;
const before = os.getPriority();
assert.strictEqual(os.getPriority(process.pid), before);
const lower = before < PRIORITY_BELOW_NORMAL ? PRIORITY_BELOW_NORMAL : PRIORITY_LOW;
assert.strictEqual(os.setPriority(lower), undefined);
assert.strictEqual(os.getPriority(0), lower);
os.setPriority(process.pid, PRIORITY_LOW);
assert.strictEqual(os.getPriority(), PRIORITY_LOW);

for (const bad of ['1', null, {}, true]) {
  assert.throws(() => os.getPriority(bad), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => os.setPriority(bad, 0), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => os.setPriority(0, bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const bad of [1.5, NaN, 2 ** 31, Infinity]) {
  assert.throws(() => os.getPriority(bad), { code: 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => os.setPriority(0, 20), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => os.setPriority(0, -21), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => os.setPriority(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => os.getPriority(2 ** 31 - 1), {
  name: 'SystemError',
  code: 'ERR_SYSTEM_ERROR',
  message: 'A system error occurred: uv_os_getpriority returned ESRCH (no such process)',
  info: {
    errno: -os.constants.errno.ESRCH,
    code: 'ESRCH',
    message: 'no such process',
    syscall: 'uv_os_getpriority'
  },
});
