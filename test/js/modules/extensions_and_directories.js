// Which file a path means: exact names first, then .js, .json, .node, then directories with
// package.json or index; a trailing slash asks for the directory.
'use strict';

const assert = require('assert');
const path = require('path');
const { errorLike, expectWarnings } = require('../../common');
const { tree } = require('./fixtures/tree');

expectWarnings({ name: 'DeprecationWarning', code: 'DEP0128', message: /'nope\.js'/ });

const root = tree({
  'both.js': 'module.exports = "file"',
  'both/index.js': 'module.exports = "directory"',
  exact: 'module.exports = "no extension"',
  'exact.js': 'module.exports = "with extension"',
  'data.json': '\uFEFF{"bom": true}',
  'odd.unknown': 'module.exports = "unknown extension is JavaScript"',
  'two.part.js': 'module.exports = "two.part"',
  '.hidden': 'module.exports = "hidden"',
  'dir/package.json': { main: 'lib/entry' },
  'dir/lib/entry.js': 'module.exports = "main"',
  'broken/package.json': { main: 'nope.js' },
  'broken/index.js': 'module.exports = "index after all"',
  'hopeless/package.json': { main: 'nope.js' },
  'wrongmain/package.json': { main: 5 },
  'wrongmain/index.json': '"index.json"',
  'bom.js': '\uFEFFmodule.exports = __filename',
  'hashbang.js': '#!/usr/bin/env gyre\nmodule.exports = "hashbang"',
  'main.js': 'exports.get = (id) => require(id); exports.resolve = require.resolve;',
  'empty/file.txt': '',
});
const { get, resolve } = require(path.join(root, 'main.js'));

assert.strictEqual(get('./both'), 'file');
assert.strictEqual(get('./both/'), 'directory');
assert.strictEqual(get('./both/.'), 'directory');
assert.strictEqual(get('./exact'), 'no extension');
assert.deepStrictEqual(get('./data'), { bom: true });
assert.strictEqual(get('./odd.unknown'), 'unknown extension is JavaScript');
assert.strictEqual(get('./two.part'), 'two.part');
assert.strictEqual(get('./.hidden'), 'hidden');
assert.strictEqual(get('./dir'), 'main');
assert.strictEqual(get('./broken'), 'index after all');
assert.strictEqual(get('./wrongmain'), 'index.json');
assert.strictEqual(get('./bom'), path.join(root, 'bom.js'));
assert.strictEqual(get('./hashbang'), 'hashbang');
assert.strictEqual(get(path.join(root, 'both')), 'file');
assert.strictEqual(get('./dir/../both'), 'file');
assert.strictEqual(resolve('./dir'), path.join(root, 'dir/lib/entry.js'));

assert.throws(
  () => get('./hopeless'),
  errorLike({
    code: 'MODULE_NOT_FOUND',
    message:
      `Cannot find module '${root}/hopeless/nope.js'. ` +
      'Please verify that the package.json has a valid "main" entry',
    path: `${root}/hopeless/package.json`,
    requestPath: './hopeless',
  }),
);
for (const request of [
  './both.js/',
  './empty',
  './none',
  '.',
  '/none',
  './data.json/x',
  './a\0b',
  './',
]) {
  assert.throws(
    () => get(request),
    errorLike({
      code: 'MODULE_NOT_FOUND',
      message:
        `Cannot find module '${request}'\n` +
        `Require stack:\n- ${root}/main.js\n- ${__filename}`,
    }),
    request,
  );
}
