'use strict';

// The part of module resolution that `require` and `import` share: what "exports" and "imports" of
// a package.json mean, and how a bare specifier finds its package.
//
// The functions follow the pseudo-code of the specification in the Node.js documentation ("Modules:
// ECMAScript modules", section "Resolution and Loading Algorithm"), and carry its names. One thing
// differs: results are file paths, not URLs, since nearly every target is a plain path and making a
// URL of it costs several microseconds. Only a target in which URL syntax matters ('%', '?', '#',
// '\') goes through URL. A result is therefore one of: an absolute path (starts with '/'), a URL
// object, or 'node:<builtin>'.

const { codes } = require('internal/errors');
const packageJson = require('internal/modules/package_json_reader');

/** Characters that make a target differ from the path it spells: see the essay above. */
const urlSyntax = /[%?#\\\t\n\r]/;

/** A segment that may not stand in a target after its leading './'. */
const forbiddenSegment = /(?:^|[\\/])(?:\.{1,2}|node_modules)(?:[\\/]|$)/i;

/** Percent-encoded characters, but for the separators: those are refused later, as such. */
const encodedCharacter = /%(?!2f|5c)([2-7][0-9a-f])/gi;

/** @returns {boolean} whether a path has a forbidden segment, also in percent encoding */
function hasForbiddenSegment(path) {
  if (path.includes('%')) {
    path = path.replace(encodedCharacter, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  }
  return forbiddenSegment.test(path);
}

/** Two separators in a row, or one at the end or the start. */
const emptySegment = /(?:^|[\\/])[\\/]/;

// There is no 'node-addons' among the conditions, because native addons cannot be loaded: a package
// that has an alternative to its addon then offers it.

let userConditions;

function conditionsFromOptions() {
  if (userConditions === undefined) {
    const { getOptionValue } = require('internal/options');
    userConditions = getOptionValue('--conditions') ?? [];
  }
  return userConditions;
}

let requireConditions;
let importConditions;

/**
 * The conditions under which `require` reads "exports" and "imports", with those of -C.
 * @returns {Set<string>}
 */
function getRequireConditions() {
  return requireConditions ??= new Set(
    ['require', 'node', 'module-sync', ...conditionsFromOptions()]);
}

/**
 * The conditions under which `import` reads "exports" and "imports", with those of -C.
 * @returns {Set<string>}
 */
function getImportConditions() {
  return importConditions ??= new Set(
    ['node', 'import', 'module-sync', ...conditionsFromOptions()]);
}

/**
 * Splits a bare specifier into the name of the package and the path within it.
 * @param {string} specifier for example '@scope/pkg/lib/a.js'
 * @returns {{ name: string, subpath: string } | undefined} subpath is '.' or starts with './';
 *   undefined when the specifier cannot name a package
 */
function parsePackageName(specifier) {
  let end = specifier.indexOf('/');
  const first = specifier.charCodeAt(0);
  if (first === 0x40 /* @ */) {
    if (end === -1) return undefined;
    end = specifier.indexOf('/', end + 1);
  }
  const name = end === -1 ? specifier : specifier.slice(0, end);
  if (name === '' || first === 0x2E /* . */ || name.includes('\\') || name.includes('%')) {
    return undefined;
  }
  return { name, subpath: end === -1 ? '.' : `.${specifier.slice(end)}` };
}

/**
 * Which of two pattern keys is more specific (PATTERN_KEY_COMPARE); for sorting, most specific
 * first.
 * @param {string} a
 * @param {string} b
 * @returns {-1 | 0 | 1}
 */
function patternKeyCompare(a, b) {
  const starA = a.indexOf('*');
  const starB = b.indexOf('*');
  const baseA = starA === -1 ? a.length : starA + 1;
  const baseB = starB === -1 ? b.length : starB + 1;
  if (baseA !== baseB) return baseA > baseB ? -1 : 1;
  if (starA === -1) return 1;
  if (starB === -1) return -1;
  if (a.length !== b.length) return a.length > b.length ? -1 : 1;
  return 0;
}

let isQuiet = false;

/**
 * Resolves without warnings: somebody only wants to know what a request would mean.
 * @template T
 * @param {() => T} resolve
 * @returns {T}
 */
function quietly(resolve) {
  isQuiet = true;
  try {
    return resolve();
  } finally {
    isQuiet = false;
  }
}

/** Emits a deprecation warning. */
function warn(message, code) {
  if (!isQuiet) process.emitWarning(message, 'DeprecationWarning', code);
}

/** What DEP0155 has been said of: path of the package.json and request. @type {Set<string>} */
const trailingSlashes = new Set();

/** What one resolution through a package.json carries along. Never escapes this file. */
class Lookup {
  /**
   * @param {packageJson.PackageConfig} config
   * @param {Set<string>} conditions
   * @param {string | undefined} base who asks, for messages
   * @param {boolean} isImports "imports" rather than "exports"
   */
  constructor(config, conditions, base, isImports) {
    this.config = config;
    this.conditions = conditions;
    this.base = base;
    this.isImports = isImports;
  }

  /** @returns {Error} ERR_INVALID_PACKAGE_TARGET */
  invalidTarget(key, target) {
    if (typeof target === 'object' && target !== null) target = JSON.stringify(target, null, '');
    else target = `${target}`;
    return new codes.ERR_INVALID_PACKAGE_TARGET(
      `${this.config.dir}/`, key, target, this.isImports, this.base);
  }

  /** @returns {Error} ERR_INVALID_MODULE_SPECIFIER for what a pattern matched */
  invalidMatch(request, key) {
    return new codes.ERR_INVALID_MODULE_SPECIFIER(
      request,
      `request is not a valid match in pattern "${key}" for the ` +
        `"${this.isImports ? 'imports' : 'exports'}" resolution of ${this.config.path}`,
      this.base);
  }

  /**
   * PACKAGE_TARGET_RESOLVE.
   * @param {any} target
   * @param {string | null} match what the '*' of the key stands for
   * @param {string} key the key of "exports" or "imports", for messages
   * @param {string} request the subpath asked for, for messages
   * @returns {string | URL | null | undefined} undefined: no condition applies; null: forbidden
   */
  target(target, match, key, request) {
    if (typeof target === 'string') return this.stringTarget(target, match, key, request);
    if (Array.isArray(target)) return this.arrayTarget(target, match, key, request);
    if (typeof target === 'object' && target !== null) {
      const names = Object.keys(target);
      for (let i = 0; i < names.length; i++) {
        if (isArrayIndex(names[i])) {
          throw new codes.ERR_INVALID_PACKAGE_CONFIG(
            this.config.path, this.base, '"exports" cannot contain numeric property keys.');
        }
      }
      for (let i = 0; i < names.length; i++) {
        const name = names[i];
        if (name !== 'default' && !this.conditions.has(name)) continue;
        const resolved = this.target(target[name], match, key, request);
        if (resolved !== undefined) return resolved;
      }
      return undefined;
    }
    if (target === null) return null;
    throw this.invalidTarget(key, target);
  }

  /** An array is a list of fallbacks for targets that are *invalid*, not for missing files. */
  arrayTarget(targets, match, key, request) {
    if (targets.length === 0) return null;
    let failure;
    for (let i = 0; i < targets.length; i++) {
      let resolved;
      try {
        resolved = this.target(targets[i], match, key, request);
      } catch (error) {
        if (error.code !== 'ERR_INVALID_PACKAGE_TARGET') throw error;
        failure = error;
        continue;
      }
      if (resolved === undefined) continue;
      if (resolved === null) {
        failure = null;
        continue;
      }
      return resolved;
    }
    if (failure === undefined || failure === null) return failure;
    throw failure;
  }

  stringTarget(target, match, key, request) {
    // A target without '*' under a key that ends in '/' was an older way to map directories: no
    // longer supported.
    if (match !== null && !target.includes('*') && key.endsWith('/')) {
      throw this.invalidTarget(key, target);
    }
    if (!target.startsWith('./')) {
      if (!this.isImports || target.startsWith('../') || target.startsWith('/')) {
        throw this.invalidTarget(key, target);
      }
      return this.externalTarget(target, match, key);
    }
    const inner = target.slice(2);
    if (hasForbiddenSegment(inner)) throw this.invalidTarget(key, target);
    if (emptySegment.test(inner)) this.warnEmptySegment(target, key, request, target);
    if (match === null) return this.locate(inner);
    if (hasForbiddenSegment(match)) throw this.invalidMatch(request, key);
    const located = inner.replaceAll('*', () => match);
    if (emptySegment.test(match)) this.warnEmptySegment(`./${located}`, key, request, request);
    return this.locate(located);
  }

  /** A target of "imports" that names another package, or a builtin. */
  externalTarget(target, match, key) {
    if (isUrl(target)) {
      if (target.startsWith('node:')) return target;
      throw this.invalidTarget(key, target);
    }
    const specifier = match === null ? target : target.replaceAll('*', () => match);
    return packageResolve(specifier, this.config.dir, this.conditions, this.config.path);
  }

  /** @returns {string | URL} where a path inside the package is */
  locate(inner) {
    if (!urlSyntax.test(inner)) return `${this.config.dir}/${inner}`;
    const { pathToFileURL, URL } = require('internal/url');
    return new URL(`./${inner}`, pathToFileURL(`${this.config.dir}/`));
  }

  /** `subject` is the one of the two that has the empty segment. */
  warnEmptySegment(target, key, request, subject) {
    // Of these DEP0155 has told.
    if (request.endsWith('/')) return;
    const what = subject.includes('//') ? 'double slash' : 'leading or trailing slash matching';
    warn(
      `Use of deprecated ${what} resolving "${target}" for module request "${request}" ` +
        `${request === key ? '' : `matched to "${key}" `}in the ` +
        `"${this.isImports ? 'imports' : 'exports'}" field module resolution of the package at ` +
        `${this.config.path}${this.base ? ` imported from ${this.base}` : ''}.`,
      'DEP0166');
  }

  /**
   * PACKAGE_IMPORTS_EXPORTS_RESOLVE.
   * @param {string} request
   * @param {object} table
   * @returns {string | URL | null | undefined}
   */
  subpath(request, table) {
    if (Object.hasOwn(table, request) && !request.includes('*') && !request.endsWith('/')) {
      return this.target(table[request], null, request, request);
    }
    // The most specific pattern wins: keep the best instead of sorting them all.
    let best = '';
    let bestMatch = '';
    for (const key of Object.keys(table)) {
      const star = key.indexOf('*');
      if (star === -1 || star !== key.lastIndexOf('*')) continue;
      if (!request.startsWith(key.slice(0, star))) continue;
      if (request.endsWith('/')) this.warnTrailingSlash(request);
      if (request.length < key.length) continue;
      const trailer = key.slice(star + 1);
      if (!request.endsWith(trailer)) continue;
      if (best !== '' && patternKeyCompare(best, key) !== 1) continue;
      best = key;
      bestMatch = request.slice(star, request.length - trailer.length);
    }
    return best === '' ? null : this.target(table[best], bestMatch, best, request);
  }

  warnTrailingSlash(request) {
    const key = `${this.config.path}|${request}`;
    if (isQuiet || trailingSlashes.has(key)) return;
    trailingSlashes.add(key);
    warn(
      `Use of deprecated trailing slash pattern mapping "${request}" in the ` +
        `"${this.isImports ? 'imports' : 'exports'}" field module resolution of the package at ` +
        `${this.config.path}${this.base ? ` imported from ${this.base}` : ''}. ` +
        'Mapping specifiers ending in "/" is no longer supported.',
      'DEP0155');
  }
}

/** @returns {boolean} whether a property name is an array index (ECMA-262, 6.1.7) */
function isArrayIndex(name) {
  const number = +name;
  return `${number}` === name && number >= 0 && number < 0xFFFFFFFF;
}

/** @returns {boolean} whether a string is an absolute URL */
function isUrl(text) {
  if (!text.includes(':')) return false;
  const { URL } = require('internal/url');
  try {
    new URL(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether "exports" is the target of the main entry itself, rather than a table of subpaths.
 * @param {packageJson.PackageConfig} config
 * @param {string | undefined} base
 * @returns {boolean}
 * @throws {Error} ERR_INVALID_PACKAGE_CONFIG when it is a mix of both
 */
function isMainSugar(config, base) {
  const { exports } = config;
  if (typeof exports === 'string' || Array.isArray(exports)) return true;
  if (typeof exports !== 'object' || exports === null) return false;
  let sugar;
  for (const key of Object.keys(exports)) {
    const isCondition = key === '' || key[0] !== '.';
    if (sugar !== undefined && sugar !== isCondition) {
      throw new codes.ERR_INVALID_PACKAGE_CONFIG(
        config.path, base,
        '"exports" cannot contain some keys starting with \'.\' and some not. The exports object ' +
          'must either be an object of package subpath keys or an object of main entry condition ' +
          'name keys only.');
    }
    sugar = isCondition;
  }
  return sugar === true;
}

/**
 * What a package exports under a subpath (PACKAGE_EXPORTS_RESOLVE).
 * @param {packageJson.PackageConfig} config a package that has "exports"
 * @param {string} subpath '.' or './...'
 * @param {Set<string>} conditions
 * @param {string} [base] the module that asks, for messages
 * @returns {string | URL} path, or URL when URL syntax matters
 * @throws {Error} ERR_PACKAGE_PATH_NOT_EXPORTED, ERR_INVALID_PACKAGE_TARGET,
 *   ERR_INVALID_PACKAGE_CONFIG, ERR_INVALID_MODULE_SPECIFIER
 */
function packageExportsResolve(config, subpath, conditions, base) {
  const sugar = isMainSugar(config, base);
  const table = sugar ? { '.': config.exports } : config.exports;
  if (typeof table === 'object') {
    const lookup = new Lookup(config, conditions, base, false);
    const resolved = lookup.subpath(subpath, table);
    if (resolved !== undefined && resolved !== null) return resolved;
  }
  throw new codes.ERR_PACKAGE_PATH_NOT_EXPORTED(`${config.dir}/`, subpath, base);
}

/**
 * What a '#name' means within a package (PACKAGE_IMPORTS_RESOLVE).
 * @param {string} specifier starts with '#'
 * @param {packageJson.PackageConfig | null} config the package of the module that asks
 * @param {Set<string>} conditions
 * @param {string} [base] the module that asks, for messages
 * @returns {string | URL}
 * @throws {Error} ERR_PACKAGE_IMPORT_NOT_DEFINED, ERR_INVALID_MODULE_SPECIFIER and those of targets
 */
function packageImportsResolve(specifier, config, conditions, base) {
  if (specifier === '#' || specifier.startsWith('#/') || specifier.endsWith('/')) {
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(
      specifier, 'is not a valid internal imports specifier name', base);
  }
  if (config !== null && config.imports !== undefined) {
    const lookup = new Lookup(config, conditions, base, true);
    const resolved = lookup.subpath(specifier, config.imports);
    if (resolved !== undefined && resolved !== null) return resolved;
  }
  throw new codes.ERR_PACKAGE_IMPORT_NOT_DEFINED(
    specifier, config === null ? undefined : `${config.dir}/`, base);
}

/** What LOAD_AS_DIRECTORY tries for a package without "exports", seen from `import`. */
const legacyMainSuffixes = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node'];
const legacyIndexNames = ['/index.js', '/index.json', '/index.node'];

/** @returns {boolean} whether a number of pathKind() stands for a file */
function isFile(kind) {
  return kind >= 0 && (kind & 1) === 0;
}

/** DEP0151: an ES module that was found by searching. */
function warnOfLegacyMain(filename, dir, main, base) {
  if (require('internal/modules/esm/resolve').formatOfFile(filename, true) !== 'module') return;
  const found = filename.startsWith(`${dir}/`) ? filename.slice(dir.length + 1) : filename;
  const from = base === undefined ? '' : `, imported from ${base}`;
  warn(
    main ?
      `Package ${dir}/ has a "main" field set to "${main}", excluding the full filename and ` +
        `extension to the resolved file at "${found}"${from}.\n Automatic extension resolution ` +
        'of the "main" field is deprecated for ES modules.' :
      `No "main" or "exports" field defined in the package.json for ${dir}/ resolving the main ` +
        `entry point "${found}"${from}.\nDefault "index" lookups for the main are deprecated for ` +
        'ES modules.',
    'DEP0151');
}

/**
 * The main entry of a package that has no "exports".
 * @param {string} dir
 * @param {packageJson.PackageConfig | null} config
 * @param {string | undefined} base
 * @returns {string}
 */
function legacyMainResolve(dir, config, base) {
  const { pathKind } = binding('modules');
  if (config?.main) {
    const path = require('path');
    const main = path.resolve(dir, config.main);
    for (const suffix of legacyMainSuffixes) {
      const filename = main + suffix;
      if (!isFile(pathKind(filename))) continue;
      if (suffix !== '') warnOfLegacyMain(filename, dir, config.main, base);
      return filename;
    }
  }
  for (const name of legacyIndexNames) {
    if (!isFile(pathKind(dir + name))) continue;
    warnOfLegacyMain(dir + name, dir, config?.main, base);
    return dir + name;
  }
  throw new codes.ERR_MODULE_NOT_FOUND(dir, base, false);
}

/**
 * Finds what a bare specifier names, in the packages reachable from a directory (PACKAGE_RESOLVE).
 * @param {string} specifier
 * @param {string} fromDir
 * @param {Set<string>} conditions
 * @param {string} [base] the module that asks, for messages
 * @returns {string | URL} path, URL or 'node:<builtin>'
 * @throws {Error} ERR_MODULE_NOT_FOUND, ERR_INVALID_MODULE_SPECIFIER and those of "exports"
 */
function packageResolve(specifier, fromDir, conditions, base) {
  const { isSchemelessBuiltin } = require('internal/modules/helpers');
  if (isSchemelessBuiltin(specifier)) return `node:${specifier}`;
  const parsed = parsePackageName(specifier);
  if (parsed === undefined) {
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(specifier, 'is not a valid package name', base);
  }
  const { name, subpath } = parsed;
  const self = packageJson.nearest(fromDir);
  if (self !== null && self.exports !== undefined && self.name === name) {
    return packageExportsResolve(self, subpath, conditions, base);
  }
  const { pathKind } = binding('modules');
  for (let dir = fromDir === '/' ? '' : fromDir; ; dir = dir.slice(0, dir.lastIndexOf('/'))) {
    if (!dir.endsWith('/node_modules')) {
      const packageDir = `${dir}/node_modules/${name}`;
      if ((pathKind(packageDir) & ~4) === 1) {
        const config = packageJson.read(`${packageDir}/package.json`);
        if (config !== null && config.exports !== undefined) {
          return packageExportsResolve(config, subpath, conditions, base);
        }
        if (subpath === '.') return legacyMainResolve(packageDir, config, base);
        const file = `${packageDir}/${subpath.slice(2)}`;
        if (!urlSyntax.test(file)) return file;
        const { pathToFileURL, URL } = require('internal/url');
        return new URL(subpath, pathToFileURL(`${packageDir}/`));
      }
    }
    if (dir === '') break;
  }
  throw new codes.ERR_MODULE_NOT_FOUND(name, base, false);
}

module.exports = {
  getRequireConditions,
  getImportConditions,
  parsePackageName,
  packageExportsResolve,
  packageImportsResolve,
  packageResolve,
  patternKeyCompare,
  quietly,
};
