// path.posix.dirname, basename, extname: trailing separators, hidden files, suffixes.
'use strict';
const assert = require('assert');
const { posix } = require('path');

for (const [input, dir, base, ext] of [
  ['', '.', '', ''], ['/', '/', '', ''], ['//', '/', '', ''], ['a', '.', 'a', ''],
  ['/a', '/', 'a', ''], ['//a', '//', 'a', ''], ['/a/b', '/a', 'b', ''], ['a/b//', 'a', 'b', ''],
  ['a//b', 'a/', 'b', ''], ['a.b', '.', 'a.b', '.b'], ['a.b.c', '.', 'a.b.c', '.c'],
  ['.a', '.', '.a', ''], ['.a.b', '.', '.a.b', '.b'], ['a.', '.', 'a.', '.'], ['..', '.', '..', ''],
  ['...', '.', '...', '.'], ['a/..', 'a', '..', ''], ['a.b/', '.', 'a.b', '.b'],
  ['/x.y/z', '/x.y', 'z', ''], ['a\\b.c', '.', 'a\\b.c', '.c'],
]) {
  assert.strictEqual(posix.dirname(input), dir, `dirname ${input}`);
  assert.strictEqual(posix.basename(input), base, `basename ${input}`);
  assert.strictEqual(posix.extname(input), ext, `extname ${input}`);
}

assert.strictEqual(posix.basename('/a/b.html', '.html'), 'b');
assert.strictEqual(posix.basename('/a/b.html/', '.html'), 'b');
assert.strictEqual(posix.basename('/a/b.html', 'html'), 'b.');
assert.strictEqual(posix.basename('/a/b', 'b'), 'b');
assert.strictEqual(posix.basename('b', 'b'), '');
assert.strictEqual(posix.basename('b.html', ''), 'b.html');
assert.strictEqual(posix.basename('b.html', '.HTML'), 'b.html');
assert.throws(() => posix.basename('a', null), { code: 'ERR_INVALID_ARG_TYPE' });
for (const name of ['dirname', 'basename', 'extname', 'normalize', 'isAbsolute', 'parse']) {
  for (const bad of [undefined, null, 1, {}, ['a'], Buffer.from('a')]) {
    assert.throws(() => posix[name](bad), {
      code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError',
    });
  }
}
