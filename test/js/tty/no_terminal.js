'use strict';

// Descriptors that are no terminal: isatty() says so, the streams refuse them.

const assert = require('assert');
const fs = require('fs');
const tty = require('tty');
const { errorLike, tmpdir } = require('../../common');

for (const value of [-1, 1.5, 2 ** 31, 9999, '0', null, undefined, {}, NaN]) {
  assert.strictEqual(tty.isatty(value), false);
}
fs.writeFileSync(tmpdir('file'), '');
const fd = fs.openSync(tmpdir('file'), 'r+');
assert.strictEqual(tty.isatty(fd), false);
for (const Stream of [tty.ReadStream, tty.WriteStream]) {
  for (const value of [-1, 1.5, '0', undefined, 2 ** 31]) {
    assert.throws(() => new Stream(value), errorLike({
      name: 'RangeError', code: 'ERR_INVALID_FD',
        message: `"fd" must be a positive integer: ${value}`,
    }));
  }
  for (const value of [fd, 9999]) {
    assert.throws(() => Stream(value), errorLike({
      name: 'SystemError', code: 'ERR_TTY_INIT_FAILED', syscall: 'uv_tty_init',
      message: 'TTY initialization failed: uv_tty_init returned EINVAL (invalid argument)',
    }));
  }
}
// They took nothing with them.
fs.writeSync(fd, 'x');
fs.closeSync(fd);
