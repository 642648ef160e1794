'use strict';

// Runs the file that the command line names.

const path = require('path');
const packageJson = require('internal/modules/package_json_reader');
const { getOptionValue } = require('internal/options');
const { toRealPath } = require('internal/modules/cjs/files');
const { Module } = require('internal/modules/cjs/loader');

/**
 * The file that a path on the command line means: extensions and package.json apply, and links are
 * followed unless --preserve-symlinks-main says otherwise.
 * @param {string} main
 * @returns {string | undefined} undefined when there is no such file
 */
function resolveMainPath(main) {
  if (getOptionValue('--experimental-default-type') === 'module') return resolveWithoutSearch(main);
  const found = Module._findPath(path.resolve(main), null, true);
  if (!found) return undefined;
  return getOptionValue('--preserve-symlinks-main') ? found : toRealPath(found);
}

/** With --experimental-default-type=module no extension is searched. */
function resolveWithoutSearch(main) {
  const filename = path.resolve(main);
  if (getOptionValue('--preserve-symlinks-main')) return filename;
  try {
    return toRealPath(filename);
  } catch (error) {
    const found = error.code === 'ENOENT' && Module._findPath(filename, null, true);
    if (found) {
      const hint = `\nDid you mean to import "${found}"?`;
      error.message += hint;
      error.stack = error.stack.replace(/(?=\n {4}at |$)/, () => hint);
    }
    throw error;
  }
}

/**
 * Whether a main file is an ES module, by its extension or by the "type" of its package. Syntax is
 * looked at when it is compiled.
 * @param {string} filename
 * @returns {boolean}
 */
function isEsModule(filename) {
  if (filename.endsWith('.mjs')) return true;
  if (filename.endsWith('.cjs')) return false;
  if (filename.endsWith('.wasm')) return getOptionValue('--experimental-wasm-modules') === true;
  const byDefault = getOptionValue('--experimental-default-type') === 'module';
  const scope = packageJson.nearest(path.dirname(filename));
  if (scope !== null && scope.type !== 'none') return scope.type === 'module';
  return byDefault && !filename.includes('/node_modules/');
}

/** @returns {boolean} whether the ES module loader has to load something before the program */
function hasEsmPreloads() {
  return getOptionValue('--import')?.length > 0 ||
    getOptionValue('--experimental-loader')?.length > 0;
}

/**
 * Loads and runs the main module. This is `Module.runMain`.
 * @param {string} [main]
 * @returns {void}
 * @throws {Error} MODULE_NOT_FOUND, and what the program throws
 */
function executeUserEntryPoint(main = process.argv[1]) {
  if (getOptionValue('--input-type')) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_INPUT_TYPE_NOT_ALLOWED();
  }
  const filename = resolveMainPath(main);
  const byLoader = getOptionValue('--experimental-default-type') === 'module' || hasEsmPreloads();
  if (byLoader || (filename !== undefined && isEsModule(filename))) {
    // Hooks may know a file that does not exist.
    require('internal/modules/esm/loader').runMainFile(filename ?? path.resolve(main));
    return;
  }
  // The given path, not the found one: this way a missing file is reported as it was written.
  Module._load(main, null, true);
}

Module.runMain = executeUserEntryPoint;

module.exports = { executeUserEntryPoint, hasEsmPreloads, isEsModule, resolveMainPath };
