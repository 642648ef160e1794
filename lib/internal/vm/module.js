'use strict';

// vm.Module, vm.SourceTextModule and vm.SyntheticModule (--experimental-vm-modules): module records
// that the program links itself. Source: Node.js documentation, "VM (executing JavaScript)".

const { codes } = require('internal/errors');
const {
  validateBoolean,
  validateFunction,
  validateInt32,
  validateObject,
  validateString,
  validateUint32,
} = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { decorateStack, hostFor, setReferringModule } = require('internal/vm');

// Fills in import.meta, by what the owner of a handle says.
require('internal/modules/esm/module_map');

const native = binding('esm');
const { isContext } = binding('contextify');
const { inspect } = require('internal/util/inspect');

const statusNames = [];
statusNames[native.kUninstantiated] = 'unlinked';
statusNames[native.kInstantiating] = 'linking';
statusNames[native.kInstantiated] = 'linked';
statusNames[native.kEvaluating] = 'evaluating';
statusNames[native.kEvaluated] = 'evaluated';
statusNames[native.kErrored] = 'errored';

/** Context (or null for the main one) -> number of modules that were named by us. */
const counts = new WeakMap();
let mainCount = 0;

function nextIdentifier(context) {
  let count = mainCount;
  if (context === undefined) {
    mainCount++;
  } else {
    count = counts.get(context) ?? 0;
    counts.set(context, count + 1);
  }
  return `vm:module(${count})`;
}

/** Lets this file make Modules; the class is abstract for everybody else. */
const kInternal = Symbol('kInternal');

/** What the classes of this file share. */
class State {
  constructor(context, identifier) {
    this.context = context;
    this.identifier = identifier;
    this.handle = undefined;
    /** Of a SourceTextModule: as the binding describes it. @type {any[]} */
    this.requests = [];
    this.dependencySpecifiers = undefined;
    this.importMeta = undefined;
    this.evaluateCallback = undefined;
    this.isLinking = false;
    this.isLinked = false;
    this.linking = undefined;
    /** What linking threw. @type {any} */
    this.error = undefined;
    this.hasError = false;
    this.evaluation = undefined;
    this.module = undefined;
  }

  get status() {
    if (this.hasError) return 'errored';
    const status = native.status(this.handle);
    if (status === native.kUninstantiated && this.isLinking) return 'linking';
    return statusNames[status];
  }

  /** Called by the binding when the module first uses import.meta. */
  initializeImportMeta(meta) {
    this.importMeta?.(meta, this.module);
  }
}

/** Throws what V8 throws for any function that cannot be called with `new`. */
function refuseConstruction() {
  // eslint-disable-next-line no-shadow
  const Module = /** @type {any} */ (undefined);
  return new Module();
}

/** An abstract module record. */
class Module {
  #state;

  constructor(options, token) {
    if (token !== kInternal) refuseConstruction();
    validateObject(options, 'options');
    const { context, identifier } = options;
    if (context !== undefined) {
      validateObject(context, 'context');
      if (!isContext(context)) {
        throw new codes.ERR_INVALID_ARG_TYPE('options.context', 'vm.Context', context);
      }
    }
    if (identifier !== undefined) validateString(identifier, 'options.identifier');
    this.#state = new State(context, identifier ?? nextIdentifier(context));
    this.#state.module = this;
  }

  /**
   * @param {any} value
   * @param {string} [className]
   * @returns {State}
   */
  static stateOf(value, className = 'Module') {
    if (typeof value !== 'object' || value === null || !(#state in value)) {
      throw new codes.ERR_INVALID_ARG_TYPE('this', className, value);
    }
    return value.#state;
  }

  /** @returns {boolean} */
  static isModule(value) {
    return typeof value === 'object' && value !== null && #state in value;
  }

  /** @returns {string} */
  get identifier() {
    return stateOf(this).identifier;
  }

  /** @returns {object | undefined} */
  get context() {
    return stateOf(this).context;
  }

  /** @returns {any} the namespace object */
  get namespace() {
    const state = stateOf(this);
    const { status } = state;
    if (status === 'unlinked' || status === 'linking' ||
        native.status(state.handle) < native.kInstantiated) {
      throw new codes.ERR_VM_MODULE_STATUS('must not be unlinked or linking');
    }
    return native.namespace(state.handle);
  }

  /** @returns {'unlinked' | 'linking' | 'linked' | 'evaluating' | 'evaluated' | 'errored'} */
  get status() {
    return stateOf(this).status;
  }

  /** @returns {any} what evaluation threw */
  get error() {
    const state = stateOf(this);
    if (state.status !== 'errored') throw new codes.ERR_VM_MODULE_STATUS('must be errored');
    return state.hasError ? state.error : native.error(state.handle);
  }

  /**
   * Links the module and what it depends on.
   * @param {(specifier: string, referencingModule: Module, extra: object) => any} linker
   * @returns {Promise<void>}
   */
  async link(linker) {
    const state = stateOf(this);
    validateFunction(linker, 'linker');
    if (state.isLinked && !state.isLinking) throw new codes.ERR_VM_MODULE_ALREADY_LINKED();
    if (state.status !== 'unlinked') throw new codes.ERR_VM_MODULE_STATUS('must be unlinked');
    await linkGraph(state, linker);
    native.instantiate(state.handle, decorateStack, state.context ?? null);
  }

  /**
   * @param {{ timeout?: number, breakOnSigint?: boolean }} [options]
   * @returns {Promise<void>}
   */
  async evaluate(options = {}) {
    const state = stateOf(this);
    validateObject(options, 'options');
    const { timeout, breakOnSigint = false } = options;
    if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
    validateBoolean(breakOnSigint, 'options.breakOnSigint');
    const { status } = state;
    if (status !== 'linked' && status !== 'evaluated' && status !== 'errored') {
      throw new codes.ERR_VM_MODULE_STATUS('must be one of linked, evaluated, or errored');
    }
    if (state.hasError) throw state.error;
    await native.evaluateWithLimits(
      state.handle, state.context ?? null, timeout ?? 0, breakOnSigint);
  }

  [inspect.custom](depth, options) {
    const state = stateOf(this);
    const { name } = Object.getPrototypeOf(this).constructor;
    if (typeof depth === 'number' && depth < 0) return `[${name}]`;
    const shown = {
      constructor: { name }, status: state.status, identifier: state.identifier,
      context: state.context,
    };
    Object.setPrototypeOf(shown, { constructor: { [name]: class {} }[name] });
    Object.defineProperty(shown, 'constructor', { value: { [name]: class {} }[name] });
    return inspect(shown, { ...options, customInspect: false });
  }
}

const { stateOf, isModule } = Module;
delete Module.stateOf;
delete Module.isModule;

/** Links one module, then those it depends on. */
function linkGraph(state, linker) {
  state.isLinking = true;
  state.linking = linkOne(state, linker);
  return state.linking;
}

async function linkOne(state, linker) {
  try {
    const { requests } = state;
    const linked = [];
    for (let i = 1; i < requests.length; i += 2) {
      linked.push(resolveRequest(state, requests[i], requests[i + 1], linker));
    }
    const targets = await Promise.all(linked);
    if (requests.length > 0) native.link(state.handle, targets.map((target) => target.handle));
    state.isLinked = true;
    for (const target of targets) {
      if (target.status === 'unlinked') await linkGraph(target, linker);
    }
    state.isLinking = false;
  } catch (error) {
    state.hasError = true;
    state.error = error;
    throw error;
  }
}

async function resolveRequest(state, specifier, pairs, linker) {
  const attributes = { __proto__: null };
  for (let i = 0; pairs !== undefined && i < pairs.length; i += 2) {
    attributes[pairs[i]] = pairs[i + 1];
  }
  const module = await linker(specifier, state.module, { attributes, assert: attributes });
  if (!isModule(module)) throw new codes.ERR_VM_MODULE_NOT_MODULE();
  const target = stateOf(module);
  if (target.context !== state.context) throw new codes.ERR_VM_MODULE_DIFFERENT_CONTEXT();
  if (target.status === 'errored') {
    throw new codes.ERR_VM_MODULE_LINK_FAILURE(
      `request for '${specifier}' resolved to an errored module`, module.error);
  }
  return target;
}

/** A module made from source text. */
class SourceTextModule extends Module {
  /**
   * @param {string} sourceText
   * @param {object} [options] identifier, context, lineOffset, columnOffset, cachedData,
   *   initializeImportMeta, importModuleDynamically
   */
  constructor(sourceText, options = {}) {
    validateString(sourceText, 'sourceText');
    validateObject(options, 'options');
    const {
      lineOffset = 0,
      columnOffset = 0,
      initializeImportMeta,
      importModuleDynamically,
      cachedData,
    } = options;
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (initializeImportMeta !== undefined) {
      validateFunction(initializeImportMeta, 'options.initializeImportMeta');
    }
    if (importModuleDynamically !== undefined && typeof importModuleDynamically !== 'symbol') {
      validateFunction(importModuleDynamically, 'options.importModuleDynamically');
    }
    if (cachedData !== undefined && !isArrayBufferView(cachedData)) {
      throw new codes.ERR_INVALID_ARG_TYPE(
        'options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cachedData);
    }
    super(options, kInternal);
    const state = stateOf(this);
    const host = hostFor(importModuleDynamically);
    setReferringModule(host, this);
    const requests = native.compile(
      sourceText, state.identifier, lineOffset, columnOffset, cachedData, state.context ?? null,
      host, decorateStack);
    if (requests === null) throw new codes.ERR_VM_MODULE_CACHED_DATA_REJECTED();
    state.requests = requests;
    state.handle = requests[0];
    state.handle.owner = state;
    state.importMeta = initializeImportMeta;
  }

  /** @returns {string[]} the specifiers of the requests */
  get dependencySpecifiers() {
    const state = stateOf(this, 'SourceTextModule');
    return state.dependencySpecifiers ??=
      Object.freeze(state.requests.filter((_, index) => index % 2 === 1));
  }

  /** @returns {Buffer} a code cache; of an evaluated module there is none */
  createCachedData() {
    const state = stateOf(this, 'SourceTextModule');
    const { status } = state;
    if (status === 'evaluating' || status === 'evaluated' || status === 'errored') {
      throw new codes.ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA();
    }
    const bytes = native.createCachedData(state.handle);
    return require('buffer').Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

/** A module whose exports a function sets. */
class SyntheticModule extends Module {
  /**
   * @param {string[]} exportNames
   * @param {() => any} evaluateCallback called with the module as `this`
   * @param {object} [options] identifier, context
   */
  constructor(exportNames, evaluateCallback, options = {}) {
    if (!Array.isArray(exportNames) || exportNames.some((name) => typeof name !== 'string')) {
      throw new codes.ERR_INVALID_ARG_TYPE(
        'exportNames', 'Array of unique strings', exportNames);
    }
    exportNames.forEach((name, index) => {
      if (exportNames.indexOf(name, index + 1) === -1) return;
      throw new codes.ERR_INVALID_ARG_VALUE(`exportNames.${name}`, name, 'is duplicated');
    });
    validateFunction(evaluateCallback, 'evaluateCallback');
    super(options, kInternal);
    const state = stateOf(this);
    state.evaluateCallback = evaluateCallback;
    state.handle = native.synthetic(
      state.identifier, exportNames, () => { evaluateCallback.call(this); },
      state.context ?? null);
    state.handle.owner = state;
  }

  /**
   * @param {string} name
   * @param {any} value
   * @returns {void}
   */
  setExport(name, value) {
    const state = stateOf(this, 'SyntheticModule');
    if (state.evaluateCallback === undefined) {
      throw new codes.ERR_INVALID_ARG_TYPE('this', 'SyntheticModule', this);
    }
    validateString(name, 'name');
    if (native.status(state.handle) < native.kInstantiated) {
      throw new codes.ERR_VM_MODULE_STATUS('must be linked');
    }
    native.setExport(state.handle, name, value);
  }
}

/**
 * @param {any} value
 * @returns {any} the namespace of a vm.Module; the value itself when it is none
 */
function namespaceOf(value) {
  return isModule(value) ? value.namespace : value;
}

module.exports = { Module, SourceTextModule, SyntheticModule, isModule, namespaceOf, stateOf };
