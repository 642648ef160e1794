'use strict';

// process.cwd() and chdir(), also when the directory is gone.

const assert = require('assert');
const fs = require('fs');
const { errorLike, tmpdir } = require('../../common');

const start = process.cwd();
const real = fs.realpathSync(tmpdir());
process.chdir(real);
assert.strictEqual(process.cwd(), real);
fs.mkdirSync('\u00e9 d');
process.chdir('\u00e9 d');
assert.strictEqual(process.cwd(), `${real}/\u00e9 d`);
process.chdir('..');
assert.strictEqual(process.cwd(), real);

assert.throws(() => process.chdir('not there'), errorLike({
  code: 'ENOENT', errno: -2, syscall: 'chdir', path: real, dest: 'not there',
  message: `ENOENT: no such file or directory, chdir '${real}' -> 'not there'`,
}));
assert.strictEqual(process.cwd(), real);
for (const value of [undefined, null, 1, {}, [], true]) {
  assert.throws(() => process.chdir(value), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}

fs.mkdirSync('gone');
process.chdir('gone');
fs.rmdirSync(`${real}/gone`);
assert.throws(() => process.cwd(), errorLike({ code: 'ENOENT', syscall: 'uv_cwd' }));
process.chdir(start);
assert.strictEqual(process.cwd(), start);
