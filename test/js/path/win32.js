// path.win32 on any platform: drives, UNC shares, mixed separators, case-insensitive relative().
'use strict';
const assert = require('assert');
const { win32 } = require('path');

for (const [input, expected] of [
  ['', '.'], ['C:', 'C:.'], ['C:\\', 'C:\\'], ['C:/a/../b', 'C:\\b'], ['C:..\\a', 'C:..\\a'],
  ['c:\\..\\..', 'c:\\'], ['a/b\\c/', 'a\\b\\c\\'], ['//server/share', '\\\\server\\share\\'],
  ['//server/share/../x', '\\\\server\\share\\x'], ['\\a\\..\\..', '\\'], ['/', '\\'],
  ['///a', '\\a'],
]) {
  assert.strictEqual(win32.normalize(input), expected, input);
}

assert.strictEqual(win32.join('a', '..\\b', '/c'), 'b\\c');
assert.strictEqual(win32.join('/', '/server', 'x'), '\\server\\x');
assert.strictEqual(win32.join('//server', 'share'), '\\\\server\\share\\');
assert.strictEqual(win32.join('c:', 'a'), 'c:\\a');
assert.strictEqual(win32.join('c:.', '/'), 'c:.\\');

for (const [path, expected] of [['C:\\', true], ['C:/', true], ['C:', false], ['\\a', true],
                                ['/a', true], ['a', false], ['\\\\s\\h', true], ['', false]]) {
  assert.strictEqual(win32.isAbsolute(path), expected, path);
}

assert.strictEqual(win32.resolve('C:\\a', '..\\b'), 'C:\\b');
assert.strictEqual(win32.resolve('C:\\a', 'D:\\b', 'C:c'), 'C:\\a\\c');
assert.strictEqual(win32.resolve('//s/h/', '..', 'x'), '\\\\s\\h\\x');
assert.strictEqual(win32.resolve('C:\\a', '\\b'), 'C:\\b');

assert.strictEqual(win32.relative('C:\\A\\b', 'c:\\a\\C'), '..\\C');
assert.strictEqual(win32.relative('C:\\a', 'D:\\b'), 'D:\\b');
assert.strictEqual(win32.relative('\\\\s\\h\\a', '\\\\s\\h\\b'), '..\\b');

assert.strictEqual(win32.toNamespacedPath('C:\\a/b'), '\\\\?\\C:\\a\\b');
assert.strictEqual(win32.toNamespacedPath('\\\\s\\h\\a'), '\\\\?\\UNC\\s\\h\\a');
assert.strictEqual(win32.toNamespacedPath(5), 5);
assert.strictEqual(win32.basename('C:'), '');
assert.strictEqual(win32.basename('C:a.b', '.b'), 'a');
assert.strictEqual(win32.dirname('C:\\a'), 'C:\\');
assert.strictEqual(win32.dirname('\\\\s\\h\\a'), '\\\\s\\h\\');
assert.strictEqual(win32.sep + win32.delimiter, '\\;');
