// require() of what is an ES module by its name or its package is refused with ERR_REQUIRE_ESM;
// .cjs is always CommonJS.
// Flags: --no-experimental-require-module
'use strict';

const assert = require('assert');
const path = require('path');
const { errorLike } = require('../../common');
const { tree } = require('./fixtures/tree');

const root = tree({
  'a.mjs': 'export default 1;',
  'type/package.json': { type: 'module' },
  'type/a.js': 'export default 1;',
  'type/b.js': 'module.exports = 1;',
  'type/c.cjs': 'module.exports = "cjs"',
  'type/d.json': '{"d": 1}',
  'type/cjs/package.json': { type: 'commonjs' },
  'type/cjs/e.js': 'module.exports = "e"',
});
const get = (name) => require(path.join(root, name));

assert.throws(
  () => get('a.mjs'),
  errorLike({
    name: 'Error',
    code: 'ERR_REQUIRE_ESM',
    message: new RegExp(
      '^require\\(\\) of ES Module .+a\\.mjs from .+ not supported\\.\nInstead change the',
    ),
  }),
);
assert.throws(() => get('type/a.js'), errorLike({ code: 'ERR_REQUIRE_ESM' }));
assert.throws(
  () => get('type/b.js'),
  errorLike({ code: 'ERR_REQUIRE_ESM', message: /rename b\.js to end in \.cjs/ }),
);
assert.strictEqual(get('type/c.cjs'), 'cjs');
assert.deepStrictEqual(get('type/d.json'), { d: 1 });
assert.strictEqual(get('type/cjs/e.js'), 'e');
// .mjs is not found without being named.
assert.throws(() => get('a'), errorLike({ code: 'MODULE_NOT_FOUND' }));
