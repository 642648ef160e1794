'use strict';

// ES modules that require() meets: how they are recognised, and what require() gives for them.
// Source: Node.js documentation, "Loading ECMAScript modules using require()".

const { codes } = require('internal/errors');
const { Fields, Module } = require('internal/modules/cjs/module');
const { getOptionValue } = require('internal/options');

const { compileForCommonJS } = binding('contextify');

/** Stand-ins of ES modules that require() is loading: nothing of them can be shown in a cycle. */
const requiredEsModules = new Set();

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
  traceRequire(filename, parentFilename);
  requiredEsModules.add(mod);
  try {
    const { namespace, module } = loader.requireModule(filename, content, parentFilename);
    mod.exports = exportsOfEsModule(namespace, module);
  } finally {
    requiredEsModules.delete(mod);
  }
}

/** --trace-require-module: tells of an ES module that require() loads. */
function traceRequire(filename, parentFilename) {
  const mode = getOptionValue('--trace-require-module');
  if (!mode || (mode === 'no-node-modules' && parentFilename?.includes('/node_modules/'))) return;
  process.emitWarning(
    `CommonJS module ${parentFilename ?? '[none]'} is loading ES Module ${filename} using ` +
      'require().\nSupport for loading ES Module in require() is an experimental feature and ' +
      'might change at any time',
    'ExperimentalWarning', undefined, Module.prototype.require);
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

module.exports = {
  hasModuleSyntax,
  isAmbiguous,
  isModuleSyntaxError,
  loadEsModule,
  moduleStatements,
  requiredEsModules,
};
