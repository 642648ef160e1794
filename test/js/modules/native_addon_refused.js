// A native addon cannot be loaded, and require() says so; the condition 'node-addons' is therefore
// not set.
'use strict';

const assert = require('assert');
const path = require('path');
const { tree } = require('./fixtures/tree');

const root = tree({
  'addon.node': `\x7fELF${'.'.repeat(100)}`,
  'text.node': 'hello '.repeat(20),
  'empty.node': '',
  'node_modules/choice/package.json': {
    exports: { 'node-addons': './addon.node', default: './plain.js' },
  },
  'node_modules/choice/plain.js': 'module.exports = "without addon"',
  'main.js': 'module.exports = require("choice");',
});
const code = 'ERR_DLOPEN_FAILED';
assert.throws(() => require(path.join(root, 'addon.node')), {
  code,
  message: /addon\.node: .+ not available/,
});
assert.throws(() => require(path.join(root, 'text.node')), { code, message: /invalid ELF header/ });
assert.throws(() => require(path.join(root, 'empty')), { code, message: /file too short/ });
assert.strictEqual(require(path.join(root, 'main.js')), 'without addon');
