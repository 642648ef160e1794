'use strict';

// The CommonJS loader: `require`.
//
// Loading is three steps. *Resolving* makes an absolute file name of a request
// (Module._resolveFilename and what it calls; the rules are the pseudo-code of "Modules: CommonJS
// modules, All together" in the Node.js documentation). *Caching* is one object, Module._cache,
// keyed by that file name. *Running* is choosing the handler for the file's extension
// (Module._extensions), which compiles the text as the body of a function and calls it. All three
// go through the public properties of Module, always looked up anew, because programs in the wild
// replace them: pirates and ts-node replace _extensions and _compile, proxyquire and mocks replace
// _load and _resolveFilename, bundlers and virtual file systems replace _findPath, fs.readFileSync
// and fs.realpathSync.
//
// Costs. A repeated require is one string concatenation and two lookups. A new file next to the one
// that asks is one lstat, one stat per directory up to its package.json, and the read: a path is
// never resolved link by link, since the real path of a *directory* is remembered and the lstat has
// already told whether the file is a link. What is remembered about the file system lives only as
// long as the outermost require runs, and only what exists is remembered: code that creates files
// and then requires them sees them.
//
// Paths are POSIX paths.

const path = require('path');
const { codes } = require('internal/errors');
const { validateString } = require('internal/validators');
const packageJson = require('internal/modules/package_json_reader');
const {
  getRequireConditions,
  packageExportsResolve,
  packageImportsResolve,
  parsePackageName,
} = require('internal/modules/resolve');
const {
  builtinId,
  builtinModules,
  isBuiltin,
  isSchemelessBuiltin,
  publicFs,
  requireBuiltin,
  stripBom,
  whyMissing,
} = require('internal/modules/helpers');
const { getOptionValue } = require('internal/options');
const { decorateStack } = require('internal/vm');

const { readFileUtf8, realpath } = binding('fs');
const { pathKind } = binding('modules');
const { compileForCommonJS } = binding('contextify');

// Captured so that a program that replaces these cannot break the loader.
const { apply, getPrototypeOf, setPrototypeOf } = Reflect;
const { parse } = JSON;

// What pathKind() answers: bit 0 is "directory", bit 2 is "reached through a symbolic link";
// negative: not there.
const kDirectory = 1;
const kLink = 4;

// ------------------------------------------------------------------------------------------
// The file system, as seen during one outermost require.

let requireDepth = 0;

/** Path -> pathKind() of it, for paths that exist. @type {Map<string, number> | null} */
let kinds = null;

/** Directory -> its real path. @type {Map<string, string> | null} */
let realDirectories = null;

/** Set when a program assigns Module._stat. @type {((path: string) => number) | null} */
let customStat = null;

function kindOf(filename) {
  if (requireDepth === 0) return pathKind(filename);
  kinds ??= new Map();
  let kind = kinds.get(filename);
  if (kind === undefined) {
    kind = pathKind(filename);
    if (kind >= 0) kinds.set(filename, kind);
  }
  return kind;
}

/**
 * What a path names, links followed. Module._stat, unless replaced.
 * @param {string} filename
 * @returns {number} 0 a file (or anything that can be read), 1 a directory, negative when there is
 *   nothing
 */
function originalStat(filename) {
  const kind = kindOf(filename);
  return kind < 0 ? kind : kind & kDirectory;
}

function stat(filename) {
  return customStat === null ? originalStat(filename) : customStat(filename);
}

/** @returns {string} the real path of an existing directory; '' stands for the root */
function realDirectory(dir) {
  if (dir === '' || dir === '/') return '';
  let real = realDirectories?.get(dir);
  if (real !== undefined) return real;
  const slash = dir.lastIndexOf('/');
  real = realDirectory(dir.slice(0, slash)) + dir.slice(slash);
  if ((kindOf(real) & kLink) !== 0) real = realpath(real);
  if (requireDepth > 0) (realDirectories ??= new Map()).set(dir, real);
  return real;
}

/** @returns {string} the real path of an existing file */
function toRealPath(filename) {
  const { exports: fs } = publicFs;
  if (fs !== null && fs.realpathSync !== publicFs.realpathSync) return fs.realpathSync(filename);
  const slash = filename.lastIndexOf('/');
  const real = realDirectory(filename.slice(0, slash)) + filename.slice(slash);
  return (kindOf(real) & kLink) === 0 ? real : realpath(real);
}

/** --watch wants to know the files. @type {{ onFile: ((filename: string) => void) | null }} */
const observer = { onFile: null };

/** The text that the ES module loader has just read, of the file that it is about to load. */
const sourceInHand = { filename: '', source: '' };

/** @returns {string} the text of a source file, without byte order mark */
function readSource(filename) {
  if (observer.onFile !== null) observer.onFile(filename);
  if (sourceInHand.filename === filename) return sourceInHand.source;
  const { exports: fs } = publicFs;
  const isPlain = fs === null || fs.readFileSync === publicFs.readFileSync;
  return stripBom(isPlain ? readFileUtf8(filename) : fs.readFileSync(filename, 'utf8'));
}

// ------------------------------------------------------------------------------------------
// The Module object.

/** Makes a constructor return the object it is given: fields can be added to any object. */
class Given {
  constructor(object) {
    return object;
  }
}

/**
 * The fields of a module. `Module` is a plain function (programs call it without `new`, and inherit
 * from it), so the fields are added to `this` by a class whose base returns it. Fields are
 * *defined*, which keeps accessors on a polluted Object.prototype out, and the private ones are
 * invisible to the program.
 */
class Fields extends Given {
  id;
  path;
  exports = {};
  filename = null;
  loaded = false;
  children = [];
  #parent;

  constructor(mod, id, parent) {
    super(mod);
    this.id = id;
    this.path = path.dirname(id);
    this.#parent = parent;
  }

  static parentOf(mod) {
    return #parent in mod ? mod.#parent : undefined;
  }

  static setParent(mod, parent) {
    if (#parent in mod) mod.#parent = parent;
    else new Fields(mod, mod.id, parent);
  }
}

/**
 * A CommonJS module.
 * @param {string} [id] usually the file name
 * @param {any} [parent] the module that first required it
 */
function Module(id = '', parent) {
  new Fields(this, id, parent);
  adopt(parent, this, false);
}

/** Makes `child` a child of `parent`, once. */
function adopt(parent, child, mayBeThere) {
  const children = parent?.children;
  if (children && !(mayBeThere && children.includes(child))) children.push(child);
}

Module.prototype.constructor = Module;

let isPreloading = false;

Object.defineProperty(Module.prototype, 'isPreloading', {
  get() {
    return isPreloading;
  },
});

let warnedOfParent = false;

/** DEP0144 is a documentation-only deprecation, which --pending-deprecation makes audible. */
function warnOfParent() {
  if (warnedOfParent || !getOptionValue('--pending-deprecation')) return;
  warnedOfParent = true;
  process.emitWarning(
    'module.parent is deprecated due to accuracy issues. Please use ' +
      'require.main to find program entry point instead.',
    'DeprecationWarning', 'DEP0144');
}

Object.defineProperty(Module.prototype, 'parent', {
  get() {
    warnOfParent();
    return Fields.parentOf(this);
  },
  set(value) {
    warnOfParent();
    Fields.setParent(this, value);
  },
});

/** The modules that have been loaded, by file name. `require.cache`. */
Module._cache = { __proto__: null };

/** What has been resolved: request and search paths -> file name. */
Module._pathCache = { __proto__: null };

/** The handlers by extension. `require.extensions`. */
Module._extensions = { __proto__: null };

/** Directories of NODE_PATH and the home directory; _initPaths fills it. */
Module.globalPaths = [];

/** The same; a private copy that a program cannot change. @type {string[]} */
let modulePaths = [];

/** `${directory of the parent}\0${request}` -> file name, for requests that made a new module. */
const resolvedFrom = new Map();

Object.defineProperty(Module, '_stat', {
  get() {
    return customStat ?? originalStat;
  },
  set(value) {
    customStat = value === originalStat ? null : value;
  },
  configurable: true,
});

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
// Resolving.

/**
 * The node_modules directories that a module in `from` searches.
 * @param {string} from
 * @returns {string[]} nearest first
 */
Module._nodeModulePaths = function(from) {
  from = path.resolve(from);
  const paths = [];
  for (let end = from.length; end > 0; end = from.lastIndexOf('/', end - 1)) {
    if (end === 1 && from === '/') break;
    // .../node_modules itself does not get .../node_modules/node_modules.
    if (!from.endsWith('/node_modules', end)) paths.push(`${from.slice(0, end)}/node_modules`);
  }
  paths.push('/node_modules');
  return paths;
};

function isRelative(request) {
  if (request.charCodeAt(0) !== 0x2E /* . */) return false;
  const second = request.charCodeAt(1);
  if (request.length === 1 || second === 0x2F /* / */) return true;
  return second === 0x2E && (request.length === 2 || request.charCodeAt(2) === 0x2F);
}

/**
 * Where a request is searched.
 * @param {string} request
 * @param {any} parent the module that asks
 * @returns {string[] | null} directories; null for a builtin
 */
Module._resolveLookupPaths = function(request, parent) {
  if (builtinId(request) !== undefined) return null;
  if (!isRelative(request)) {
    const own = parent?.paths;
    return own?.length > 0 ? own.concat(modulePaths) : modulePaths.slice();
  }
  // A module without a file (the REPL, -e) looks in the current directory first.
  if (!parent?.id || !parent.filename) {
    return ['.', ...Module._nodeModulePaths('.'), ...modulePaths];
  }
  return [path.dirname(parent.filename)];
};

function isSymlinkKept(isMain) {
  return getOptionValue(isMain ? '--preserve-symlinks-main' : '--preserve-symlinks') === true;
}

/** @returns {string | false} the file at this very path */
function tryFile(filename, isMain) {
  if (stat(filename) !== 0) return false;
  return isSymlinkKept(isMain) ? path.resolve(filename) : toRealPath(filename);
}

/** @returns {string | false} */
function tryExtensions(base, extensions, isMain) {
  for (let i = 0; i < extensions.length; i++) {
    const found = tryFile(base + extensions[i], isMain);
    if (found !== false) return found;
  }
  return false;
}

/** LOAD_AS_DIRECTORY. @returns {string | false} */
function tryPackage(dir, extensions, isMain, request) {
  const main = packageJson.read(`${dir === '/' ? '' : dir}/package.json`)?.main;
  if (!main) return tryExtensions(`${dir}/index`, extensions, isMain);
  const target = path.resolve(dir, main);
  const found = tryFile(target, isMain) ||
    tryExtensions(target, extensions, isMain) ||
    tryExtensions(`${target}/index`, extensions, isMain);
  if (found !== false) return found;
  const index = tryExtensions(`${dir}/index`, extensions, isMain);
  const jsonPath = path.resolve(dir, 'package.json');
  if (index === false) {
    const error = new Error(
      `Cannot find module '${target}'. ` +
        'Please verify that the package.json has a valid "main" entry');
    error.code = 'MODULE_NOT_FOUND';
    error.path = jsonPath;
    error.requestPath = request;
    throw error;
  }
  process.emitWarning(
    `Invalid 'main' field in '${jsonPath}' of '${main}'. Please either fix that or report it to ` +
      'the module author',
    'DeprecationWarning', 'DEP0128');
  return index;
}

/**
 * Makes a file name of what "exports" or "imports" gave.
 * @param {string | URL} resolved
 * @param {string | null} parentPath
 * @param {string} jsonPath
 * @returns {string} a file name, or 'node:<builtin>'
 */
function finishPackageTarget(resolved, parentPath, jsonPath) {
  let filename = resolved;
  if (typeof resolved !== 'string') {
    if (/%2f|%5c/i.test(resolved.pathname)) {
      throw new codes.ERR_INVALID_MODULE_SPECIFIER(
        resolved.href, 'must not include encoded "/" or "\\" characters', parentPath);
    }
    filename = require('internal/url').fileURLToPath(resolved);
  } else if (resolved.startsWith('node:')) {
    return resolved;
  }
  const found = tryFile(filename, false);
  if (found !== false) return found;
  const error = new Error(`Cannot find module '${filename}'`);
  error.code = 'MODULE_NOT_FOUND';
  error.path = jsonPath;
  throw error;
}

/** LOAD_PACKAGE_EXPORTS. @returns {string | false} */
function tryPackageExports(modulesDir, request) {
  const parsed = parsePackageName(request);
  if (parsed === undefined) return false;
  const config = packageJson.read(`${modulesDir}/${parsed.name}/package.json`);
  if (config === null || config.exports === undefined) return false;
  const resolved = packageExportsResolve(config, parsed.subpath, getRequireConditions());
  return finishPackageTarget(resolved, null, config.path);
}

/** LOAD_PACKAGE_SELF. @returns {string | false} */
function tryPackageSelf(parentPath, request) {
  const config = packageJson.nearest(path.dirname(parentPath));
  if (config === null || config.exports === undefined || config.name === undefined) return false;
  let subpath;
  if (request === config.name) subpath = '.';
  else if (request.startsWith(`${config.name}/`)) subpath = `.${request.slice(config.name.length)}`;
  else return false;
  const resolved = packageExportsResolve(config, subpath, getRequireConditions(), parentPath);
  return finishPackageTarget(resolved, parentPath, config.path);
}

/** LOAD_PACKAGE_IMPORTS. @returns {string | false} */
function tryPackageImports(parentPath, request) {
  const config = packageJson.nearest(path.dirname(parentPath));
  if (config === null || config.imports === undefined) return false;
  try {
    const resolved =
      packageImportsResolve(request, config, getRequireConditions(), parentPath);
    return finishPackageTarget(resolved, parentPath, config.path);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return false;
  }
}

function pathCacheKey(request, paths) {
  return `${request}\0${paths.length === 1 ? paths[0] : paths.join('\0')}`;
}

function hasTrailingSlash(request) {
  const last = request.charCodeAt(request.length - 1);
  if (last === 0x2F /* / */) return true;
  return last === 0x2E /* . */ &&
    (request === '.' || request === '..' || request.endsWith('/.') || request.endsWith('/..'));
}

/**
 * Searches a request in directories.
 * @param {string} request
 * @param {string[]} paths
 * @param {boolean} [isMain]
 * @returns {string | false} a file name
 */
Module._findPath = function(request, paths, isMain = false) {
  const isAbsolute = request.charCodeAt(0) === 0x2F;
  if (isAbsolute) paths = [''];
  else if (!paths || paths.length === 0) return false;

  const key = pathCacheKey(request, paths);
  const known = Module._pathCache[key];
  if (known) return known;

  const relative = isAbsolute || isRelative(request);
  const directoryOnly = hasTrailingSlash(request);
  let extensions;
  for (let i = 0; i < paths.length; i++) {
    const dir = paths[i];
    if (dir && stat(dir) !== 1) continue;
    if (!relative) {
      const exported = tryPackageExports(dir, request);
      if (exported !== false) return exported;
    }
    const base = path.resolve(dir, request);
    const kind = stat(base);
    let filename = false;
    if (!directoryOnly) {
      if (kind === 0) filename = isSymlinkKept(isMain) ? base : toRealPath(base);
      if (filename === false) {
        extensions ??= Object.keys(Module._extensions);
        filename = tryExtensions(base, extensions, isMain);
      }
    }
    if (filename === false && kind === 1) {
      extensions ??= Object.keys(Module._extensions);
      filename = tryPackage(base, extensions, isMain, request);
    }
    if (filename !== false) {
      Module._pathCache[key] = filename;
      return filename;
    }
  }
  return false;
};

/** The search paths that the option `paths` of require.resolve stands for. */
function pathsFromOptions(request, paths) {
  if (isRelative(request)) return paths;
  const fake = new Module('', null);
  const all = new Set();
  for (const from of paths) {
    fake.paths = Module._nodeModulePaths(from);
    for (const dir of Module._resolveLookupPaths(request, fake)) all.add(dir);
  }
  return [...all];
}

/**
 * Makes a file name of a request.
 * @param {string} request
 * @param {any} parent the module that asks
 * @param {boolean} [isMain]
 * @param {{ paths?: string[] }} [options] those of require.resolve
 * @returns {string} an absolute path, or the request itself for a builtin
 * @throws {Error} with code MODULE_NOT_FOUND, and those of "exports" and "imports"
 */
Module._resolveFilename = function(request, parent, isMain, options) {
  if (builtinId(request) !== undefined) return request;

  let paths;
  if (typeof options === 'object' && options !== null && options.paths !== undefined) {
    if (!Array.isArray(options.paths)) {
      throw new codes.ERR_INVALID_ARG_VALUE('options.paths', options.paths);
    }
    paths = pathsFromOptions(request, options.paths);
  } else {
    paths = Module._resolveLookupPaths(request, parent);
  }

  const parentPath = parentPathOf(parent);
  const first = request.charCodeAt(0);
  if (first === 0x23 /* # */ && parentPath !== undefined) {
    const filename = tryPackageImports(parentPath, request);
    if (filename !== false) return filename;
  } else if (first !== 0x2E && first !== 0x2F && parentPath !== undefined) {
    const filename = tryPackageSelf(parentPath, request);
    if (filename !== false) {
      Module._pathCache[pathCacheKey(request, paths)] = filename;
      return filename;
    }
  }

  const filename = Module._findPath(request, paths, isMain);
  if (filename) return filename;

  const requireStack = [];
  for (let mod = parent; mod; mod = Fields.parentOf(mod)) requireStack.push(mod.filename || mod.id);
  let message = `Cannot find module '${request}'${whyMissing(request)}`;
  if (requireStack.length > 0) message += `\nRequire stack:\n- ${requireStack.join('\n- ')}`;
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = requireStack;
  throw error;
};

/** @returns {string | undefined} the path that '#imports' and self references are seen from */
function parentPathOf(parent) {
  if (parent === null || parent === undefined) return undefined;
  if (parent.filename) return parent.filename;
  // The REPL and -r have no file; they stand in the current directory.
  if (parent.id === '<repl>' || parent.id === 'internal/preload') {
    try {
      return `${process.cwd()}/${parent.id === '<repl>' ? '<repl>' : '[preload]'}`;
    } catch {
      return undefined;
    }
  }
  return undefined;
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

/** Stand-ins of ES modules that require() is loading: nothing of them can be shown in a cycle. */
const requiredEsModules = new Set();

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

/**
 * The exports of what a request names: from the cache, a builtin, or a file that is loaded now.
 * @param {string} request
 * @param {any} parent the module that asks
 * @param {boolean} [isMain]
 * @returns {any}
 */
Module._load = function(request, parent, isMain) {
  let key;
  if (parent) {
    key = `${parent.path}\0${request}`;
    const filename = resolvedFrom.get(key);
    if (filename !== undefined) {
      const mod = Module._cache[filename];
      if (mod !== undefined) return reuse(mod, parent);
      resolvedFrom.delete(key);
    }
  }

  // With the prefix a builtin cannot be replaced through the cache.
  if (request.startsWith('node:')) return loadPrefixed(request);

  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) return reuse(cached, parent);
  if (filename.charCodeAt(0) !== 0x2F) {
    if (isSchemelessBuiltin(filename)) return requireBuiltin(filename);
    // From "imports".
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
    mod.load(filename);
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

function enter() {
  requireDepth++;
}

function leave() {
  if (--requireDepth === 0) {
    kinds = null;
    realDirectories = null;
  }
}

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
    require('internal/source_map').registerFile(filename, content);
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
    require('internal/modules/esm/loader').warnOfTypelessPackage(filename);
    return loadEsModule(this, filename, content, null);
  }
  const ownRequire = makeRequire(this);
  const { exports } = this;
  enter();
  try {
    return apply(compiled, exports, [exports, ownRequire, this, filename, path.dirname(filename)]);
  } finally {
    leave();
  }
};

function warnOfModuleStatement() {
  require('internal/process/warning').emitWarningNow(
    'To load an ES module, set "type": "module" in the package.json or use the .mjs extension.');
}

/** @returns {Error} ERR_REQUIRE_ESM for a file that its name or its package calls an ES module */
function requireEsmError(mod, filename, config, content) {
  const parentPath = Fields.parentOf(mod)?.filename ?? null;
  if (config === null) return new codes.ERR_REQUIRE_ESM(filename, true, parentPath, null);
  return new codes.ERR_REQUIRE_ESM(
    filename, hasModuleSyntax(content, filename), parentPath, config.path);
}

/** @returns {boolean} whether the syntax decides of which kind a file is */
function isAmbiguous(filename) {
  return require('internal/modules/esm/resolve').formatOfFile(filename, true) === 'ambiguous';
}

/** What V8 says of statements that only modules have. */
const moduleStatements = new Set([
  'Cannot use import statement outside a module',
  "Unexpected token 'export'",
]);

/** What it says of all syntax that only modules have. */
const moduleOnlySyntax = new Set([
  ...moduleStatements,
  "Cannot use 'import.meta' outside a module",
]);

/** What it says of code that is valid in a module, but perhaps wrong anyway. */
const validInModules = new Set([
  'await is only valid in async functions and the top level bodies of modules',
  'Unexpected reserved word',
  ...['module', 'exports', 'require', '__filename', '__dirname'].map(
    (name) => `Identifier '${name}' has already been declared`),
]);

/**
 * Whether a text that does not compile as CommonJS is an ES module.
 * @param {any} error the compiler's
 * @param {string} content
 * @param {string} filename
 * @returns {boolean}
 */
function isModuleSyntaxError(error, content, filename) {
  const message = error?.message;
  if (moduleOnlySyntax.has(message)) return true;
  if (!validInModules.has(message)) return false;
  try {
    binding('esm').compile(content, filename, 0, 0, undefined, null, undefined, undefined);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a text is an ES module by its syntax.
 * @param {string} content
 * @param {string} filename
 * @returns {boolean}
 */
function hasModuleSyntax(content, filename) {
  try {
    compileForCommonJS(content, filename);
    return false;
  } catch (error) {
    return isModuleSyntaxError(error, content, filename);
  }
}

/**
 * Loads an ES module in the place of a CommonJS one. Source: Node.js documentation, "Loading
 * ECMAScript modules using require()".
 * @param {any} mod
 * @param {string} filename
 * @param {string | undefined} content its text, when it has been read
 * @param {any} config the package that calls it a module, if one does
 * @returns {void}
 */
function loadEsModule(mod, filename, content, config) {
  const loader = require('internal/modules/esm/loader');
  if (mod === process.mainModule && mod.id === '.') {
    // The program itself turns out to be an ES module.
    process.mainModule = undefined;
    delete Module._cache[filename];
    loader.runMainFile(filename);
    return;
  }
  if (!getOptionValue('--experimental-require-module')) {
    throw requireEsmError(mod, filename, config, content);
  }
  const parentFilename = Fields.parentOf(mod)?.filename;
  requiredEsModules.add(mod);
  try {
    const { namespace, module } = loader.requireModule(filename, content, parentFilename);
    mod.exports = exportsOfEsModule(namespace, module);
  } finally {
    requiredEsModules.delete(mod);
  }
}

/** Lets code that was transpiled from ES modules find the default export where it looks. */
const facadeText =
  "export * from 'original'; export { default } from 'original'; export const __esModule = true;";

/** @returns {any} what require() gives for an ES module */
function exportsOfEsModule(namespace, module) {
  if (Object.hasOwn(namespace, 'module.exports')) return namespace['module.exports'];
  if (!Object.hasOwn(namespace, 'default') || Object.hasOwn(namespace, '__esModule')) {
    return namespace;
  }
  const native = binding('esm');
  const [facade] = native.compile(
    facadeText, 'node:internal/require_module_default_facade', 0, 0, undefined, null, undefined,
    undefined);
  native.link(facade, [module.handle]);
  native.instantiate(facade, undefined);
  native.evaluate(facade);
  return native.namespace(facade);
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
  if (cached !== undefined) return cached.exports;
  sourceInHand.filename = filename;
  sourceInHand.source = source;
  try {
    return Module._load(filename, undefined, isMain);
  } finally {
    sourceInHand.filename = '';
    sourceInHand.source = '';
  }
}

/**
 * The exports of a CommonJS module whose text a hook of the ES module loader gave, under a URL that
 * is no file.
 * @param {string} url
 * @param {string} source
 * @returns {any}
 */
function runText(url, source) {
  const mod = new Module(url);
  mod.filename = url;
  mod._compile(source, url);
  mod.loaded = true;
  return mod.exports;
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
    error.message = `${filename}: ${error.message}`;
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

/** Sets the global search paths from the environment: at start, and when NODE_PATH has changed. */
Module._initPaths = function() {
  const { HOME, NODE_PATH } = process.env;
  const paths = [path.resolve(process.execPath, '..', '..', 'lib', 'node')];
  if (HOME) {
    paths.unshift(path.resolve(HOME, '.node_libraries'));
    paths.unshift(path.resolve(HOME, '.node_modules'));
  }
  if (NODE_PATH) paths.unshift(...NODE_PATH.split(path.delimiter).filter(Boolean));
  modulePaths = paths;
  Module.globalPaths = paths.slice();
};

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
    return Object.freeze({ __proto__: null, compileCacheStatus });
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

module.exports = {
  Module,
  builtinExportSyncs,
  compile,
  enter,
  hasModuleSyntax,
  leave,
  loadForImport,
  makeRequire,
  observer,
  readSource,
  realDirectory,
  runText,
  toRealPath,
};
