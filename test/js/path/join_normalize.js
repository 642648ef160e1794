// path.posix.join and normalize: dots, repeated and trailing separators, climbing above the start.
'use strict';
const assert = require('assert');
const { posix } = require('path');

const normalized = [
  ['', '.'], ['.', '.'], ['./', './'], ['/', '/'], ['//', '/'], ['/..', '/'], ['/../..', '/'],
  ['a', 'a'], ['a/', 'a/'], ['a//b', 'a/b'], ['a/./b', 'a/b'], ['a/../b', 'b'], ['a/..', '.'],
  ['a/../', './'], ['..', '..'], ['../', '../'], ['../../a', '../../a'], ['a/../../b', '../b'],
  ['/a/b/../../../c', '/c'], ['./.a', '.a'], ['a/.b', 'a/.b'], ['a/..b', 'a/..b'],
  ['a/...', 'a/...'], ['a/b./..', 'a'], ['///a', '/a'], ['a\\..\\b', 'a\\..\\b'],
];
for (const [input, expected] of normalized) {
  assert.strictEqual(posix.normalize(input), expected, input);
  // Normalising is idempotent.
  assert.strictEqual(posix.normalize(expected), expected);
}

assert.strictEqual(posix.join(), '.');
assert.strictEqual(posix.join('', ''), '.');
assert.strictEqual(posix.join('a', '', 'b'), 'a/b');
assert.strictEqual(posix.join('a', '/b'), 'a/b');
assert.strictEqual(posix.join('/', '..', 'a'), '/a');
assert.strictEqual(posix.join('a', '..', '..', 'b'), '../b');
assert.strictEqual(posix.join('', '/a'), '/a');
assert.strictEqual(posix.join('a/', '/', '/b/'), 'a/b/');

// Long input: many segments that cancel out.
const deep = `/${'x/'.repeat(20000)}${'../'.repeat(20000)}end`;
assert.strictEqual(posix.normalize(deep), '/end');
