'use strict';

// Mocks of modules (Node doc, mock.module()). They stand in a map that both loaders look into
// before their own: modules that were loaded before keep what they have.
//
// A mock is known by the keys of the ES module loader (internal/modules/esm/resolve). There are two
// where a package gives import and require() different files.

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { readSource } = require('internal/modules/cjs/files');
const { Module } = require('internal/modules/cjs/loader');
const { hasModuleSyntax } = require('internal/modules/cjs/require_esm');
const { baseOfReferrer, syntheticModule } = require('internal/modules/esm/module_map');
const { formatOfDataUrl, formatOfFile, pathOf, resolve } = require('internal/modules/esm/resolve');
const { builtinId, moduleMocks } = require('internal/modules/helpers');

/**
 * The keys of what a specifier means to import and to require().
 * @param {string} specifier
 * @param {string} caller path or URL of the file that says it
 * @returns {Set<string>} at least one
 * @throws {Error} that of the ES module loader
 */
function keysOf(specifier, caller) {
  const base = baseOfReferrer(caller);
  const keys = new Set();
  let failure;
  try {
    keys.add(resolve(specifier, base));
  } catch (error) {
    failure = error;
  }
  try {
    const parent = new Module(base.path ?? '');
    parent.filename = base.path ?? null;
    parent.paths = Module._nodeModulePaths(base.dir || '/');
    const found = Module._resolveFilename(specifier, parent);
    const id = builtinId(found);
    keys.add(id === undefined ? found : `node:${id}`);
  } catch {
    // Only import knows it.
  }
  if (keys.size === 0) throw failure;
  return keys;
}

/** @returns {boolean} whether import sees it as an ES module; else its exports are an object */
function isEsModule(key) {
  if (key.startsWith('node:')) return false;
  if (key.startsWith('data:')) return formatOfDataUrl(key) === 'module';
  const filename = pathOf(key.replace(/[?#].*$/s, ''));
  const format = formatOfFile(filename, true);
  if (format !== 'ambiguous') return format === 'module';
  try {
    return hasModuleSyntax(readSource(filename), filename);
  } catch {
    // A mock needs no file that can be read.
    return false;
  }
}

/** What stands in the place of a module. */
class ModuleMock {
  /**
   * @param {string} specifier
   * @param {Set<string>} keys
   * @param {any} options checked: cache, hasDefault, defaultExport, namedExports
   */
  constructor(specifier, keys, options) {
    this.specifier = specifier;
    this.keys = keys;
    this.options = options;
    /** With the option cache: key -> what has been made. */
    this.made = { commonJS: new Map(), es: new Map() };
    /** File name -> what the cache of require() had before. */
    this.cached = new Map();
  }

  make(map, key, create) {
    if (!this.options.cache) return create();
    if (!map.has(key)) map.set(key, create());
    return map.get(key);
  }

  /**
   * What require() gives.
   * @param {string} key
   * @returns {any}
   * @throws {Error} ERR_INVALID_STATE if the default export can't have named ones
   */
  exportsOf(key) {
    return this.make(this.made.commonJS, key, () => {
      const exports = this.createExports();
      if (this.options.cache && key.startsWith('/')) this.intoCache(key, exports);
      return exports;
    });
  }

  createExports() {
    const { hasDefault, defaultExport, namedExports } = this.options;
    const exports = hasDefault ? defaultExport : {};
    const names = Object.keys(namedExports);
    const isObject = (typeof exports === 'object' && exports !== null) ||
      typeof exports === 'function';
    if (names.length > 0 && !isObject) {
      throw new ERR_INVALID_STATE(
        `Cannot create mock of '${this.specifier}' because named exports cannot be applied to ` +
        'the provided default export');
    }
    for (const name of names) exports[name] = namedExports[name];
    return exports;
  }

  intoCache(filename, exports) {
    this.cached.set(filename, Module._cache[filename]);
    const mod = new Module(filename);
    mod.filename = filename;
    mod.exports = exports;
    mod.loaded = true;
    Module._cache[filename] = mod;
  }

  /**
   * What import gives.
   * @param {string} key
   * @returns {any} an EsModule
   * @throws {Error} ERR_INVALID_STATE if the default export can't have named ones
   */
  moduleOf(key) {
    return this.make(this.made.es, key, () => {
      const { hasDefault, defaultExport, namedExports } = this.options;
      const values = new Map(Object.entries(namedExports));
      if (!isEsModule(key)) values.set('default', this.exportsOf(key));
      else if (hasDefault) values.set('default', defaultExport);
      return syntheticModule(key, values);
    });
  }

  install() {
    moduleMocks.byKey ??= new Map();
    for (const key of this.keys) moduleMocks.byKey.set(key, this);
  }

  remove() {
    for (const key of this.keys) moduleMocks.byKey.delete(key);
    if (moduleMocks.byKey.size === 0) moduleMocks.byKey = null;
    for (const [filename, before] of this.cached) {
      if (before === undefined) delete Module._cache[filename];
      else Module._cache[filename] = before;
    }
  }
}

/** Undoes the mock of one module. */
class MockModuleContext {
  #mock;

  /** @param {ModuleMock} mock */
  constructor(mock) {
    this.#mock = mock;
    mock.install();
  }

  /** Lets the loaders find the original again. */
  restore() {
    this.#mock?.remove();
    this.#mock = undefined;
  }
}

/**
 * @param {string} specifier
 * @param {object} options checked: cache, defaultExport, namedExports
 * @param {string} caller path or URL of the file that calls
 * @returns {MockModuleContext}
 * @throws {Error} ERR_INVALID_STATE if it is mocked already, and errors of resolution
 */
function mockModule(specifier, options, caller) {
  const keys = keysOf(specifier, caller);
  for (const key of keys) {
    if (moduleMocks.byKey?.has(key)) {
      throw new ERR_INVALID_STATE(`Cannot mock '${specifier}'. The module is already mocked.`);
    }
  }
  const { cache = false, defaultExport, namedExports = {} } = options;
  return new MockModuleContext(new ModuleMock(specifier, keys, {
    cache, hasDefault: 'defaultExport' in options, defaultExport, namedExports,
  }));
}

module.exports = { mockModule };
