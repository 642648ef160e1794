// module.createRequire, for a file, a directory and URLs; and require.resolve with paths.
'use strict';

const assert = require('assert');
const path = require('path');
const { createRequire } = require('module');
const { pathToFileURL } = require('url');
const { errorLike } = require('../../common');
const { tree } = require('./fixtures/tree');

const root = tree({
  'x/node_modules/dep/index.js': 'module.exports = "dep of x"',
  'x/local.js': 'module.exports = "local"',
  'y/node_modules/dep/index.js': 'module.exports = "dep of y"',
});
const file = path.join(root, 'x/does-not-exist.js');

for (const from of [file, pathToFileURL(file), pathToFileURL(file).href, `${root}/x/`]) {
  const there = createRequire(from);
  assert.strictEqual(there('dep'), 'dep of x');
  assert.strictEqual(there('./local'), 'local');
  assert.strictEqual(there.cache, require.cache);
  assert.strictEqual(there.main, require.main);
}
for (const bad of [
  'relative.js',
  '../x',
  'https://example.com/',
  undefined,
  5,
  {},
  new URL('https://example.com/'),
]) {
  assert.throws(
    () => createRequire(bad),
    errorLike({
      name: 'TypeError',
      code: 'ERR_INVALID_ARG_VALUE',
      message: /must be a file URL object, file URL string, or absolute path string/,
    }),
  );
}

assert.strictEqual(
  require.resolve('dep', { paths: [path.join(root, 'y')] }),
  path.join(root, 'y/node_modules/dep/index.js'),
);
assert.strictEqual(
  require.resolve('dep', { paths: [path.join(root, 'none'), path.join(root, 'x')] }),
  path.join(root, 'x/node_modules/dep/index.js'),
);
assert.strictEqual(
  require.resolve('./local', { paths: [path.join(root, 'x')] }),
  path.join(root, 'x/local.js'),
);
assert.throws(
  () => require.resolve('dep', { paths: [root] }),
  errorLike({ code: 'MODULE_NOT_FOUND' }),
);
assert.throws(() => require.resolve('dep', { paths: [] }), errorLike({ code: 'MODULE_NOT_FOUND' }));
