// A native addon cannot be loaded, and require() says so; the condition 'node-addons' is therefore not set.
'use strict';

const assert = require('assert');
const path = require('path');
const { tree } = require('./fixtures/tree');

const root = tree({
  'addon.node': '',
  'node_modules/choice/package.json': { exports: { 'node-addons': './addon.node', 'default': './plain.js' } },
  'node_modules/choice/plain.js': 'module.exports = "without addon"',
  'main.js': 'module.exports = require("choice");',
});
assert.throws(() => require(path.join(root, 'addon.node')),
              (error) => error.code === 'ERR_FEATURE_NOT_AVAILABLE' || error.code === 'ERR_DLOPEN_FAILED');
assert.strictEqual(require(path.join(root, 'main.js')), 'without addon');
