'use strict';

// The first step of require(): an absolute file name is made of a request. The rules are the
// pseudo-code of "Modules: CommonJS modules, All together" in the Node.js documentation, whose
// names the comments carry; what "exports" and "imports" mean is in internal/modules/resolve.
//
// Paths are POSIX paths.

const path = require('path');
const { codes } = require('internal/errors');
const { Fields, Module } = require('internal/modules/cjs/module');
const { stat: originalStat, toRealPath } = require('internal/modules/cjs/files');
const { builtinId, whyMissing } = require('internal/modules/helpers');
const packageJson = require('internal/modules/package_json_reader');
const {
  getRequireConditions,
  packageExportsResolve,
  packageImportsResolve,
  parsePackageName,
} = require('internal/modules/resolve');
const { getOptionValue } = require('internal/options');

/** Directories of NODE_PATH and the home directory; _initPaths fills it. */
Module.globalPaths = [];

/** The same; a private copy that a program cannot change. @type {string[]} */
let modulePaths = [];

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

/** Set when a program assigns Module._stat. @type {((path: string) => number) | null} */
let customStat = null;

Object.defineProperty(Module, '_stat', {
  get() {
    return customStat ?? originalStat;
  },
  set(value) {
    customStat = value === originalStat ? null : value;
  },
  configurable: true,
});

function stat(filename) {
  return customStat === null ? originalStat(filename) : customStat(filename);
}

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
  // A module without a file (the REPL, -e) stands in the current directory.
  if (!parent?.id || !parent.filename) return ['.'];
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
