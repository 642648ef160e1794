// Errors are Node's; those of promises also carry the stack of who awaits them.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const fs = require('fs');

const missing = {
  name: 'Error', message: "ENOENT: no such file or directory, rename '/nowhere/a' -> '/nowhere/b'",
  errno: -2, code: 'ENOENT', syscall: 'rename', path: '/nowhere/a', dest: '/nowhere/b',
};
assert.throws(() => fs.renameSync('/nowhere/a', '/nowhere/b'), missing);
fs.rename('/nowhere/a', '/nowhere/b', mustCall(function(error) {
  assert.strictEqual(this, undefined);
  assert.deepStrictEqual(Object.keys(error), ['errno', 'code', 'syscall', 'path', 'dest']);
  assert.strictEqual(error.message, missing.message);
}));

// Wrong arguments are thrown, also by the callback style, and before anything happens.
const never = () => assert.fail('called');
assert.throws(() => fs.stat(5, never), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.unlink('a\0b', never), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => fs.readFile('x', 'no-encoding', never), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => fs.readFile('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.open('x', 'rw', never), { code: 'ERR_INVALID_ARG_VALUE' });
for (const fd of [-1, 2 ** 31, 1.5, '1', null, undefined]) {
  assert.throws(() => fs.closeSync(fd), /ERR_(INVALID_ARG_TYPE|OUT_OF_RANGE)/);
}

async function innermost() {
  await fs.promises.readFile('/nowhere/file');
}
async function outermost() {
  await innermost();
}

(async () => {
  await assert.rejects(outermost(), (error) => {
    assert.match(error.stack, /^Error: ENOENT: no such file or .*, open '\/nowhere\/file'\n/);
    assert.match(error.stack, /at async innermost .*errors\.js/);
    assert.match(error.stack, /at async outermost .*errors\.js/);
    return true;
  });
  // Promise styles reject, they don't throw.
  for (const call of [
    () => fs.promises.stat(5), () => fs.promises.readFile({}), () => fs.promises.writeFile('x', 5),
    () => fs.promises.open('x', 'rw'), () => fs.promises.cp('a'), () => fs.promises.opendir(5),
  ]) {
    await assert.rejects(call(), { name: 'TypeError' });
  }
})().then(mustCall());
