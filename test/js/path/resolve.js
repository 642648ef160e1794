// path.posix.resolve: right to left, the current directory only when no argument is absolute.
'use strict';
const assert = require('assert');
const { posix } = require('path');
const { mustCall, mustNotCall } = require('../../common');

const { cwd } = process;
process.cwd = mustNotCall('an absolute path needs no current directory');
assert.strictEqual(posix.resolve('/a', 'b', '../c'), '/a/c');
assert.strictEqual(posix.resolve('ignored', '/a//b/'), '/a/b');
assert.strictEqual(posix.resolve('/a', '', '.'), '/a');
assert.strictEqual(posix.resolve('/'), '/');
assert.strictEqual(posix.resolve('//'), '/');
assert.strictEqual(posix.resolve('/a/.hidden'), '/a/.hidden');
assert.strictEqual(posix.resolve('/../..'), '/');
assert.strictEqual(posix.resolve('/a', '/b', '/c'), '/c');

process.cwd = mustCall(() => '/here/now', 4);
assert.strictEqual(posix.resolve(), '/here/now');
assert.strictEqual(posix.resolve(''), '/here/now');
assert.strictEqual(posix.resolve('../x'), '/here/x');
assert.strictEqual(posix.resolve('a', '..', '..', '..', '..'), '/');
process.cwd = cwd;
assert.strictEqual(posix.resolve('x'), `${process.cwd()}/x`);

// An argument behind the one that settles the result is not looked at.
assert.strictEqual(posix.resolve(1, '/a'), '/a');
assert.throws(() => posix.resolve('/a', 1), {
  code: 'ERR_INVALID_ARG_TYPE', message: /"paths\[1\]" argument must be of type string/,
});
