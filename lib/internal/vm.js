'use strict';

// What `vm` and the ES module loader share: how import() inside a script made from text finds the
// callback that the script was made with.
//
// The binding keeps with each script one value of our choice, the *host*, and hands it back on
// import(). It is one of the two symbols below or, for a script with a callback, an ImportCallback.
// That one lives as long as the code of the script, any function of which may call import(). So it
// must not keep that code itself: of a Script or function it has a weak reference.

const { codes } = require('internal/errors');
const { validateFunction } = require('internal/validators');

/** For importModuleDynamically: the loader of the main context. Public in vm.constants. */
const useDefaultLoader = Symbol('vm_dynamic_import_main_context_default');

/** The script was made without a callback. */
const missing = Symbol('vm_dynamic_import_missing');

/** An option of runInThisContext(): what calls the function that runs the script. */
const callMain = Symbol('vm_call_main');

class ImportCallback {
  /** @param {Function} callback */
  constructor(callback) {
    this.callback = callback;
    /** @type {{ deref(): object | undefined } | undefined} */
    this.referrer = undefined;
  }
}

/**
 * The host for a script that is about to be compiled.
 * @param {Function | symbol | undefined} importModuleDynamically the option
 * @returns {symbol | ImportCallback}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function hostFor(importModuleDynamically) {
  if (importModuleDynamically === undefined) return missing;
  if (importModuleDynamically === useDefaultLoader) return useDefaultLoader;
  validateFunction(importModuleDynamically, 'options.importModuleDynamically');
  return new ImportCallback(importModuleDynamically);
}

/**
 * Says whose code a host belongs to: the callback's second argument.
 * @param {symbol | ImportCallback} host as returned by hostFor()
 * @param {object} referrer Script, function or context
 * @returns {void}
 */
function setReferrer(host, referrer) {
  if (typeof host === 'object') host.referrer = new WeakRef(referrer);
}

/**
 * The same for a module, which its linker knows it by: the callback keeps it.
 * @param {symbol | ImportCallback} host
 * @param {object} module
 * @returns {void}
 */
function setReferringModule(host, module) {
  if (typeof host === 'object') host.referrer = { deref: () => module };
}

/**
 * Answers import() in code made by `vm`.
 * @param {symbol | ImportCallback} host
 * @param {string} specifier
 * @param {any} referrer name of the script, if there is one
 * @param {string[]} attributes keys and values in turn
 * @returns {Promise<object>}
 */
function importFrom(host, specifier, referrer, attributes) {
  if (host === useDefaultLoader) {
    const { importDynamically } = require('internal/modules/esm/loader');
    // Code without a script stands in the current directory.
    return importDynamically(specifier, typeof referrer === 'string' ? referrer : '', attributes);
  }
  if (typeof host !== 'object') {
    return Promise.reject(new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING());
  }
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--experimental-vm-modules')) {
    return Promise.reject(new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG());
  }
  return callImportCallback(host, specifier, attributes);
}

async function callImportCallback({ callback, referrer }, specifier, attributes) {
  const named = { __proto__: null };
  for (let i = 0; i < attributes.length; i += 2) named[attributes[i]] = attributes[i + 1];
  const result = await callback(specifier, referrer?.deref(), named);
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
  callMain,
  decorateStack,
  defineModuleClasses,
  hostFor,
  importFrom,
  setReferrer,
  setReferringModule,
  useDefaultLoader,
};
