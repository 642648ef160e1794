'use strict';

// What a specifier in an ES module means: ESM_RESOLVE of the Node.js documentation ("Modules:
// ECMAScript modules", "Resolution and Loading Algorithm"), whose package part is
// internal/modules/resolve.
//
// A resolved module is known by its *key*: the absolute real path of a local file, as long as its
// URL is nothing more than that path, else the URL ('file:///a.mjs?query', 'data:...', 'node:fs').
// Making a URL out of a path, and a path out of it, costs more than reading a small file: most
// modules never need it.

const path = require('path');
const { codes } = require('internal/errors');
const { realDirectory, toRealPath } = require('internal/modules/cjs/files');
const { builtinId, isSchemelessBuiltin, whyMissing } = require('internal/modules/helpers');
const packageJson = require('internal/modules/package_json_reader');
const {
  getImportConditions,
  packageImportsResolve,
  packageResolve,
} = require('internal/modules/resolve');
const { getOptionValue } = require('internal/options');
const { URL, fileURLToPath, pathToFileURL } = require('internal/url');

const { pathKind } = binding('modules');

/** What makes a path differ from its URL's pathname, or a specifier from the path it spells. */
const urlSyntax = /[%?#\\\0-\x20]|\/\/|[^\x00-\x7e]/;

/** A path whose URL is 'file://' and the path itself. */
const plainPath = /^[A-Za-z0-9\-._~/@+,=:!$&'()*;]+$/;

/**
 * The URL of a key.
 * @param {string} key
 * @returns {string}
 */
function urlOf(key) {
  if (key.charCodeAt(0) !== 0x2F /* / */) return key;
  return plainPath.test(key) ? `file://${key}` : pathToFileURL(key).href;
}

/**
 * The file of a key.
 * @param {string} key
 * @returns {string | undefined} undefined when it is no file
 */
function pathOf(key) {
  if (key.charCodeAt(0) === 0x2F) return key;
  return key.startsWith('file:') ? fileURLToPath(key) : undefined;
}

/** @returns {string} a directory and the relative specifier below it, joined */
function joinRelative(dir, specifier) {
  let start = 0;
  for (;;) {
    if (specifier.startsWith('./', start)) {
      start += 2;
    } else if (specifier.startsWith('../', start)) {
      start += 3;
      dir = dir.slice(0, Math.max(dir.lastIndexOf('/'), 0));
    } else {
      break;
    }
  }
  if (start === 2 && specifier.indexOf('/.', 1) === -1) return dir + specifier.slice(1);
  const rest = specifier.slice(start);
  const joined = `${dir}/${rest}`;
  return rest.includes('/.') || rest === '.' || rest === '..' ? undefined : joined;
}

/**
 * What imports look from: the key of a module, or the path or URL of something that is none.
 * Computed once for each module.
 */
class Base {
  /** @param {string} key a key, or a file or any other URL */
  constructor(key) {
    this.key = key;
    /** Absolute path, if it has one. @type {string | undefined} */
    this.path = pathOf(key);
    /** Directory of the path; '' for the root. */
    this.dir = this.path === undefined ? undefined :
      this.path.slice(0, this.path.lastIndexOf('/'));
    this.#url = undefined;
  }

  #url;

  /** @returns {string} */
  get url() {
    return this.#url ??= urlOf(this.key);
  }

  /** @returns {string} how messages name it */
  get shown() {
    return this.path ?? this.key;
  }
}

/**
 * What a specifier means, without looking whether it exists.
 * @param {string} specifier
 * @param {Base} base
 * @param {Set<string>} [conditions]
 * @returns {string | URL} a path, which may lead through links or not exist; a URL; 'node:...'
 * @throws {Error} those of packages, ERR_INVALID_MODULE_SPECIFIER, ERR_UNSUPPORTED_RESOLVE_REQUEST
 */
function locate(specifier, base, conditions) {
  const first = specifier.charCodeAt(0);
  const second = specifier.charCodeAt(1);
  const isRelative = first === 0x2E /* . */ && (second === 0x2F || specifier === '.' ||
    (second === 0x2E && (specifier.charCodeAt(2) === 0x2F || specifier.length === 2)));
  if (isRelative || first === 0x2F /* / */) {
    if (base.dir !== undefined && !urlSyntax.test(specifier)) {
      const joined = isRelative ? joinRelative(base.dir, specifier) :
        specifier.includes('/.') ? undefined : specifier;
      if (joined !== undefined) return joined;
    }
    try {
      return new URL(specifier, base.url);
    } catch {
      throw new codes.ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, base.url);
    }
  }
  if (first === 0x23 /* # */) {
    const config = base.dir === undefined ? null : packageJson.nearest(base.dir || '/');
    return packageImportsResolve(
      specifier, config, conditions ?? getImportConditions(), base.shown);
  }
  if (specifier.startsWith('node:')) return specifier;
  if (specifier.includes(':')) {
    const url = parseUrl(specifier);
    if (url !== undefined) return url;
  } else if (isSchemelessBuiltin(specifier)) {
    return `node:${specifier}`;
  }
  if (specifier === '') throw new codes.ERR_MODULE_NOT_FOUND('', base.shown, false);
  if (base.dir === undefined) {
    // Nothing is below a data: URL: only builtins and absolute specifiers can be reached.
    throw new codes.ERR_UNSUPPORTED_RESOLVE_REQUEST(specifier, base.url);
  }
  return packageResolve(
    specifier, base.dir || '/', conditions ?? getImportConditions(), base.shown);
}

function parseUrl(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether links in the paths of modules are followed.
 * @param {boolean} isMain
 * @returns {boolean}
 */
function followsLinks(isMain) {
  return !getOptionValue(isMain ? '--preserve-symlinks-main' : '--preserve-symlinks');
}

/** @returns {Error} ERR_UNSUPPORTED_DIR_IMPORT */
function directoryError(filename, base, suffix = '') {
  return new codes.ERR_UNSUPPORTED_DIR_IMPORT(filename, base.shown, urlOf(filename) + suffix);
}

/** @returns {Error} ERR_MODULE_NOT_FOUND */
function notFoundError(filename, base, suffix = '') {
  return new codes.ERR_MODULE_NOT_FOUND(filename, base.shown, urlOf(filename) + suffix);
}

/**
 * Makes a path and what follows it in a URL out of what locate() gave.
 * @param {string | URL} located
 * @param {Base} base
 * @returns {{ filename: string | undefined, suffix: string, other: string }} `other`: the key when
 *   there is no file
 */
function splitLocated(located, base) {
  if (typeof located === 'string') {
    if (located.charCodeAt(0) === 0x2F) return { filename: located, suffix: '', other: '' };
    return { filename: undefined, suffix: '', other: located };
  }
  if (located.protocol !== 'file:') return { filename: undefined, suffix: '', other: located.href };
  if (/%2f|%5c/i.test(located.pathname)) {
    let shown;
    try {
      shown = fileURLToPath(located);
    } catch {
      shown = located.pathname;
    }
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(
      shown, 'must not include encoded "/" or "\\" characters', base.shown);
  }
  return { filename: fileURLToPath(located), suffix: located.search + located.hash, other: '' };
}

/**
 * The key of what a specifier means; a file exists.
 * @param {string} specifier
 * @param {Base} base
 * @param {Set<string>} [conditions]
 * @returns {string}
 * @throws {Error} ERR_MODULE_NOT_FOUND, ERR_UNSUPPORTED_DIR_IMPORT and those of locate()
 */
function resolve(specifier, base, conditions) {
  const { filename, suffix, other } = splitLocated(locate(specifier, base, conditions), base);
  if (filename === undefined) {
    if (other.startsWith('node:')) checkBuiltin(other);
    return other;
  }
  if (filename.endsWith('/')) throw directoryError(filename, base, suffix);
  const kind = pathKind(filename);
  if (kind < 0) throw notFoundError(filename, base, suffix);
  if ((kind & 1) !== 0) throw directoryError(filename, base, suffix);
  const real = followsLinks(false) ? toRealPath(filename) : path.resolve(filename);
  return suffix === '' ? real : urlOf(real) + suffix;
}

/** @throws {Error} ERR_UNKNOWN_BUILTIN_MODULE */
function checkBuiltin(specifier) {
  if (builtinId(specifier) === undefined) {
    throw new codes.ERR_UNKNOWN_BUILTIN_MODULE(`${specifier}${whyMissing(specifier)}`);
  }
}

/** The types of data: URLs. */
const mimeFormats = {
  '__proto__': null,
  'text/javascript': 'module',
  'application/javascript': 'module',
  'application/json': 'json',
};

/**
 * The format that a data: URL states.
 * @param {string} url
 * @returns {string | undefined} undefined for a type that is no module
 */
function formatOfDataUrl(url) {
  const match = /^([^/]+\/[^;,]+)[^,]*,/.exec(url.slice(5));
  if (match === null) return undefined;
  const type = match[1].trim().toLowerCase();
  if (type === 'application/wasm' && getOptionValue('--experimental-wasm-modules')) return 'wasm';
  return mimeFormats[type];
}

/** @returns {string} the extension with its dot; '' when there is none */
function extensionOf(filename) {
  const dot = filename.lastIndexOf('.');
  return dot > filename.lastIndexOf('/') + 1 ? filename.slice(dot) : '';
}

/** @returns {'module' | 'commonjs' | 'ambiguous'} the format of JavaScript without an extension */
function formatByPackage(filename) {
  const scope = packageJson.nearest(path.dirname(filename));
  if (scope !== null && scope.type !== 'none') return scope.type;
  const byDefault = getOptionValue('--experimental-default-type');
  if (byDefault && !filename.includes('/node_modules/')) return byDefault;
  return getOptionValue('--experimental-detect-module') ? 'ambiguous' : 'commonjs';
}

/** @returns {boolean} whether a file without an extension is a WebAssembly module, by its head */
function isWasmFile(filename) {
  if (!getOptionValue('--experimental-wasm-modules')) return false;
  const fs = require('fs');
  const head = require('buffer').Buffer.alloc(4);
  let fd;
  try {
    fd = fs.openSync(filename);
    return fs.readSync(fd, head) === 4 && head.latin1Slice() === '\0asm';
  } catch {
    // Whoever reads it says why it cannot be read.
    return false;
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

/**
 * The format of a file by its name and its package.
 * @param {string} filename
 * @param {boolean} [ignoreErrors] undefined instead of an error
 * @returns {'module' | 'commonjs' | 'json' | 'wasm' | 'builtin' | 'ambiguous' | undefined}
 *   'ambiguous': the syntax decides
 * @throws {TypeError} ERR_UNKNOWN_FILE_EXTENSION
 */
function formatOfFile(filename, ignoreErrors = false) {
  const extension = extensionOf(filename);
  switch (extension) {
    case '.mjs': return 'module';
    case '.cjs': return 'commonjs';
    case '.json': return 'json';
    case '.js':
    case '': {
      const format = formatByPackage(filename);
      return format === 'module' && extension === '' && isWasmFile(filename) ? 'wasm' : format;
    }
    case '.wasm':
      if (getOptionValue('--experimental-wasm-modules')) return 'wasm';
  }
  if (ignoreErrors) return undefined;
  throw new codes.ERR_UNKNOWN_FILE_EXTENSION(extension, filename);
}

module.exports = {
  Base,
  checkBuiltin,
  directoryError,
  followsLinks,
  formatOfDataUrl,
  formatOfFile,
  locate,
  notFoundError,
  pathOf,
  realDirectory,
  resolve,
  splitLocated,
  toRealPath,
  urlOf,
};
