// What a module sees: module, exports, require, __filename and __dirname, before and after it is
// loaded.
'use strict';

const assert = require('assert');
const path = require('path');
const { tree } = require('./fixtures/tree');

const root = tree({
  'child.js': `
    exports.during = { loaded: module.loaded, children: module.children.length };
    exports.self = module;
    exports.names = [__filename, __dirname];
    exports.thisIsExports = this === exports && exports === module.exports;
    exports.argumentCount = arguments.length;
    exports.isMain = require.main === module;
    require('./grandchild');
    require('./grandchild.js');
  `,
  'grandchild.js': 'module.exports = null;',
});
const file = path.join(root, 'child.js');
const child = require(file);
const mod = child.self;

assert.deepStrictEqual(child.during, { loaded: false, children: 0 });
assert.deepStrictEqual(child.names, [file, root]);
assert.strictEqual(child.thisIsExports, true);
assert.strictEqual(child.argumentCount, 5);
assert.strictEqual(child.isMain, false);
assert.strictEqual(require.main, module);
assert.strictEqual(module.id, '.');
assert.strictEqual(process.mainModule, module);

assert.strictEqual(mod.id, file);
assert.strictEqual(mod.filename, file);
assert.strictEqual(mod.path, root);
assert.strictEqual(mod.loaded, true);
assert.strictEqual(mod.parent, module);
assert.strictEqual(mod.isPreloading, false);
assert.strictEqual(mod.exports, child);
// Required twice under two names, it is one child.
assert.deepStrictEqual(
  mod.children.map((each) => each.id),
  [path.join(root, 'grandchild.js')],
);
assert.ok(module.children.includes(mod));
assert.strictEqual(require.cache[file], mod);
assert.deepStrictEqual(Object.keys(mod), [
  'id',
  'path',
  'exports',
  'filename',
  'loaded',
  'children',
  'paths',
]);

// Deleted from the cache it is loaded again, as another module.
delete require.cache[file];
const again = require(file);
assert.notStrictEqual(again, child);
assert.strictEqual(again.self.id, file);

// What stands in the cache is what require() returns.
require.cache[file] = { exports: 'planted', loaded: true };
assert.strictEqual(require(file), 'planted');

// A falsy exports value is returned as it is.
assert.strictEqual(require(path.join(root, 'grandchild')), null);

// Programs make a Module of their own, and give it all that this one has.
const { Module } = require('module');
class OwnModule extends Module {}
for (const [name, value] of Object.entries(Module)) OwnModule[name] = value;
assert.strictEqual(OwnModule.constants, Module.constants);
assert.strictEqual(OwnModule.builtinModules, Module.builtinModules);
