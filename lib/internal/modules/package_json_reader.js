'use strict';

// Reads package.json files, each at most once a process.
//
// Two questions are asked about a package.json: "what does this very file say" (`read`, when a
// directory or a package is required) and "which file governs this directory" (`nearest`, for the
// module type of a `.js` file, for `#imports` and for self references). What a file says is
// remembered; that a file is *absent* is not, since a program may write a package.json and then
// require what it describes. So `nearest` costs one native call with one stat per directory up to
// the file, and `read` of a known file none.
//
// Source: Node.js documentation, "Modules: Packages" and "Modules: CommonJS modules".

const { readFileUtf8 } = binding('fs');
const { pathKind, nearestPackageJson } = binding('modules');

const { parse } = JSON;
const { hasOwn } = Object;

/** Absolute path of a package.json -> PackageConfig. */
const configs = new Map();

/**
 * What the loaders need to know of one package.json, checked for its type. Only own properties of
 * the JSON count, and the fields are defined rather than assigned: a polluted Object.prototype has
 * no say.
 */
class PackageConfig {
  /** Absolute path of the file. */
  path;
  /** The directory it stands in, without trailing slash; '' for the root. */
  dir;
  /** @type {string | undefined} */
  name;
  /** @type {string | undefined} */
  main;
  /** @type {'commonjs' | 'module' | 'none'} */
  type;
  /** null counts as absent; anything else that is not valid is for the resolver to report. */
  exports;
  /** @type {object | undefined} */
  imports;

  /**
   * @param {string} path
   * @param {any} json
   */
  constructor(path, json) {
    this.path = path;
    this.dir = path.slice(0, -'/package.json'.length);
    this.type = 'none';
    if (typeof json !== 'object' || json === null) return;
    if (hasOwn(json, 'name') && typeof json.name === 'string') this.name = json.name;
    if (hasOwn(json, 'main') && typeof json.main === 'string') this.main = json.main;
    if (hasOwn(json, 'type') && (json.type === 'module' || json.type === 'commonjs')) {
      this.type = json.type;
    }
    if (hasOwn(json, 'exports') && json.exports !== null) this.exports = json.exports;
    if (hasOwn(json, 'imports') && typeof json.imports === 'object' && json.imports !== null) {
      this.imports = json.imports;
    }
  }
}

/**
 * The package.json at exactly this path.
 * @param {string} path absolute path, ending in '/package.json'
 * @returns {PackageConfig | null} null when there is no such file
 * @throws {SyntaxError} with the property `path` when the file is not JSON
 */
function read(path) {
  const known = configs.get(path);
  if (known !== undefined) return known;
  const kind = pathKind(path);
  return kind >= 0 && (kind & 1) === 0 ? readExisting(path) : null;
}

/**
 * @param {string} path
 * @returns {PackageConfig | null}
 */
function readExisting(path) {
  let text;
  try {
    text = readFileUtf8(path);
  } catch (error) {
    // Unreadable, or deleted meanwhile: as good as absent. A fault of the machine is not.
    if (error.code === 'EACCES' || error.code === 'ENOENT') return null;
    throw error;
  }
  const config = new PackageConfig(path, parseJson(text, path));
  configs.set(path, config);
  return config;
}

/**
 * @param {string} text
 * @param {string} path
 * @returns {any}
 */
function parseJson(text, path) {
  const json = text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text;
  try {
    return parse(json);
  } catch (error) {
    const reason = require('internal/modules/json').explain(json) ?? error.message;
    error.message = `Error parsing ${path}: ${reason}`;
    error.path = path;
    throw error;
  }
}

/**
 * The package.json that governs a directory: its own, or that of the closest parent. The search
 * ends at a directory named node_modules (LOOKUP_PACKAGE_SCOPE).
 * @param {string} dir absolute path
 * @returns {PackageConfig | null}
 * @throws {SyntaxError} as `read`
 */
function nearest(dir) {
  const path = nearestPackageJson(dir);
  if (path === undefined) return null;
  return configs.get(path) ?? readExisting(path);
}

module.exports = { read, nearest, PackageConfig };
