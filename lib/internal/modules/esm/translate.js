'use strict';

// Makes modules: reads what a request means and turns it, by its format, into an entry of the map.
//
// Local files are read while the program waits, one after another: reading a small file takes less
// time than asking the worker pool for it.

const { codes } = require('internal/errors');
const { observer } = require('internal/modules/cjs/files');
const cjs = require('internal/modules/cjs/loader');
const { hasModuleSyntax } = require('internal/modules/cjs/require_esm');
const { explainResolution, warnOfTypelessPackage } = require('internal/modules/esm/explain');
const {
  EsModule,
  add,
  checkAttributeNames,
  checkAttributes,
  failures,
  findMocked,
  modules,
  program,
} = require('internal/modules/esm/module_map');
const resolution = require('internal/modules/esm/resolve');
const { builtinId, requireBuiltin, stripBom } = require('internal/modules/helpers');
const { getOptionValue } = require('internal/options');
const { decorateStack } = require('internal/vm');

const native = binding('esm');
const { readFileUtf8 } = binding('fs');
const { pathKind } = binding('modules');
const { ENOENT, ENOTDIR, EISDIR, ELOOP } = binding('constants').os.errno;

const { Base, pathOf, urlOf } = resolution;
const { parse } = JSON;
const { defineProperty, hasOwn, keys } = Object;

/**
 * The module that a request means, loaded but not linked.
 * @param {string} specifier
 * @param {Base} base
 * @param {object | undefined} attributes
 * @param {EsModule} [importer]
 * @param {number} [index]
 * @returns {EsModule}
 */
function request(specifier, base, attributes, importer, index) {
  try {
    return requestPlainly(specifier, base, attributes, importer, index);
  } catch (error) {
    throw explainResolution(error, specifier, base);
  }
}

function requestPlainly(specifier, base, attributes, importer, index) {
  const located = resolution.locate(specifier, base);
  if (typeof located === 'string') {
    const known = findMocked(located) ?? modules.get(located);
    if (known !== undefined) return checked(known, attributes);
  }
  const { filename, suffix, other } = resolution.splitLocated(located, base);
  if (filename !== undefined) {
    return fromFile(filename, suffix, base, attributes, importer, index);
  }
  const known = findMocked(other) ?? modules.get(other);
  if (known !== undefined) return checked(known, attributes);
  if (other.startsWith('node:')) return fromBuiltin(other, attributes);
  if (other.startsWith('data:')) return fromDataUrl(other, attributes, importer, index);
  if (program.isRequiring && /^https?:/.test(other)) {
    throw new codes.ERR_NETWORK_IMPORT_DISALLOWED(
      other, base.shown, 'ES modules cannot be loaded by require() from the network');
  }
  throw new codes.ERR_UNSUPPORTED_ESM_URL_SCHEME(new URL(other), ['file', 'data', 'node']);
}

function checked(module, attributes) {
  if (module.format === 'mock') return module;
  if (attributes !== undefined || module.format === 'json') {
    checkAttributes(module.url, module.format, attributes);
  }
  return module;
}

/** A file by the real path of its directory; undefined when that is missing. */
function throughDirectory(filename) {
  const slash = filename.lastIndexOf('/');
  try {
    return resolution.realDirectory(filename.slice(0, slash)) + filename.slice(slash);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function fromFile(filename, suffix, base, attributes, importer, index, isMain = false) {
  if (filename.endsWith('/')) throw resolution.directoryError(filename, base);
  let real = filename;
  const followsLinks = resolution.followsLinks(isMain);
  if (followsLinks) {
    real = throughDirectory(filename);
    if (real === undefined) throw resolution.notFoundError(filename, base);
  }
  for (;;) {
    const key = suffix === '' ? real : urlOf(real) + suffix;
    const known = findMocked(key) ?? modules.get(key);
    if (known !== undefined) return checked(known, attributes);
    const made = makeOnce(key, attributes, () =>
      openFile(real, key, attributes, importer, index, followsLinks));
    if (typeof made !== 'number') return made;
    // The file itself is a link.
    if (made !== -ELOOP || !followsLinks) throw openError(made, filename, base);
    try {
      real = resolution.toRealPath(real);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      throw resolution.notFoundError(filename, base);
    }
  }
}

/** @returns {Error} for a negative error number */
function openError(number, filename, base) {
  if (number === -ENOENT || number === -ENOTDIR) return resolution.notFoundError(filename, base);
  if (number === -EISDIR) return resolution.directoryError(filename, base);
  try {
    readFileUtf8(filename);
  } catch (error) {
    return error;
  }
  return resolution.notFoundError(filename, base);
}

/**
 * Makes a module; when that fails once, it fails always in the same way.
 * @template T
 * @param {string} key
 * @param {{ type?: string } | undefined} attributes
 * @param {() => T} make
 * @returns {T}
 */
function makeOnce(key, attributes, make) {
  const type = attributes?.type;
  const failureKey = type === undefined ? key : `${key}\0${type}`;
  const known = failures.get(failureKey);
  if (known !== undefined) throw known.error;
  try {
    return make();
  } catch (error) {
    failures.set(failureKey, { error });
    throw error;
  }
}

/** @returns {EsModule | number} a negative error number when it cannot be read */
function openFile(filename, key, attributes, importer, index, followsLinks) {
  if (observer.onFile !== null) observer.onFile(filename);
  let format;
  try {
    format = resolution.formatOfFile(filename);
  } catch (error) {
    const status = checkFile(filename);
    if (status !== 0) return status;
    throw error;
  }
  const url = urlOf(key);
  if (format === 'module' && attributes === undefined &&
      !getOptionValue('--enable-source-maps')) {
    const opened = native.open(filename, url, decorateStack, followsLinks);
    if (typeof opened === 'number') return opened;
    return add(key, format, importer, index).setSource(opened);
  }
  if (format === 'wasm') {
    const status = checkFile(filename);
    if (status !== 0) return status;
    checkAttributes(url, format, attributes);
    return translate(key, format, require('fs').readFileSync(filename), importer, index);
  }
  const source = native.readSource(filename, followsLinks);
  if (typeof source === 'number') return source;
  if (format === 'ambiguous') {
    format = hasModuleSyntax(source, filename) ? 'module' : 'commonjs';
    if (format === 'module') warnOfTypelessPackage(filename);
  }
  checkAttributes(url, format, attributes);
  return translate(key, format, source, importer, index);
}

/** @returns {number} 0 for a file; a negative error number for anything else, also for a link */
function checkFile(filename) {
  const kind = pathKind(filename);
  if (kind < 0) return kind;
  if ((kind & 1) !== 0) return -EISDIR;
  return (kind & 4) === 0 ? 0 : -ELOOP;
}

/**
 * Makes a module of a source text.
 * @param {string} key
 * @param {string} format
 * @param {any} source
 * @param {EsModule} [importer]
 * @param {number} [index]
 * @param {boolean} [isGiven] a load hook gave the text
 * @returns {EsModule}
 */
function translate(key, format, source, importer, index, isGiven = false) {
  switch (format) {
    case 'module': {
      const compiled =
        native.compile(source, urlOf(key), 0, 0, undefined, null, undefined, decorateStack);
      if (getOptionValue('--enable-source-maps')) {
        require('internal/source_map').registerFile(pathOf(key) ?? key, source, true);
      }
      return add(key, format, importer, index).setSource(compiled);
    }
    case 'json':
      return fromJson(key, source, importer, index);
    case 'wasm':
      return fromWasm(key, source, importer, index);
    case 'commonjs':
      return fromCommonJS(key, source, importer, index, isGiven);
    default:
      throw new codes.ERR_UNKNOWN_MODULE_FORMAT(format, urlOf(key));
  }
}

/** A builtin: its exports by name, and as the default. */
function fromBuiltin(specifier, attributes) {
  resolution.checkBuiltin(specifier);
  const known = modules.get(specifier);
  if (known !== undefined) return checked(known, attributes);
  checkAttributes(specifier, 'builtin', attributes);
  const exports = requireBuiltin(builtinId(specifier));
  const names = keys(exports).filter((name) => name !== 'default');
  const module = new EsModule(new Base(specifier), 'builtin', undefined, 0);
  // Kept when the graph that asked for it fails: there is nothing to try again.
  modules.set(specifier, module);
  let isEvaluated = false;
  const sync = () => {
    if (!isEvaluated) return;
    for (const name of names) native.setExport(module.handle, name, readExport(exports, name));
  };
  module.setSynthetic([...names, 'default'], (handle) => {
    isEvaluated = true;
    sync();
    native.setExport(handle, 'default', exports);
  });
  cjs.builtinExportSyncs.push(sync);
  return module;
}

/** @returns {any} a property of a builtin; undefined when reading it throws */
function readExport(exports, name) {
  try {
    return exports[name];
  } catch {
    return undefined;
  }
}

function fromDataUrl(url, attributes, importer, index) {
  return makeOnce(url, attributes, () => openDataUrl(url, attributes, importer, index));
}

function openDataUrl(url, attributes, importer, index) {
  checkAttributeNames(attributes);
  const format = resolution.formatOfDataUrl(url);
  const { URL } = require('internal/url');
  const parsed = new URL(url);
  const match = /^([^/]+\/[^;,]+)(?:[^,]*?)(;base64)?,([\s\S]*)$/.exec(parsed.pathname);
  if (match === null) throw new codes.ERR_INVALID_URL(url);
  if (format === undefined) throw new codes.ERR_UNKNOWN_MODULE_FORMAT(match[1], url);
  checkAttributes(url, format, attributes);
  const { Buffer } = require('buffer');
  const bytes = Buffer.from(decodeURIComponent(match[3]), match[2] ? 'base64' : 'utf8');
  return translate(url, format, format === 'wasm' ? bytes : bytes.toString(), importer, index);
}

function fromJson(key, source, importer, index) {
  const filename = pathOf(key);
  const shared = filename === undefined || filename !== key ? undefined :
    cjs.Module._cache[filename];
  let value;
  if (shared?.loaded) {
    value = shared.exports;
  } else {
    const text = stripBom(source);
    try {
      value = parse(text);
    } catch (error) {
      const reason = require('internal/modules/json').explain(text) ?? error.message;
      error.message = `${filename ?? urlOf(key)}: ${reason}`;
      defineProperty(error, 'stack', {
        value: `${error.name}: ${error.message}`, writable: true, configurable: true,
      });
      throw error;
    }
    if (filename === key) {
      const mod = new cjs.Module(filename);
      mod.filename = filename;
      mod.exports = value;
      mod.loaded = true;
      cjs.Module._cache[filename] = mod;
    }
  }
  return add(key, 'json', importer, index).setSynthetic(['default'], (handle) => {
    native.setExport(handle, 'default', value);
  });
}

/**
 * A WebAssembly module. Its record is one with source, because only such a one can wait for what it
 * imports; the exports are those of a synthetic one, which the source has set when it runs.
 */
function fromWasm(key, source, importer, index) {
  require('internal/util').emitExperimentalWarning('Importing WebAssembly modules');
  const { WebAssembly } = globalThis;
  const compiled = new WebAssembly.Module(source);
  const names = WebAssembly.Module.exports(compiled).map((entry) => entry.name);
  const imported =
    [...new Set(WebAssembly.Module.imports(compiled).map((entry) => entry.module))];
  const url = urlOf(key);
  const instanceSpecifier = `${url}#instance`;
  let text = '';
  for (const specifier of imported) text += `import ${JSON.stringify(specifier)};`;
  const from = `from ${JSON.stringify(instanceSpecifier)};`;
  text += `export * ${from}`;
  if (names.includes('default')) text += `export { default } ${from}`;
  text += 'import.meta.run();';
  const module = add(key, 'wasm', importer, index).setSource(
    native.compile(text, url, 0, 0, undefined, null, undefined, undefined));
  const instance = new EsModule(new Base(key), 'wasm', undefined, 0).setSynthetic(names, undefined);
  module.run = () => {
    const imports = { __proto__: null };
    imported.forEach((specifier, i) => {
      imports[specifier] = native.namespace(module.dependencies[i].handle);
    });
    const { exports } = new WebAssembly.Instance(compiled, imports);
    for (const name of names) native.setExport(instance.handle, name, exports[name]);
  };
  module.inner = { specifier: instanceSpecifier, module: instance };
  return module;
}

/** A CommonJS module: runs when it is evaluated; its names are guessed from its text before. */
function fromCommonJS(key, source, importer, index, isGiven) {
  const filename = pathOf(key);
  const { exportNames } = require('internal/modules/esm/cjs_exports');
  const names = exportNames(filename, source);
  return add(key, 'commonjs', importer, index).setSynthetic(
    [...names, 'default'], (handle) => {
      const module = handle.owner;
      const byLoader = isGiven || filename === undefined ||
        getOptionValue('--experimental-default-type') === 'module';
      const exports = byLoader ?
        require('internal/modules/esm/given_commonjs').load(filename ?? key, source) :
        cjs.loadForImport(filename, source, module === program.mainModule);
      const isObject = (typeof exports === 'object' && exports !== null) ||
        typeof exports === 'function';
      for (const name of names) {
        if (!isObject || !hasOwn(exports, name)) continue;
        native.setExport(handle, name, readExport(exports, name));
      }
      native.setExport(handle, 'default', exports);
    });
}

module.exports = { fromBuiltin, fromFile, request, translate };
