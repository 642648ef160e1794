// path.posix.relative: the shortest way from one resolved path to another.
'use strict';
const assert = require('assert');
const { posix } = require('path');

const cases = [
  ['/a/b/c', '/a/b/c', ''], ['/a/b', '/a/b/c', 'c'], ['/a/b/c', '/a/b', '..'],
  ['/a/b', '/a/c', '../c'], ['/a', '/ab', '../ab'], ['/ab', '/a', '../a'], ['/', '/a/b', 'a/b'],
  ['/a/b', '/', '../..'], ['/a/b/', '/a//b/./c', 'c'], ['/a/../b', '/b', ''],
  ['/foo/bar', '/foo/barn/x', '../barn/x'], ['/a/b/c', '/x/y', '../../../x/y'],
];
for (const [from, to, expected] of cases) {
  assert.strictEqual(posix.relative(from, to), expected, `${from} -> ${to}`);
  // Going there ends there.
  assert.strictEqual(posix.resolve(from, expected), posix.resolve(to));
}
assert.strictEqual(posix.relative('', ''), '');
assert.strictEqual(posix.relative('a', 'a/b'), 'b');
assert.throws(() => posix.relative(null, 'a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => posix.relative('a'), { code: 'ERR_INVALID_ARG_TYPE' });
