// Accessors on Object.prototype do not reach into the loader: neither package.json fields nor
// module fields go through them.
'use strict';

const assert = require('assert');
const path = require('path');
const { mustNotCall } = require('../../common');
const { tree } = require('./fixtures/tree');

const root = tree({
  'node_modules/plain/package.json': '{}',
  'node_modules/plain/index.js': 'module.exports = "plain"',
  'main.js': 'module.exports = require("plain");',
});
const names = [
  'name',
  'main',
  'type',
  'exports',
  'imports',
  'id',
  'path',
  'filename',
  'resolve',
  'cache',
];
const descriptors = names.map((name) => ({
  get: mustNotCall(`get ${name}`),
  set: mustNotCall(`set ${name}`),
  configurable: true,
}));
names.forEach((name, i) => Object.defineProperty(Object.prototype, name, descriptors[i]));
const result = require(path.join(root, 'main.js'));
for (const name of names) delete Object.prototype[name];
assert.strictEqual(result, 'plain');
