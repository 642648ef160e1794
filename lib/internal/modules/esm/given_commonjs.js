'use strict';

// CommonJS modules whose text a load hook gave. They are not in require.cache, and their `require`
// does not show it. With --experimental-default-type=module all CommonJS modules that are imported
// are such.
// Source: Node.js documentation, "Customization Hooks", load().

const path = require('path');
const { compile } = require('internal/modules/cjs/loader');
const { Module } = require('internal/modules/cjs/module');
const { getOptionValue } = require('internal/options');

const { apply } = Reflect;

/**
 * Runs such a module.
 * @param {string} id its path; its URL when it has none
 * @param {string} source
 * @returns {any} its exports
 */
function load(id, source) {
  const mod = new Module(id);
  mod.filename = id;
  if (path.isAbsolute(id)) mod.paths = Module._nodeModulePaths(path.dirname(id));
  if (getOptionValue('--enable-source-maps')) {
    require('internal/source_map').registerFile(id, source, false);
  }
  const { exports } = mod;
  apply(compile(source, id), exports, [exports, makeRequire(mod), mod, id, path.dirname(id)]);
  mod.loaded = true;
  return mod.exports;
}

function makeRequire(mod) {
  // eslint-disable-next-line no-shadow
  function require(id) {
    return mod.require(id);
  }

  require.resolve = function resolve(request, options) {
    return Module._resolveFilename(request, mod, false, options);
  };
  require.main = process.mainModule;
  return require;
}

module.exports = { load };
