'use strict';

// The compile cache: module.enableCompileCache() and the environment variables that stand for it.
// Source: Node.js documentation, "Module compile cache". The work is src/bindings/code_cache.cc's.

const native = binding('code_cache');
const { exitHooks } = require('internal/process/methods');

const compileCacheStatus = Object.freeze({
  __proto__: null,
  FAILED: 0,
  ENABLED: 1,
  ALREADY_ENABLED: 2,
  DISABLED: 3,
});

/** @type {string | undefined} */
let directory;

/** @returns {boolean} whether a variable switches the cache off */
function isDisabled() {
  const { GYRE_DISABLE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE } = process.env;
  return Boolean(GYRE_DISABLE_COMPILE_CACHE) || Boolean(NODE_DISABLE_COMPILE_CACHE);
}

/**
 * Keeps compiled code in a folder from now on.
 * @param {string} [cacheDir] $GYRE_COMPILE_CACHE, $NODE_COMPILE_CACHE, or a folder for temporary
 *   files
 * @returns {{ status: number, message?: string, directory?: string }}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function enableCompileCache(cacheDir) {
  if (cacheDir !== undefined) require('internal/validators').validateString(cacheDir, 'cacheDir');
  if (isDisabled()) {
    return {
      status: compileCacheStatus.DISABLED,
      message: 'Disabled by GYRE_DISABLE_COMPILE_CACHE or NODE_DISABLE_COMPILE_CACHE',
    };
  }
  if (directory !== undefined) return { status: compileCacheStatus.ALREADY_ENABLED, directory };
  const path = require('path');
  const { GYRE_COMPILE_CACHE, NODE_COMPILE_CACHE } = process.env;
  const folder = path.resolve(cacheDir || GYRE_COMPILE_CACHE || NODE_COMPILE_CACHE ||
    path.join(require('os').tmpdir(), 'gyre-compile-cache'));
  try {
    require('fs').mkdirSync(folder, { recursive: true });
  } catch (error) {
    return {
      status: compileCacheStatus.FAILED,
      message: `Cannot create cache directory: ${error.message}`,
    };
  }
  const status = native.open(folder, process.argv[1] ?? '');
  if (status !== 0) {
    return {
      status: compileCacheStatus.FAILED,
      message: `Cannot open the cache: ${binding('uv').errname(status)}`,
    };
  }
  directory = folder;
  exitHooks.afterExit = flushCompileCache;
  return { status: compileCacheStatus.ENABLED, directory };
}

/** @returns {string | undefined} the folder, once the cache is enabled */
function getCompileCacheDir() {
  return directory;
}

/**
 * Writes what has been compiled so far. A cache that cannot be written is no error.
 * @returns {void}
 */
function flushCompileCache() {
  if (directory !== undefined) native.store();
}

module.exports = {
  compileCacheStatus,
  enableCompileCache,
  flushCompileCache,
  getCompileCacheDir,
};
