// The shape of the path module: flavours refer to each other, functions need no receiver.
'use strict';
const assert = require('assert');
const path = require('path');

assert.strictEqual(path, process.platform === 'win32' ? path.win32 : path.posix);
assert.strictEqual(require('path/posix'), path.posix);
assert.strictEqual(require('path/win32'), path.win32);
assert.strictEqual(path.posix.win32, path.win32);
assert.strictEqual(path.win32.posix, path.posix);
assert.strictEqual(path._makeLong, path.toNamespacedPath);
assert.deepStrictEqual(Object.keys(path.win32), Object.keys(path.posix));
const { join, resolve, dirname } = path.posix;
assert.strictEqual(join('a', 'b'), 'a/b');
assert.strictEqual(dirname(resolve('/x', 'y')), '/x');
assert.strictEqual(path.posix.toNamespacedPath('/a'), '/a');
assert.strictEqual(path.posix.sep + path.posix.delimiter, '/:');
