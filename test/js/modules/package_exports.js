// "exports" of a package: sugar, conditions, patterns, fallbacks, and every way to be refused.
'use strict';

const assert = require('assert');
const path = require('path');
const { errorLike } = require('../../common');
const { tree } = require('./fixtures/tree');

const lib = (name) => `module.exports = ${JSON.stringify(name)}`;
const root = tree({
  'node_modules/sugar/package.json': { exports: './main.js' },
  'node_modules/sugar/main.js': lib('sugar'),
  'node_modules/sugar/hidden.js': lib('hidden'),
  'node_modules/cond/package.json': {
    exports: {
      import: './i.mjs',
      node: { browser: './no.js', require: './r.js' },
      default: './d.js',
    },
  },
  'node_modules/cond/r.js': lib('node.require'),
  'node_modules/p/package.json': {
    name: 'p',
    exports: {
      '.': ['bad', './a.js'],
      './feature/*': './features/*.js',
      './feature/private/*': null,
      './feature/*/deep': './deep/*/x.js',
      './ext/*.js': './features/*.js',
      './enc': './with%20space.js',
      './none': null,
      './outside': './../x.js',
      './modules': './node_modules/x.js',
      './notrelative': 'features/a.js',
      './number': 5,
      './missing': './missing.js',
      './noext': './features/a',
      './encslash': './features%2fa.js',
      './onlyimport': { import: './i.mjs' },
      './list': [{ import: './i.mjs' }, { require: './a.js' }],
      './nulls': [null],
      './dir/': './features/',
    },
  },
  'node_modules/p/a.js': lib('p'),
  'node_modules/p/features/a.js': lib('feature a'),
  'node_modules/p/features/b/c.js': lib('feature b/c'),
  'node_modules/p/deep/q/x.js': lib('deep q'),
  'node_modules/p/with space.js': lib('space'),
  'node_modules/mixed/package.json': { exports: { '.': './a.js', require: './a.js' } },
  'node_modules/numeric/package.json': { exports: { '.': { 0: './a.js' } } },
  'node_modules/subonly/package.json': { exports: { './sub': './a.js' } },
  'node_modules/off/package.json': { exports: false },
  'node_modules/nul/package.json': { exports: null, main: 'm.js' },
  'node_modules/nul/m.js': lib('main'),
  'node_modules/notjson/package.json': '{ "exports": ',
  'main.js': 'exports.get = (id) => require(id);',
});
const { get } = require(path.join(root, 'main.js'));

assert.strictEqual(get('sugar'), 'sugar');
assert.strictEqual(get('cond'), 'node.require');
assert.strictEqual(get('p'), 'p');
assert.strictEqual(get('p/feature/a'), 'feature a');
assert.strictEqual(get('p/feature/b/c'), 'feature b/c');
assert.strictEqual(get('p/feature/q/deep'), 'deep q');
assert.strictEqual(get('p/ext/a.js'), 'feature a');
assert.strictEqual(get('p/enc'), 'space');
assert.strictEqual(get('p/list'), 'p');
assert.strictEqual(get('nul'), 'main');

const notExported = [
  'sugar/hidden.js',
  'sugar/main.js',
  'p/feature/private/x',
  'p/none',
  'p/onlyimport',
  'p/nulls',
  'p/other',
  'p/package.json',
  'subonly',
  'off',
  'p/dir/a.js',
  'p/features/a.js',
];
for (const request of notExported) {
  assert.throws(
    () => get(request),
    errorLike({ name: 'Error', code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' }),
    request,
  );
}
assert.throws(
  () => get('subonly'),
  errorLike({
    message: `No "exports" main defined in ${root}/node_modules/subonly/package.json`,
  }),
);
assert.throws(
  () => get('p/other'),
  errorLike({
    message:
      'Package subpath \'./other\' is not defined by "exports" in ' +
      `${root}/node_modules/p/package.json`,
  }),
);
for (const request of ['p/outside', 'p/modules', 'p/notrelative', 'p/number']) {
  assert.throws(
    () => get(request),
    errorLike({ name: 'Error', code: 'ERR_INVALID_PACKAGE_TARGET' }),
    request,
  );
}
for (const request of [
  'p/encslash',
  'p/feature/../a',
  'p/feature/%2e%2e/a',
  'p/feature/node_modules/a',
]) {
  assert.throws(
    () => get(request),
    errorLike({ name: 'TypeError', code: 'ERR_INVALID_MODULE_SPECIFIER' }),
    request,
  );
}
for (const request of ['mixed', 'numeric']) {
  assert.throws(
    () => get(request),
    errorLike({ name: 'Error', code: 'ERR_INVALID_PACKAGE_CONFIG' }),
    request,
  );
}
// "exports" names files: no extension is added.
for (const request of ['p/missing', 'p/noext']) {
  assert.throws(
    () => get(request),
    errorLike({
      code: 'MODULE_NOT_FOUND',
      path: `${root}/node_modules/p/package.json`,
    }),
    request,
  );
}
assert.throws(
  () => get('notjson'),
  errorLike({
    name: 'SyntaxError',
    path: `${root}/node_modules/notjson/package.json`,
    message: /^Error parsing .+package\.json: /,
  }),
);
