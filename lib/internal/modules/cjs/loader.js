'use strict';

// The CommonJS loader: `require`.
//
// Loading is three steps. *Resolving* makes an absolute file name of a request
// (Module._resolveFilename, in internal/modules/cjs/resolve). *Caching* is one object,
// Module._cache, keyed by that file name. *Running* is choosing the handler for the file's
// extension (Module._extensions), which compiles the text as the body of a function and calls it.
// All three go through the public properties of Module, always looked up anew, because programs in
// the wild replace them: pirates and ts-node replace _extensions and _compile, proxyquire and mocks
// replace _load and _resolveFilename, bundlers and virtual file systems replace _findPath,
// fs.readFileSync and fs.realpathSync.
//
// Costs. A repeated require is one string concatenation and two lookups. A new file next to the one
// that asks is one lstat, one stat per directory up to its package.json, and the read.

const path = require('path');
const { codes } = require('internal/errors');
const { validateString } = require('internal/validators');
const packageJson = require('internal/modules/package_json_reader');
const {
  enter, leave, observer, readSource, sourceInHand,
} = require('internal/modules/cjs/files');
const { Fields, Given, Module, adopt, requireHooks } = require('internal/modules/cjs/module');
const {
  hasModuleSyntax,
  isAmbiguous,
  isModuleSyntaxError,
  loadEsModule,
  moduleStatements,
  requiredEsModules,
} = require('internal/modules/cjs/require_esm');
const {
  builtinId,
  builtinModules,
  isBuiltin,
  isSchemelessBuiltin,
  moduleMocks,
  requireBuiltin,
  whyMissing,
} = require('internal/modules/helpers');
const { getOptionValue } = require('internal/options');
const { decorateStack } = require('internal/vm');

const { readFileUtf8 } = binding('fs');
const { compileForCommonJS } = binding('contextify');

// Captured so that a program that replaces these cannot break the loader.
const { apply, getPrototypeOf, setPrototypeOf } = Reflect;
const { parse } = JSON;

require('internal/modules/cjs/resolve');

// ------------------------------------------------------------------------------------------
// The wrapper. Files are compiled as functions without it, unless a program has changed it.

const wrapperHead = '(function (exports, require, module, __filename, __dirname) { ';
const wrapperTail = '\n});';
const originalWrapper = [wrapperHead, wrapperTail];

function originalWrap(script) {
  return Module.wrapper[0] + script + Module.wrapper[1];
}

let currentWrap = originalWrap;
let currentWrapper = originalWrapper;

Object.defineProperty(Module, 'wrap', {
  get() {
    return currentWrap;
  },
  set(value) {
    currentWrap = value;
  },
});

Object.defineProperty(Module, 'wrapper', {
  get() {
    return currentWrapper;
  },
  set(value) {
    currentWrapper = value;
  },
});

function isWrapperChanged() {
  return currentWrap !== originalWrap || currentWrapper !== originalWrapper ||
    originalWrapper[0] !== wrapperHead || originalWrapper[1] !== wrapperTail;
}

// ------------------------------------------------------------------------------------------
// Loading.

/**
 * The prototype that the exports of a module get while it is being loaded and somebody who depends
 * on it in a circle already looks at them: reading what is not there yet is nearly always a
 * mistake.
 */
const incompleteExports = new Proxy({}, {
  get(target, name) {
    // __esModule is what transpiled code asks of any module.
    if (name in target || name === '__esModule') return target[name];
    warnOfIncompleteExports(name);
    return undefined;
  },
  getOwnPropertyDescriptor(target, name) {
    if (Object.hasOwn(target, name) || name === '__esModule') {
      return Reflect.getOwnPropertyDescriptor(target, name);
    }
    warnOfIncompleteExports(name);
    return undefined;
  },
});

function warnOfIncompleteExports(name) {
  process.emitWarning(
    `Accessing non-existent property '${String(name)}' of module exports ` +
      'inside circular dependency');
}

/** Module that is being loaded -> its exports, whose prototype is incompleteExports for now. */
const shownInCycle = new Map();

/** @returns {any} the exports of a module that is still being loaded */
function exportsInCycle(mod) {
  const { exports } = mod;
  if (typeof exports === 'object' && exports !== null &&
      // First of all: looking at a proxy would run its traps.
      !require('internal/util/types').isProxy(exports) &&
      getPrototypeOf(exports) === Object.prototype &&
      // Transpiled modules are looked at before they are complete on purpose.
      !exports.__esModule) {
    setPrototypeOf(exports, incompleteExports);
    shownInCycle.set(mod, exports);
  }
  return exports;
}

function endCycle(mod) {
  const exports = shownInCycle.get(mod);
  if (exports === undefined) return;
  shownInCycle.delete(mod);
  if (getPrototypeOf(exports) === incompleteExports) setPrototypeOf(exports, Object.prototype);
}
/** @returns {any} the exports of a module found in the cache */
function reuse(mod, parent) {
  adopt(parent, mod, true);
  if (!mod.loaded && requiredEsModules.has(mod)) {
    let message = `Cannot require() ES Module ${mod.filename} in a cycle.`;
    const parentFilename = Fields.parentOf(mod)?.filename;
    if (parentFilename) message += ` (from ${parentFilename})`;
    throw new codes.ERR_REQUIRE_CYCLE_MODULE(message);
  }
  return mod.loaded ? mod.exports : exportsInCycle(mod);
}

/** `${directory of the parent}\0${request}` -> file name, for requests that made a new module. */
const resolvedFrom = new Map();

/**
 * The exports of what a request names: from the cache, a builtin, or a file that is loaded now.
 * @param {string} request
 * @param {any} parent the module that asks
 * @param {boolean} [isMain]
 * @returns {any}
 */
Module._load = function(request, parent, isMain) {
  if (moduleMocks.byKey !== null) {
    const mocked = findMock(request, parent, isMain);
    if (mocked !== undefined) return mocked.mock.exportsOf(mocked.key);
  }
  let key;
  let filename;
  // What the hooks of module.registerHooks() have resolved. What an ES module imports has passed
  // through them already.
  let hooked;
  const hooks = requireHooks.current;
  if (hooks !== null && sourceInHand.filename !== request) {
    hooked = hooks.resolve(request, parent);
    filename = hooked.filename;
  } else {
    if (parent) {
      key = `${parent.path}\0${request}`;
      const known = resolvedFrom.get(key);
      if (known !== undefined) {
        const mod = Module._cache[known];
        if (mod !== undefined) return reuse(mod, parent);
        resolvedFrom.delete(key);
      }
    }

    // With the prefix a builtin cannot be replaced through the cache.
    if (request.startsWith('node:')) return loadPrefixed(request);

    filename = Module._resolveFilename(request, parent, isMain);
  }
  const cached = Module._cache[filename];
  if (cached !== undefined) return reuse(cached, parent);
  if (filename.charCodeAt(0) !== 0x2F) {
    if (isSchemelessBuiltin(filename)) return requireBuiltin(filename);
    // From "imports", or from hooks.
    if (filename.startsWith('node:')) return loadPrefixed(filename);
  }

  const mod = new Module(filename, parent);
  if (isMain) {
    Object.defineProperty(process, 'mainModule', {
      value: mod, writable: true, enumerable: true, configurable: true,
    });
    mod.id = '.';
  }
  Module._cache[filename] = mod;
  if (key !== undefined) resolvedFrom.set(key, filename);

  let complete = false;
  try {
    if (hooked === undefined) mod.load(filename);
    else hooks.load(mod, hooked);
    Fields.complete(mod);
    complete = true;
  } finally {
    if (!complete) {
      delete Module._cache[filename];
      if (key !== undefined) {
        resolvedFrom.delete(key);
        const children = parent?.children;
        if (Array.isArray(children)) {
          const index = children.indexOf(mod);
          if (index !== -1) children.splice(index, 1);
        }
      }
    }
    if (shownInCycle.size > 0) endCycle(mod);
  }
  return mod.exports;
};

/** @returns {{ mock: any, key: string } | undefined} what a test has put in place of a module */
function findMock(request, parent, isMain) {
  const filename = request.startsWith('node:') ? request :
    Module._resolveFilename(request, parent, isMain);
  const id = builtinId(filename);
  const key = id === undefined ? filename : `node:${id}`;
  const mock = moduleMocks.byKey.get(key);
  return mock === undefined ? undefined : { mock, key };
}

function loadPrefixed(request) {
  const id = builtinId(request);
  if (id === undefined) {
    throw new codes.ERR_UNKNOWN_BUILTIN_MODULE(`${request}${whyMissing(request)}`);
  }
  return requireBuiltin(id);
}

/** @returns {string} the longest registered extension of a file name; '.js' when there is none */
function extensionOf(filename) {
  let start = filename.lastIndexOf('/') + 1;
  // A leading dot belongs to the name: '.eslintrc'.
  for (let dot = filename.indexOf('.', start); dot !== -1; dot = filename.indexOf('.', start)) {
    const isFirst = filename.charCodeAt(dot - 1) === 0x2F || dot === 0;
    start = dot + 1;
    if (isFirst) continue;
    const extension = filename.slice(dot);
    if (Module._extensions[extension]) return extension;
  }
  return '.js';
}

/**
 * Runs the handler for the file's extension.
 * @param {string} filename
 * @returns {void}
 */
Module.prototype.load = function(filename) {
  this.filename = filename;
  this.paths = Module._nodeModulePaths(path.dirname(filename));
  const extension = extensionOf(filename);
  if (filename.endsWith('.mjs') && !Module._extensions['.mjs']) {
    loadEsModule(this, filename, undefined, null);
  } else {
    Module._extensions[extension](this, filename);
  }
  this.loaded = true;
};

/**
 * `require`, as a method.
 * @param {string} id
 * @returns {any}
 * @throws {Error} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, MODULE_NOT_FOUND, and what the
 *   module throws
 */
Module.prototype.require = function(id) {
  validateString(id, 'id');
  if (id === '') {
    throw new codes.ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  }
  enter();
  try {
    return Module._load(id, this, false);
  } finally {
    leave();
  }
};

/**
 * Makes the `require` that belongs to a module.
 * @param {any} mod
 * @returns {NodeJS.Require}
 */
function makeRequire(mod) {
  // eslint-disable-next-line no-shadow
  function require(id) {
    return mod.require(id);
  }

  function resolve(request, options) {
    validateString(request, 'request');
    return Module._resolveFilename(request, mod, false, options);
  }

  function paths(request) {
    validateString(request, 'request');
    return Module._resolveLookupPaths(request, mod);
  }

  resolve.paths = paths;
  return new RequireFields(require, resolve);
}

/** The properties of a `require` function; defined, as those of a module. */
class RequireFields extends Given {
  resolve;
  main = process.mainModule;
  extensions = Module._extensions;
  cache = Module._cache;

  constructor(require_, resolve) {
    super(require_);
    this.resolve = resolve;
  }
}

/**
 * Compiles a text as the body of a module.
 * @param {string} content
 * @param {string} filename
 * @returns {Function} (exports, require, module, __filename, __dirname)
 * @throws {SyntaxError} with the place at the head of its stack
 */
function compile(content, filename) {
  if (!isWrapperChanged()) return compileForCommonJS(content, filename, decorateStack);
  // Through a script, as programs that changed the wrapper expect.
  const { Script, constants } = require('vm');
  return new Script(Module.wrap(content), {
    filename, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext({ displayErrors: true });
}

/**
 * Compiles a text as the body of this module and runs it.
 * @param {string} content
 * @param {string} filename
 * @param {string} [format] 'module' when it is known to be an ES module
 * @returns {any} what the body returns
 */
Module.prototype._compile = function(content, filename, format) {
  if (format === 'module') return loadEsModule(this, filename, content, null);
  if (getOptionValue('--enable-source-maps')) {
    require('internal/source_map').registerFile(filename, content, false);
  }
  let compiled;
  try {
    compiled = compile(content, filename);
  } catch (error) {
    const isAllowed = this === process.mainModule ||
      getOptionValue('--experimental-require-module');
    if (!isAllowed || !isAmbiguous(filename) || !isModuleSyntaxError(error, content, filename)) {
      if (moduleStatements.has(error?.message)) warnOfModuleStatement();
      throw error;
    }
    require('internal/modules/esm/explain').warnOfTypelessPackage(filename);
    return loadEsModule(this, filename, content, null);
  }
  const ownRequire = makeRequire(this);
  const { exports } = this;
  const args = [exports, ownRequire, this, filename, path.dirname(filename)];
  enter();
  try {
    if (observer.callMain !== null && this.id === '.') {
      return observer.callMain(compiled, exports, ...args);
    }
    return apply(compiled, exports, args);
  } finally {
    leave();
  }
};

function warnOfModuleStatement() {
  require('internal/process/warning').emitWarningNow(
    'To load an ES module, set "type": "module" in the package.json or use the .mjs extension.');
}

/**
 * The exports of a CommonJS module that an ES module imports.
 * @param {string} filename
 * @param {string} source its text
 * @param {boolean} isMain
 * @returns {any}
 */
function loadForImport(filename, source, isMain) {
  const cached = Module._cache[filename];
  if (cached !== undefined) return (Fields.completed(cached) ?? cached).exports;
  sourceInHand.filename = filename;
  sourceInHand.source = source;
  try {
    return Module._load(filename, undefined, isMain);
  } finally {
    sourceInHand.filename = '';
    sourceInHand.source = '';
  }
}

Module._extensions['.js'] = function(mod, filename) {
  const content = readSource(filename);
  if (filename.endsWith('.js')) {
    const config = packageJson.nearest(path.dirname(filename));
    if (config !== null && config.type === 'module') {
      loadEsModule(mod, filename, content, config);
      return;
    }
  }
  mod._compile(content, filename);
};

Module._extensions['.json'] = function(mod, filename) {
  const content = readSource(filename);
  try {
    mod.exports = parse(content);
  } catch (error) {
    const reason = require('internal/modules/json').explain(content) ?? error.message;
    error.message = `${filename}: ${reason}`;
    throw error;
  }
};

Module._extensions['.node'] = function(mod, filename) {
  // Packages that have an alternative to their addon look for this code.
  throw new codes.ERR_DLOPEN_FAILED(`${filename}: ${whyNotLoadable(filename)}`);
};

/** @returns {string} */
function whyNotLoadable(filename) {
  const text = readFileUtf8(filename);
  // What the dynamic linker says, in its order; 64 is the size of an ELF header.
  if (text.length < 64) return 'file too short';
  if (!text.startsWith('\x7fELF')) return 'invalid ELF header';
  return 'native addons are not available in Gyre';
}

// ------------------------------------------------------------------------------------------
// Public functions.

/**
 * Makes a `require` for use from a file. Node.js documentation: module.createRequire.
 * @param {string | URL} filename absolute path or file: URL; a directory ends in '/'
 * @returns {NodeJS.Require}
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function createRequire(filename) {
  let location;
  const { isURL, fileURLToPath, URL } = require('internal/url');
  if (isURL(filename) || (typeof filename === 'string' && !path.isAbsolute(filename))) {
    try {
      location = fileURLToPath(new URL(filename));
    } catch {
      throw new codes.ERR_INVALID_ARG_VALUE('filename', filename, createRequireHint);
    }
  } else if (typeof filename !== 'string') {
    throw new codes.ERR_INVALID_ARG_VALUE('filename', filename, createRequireHint);
  } else {
    location = filename;
  }
  const file = location.endsWith('/') ? `${location}noop.js` : location;
  const mod = new Module(file);
  mod.filename = file;
  mod.paths = Module._nodeModulePaths(mod.path);
  return makeRequire(mod);
}

const createRequireHint =
  'must be a file URL object, file URL string, or absolute path string';

Module.createRequire = createRequire;

let isPreloading = false;

Object.defineProperty(Module.prototype, 'isPreloading', {
  get() {
    return isPreloading;
  },
});

/**
 * Requires modules from the current directory before the program starts (-r).
 * @param {string[]} requests
 * @returns {void}
 */
Module._preloadModules = function(requests) {
  if (!Array.isArray(requests)) return;
  isPreloading = true;
  const parent = new Module('internal/preload', null);
  try {
    parent.paths = Module._nodeModulePaths(process.cwd());
  } catch (error) {
    // The current directory may be gone.
    if (error.code !== 'ENOENT') {
      isPreloading = false;
      throw error;
    }
  }
  for (const request of requests) parent.require(request);
  isPreloading = false;
};

/**
 * Brings the exports of builtins that ES modules import up to date with the builtins' objects. Only
 * an ES module can hold such exports.
 * @returns {void}
 */
Module.syncBuiltinESMExports = function syncBuiltinESMExports() {
  for (const sync of builtinExportSyncs) sync();
};

/** Functions that the ES module loader adds. @type {Array<() => void>} */
const builtinExportSyncs = [];

Module.isBuiltin = isBuiltin;

let debug;

Module._debug = function(...args) {
  if (debug === undefined) {
    const { deprecate } = require('internal/util');
    debug = require('internal/util/debuglog').debuglog('module');
    if (getOptionValue('--pending-deprecation')) {
      debug = deprecate(debug, 'Module._debug is deprecated.', 'DEP0077');
    }
  }
  debug(...args);
};

Object.defineProperty(Module, '_readPackage', {
  get() {
    return readPackage;
  },
  configurable: true,
});

/** @returns {object | false} the fields of the package.json in a directory */
function readPackage(dir) {
  return packageJson.read(path.resolve(dir, 'package.json')) ?? false;
}

Object.defineProperty(Module, 'builtinModules', {
  get() {
    const value = builtinModules();
    Object.defineProperty(Module, 'builtinModules', {
      value, writable: true, enumerable: true, configurable: true,
    });
    return value;
  },
  enumerable: true,
  configurable: true,
});

/**
 * Registers hooks of the ES module loader. Node.js documentation: module.register.
 * @param {...any} args specifier, parentURL, options
 * @returns {any}
 */
Module.register = function register(specifier, parentURL, options) {
  return require('internal/modules/esm/hooks').register(specifier, parentURL, options);
};

/**
 * Registers synchronous hooks of the ES module loader. Node.js documentation: module.registerHooks.
 * @param {object} hooks
 * @returns {{ deregister: () => void }}
 */
Module.registerHooks = function registerHooks(hooks) {
  return require('internal/modules/esm/hooks').registerHooks(hooks);
};

require('internal/util').defineLazyProperties(Module, 'internal/modules/compile_cache', [
  'enableCompileCache', 'flushCompileCache', 'getCompileCacheDir',
], false);

Object.defineProperty(Module, 'constants', {
  get() {
    const { compileCacheStatus } = require('internal/modules/compile_cache');
    const value = Object.freeze({ __proto__: null, compileCacheStatus });
    // Programs copy the properties to classes that inherit from Module: they can be assigned there.
    Object.defineProperty(Module, 'constants', {
      value, writable: true, enumerable: true, configurable: true,
    });
    return value;
  },
  enumerable: true,
  configurable: true,
});

Module.Module = Module;

// Stacks show these names; compiled for the snapshot, the functions lose those that V8 infers.
for (const [holder, key, name] of [
  [Module, '_findPath', 'Module._findPath'],
  [Module, '_load', 'Module._load'],
  [Module, '_resolveFilename', 'Module._resolveFilename'],
  [Module._extensions, '.js', 'Module._extensions..js'],
  [Module._extensions, '.json', 'Module._extensions..json'],
]) {
  Object.defineProperty(holder[key], 'name', { value: name, configurable: true });
}

Module.findSourceMap = function findSourceMap(path_) {
  return require('internal/source_map').findSourceMap(path_);
};

require('internal/util').defineLazyProperties(Module, 'internal/source_map', ['SourceMap']);

module.exports = { Module, builtinExportSyncs, compile, loadForImport, makeRequire };
