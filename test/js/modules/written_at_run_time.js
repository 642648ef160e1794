// What a program writes while it runs is found: absence is never remembered.
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { tree } = require('./fixtures/tree');

const root = tree({ 'main.js': 'exports.get = (id) => require(id);' });
const { get } = require(path.join(root, 'main.js'));
const missing = { code: 'MODULE_NOT_FOUND' };

assert.throws(() => get('./late'), missing);
fs.writeFileSync(path.join(root, 'late.js'), 'module.exports = "late"');
assert.strictEqual(get('./late'), 'late');

assert.throws(() => get('pkg'), missing);
fs.mkdirSync(path.join(root, 'node_modules/pkg/lib'), { recursive: true });
assert.throws(() => get('pkg'), missing);
fs.writeFileSync(path.join(root, 'node_modules/pkg/package.json'), '{"main": "lib/x"}');
fs.writeFileSync(path.join(root, 'node_modules/pkg/lib/x.js'), 'module.exports = "x"');
assert.strictEqual(get('pkg'), 'x');

fs.mkdirSync(path.join(root, 'esm'));
fs.writeFileSync(path.join(root, 'esm/a.js'), 'module.exports = 1');
assert.strictEqual(get('./esm/a'), 1);
fs.writeFileSync(path.join(root, 'esm/package.json'), '{"type": "module"}');
fs.writeFileSync(path.join(root, 'esm/b.js'), 'module.exports = 2');
assert.throws(() => get('./esm/b'), {
  name: 'ReferenceError', message: 'module is not defined',
});
