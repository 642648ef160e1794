'use strict';

// What `vm` and the ES module loader share: how import() inside a script made from text finds the
// callback that the script was made with.
//
// V8 keeps with each script one value of our choice and hands it back on import(). It is a symbol:
// one of the three below, or one of its own for each script with a callback, which `callbacks` maps
// to it.

const { codes } = require('internal/errors');
const { validateFunction } = require('internal/validators');

/** For importModuleDynamically: the loader of the main context. Public in vm.constants. */
const useDefaultLoader = Symbol('vm_dynamic_import_main_context_default');

/** The script was made without a callback. */
const missing = Symbol('vm_dynamic_import_missing');

/** Symbol of a script -> its callback and the Script or function it belongs to. */
const callbacks = new Map();

/**
 * The symbol for a script that is about to be compiled.
 * @param {Function | symbol | undefined} importModuleDynamically the option
 * @param {string} filename names the symbol
 * @returns {symbol}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function hostSymbolFor(importModuleDynamically, filename) {
  if (importModuleDynamically === undefined) return missing;
  if (importModuleDynamically === useDefaultLoader) return useDefaultLoader;
  validateFunction(importModuleDynamically, 'options.importModuleDynamically');
  return Symbol(filename);
}

/**
 * Remembers the callback of a script. The entry stays: any function of the script may call import()
 * later.
 * @param {symbol} hostSymbol as returned by hostSymbolFor()
 * @param {Function | symbol | undefined} importModuleDynamically
 * @param {object} referrer the Script or function, the callback's second argument
 * @returns {void}
 */
function registerCallback(hostSymbol, importModuleDynamically, referrer) {
  if (typeof importModuleDynamically !== 'function') return;
  callbacks.set(hostSymbol, { callback: importModuleDynamically, referrer });
}

/**
 * Answers import() in a script made by `vm`.
 * @param {symbol} hostSymbol
 * @param {string} specifier
 * @param {string[]} attributes keys and values in turn
 * @returns {Promise<object> | undefined} undefined when the main context's loader is to answer
 */
function importFrom(hostSymbol, specifier, attributes) {
  if (hostSymbol === useDefaultLoader) return undefined;
  const entry = callbacks.get(hostSymbol);
  if (entry === undefined) {
    return Promise.reject(new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING());
  }
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--experimental-vm-modules')) {
    return Promise.reject(new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG());
  }
  return callImportCallback(entry, specifier, attributes);
}

async function callImportCallback({ callback, referrer }, specifier, attributes) {
  const named = { __proto__: null };
  for (let i = 0; i < attributes.length; i += 2) named[attributes[i]] = attributes[i + 1];
  const result = await callback(specifier, referrer, named);
  if (require('internal/util/types').isModuleNamespaceObject(result)) return result;
  const { isModule, stateOf } = require('internal/vm/module');
  if (!isModule(result)) throw new codes.ERR_VM_MODULE_NOT_MODULE();
  if (result.status === 'errored') throw result.error;
  // Only what it refers to is waited for: its evaluation is the callback's affair.
  if (result.status === 'linked' && stateOf(result).isLinked) await result.evaluate();
  return result.namespace;
}

const { defineProperty } = Object;

/**
 * Puts the place of an error at the head of its stack. The compiler and runScript() call it.
 * @param {any} error
 * @param {string} source 'file:line', the source line and a caret line, each ended by a line feed
 * @returns {void}
 */
function decorateStack(error, source) {
  try {
    const { stack } = error;
    if (typeof stack !== 'string') return;
    defineProperty(error, 'stack', {
      value: `${source}\n${stack}`, writable: true, enumerable: false, configurable: true,
    });
  } catch {
    // Error.prepareStackTrace threw, or the error is frozen: then it stays as it is.
  }
}

/**
 * Adds the classes of --experimental-vm-modules to `vm`.
 * @param {object} vm
 * @returns {void}
 */
function defineModuleClasses(vm) {
  const { Module, SourceTextModule, SyntheticModule } = require('internal/vm/module');
  Object.assign(vm, { Module, SourceTextModule, SyntheticModule });
}

module.exports = {
  decorateStack,
  defineModuleClasses,
  hostSymbolFor,
  importFrom,
  registerCallback,
  useDefaultLoader,
};
