// path.parse and path.format undo each other; format's rules of precedence.
'use strict';
const assert = require('assert');
const { posix, win32 } = require('path');

assert.deepStrictEqual(posix.parse('/home/user/.file.txt'),
                       { root: '/', dir: '/home/user', base: '.file.txt', ext: '.txt',
                         name: '.file' });
assert.deepStrictEqual(posix.parse('./a/b/'),
                       { root: '', dir: './a', base: 'b', ext: '', name: 'b' });
assert.deepStrictEqual(posix.parse(''), { root: '', dir: '', base: '', ext: '', name: '' });
assert.deepStrictEqual(win32.parse('C:\\a\\b.c'),
                       { root: 'C:\\', dir: 'C:\\a', base: 'b.c', ext: '.c', name: 'b' });
assert.deepStrictEqual(win32.parse('C:a.b'),
                       { root: 'C:', dir: 'C:', base: 'a.b', ext: '.b', name: 'a' });
assert.deepStrictEqual(win32.parse('\\\\server\\share\\dir\\f'),
                       { root: '\\\\server\\share\\', dir: '\\\\server\\share\\dir', base: 'f',
                         ext: '', name: 'f' });
assert.deepStrictEqual(Object.keys(posix.parse('a')), ['root', 'dir', 'base', 'ext', 'name']);

for (const path of ['/', 'a', '/a', 'a/b', '/a/b.c', '/a/.b', 'a.b.c', './x', '../y']) {
  assert.strictEqual(posix.format(posix.parse(path)), path);
}
for (const path of ['C:\\', 'C:', 'C:\\a', 'C:a', 'a\\b.c', '\\\\s\\h\\x.y', '\\a']) {
  assert.strictEqual(win32.format(win32.parse(path)), path);
}

// dir beats root, base beats name and ext; ext gets its dot.
assert.strictEqual(posix.format({root: '/x/', dir: '/d', base: 'b', name: 'n', ext: '.e'}), '/d/b');
assert.strictEqual(posix.format({ root: '/', name: 'n', ext: 'e' }), '/n.e');
assert.strictEqual(posix.format({ dir: '/', root: '/', base: 'b' }), '/b');
assert.strictEqual(posix.format({ dir: '/d' }), '/d/');
assert.strictEqual(win32.format({ dir: 'd', base: 'b' }), 'd\\b');
assert.strictEqual(posix.format({}), '');
for (const bad of [null, undefined, 'a', 1]) {
  assert.throws(() => posix.format(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
