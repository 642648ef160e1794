// "imports" (#names) and a package that requires itself by its name.
'use strict';

const assert = require('assert');
const path = require('path');
const { errorLike, spawnSelf } = require('../../common');
const { tree } = require('./fixtures/tree');

const root = tree({
  'package.json': {
    name: 'me',
    exports: { '.': './self.js', './sub/*': './sub/*.js' },
    imports: {
      '#a': './self.js',
      '#dep': 'dep',
      '#dep/*': 'dep/*',
      '#fs': 'fs',
      '#nodefs': 'node:fs',
      '#p/*': './sub/*.js',
      '#none': null,
      '#bad': 5,
      '#outside': '../x.js',
      '#cond': { custom: './custom.js', default: './self.js' },
      '#gone': 'no-such-package',
    },
  },
  'self.js': 'module.exports = "self"',
  'custom.js': 'module.exports = "custom"',
  'sub/x.js': 'module.exports = "sub x"; exports.get = require;',
  'lib/deep.js': 'exports.get = (id) => require(id);',
  'lib/inner/package.json': {},
  'lib/inner/x.js': 'exports.get = (id) => require(id);',
  'node_modules/dep/package.json': { exports: { '.': './d.js', './y': './y.js' } },
  'node_modules/dep/d.js': 'module.exports = "dep"',
  'node_modules/dep/y.js': 'module.exports = "dep y"',
  'cond.js': 'console.log(require("#cond"));',
});
const { get } = require(path.join(root, 'lib/deep.js'));

assert.strictEqual(get('me'), 'self');
assert.strictEqual(get('me/sub/x'), 'sub x');
assert.strictEqual(get('#a'), 'self');
assert.strictEqual(get('#dep'), 'dep');
assert.strictEqual(get('#dep/y'), 'dep y');
assert.strictEqual(get('#fs'), require('fs'));
assert.strictEqual(get('#nodefs'), require('fs'));
assert.strictEqual(get('#p/x'), 'sub x');
assert.strictEqual(get('#cond'), 'self');

assert.throws(
  () => get('me/other'),
  errorLike({
    code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
    message:
      `Package subpath './other' is not defined by "exports" in ${root}/package.json ` +
      `imported from ${root}/lib/deep.js`,
  }),
);
for (const request of ['#none', '#undefined']) {
  assert.throws(
    () => get(request),
    errorLike({
      name: 'TypeError',
      code: 'ERR_PACKAGE_IMPORT_NOT_DEFINED',
      message:
        `Package import specifier "${request}" is not defined in package ${root}/package.json ` +
        `imported from ${root}/lib/deep.js`,
    }),
  );
}
for (const request of ['#bad', '#outside']) {
  assert.throws(() => get(request), errorLike({ code: 'ERR_INVALID_PACKAGE_TARGET' }));
}
for (const request of ['#', '#/a']) {
  assert.throws(
    () => get(request),
    errorLike({ name: 'TypeError', code: 'ERR_INVALID_MODULE_SPECIFIER' }),
  );
}
assert.throws(() => get('#gone'), errorLike({ code: 'MODULE_NOT_FOUND' }));

// The nearest package.json is the one that counts, even if it is empty.
const inner = require(path.join(root, 'lib/inner/x.js')).get;
assert.throws(() => inner('me'), errorLike({ code: 'MODULE_NOT_FOUND' }));
assert.throws(() => inner('#a'), errorLike({ code: 'MODULE_NOT_FOUND' }));

// -C adds conditions.
const file = path.join(root, 'cond.js');
assert.strictEqual(spawnSelf([file]).stdout, 'self\n');
assert.strictEqual(spawnSelf(['-C', 'custom', file]).stdout, 'custom\n');
assert.strictEqual(spawnSelf(['--conditions=custom', file]).stdout, 'custom\n');
