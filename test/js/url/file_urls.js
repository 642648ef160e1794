// fileURLToPath and pathToFileURL undo each other; what they refuse.
'use strict';
const assert = require('assert');
const { fileURLToPath, pathToFileURL } = require('url');

const posix = { windows: false };
const windows = { windows: true };
for (const path of ['/', '/a', '/a b/c#d?e%f', '/ü/\u{1f600}', '/tab\tnew\nline\rend', '/a\\b',
                    '/~^|[]{}"<>`', '/C:/x', '/%41', '/trailing/']) {
  const url = pathToFileURL(path, posix);
  assert.ok(url instanceof URL);
  assert.strictEqual(url.search + url.hash + url.host, '');
  assert.strictEqual(fileURLToPath(url, posix), path);
  assert.strictEqual(fileURLToPath(url.href, posix), path);
  assert.strictEqual(new URL(url.href).href, url.href);
}
assert.strictEqual(pathToFileURL('/a/../b/./c', posix).href, 'file:///b/c');
for (const [path, href] of [
  ['C:\\a b\\c', 'file:///C:/a%20b/c'], ['\\\\srv\\share\\x', 'file://srv/share/x'],
  ['\\\\?\\C:\\x', 'file:///C:/x'], ['C:\\dir\\', 'file:///C:/dir/'],
  ['\\\\bücher\\s\\x', 'file://xn--bcher-kva/s/x'],
]) {
  assert.strictEqual(pathToFileURL(path, windows).href, href);
}
assert.strictEqual(fileURLToPath('file:///C:/a%20b', windows), 'C:\\a b');
assert.strictEqual(fileURLToPath('file://srv/s/x', windows), '\\\\srv\\s\\x');
assert.strictEqual(fileURLToPath('file://xn--bcher-kva/s', windows), '\\\\bücher\\s');

for (const [url, options, code] of [['http://h/x', posix, 'ERR_INVALID_URL_SCHEME'],
                                    ['file://h/x', posix, 'ERR_INVALID_FILE_URL_HOST'],
                                    ['file:///a%2Fb', posix, 'ERR_INVALID_FILE_URL_PATH'],
                                    ['file:///C:/a%5cb', windows, 'ERR_INVALID_FILE_URL_PATH'],
                                    ['file:///a', windows, 'ERR_INVALID_FILE_URL_PATH'],
                                    [1, posix, 'ERR_INVALID_ARG_TYPE'],
                                    [{}, posix, 'ERR_INVALID_ARG_TYPE'],
                                    ['not a url', posix, 'ERR_INVALID_URL'],
]) {
  assert.throws(() => fileURLToPath(url, options), { code }, String(url));
}
assert.throws(() => fileURLToPath('file:///%ff', posix), URIError);
assert.throws(() => pathToFileURL(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => pathToFileURL('\\\\srv', windows), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => pathToFileURL('\\\\\\x', windows), { code: 'ERR_INVALID_ARG_VALUE' });
