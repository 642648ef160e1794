// The ways in which packages in the wild reach into the loader: compile hooks, mocks, own
// extensions, changed wrappers, a replaced fs.readFileSync.
'use strict';

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const Module = require('module');
const { mustCall } = require('../../common');
const { tree } = require('./fixtures/tree');

const root = tree({
  'a.js': 'module.exports = VALUE;',
  'b.js': 'module.exports = require("./a2");',
  'a2.js': 'module.exports = "original"',
  'wrapped.js': 'module.exports = typeof injected;',
  'style.css': 'body {}',
  'virtual.js': 'module.exports = "on disk"',
  'extra.js': 'module.exports = [module.extra, require === module.customRequire];',
});
const at = (name) => path.join(root, name);

// pirates, @babel/register, ts-node: replace _compile of the module that the old handler is given.
{
  const oldLoader = Module._extensions['.js'];
  Module._extensions['.js'] = function (mod, filename) {
    const compile = mod._compile;
    mod._compile = function (code, file) {
      mod._compile = compile;
      return mod._compile(code.replace('VALUE', '"transformed"'), file);
    };
    oldLoader(mod, filename);
  };
  assert.strictEqual(require(at('a.js')), 'transformed');
  Module._extensions['.js'] = oldLoader;
}

// An extension of one's own, through require.extensions.
assert.strictEqual(require.extensions, Module._extensions);
require.extensions['.css'] = (mod, filename) => {
  mod.exports = fs.readFileSync(filename, 'utf8');
};
assert.strictEqual(require(at('style')), 'body {}');
delete require.extensions['.css'];

// proxyquire, mockery: _load and _resolveFilename.
{
  const { _load, _resolveFilename } = Module;
  Module._load = mustCall(function (request, parent, isMain) {
    assert.strictEqual(isMain, false);
    return request === './a2' ? 'mocked' : _load.call(Module, request, parent, isMain);
  }, 2);
  assert.strictEqual(require(at('b.js')), 'mocked');
  Module._load = _load;
  Module._resolveFilename = function (request, ...rest) {
    return _resolveFilename.call(this, request === 'alias' ? at('a2.js') : request, ...rest);
  };
  assert.strictEqual(require('alias'), 'original');
  assert.strictEqual(require.resolve('alias'), at('a2.js'));
  Module._resolveFilename = _resolveFilename;
}

// require-in-the-middle: Module.prototype.require.
{
  const original = Module.prototype.require;
  Module.prototype.require = function (id) {
    return id === 'magic' ? 'patched' : Reflect.apply(original, this, arguments);
  };
  assert.strictEqual(require('magic'), 'patched');
  Module.prototype.require = original;
}

// rewire: the wrapper.
{
  const original = Module.wrapper[0];
  assert.strictEqual(Module.wrap('x'), `${Module.wrapper[0]}x${Module.wrapper[1]}`);
  Module.wrapper[0] = `${original}const injected = 1;`;
  assert.strictEqual(require(at('wrapped.js')), 'number');
  Module.wrapper[0] = original;
  delete require.cache[at('wrapped.js')];
  assert.strictEqual(require(at('wrapped.js')), 'undefined');
  delete require.cache[at('wrapped.js')];
  const { wrap } = Module;
  Module.wrap = (script) => wrap(`const injected = {};${script}`);
  assert.strictEqual(require(at('wrapped.js')), 'object');
  Module.wrap = wrap;
}

// Virtual file systems.
{
  const { readFileSync } = fs;
  fs.readFileSync = (file, ...rest) =>
    file === at('virtual.js') ? 'module.exports = "virtual"' : readFileSync(file, ...rest);
  assert.strictEqual(require(at('virtual.js')), 'virtual');
  fs.readFileSync = readFileSync;
  const stat = Module._stat;
  Module._stat = (file) => (file === '/nowhere/at/all.js' ? 0 : stat(file));
  assert.strictEqual(Module._stat(root), 1);
  Module._stat = stat;
}

// A Module made by hand (require-from-string, vm runners).
{
  const mod = new Module('/made/up.js', module);
  mod.filename = '/made/up.js';
  mod.paths = Module._nodeModulePaths('/made');
  mod._compile(
    'module.exports = [__filename, __dirname, typeof require.resolve, module.parent.id];',
    mod.filename,
  );
  assert.deepStrictEqual(mod.exports, ['/made/up.js', '/made', 'function', '.']);
}
