'use strict';

// The public module `vm`: compiling and running text, in this context or in contexts of its own.
// Source: Node.js documentation, "VM (executing JavaScript)".
//
// The work is done by src/bindings/contextify.cc; here are the arguments' checks and the defaults.

const { codes } = require('internal/errors');
const {
  kValidateObjectAllowArray: kAllowArray,
  kValidateObjectAllowNullable: kAllowNullable,
  validateArray,
  validateBoolean,
  validateBuffer,
  validateInt32,
  validateObject,
  validateOneOf,
  validateString,
  validateStringArray,
  validateUint32,
} = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const {
  callMain,
  decorateStack,
  hostFor,
  setReferrer,
  useDefaultLoader,
} = require('internal/vm');
const native = binding('contextify');

const empty = Object.freeze({ __proto__: null });
const defaultFilename = 'evalmachine.<anonymous>';

/** The context in which a Script's syntax errors are made. */
const kParsingContext = Symbol('kParsingContext');

/** How many contexts got no name of their own. */
let contextCount = 0;

/** What createContext() takes for a context whose global object is an ordinary one. */
const dontContextify = Symbol('vm_context_no_contextify');

function toBuffer(bytes) {
  const { Buffer } = require('buffer');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function validateCachedData(cachedData) {
  if (cachedData !== undefined && !isArrayBufferView(cachedData)) {
    throw new codes.ERR_INVALID_ARG_TYPE(
      'options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cachedData);
  }
}

/** Copies what the compiler said about code caches onto the Script or function. */
function reportCachedData(target, compiled, produceCachedData) {
  if (compiled.cachedDataRejected !== undefined) {
    target.cachedDataRejected = compiled.cachedDataRejected;
  }
  if (produceCachedData) {
    const produced = compiled.cachedData !== undefined;
    if (produced) target.cachedData = toBuffer(compiled.cachedData);
    target.cachedDataProduced = produced;
  }
}

/**
 * The options of one run, checked.
 * @param {any} options
 * @returns {{ timeout: number, breakOnSigint: boolean, decorator: Function | undefined }} timeout 0
 *   stands for none
 */
function runOptions(options) {
  validateObject(options, 'options');
  const { timeout, displayErrors = true, breakOnSigint = false } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return {
    timeout: timeout ?? 0,
    breakOnSigint,
    decorator: displayErrors ? decorateStack : undefined,
  };
}

/** A compiled program, to be run any number of times in any context. */
class Script {
  #native;

  /**
   * @param {string} code
   * @param {string | object} [options] the filename, or { filename, lineOffset, columnOffset,
   *   cachedData, produceCachedData, importModuleDynamically }
   * @throws {SyntaxError} with the source line in its stack
   */
  constructor(code, options = empty) {
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const {
      filename = defaultFilename,
      lineOffset = 0,
      columnOffset = 0,
      cachedData,
      produceCachedData = false,
      importModuleDynamically,
      [kParsingContext]: parsingContext = null,
    } = options;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    validateCachedData(cachedData);
    validateBoolean(produceCachedData, 'options.produceCachedData');
    const host = hostFor(importModuleDynamically);
    setReferrer(host, this);

    const compiled = native.compileScript(
      code, filename, lineOffset, columnOffset, cachedData, produceCachedData, parsingContext,
      host, decorateStack);
    this.#native = compiled.script;
    reportCachedData(this, compiled, produceCachedData);
    /** The value of the comment `//# sourceMappingURL=`, or undefined. */
    this.sourceMapURL = compiled.sourceMapURL;
  }

  /**
   * @returns {Buffer} a code cache with what has been compiled so far
   */
  createCachedData() {
    return toBuffer(native.createCachedData(this.#native));
  }

  /**
   * Runs it in the current context.
   * @param {{ timeout?: number, breakOnSigint?: boolean, displayErrors?: boolean }} [options]
   * @returns {any} the value of its last statement
   * @throws {Error} what it throws, ERR_SCRIPT_EXECUTION_TIMEOUT, ERR_SCRIPT_EXECUTION_INTERRUPTED
   */
  runInThisContext(options = empty) {
    const { timeout, breakOnSigint, decorator } = runOptions(options);
    const { [callMain]: call } = options;
    return call ?
      call(native.runScript, undefined, this.#native, null, timeout, breakOnSigint, decorator) :
      native.runScript(this.#native, null, timeout, breakOnSigint, decorator);
  }

  /**
   * Runs it in a context.
   * @param {object} contextifiedObject
   * @param {object} [options] as for runInThisContext
   * @returns {any}
   */
  runInContext(contextifiedObject, options = empty) {
    validateContext(contextifiedObject);
    const { timeout, breakOnSigint, decorator } = runOptions(options);
    return native.runScript(
      this.#native, contextifiedObject, timeout, breakOnSigint, decorator);
  }

  /**
   * Runs it in a fresh context.
   * @param {object} [contextObject]
   * @param {object} [options] those of createContext (as contextName, contextOrigin,
   *   contextCodeGeneration, microtaskMode) and of runInContext
   * @returns {any}
   */
  runInNewContext(contextObject, options = empty) {
    const context = createContext(contextObject, contextOptions(options));
    return this.runInContext(context, options);
  }
}

function validateContext(contextifiedObject) {
  if (!isContext(contextifiedObject)) {
    throw new codes.ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', contextifiedObject);
  }
}

/** The options of createContext() under the names that runInNewContext() gives them. */
function contextOptions(options) {
  if (!options) return empty;
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = options;
  const result = {
    name: contextName,
    origin: contextOrigin,
    codeGeneration: contextCodeGeneration,
    microtaskMode,
  };
  if (microtaskMode !== undefined) validateString(microtaskMode, 'options.microtaskMode');
  if (contextName !== undefined) validateString(contextName, 'options.contextName');
  if (contextOrigin !== undefined) validateString(contextOrigin, 'options.contextOrigin');
  if (contextCodeGeneration !== undefined) {
    validateCodeGeneration(contextCodeGeneration, 'options.contextCodeGeneration');
  }
  return result;
}

function validateCodeGeneration(codeGeneration, name) {
  validateObject(codeGeneration, name);
  const { strings, wasm } = codeGeneration;
  if (strings !== undefined) validateBoolean(strings, `${name}.strings`);
  if (wasm !== undefined) validateBoolean(wasm, `${name}.wasm`);
}

/**
 * Whether an object has a context of its own.
 * @param {object} object
 * @returns {boolean}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function isContext(object) {
  validateObject(object, 'object', kAllowArray);
  return native.isContext(object);
}

/**
 * Gives an object a context, of which it becomes the global object.
 * @param {object} [contextObject] or vm.constants.DONT_CONTEXTIFY
 * @param {{ name?: string, origin?: string, codeGeneration?: { strings?: boolean, wasm?: boolean },
 *   microtaskMode?: 'afterEvaluate' }} [options] name and origin are for debuggers
 * @returns {object} contextObject, or the global object of the new context
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
function createContext(contextObject = {}, options = empty) {
  const isOrdinary = contextObject === dontContextify;
  if (!isOrdinary && isContext(contextObject)) return contextObject;
  validateObject(options, 'options');
  const { name = `VM Context ${++contextCount}`, origin, codeGeneration, microtaskMode } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  let strings = true;
  let wasm = true;
  if (codeGeneration !== undefined) {
    validateCodeGeneration(codeGeneration, 'options.codeGeneration');
    ({ strings = true, wasm = true } = codeGeneration);
  }
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  const host = hostFor(options.importModuleDynamically);
  const global = native.makeContext(
    isOrdinary ? null : contextObject, strings, wasm, microtaskMode === 'afterEvaluate',
    require('internal/polyfills/contexts').installInContext, name, host, origin ?? '');
  setReferrer(host, isOrdinary ? global : contextObject);
  binding('async_context').addContext(global);
  return isOrdinary ? global : contextObject;
}

/**
 * The same as `new Script()`.
 * @param {string} code
 * @param {string | object} [options]
 * @returns {Script}
 */
function createScript(code, options) {
  return new Script(code, options);
}

function withFilename(options) {
  return typeof options === 'string' ? { filename: options } : options;
}

/**
 * Compiles code and runs it in the current context: it sees the globals, not the caller's
 * variables.
 * @param {string} code
 * @param {string | object} [options]
 * @returns {any}
 */
function runInThisContext(code, options) {
  options = withFilename(options);
  return new Script(code, options).runInThisContext(options);
}

/**
 * Compiles code and runs it in a context.
 * @param {string} code
 * @param {object} contextifiedObject
 * @param {string | object} [options]
 * @returns {any}
 */
function runInContext(code, contextifiedObject, options) {
  validateContext(contextifiedObject);
  options = { ...withFilename(options), [kParsingContext]: contextifiedObject };
  return new Script(code, options).runInContext(contextifiedObject, options);
}

/**
 * Compiles code and runs it in a new context.
 * @param {string} code
 * @param {object} [contextObject]
 * @param {string | object} [options]
 * @returns {any}
 */
function runInNewContext(code, contextObject, options) {
  options = withFilename(options);
  const context = createContext(contextObject, contextOptions(options));
  options = { ...options, [kParsingContext]: context };
  return new Script(code, options).runInContext(context, options);
}

/** @returns {boolean} isContext() for any value */
function isContextLike(value) {
  return typeof value === 'object' && value !== null && native.isContext(value);
}

/**
 * Compiles code as the body of a function.
 * @param {string} code
 * @param {string[]} [params]
 * @param {object} [options] { filename, lineOffset, columnOffset, cachedData, produceCachedData,
 *   parsingContext, contextExtensions, importModuleDynamically }
 * @returns {Function}
 * @throws {SyntaxError} with the source line in its stack
 */
function compileFunction(code, params, options = empty) {
  validateString(code, 'code');
  if (params !== undefined) validateStringArray(params, 'params');
  validateObject(options, 'options');
  const {
    filename = '',
    columnOffset = 0,
    lineOffset = 0,
    cachedData,
    produceCachedData = false,
    parsingContext,
    contextExtensions = [],
    importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (parsingContext !== undefined && !isContextLike(parsingContext)) {
    throw new codes.ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  for (let i = 0; i < contextExtensions.length; i++) {
    validateObject(contextExtensions[i], `options.contextExtensions[${i}]`, kAllowNullable);
  }
  const host = hostFor(importModuleDynamically);

  const compiled = native.compileFunction(
    code, filename, lineOffset, columnOffset, cachedData, produceCachedData, parsingContext ?? null,
    contextExtensions, params, host, decorateStack);
  const { function: result, sourceMapURL } = compiled;
  if (sourceMapURL !== undefined) result.sourceMapURL = sourceMapURL;
  reportCachedData(result, compiled, produceCachedData);
  setReferrer(host, result);
  return result;
}

/**
 * Measures the memory that this context, or every context, uses.
 * @param {{ mode?: 'summary' | 'detailed', execution?: 'default' | 'eager' }} [options]
 * @returns {Promise<object>} V8's report
 */
function measureMemory(options = empty) {
  require('internal/util').emitExperimentalWarning('vm.measureMemory');
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  const isEager = execution === 'eager';
  const report = native.measureMemory(mode === 'detailed', isEager);
  if (isEager) keepAliveUntilSettled(report);
  return report;
}

/** The collection that measures is V8's own task, which does not keep the event loop alive. */
function keepAliveUntilSettled(promise) {
  const timer = setInterval(() => {}, 2 ** 31 - 1);
  const stop = () => clearInterval(timer);
  promise.then(stop, stop);
}

const constants = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: useDefaultLoader,
  DONT_CONTEXTIFY: dontContextify,
});

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory,
  constants,
};
