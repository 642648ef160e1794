'use strict';

// Hooks of the module loader: module.register(), --experimental-loader, module.registerHooks().
// Source: Node.js documentation, "Modules: node:module API", section "Customization Hooks".
//
// There is one chain of resolve hooks and one of load hooks; the youngest is called first, the
// default stands at the end. Hooks run in the thread of the program: they share its globals, and
// one that never returns stops it.
//
// A chain is run by *stepping*: each hook may return a promise or a value. A chain of synchronous
// hooks gives values, so that require() can use it.

const { codes } = require('internal/errors');
const { Module, requireHooks } = require('internal/modules/cjs/module');
const { addImporters } = require('internal/modules/esm/explain');
const {
  evaluateNow,
  evaluated,
  linkGraph: linkByDefault,
} = require('internal/modules/esm/loader');
const {
  attempt,
  attributesFrom,
  checkAttributes,
  currentDirectoryBase,
  findMocked,
  forget,
  modules,
  program,
} = require('internal/modules/esm/module_map');
const { fromBuiltin, request, translate } = require('internal/modules/esm/translate');
const {
  Base,
  formatOfDataUrl,
  formatOfFile,
  pathOf,
  resolve: resolveByDefault,
  urlOf,
} = require('internal/modules/esm/resolve');
const { builtinId, requireBuiltin } = require('internal/modules/helpers');
const { getImportConditions, getRequireConditions } = require('internal/modules/resolve');
const { validateFunction, validateObject } = require('internal/validators');

const native = binding('esm');
const { getPromiseDetails } = binding('util');
const { runMicrotasks } = binding('loop');

const kPending = 0;
const kRejected = 2;

/**
 * An asynchronous one, of module.register(), gets and gives promises.
 * @typedef {{ fn: Function, url: string, isAsync: boolean }} Hook
 */

/** @type {Hook[]} */
const resolveChain = [];
/** @type {Hook[]} */
const loadChain = [];

/** Registrations whose hooks are not there yet. @type {Promise<any>[]} */
let registering = [];

/** Key -> promise of a module that is being loaded. */
const loading = new Map();

/** @returns {boolean} */
function isThenable(value) {
  return typeof value === 'object' && value !== null && typeof value.then === 'function';
}

/** @returns {any} `use(value)`, now or when it is there */
function step(value, use) {
  return isThenable(value) ? value.then(use) : use(value);
}

/**
 * Runs a chain.
 * @param {Hook[]} chain
 * @param {'resolve' | 'load'} name
 * @param {Function} byDefault (argument, context)
 * @param {Function} validate (result, hookName)
 * @param {any} argument specifier or URL
 * @param {object} context
 * @param {boolean} [wantsValue] asynchronous hooks that return no promise give a value
 * @returns {any} the result or a promise of it
 */
function runChain(chain, name, byDefault, validate, argument, context, wantsValue = false) {
  const nextName = name === 'resolve' ? 'nextResolve' : 'nextLoad';
  const run = (index, arg, ctx) => {
    if (index < 0) return byDefault(arg, ctx);
    const { fn, url } = chain[index];
    const isAsync = chain[index].isAsync && !wantsValue;
    const hookName = `${url} '${name}'`;
    let nextCalled = false;
    let nextFinished = false;
    const callNext = (nextArgument = arg, nextContext) => {
      if (typeof nextArgument !== 'string') {
        throw new codes.ERR_INVALID_ARG_TYPE(
          `${hookName} hook's ${index === 0 ? 'default' : `next`}${
            name === 'resolve' ? 'Resolve() specifier' : 'Load() url'}`, 'string', nextArgument);
      }
      if (name === 'load' && !isUrl(nextArgument)) {
        throw new codes.ERR_INVALID_ARG_VALUE(
          `${hookName} hook's nextLoad() url`, nextArgument, 'should be a URL string');
      }
      if (nextContext !== undefined) {
        validateObject(nextContext, `${hookName} hook's next${
          name === 'resolve' ? 'Resolve' : 'Load'}() context`);
      }
      nextCalled = true;
      const wanted = nextContext === undefined ? undefined : withoutAssertions(nextContext);
      const finished = (value) => {
        nextFinished = true;
        return value;
      };
      const failed = (error) => {
        nextFinished = true;
        throw error;
      };
      try {
        const result = run(index - 1, nextArgument, { ...ctx, ...wanted });
        return isThenable(result) ? result.then(finished, failed) : finished(result);
      } catch (error) {
        return failed(error);
      }
    };
    // Named as the documentation calls them.
    const next = isAsync ?
      { async [nextName](to, nextContext) {
        return callNext(to, nextContext);
      } }[nextName] :
      { [nextName](to, nextContext) {
        return callNext(to, nextContext);
      } }[nextName];
    const finish = (result) => {
      if (typeof result !== 'object' || result === null) {
        throw new codes.ERR_INVALID_RETURN_VALUE(
          'an object', `${hookName} hook's ${nextName}()`, result);
      }
      if (!nextCalled && !result.shortCircuit) {
        throw new codes.ERR_LOADER_CHAIN_INCOMPLETE(hookName);
      }
      if (nextCalled && !nextFinished && !result.shortCircuit) {
        throw new codes.ERR_LOADER_CHAIN_INCOMPLETE(hookName);
      }
      const given = withoutAssertions(result);
      validate(given, hookName);
      return given;
    };
    const shown = withAssertions(ctx);
    if (!isAsync) return step(fn(arg, shown, next), finish);
    return (async () => finish(await fn(arg, shown, next)))();
  };
  return run(chain.length - 1, argument, context);
}

let warnedOfAssertions = false;

/** `importAttributes` had another name in Node.js 18. */
function warnOfAssertions() {
  if (warnedOfAssertions) return;
  warnedOfAssertions = true;
  process.emitWarning(
    'Use `importAttributes` instead of `importAssertions`', 'ExperimentalWarning');
}

/** @returns {object} a context as hooks see it, with the older name of its attributes */
function withAssertions(context) {
  return Object.defineProperty({ ...context }, 'importAssertions', {
    get() {
      warnOfAssertions();
      return this.importAttributes;
    },
    set(value) {
      warnOfAssertions();
      this.importAttributes = value;
    },
    enumerable: false,
    configurable: true,
  });
}

/** @returns {object} what a hook gave, with the attributes under their name */
function withoutAssertions(given) {
  const older = Object.getOwnPropertyDescriptor(given, 'importAssertions');
  if (older === undefined || older.get !== undefined) return given;
  warnOfAssertions();
  const { importAssertions, ...rest } = given;
  return { ...rest, importAttributes: rest.importAttributes ?? importAssertions };
}

function validateResolved(result, hookName) {
  const { url, format, importAttributes } = result;
  if (typeof url !== 'string') {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', hookName, 'url', url);
  }
  if (!isUrl(url)) {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', hookName, 'url', url);
  }
  if (format !== undefined && format !== null && typeof format !== 'string') {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('a string', hookName, 'format', format);
  }
  if (importAttributes !== undefined &&
      (typeof importAttributes !== 'object' || importAttributes === null)) {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE(
      'an object', hookName, 'importAttributes', importAttributes);
  }
}

function isUrl(text) {
  const { URL } = require('internal/url');
  return URL.canParse(text);
}

function validateLoaded(result, hookName) {
  const { format, source } = result;
  if (typeof format !== 'string') {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('a string', hookName, 'format', format);
  }
  if (source === undefined || source === null || typeof source === 'string') return;
  const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
  if (isAnyArrayBuffer(source) || isArrayBufferView(source)) return;
  throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE(
    'a string, an ArrayBuffer, or a TypedArray', hookName, 'source', source);
}

/** The end of the resolve chain. */
function defaultResolve(specifier, context) {
  const { parentURL, conditions } = context;
  const base = parentURL === undefined ? currentDirectoryBase('') : new Base(keyOfUrl(parentURL));
  const key = resolveByDefault(
    specifier, base, conditions === undefined ? undefined : new Set(conditions));
  const url = urlOf(key);
  return { __proto__: null, url, format: formatOfUrl(url, true) };
}

/** The end of the load chain. */
function defaultLoad(url, context) {
  const format = context.format ?? formatOfUrl(url, false);
  const attributes = context.importAttributes;
  if (url.startsWith('node:')) return { __proto__: null, format: 'builtin', source: null };
  checkScheme(url);
  checkAttributes(url, format, attributes);
  if (format === 'commonjs') {
    return { __proto__: null, format, responseURL: url, source: undefined };
  }
  return { __proto__: null, format, responseURL: url, source: bytesOf(url) };
}

function checkScheme(url) {
  if (url.startsWith('file:') || url.startsWith('data:')) return;
  const { URL } = require('internal/url');
  throw new codes.ERR_UNSUPPORTED_ESM_URL_SCHEME(new URL(url), ['file', 'data', 'node']);
}

/** @returns {Buffer} */
function bytesOf(url) {
  if (url.startsWith('data:')) {
    const { Buffer } = require('buffer');
    const { URL } = require('internal/url');
    const match = /^[^,]*?(;base64)?,([\s\S]*)$/.exec(new URL(url).pathname);
    if (match === null) throw new codes.ERR_INVALID_URL(url);
    return Buffer.from(decodeURIComponent(match[2]), match[1] ? 'base64' : 'utf8');
  }
  return require('fs').readFileSync(pathOf(url.replace(/[?#].*$/s, '')));
}

/** @returns {string | null | undefined} null: the syntax decides */
function formatOfUrl(url, ignoreErrors) {
  if (url.startsWith('node:')) return 'builtin';
  if (url.startsWith('data:')) {
    const format = formatOfDataUrl(url);
    if (format === undefined && !ignoreErrors) {
      throw new codes.ERR_UNKNOWN_MODULE_FORMAT(/^data:([^;,]*)/.exec(url)[1], url);
    }
    return format;
  }
  if (!url.startsWith('file:')) {
    if (!ignoreErrors) checkScheme(url);
    return undefined;
  }
  const filename = pathOf(url.replace(/[?#].*$/s, ''));
  const format = formatOfFile(filename, ignoreErrors);
  if (format !== 'ambiguous') return format;
  // Only the load hook has the text.
  if (ignoreErrors) return null;
  const source = native.readSource(filename, false);
  if (typeof source !== 'string') return undefined;
  return require('internal/modules/cjs/require_esm').hasModuleSyntax(source, filename) ?
    'module' : 'commonjs';
}

/** @returns {string} the key of a URL */
function keyOfUrl(url) {
  if (!url.startsWith('file:///') || /[?#]/.test(url)) return url;
  return pathOf(url);
}

// ------------------------------------------------------------------------------------------
// Loading with hooks.

function resolveContext(attributes, parentUrl, conditions = getImportConditions()) {
  return {
    conditions: [...conditions],
    importAttributes: attributes ?? {},
    parentURL: parentUrl,
  };
}

function runResolve(specifier, attributes, parentUrl, wantsValue = false) {
  return runChain(resolveChain, 'resolve', defaultResolve, validateResolved, specifier,
                  resolveContext(attributes, parentUrl), wantsValue);
}

function runLoad(url, format, attributes) {
  return runChain(loadChain, 'load', defaultLoad, validateLoaded, url, {
    conditions: [...getImportConditions()], format, importAttributes: attributes ?? {},
  });
}

/** The module that a request means, or a promise of it. */
function requestWithHooks(specifier, parentUrl, attributes, importer, index) {
  return step(runResolve(specifier, attributes, parentUrl), (resolved) => {
    const { url, format } = resolved;
    const wanted = resolved.importAttributes ?? attributes;
    const key = keyOfUrl(url);
    const known = findMocked(key) ?? modules.get(key) ?? loading.get(key);
    if (known !== undefined) return known;
    const made = step(runLoad(url, format, wanted), (loaded) => {
      loading.delete(key);
      return modules.get(key) ?? makeModule(key, url, loaded, importer, index);
    });
    if (isThenable(made)) {
      loading.set(key, made);
      made.catch(() => loading.delete(key));
    }
    return made;
  });
}

/**
 * The end of the resolve chain for require().
 * @param {any} mod the CommonJS module that asks
 * @returns {(specifier: string) => object}
 */
function defaultResolveFor(mod) {
  return (specifier) => {
    const request = specifier.startsWith('file:') ? pathOf(specifier) : specifier;
    const filename = Module._resolveFilename(request, mod);
    const id = builtinId(filename);
    if (id !== undefined) return { __proto__: null, url: `node:${id}`, format: 'builtin' };
    const url = urlOf(filename);
    return { __proto__: null, url, format: formatOfUrl(url, true) };
  };
}

/** Makes a module of what the load hooks gave. */
function makeModule(key, url, { format, source }, importer, index) {
  if (format === 'builtin') return fromBuiltin(url, undefined);
  if (format === 'wasm') return translate(key, format, source ?? bytesOf(url), importer, index);
  let text = source;
  const isGiven = source !== undefined && source !== null;
  if (source === undefined || source === null) {
    if (format !== 'commonjs') {
      throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE(
        'a string, an ArrayBuffer, or a TypedArray', 'load', 'source', source);
    }
    text = bytesOf(url);
  }
  if (typeof text !== 'string') text = new TextDecoder().decode(text);
  if (!['module', 'commonjs', 'json'].includes(format)) {
    throw new codes.ERR_UNKNOWN_MODULE_FORMAT(format, url);
  }
  return translate(key, format, text, importer, index, isGiven);
}

/** Resolves the requests of one module. Returns a promise, or undefined when that is done. */
function linkOne(module) {
  if (module.isLinked) return undefined;
  if (module.linking !== undefined) return module.linking;
  const { requests } = module;
  const found = [];
  for (let i = 1; i < requests.length; i += 2) {
    const attributes = attributesFrom(requests[i + 1]);
    const index = (i - 1) >> 1;
    try {
      const made = module.inner?.specifier === requests[i] ? module.inner.module :
        requestWithHooks(requests[i], module.url, attributes, module, index);
      found.push(isThenable(made) ? made.catch((error) => {
        addImporters(error, module, index);
        throw error;
      }) : made);
    } catch (error) {
      addImporters(error, module, index);
      throw error;
    }
  }
  const finish = (dependencies) => {
    native.link(module.handle, dependencies.map((dependency) => dependency.handle));
    module.dependencies = dependencies;
    module.isLinked = true;
  };
  if (!found.some(isThenable)) {
    finish(found);
    return undefined;
  }
  module.linking = Promise.all(found).then(finish);
  return module.linking;
}

/** Completes the graph of a module. */
function linkGraph(root) {
  const seen = new Set([root]);
  const queue = [root];
  const advance = () => {
    while (queue.length > 0) {
      const module = queue.shift();
      const linking = linkOne(module);
      const follow = () => {
        for (const dependency of module.dependencies ?? []) {
          if (seen.has(dependency)) continue;
          seen.add(dependency);
          queue.push(dependency);
        }
      };
      if (linking !== undefined) {
        return linking.then(() => {
          follow();
          return advance();
        });
      }
      follow();
    }
    return root;
  };
  const fail = (error) => {
    forget(seen);
    throw error;
  };
  try {
    const done = advance();
    return isThenable(done) ? done.catch(fail) : done;
  } catch (error) {
    return fail(error);
  }
}

/** What the loader asks once there are hooks. */
const installed = {
  /** @returns {Promise<any>} */
  async load(specifier, base, attributes, isMain = false) {
    await settleRegistrations();
    const root = await requestWithHooks(
      specifier, isMain ? undefined : base.url, attributes, undefined, 0);
    return linkGraph(root);
  },

  /** @returns {Promise<void>} when all registrations are done */
  settle: settleRegistrations,

  /** @returns {any} a module whose graph is complete, or a promise of it */
  linkRoot: linkGraph,

  /** @returns {{ url: string }} */
  resolveSync(specifier, base) {
    return settled(runResolve(specifier, undefined, base.url, true), 'import.meta.resolve()');
  },
};

/** What require() asks once there are synchronous hooks. */
const installedForRequire = {
  resolve(specifier, parent) {
    const parentUrl = parent?.filename ? urlOf(parent.filename) : undefined;
    const { url, format } = settled(runChain(
      resolveChain.filter(isSynchronous), 'resolve', defaultResolveFor(parent), validateResolved,
      specifier, resolveContext(undefined, parentUrl, getRequireConditions())), 'require()');
    return { filename: keyOfUrl(url), url, format };
  },

  load(mod, { filename, url, format }) {
    let byDefault;
    const loadByDefault = (wantedUrl, context) => {
      const wanted = context.format ?? formatOfUrl(wantedUrl, true) ?? 'commonjs';
      byDefault = { __proto__: null, format: wanted, source: `${bytesOf(wantedUrl)}` };
      return byDefault;
    };
    const loaded = settled(runChain(
      loadChain.filter(isSynchronous), 'load', loadByDefault, validateLoaded, url, {
        conditions: [...getRequireConditions()], format, importAttributes: {},
      }), 'require()');
    if (loaded.format === byDefault?.format && loaded.source === byDefault.source) {
      // By the handler of the file's extension, which the program may have replaced.
      mod.load(filename);
      return;
    }
    runLoaded(mod, filename, url, loaded);
  },
};

/** Runs what load hooks gave as a CommonJS module. */
function runLoaded(mod, filename, url, { format, source }) {
  mod.filename = filename;
  mod.paths = Module._nodeModulePaths(require('path').dirname(filename));
  const text = typeof source === 'string' ? source :
    new TextDecoder().decode(source ?? bytesOf(url));
  switch (format) {
    case 'commonjs':
      mod._compile(text, filename);
      break;
    case 'json':
      mod.exports = JSON.parse(text);
      break;
    case 'module':
      require('internal/modules/cjs/require_esm').loadEsModule(mod, filename, text, null);
      break;
    default:
      throw new codes.ERR_UNKNOWN_MODULE_FORMAT(format, url);
  }
  mod.loaded = true;
}

/** @returns {boolean} whether a hook is one of module.registerHooks() */
function isSynchronous(hook) {
  return !hook.isAsync;
}

async function settleRegistrations() {
  while (registering.length > 0) {
    const waiting = registering;
    registering = [];
    await Promise.all(waiting);
  }
}

/**
 * The value of a promise that needs nothing but microtasks.
 * @param {any} value
 * @param {string} what for the error
 * @returns {any}
 * @throws {Error} ERR_FEATURE_NOT_AVAILABLE when it needs more
 */
function settled(value, what) {
  if (!isThenable(value)) return value;
  value.catch(() => {});
  runMicrotasks();
  const [state, result] = getPromiseDetails(value);
  if (state === kPending) {
    throw new codes.ERR_FEATURE_NOT_AVAILABLE(`${what} with a hook that waits for the event loop`);
  }
  if (state === kRejected) throw result;
  return result;
}

// ------------------------------------------------------------------------------------------
// Registering.

/**
 * Adds the hooks that a namespace object exports.
 * @param {any} exports
 * @param {string} name
 * @param {boolean} isAsync
 */
function addHooks({ resolve, load }, name, isAsync) {
  if (resolve !== undefined) {
    validateFunction(resolve, 'resolve');
    resolveChain.push({ fn: resolve, url: name, isAsync });
  }
  if (load !== undefined) {
    validateFunction(load, 'load');
    loadChain.push({ fn: load, url: name, isAsync });
  }
  program.hooks = installed;
}

/**
 * module.register(): imports a module that exports hooks.
 * @param {string | URL} specifier
 * @param {string | URL | object} [parentURL]
 * @param {{ parentURL?: string | URL, data?: any, transferList?: object[] }} [options]
 * @returns {any} what its `initialize` returned
 */
function register(specifier, parentURL = undefined, options = undefined) {
  if (typeof parentURL === 'object' && parentURL !== null &&
      !require('internal/url').isURL(parentURL)) {
    options = parentURL;
    parentURL = options.parentURL;
  }
  const base = parentURL === undefined ? new Base('data:') : new Base(keyOfUrl(`${parentURL}`));
  return registerModule(`${specifier}`, base, options?.data, options?.transferList);
}

function registerModule(specifier, base, data, transferList, preload = undefined) {
  let result;
  const use = (exports) => {
    addHooks(exports, specifier, true);
    if (exports.initialize === undefined) {
      if (exports.globalPreload !== undefined) preload?.(exports.globalPreload);
      return;
    }
    validateFunction(exports.initialize, 'initialize');
    const copy = data === undefined ? undefined :
      structuredClone(data, transferList === undefined ? undefined : { transfer: transferList });
    result = exports.initialize(copy);
    unrefPorts(copy);
  };
  const done = importHooks(specifier, base, use);
  if (done !== undefined) {
    // It takes time: imports wait for it.
    done.catch(() => {});
    registering.push(done);
    program.hooks = installed;
  }
  if (!isThenable(result)) return result;
  const [state, value] = getPromiseDetails(Promise.resolve(result));
  if (state === kRejected) {
    result.then(undefined, () => {});
    throw value;
  }
  if (state !== kPending) return value;
  registering.push(result);
  program.hooks = installed;
  result.then(undefined, (error) => {
    require('internal/process/uncaught').triggerUncaughtException(error, true);
  });
  return result;
}

/**
 * Ports that hooks listen to do not keep the program alive, as if the hooks had a thread of their
 * own.
 */
function unrefPorts(value, seen = new Set()) {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof MessagePort) {
    value.unref();
    return;
  }
  for (const key of Object.keys(value)) unrefPorts(value[key], seen);
}

/** Imports a module with hooks. Returns a promise when that cannot be done now. */
function importHooks(specifier, base, use) {
  if (resolveChain.length + loadChain.length + registering.length > 0) {
    return importHooksLater(specifier, base, use, registering.at(-1));
  }
  const module = attempt(() => linkByDefault(request(specifier, base, undefined)));
  const namespace = evaluateNow(module);
  if (namespace === undefined) return evaluated(module).then(use);
  use(namespace);
  return undefined;
}

/** Hooks that are there already apply to the module of the next. */
async function importHooksLater(specifier, base, use, previous) {
  await previous;
  const found = requestWithHooks(specifier, base.url, undefined, undefined, 0);
  use(await evaluated(await step(found, linkGraph)));
}

/**
 * Registers what --experimental-loader names.
 * @param {string[]} specifiers
 * @returns {void}
 */
function registerFromCommandLine(specifiers) {
  const registrations = specifiers.map((specifier) =>
    `register(${JSON.stringify(specifier)}, pathToFileURL("./"));`).join(' ');
  process.emitWarning(
    '`--experimental-loader` may be removed in the future; instead use `register()`:\n' +
      "--import 'data:text/javascript,import { register } from \"node:module\"; " +
      `import { pathToFileURL } from "node:url"; ${registrations}'`,
    'ExperimentalWarning');
  for (const specifier of specifiers) {
    registerModule(specifier, currentDirectoryBase(''), undefined, undefined, runPreload);
  }
}

/**
 * Runs the code that a globalPreload hook returns. Source: Node.js 20 documentation,
 * "globalPreload()".
 * @param {Function} globalPreload
 * @returns {void}
 */
function runPreload(globalPreload) {
  require('internal/util').emitExperimentalWarning('`globalPreload`');
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  port2.unref();
  const code = globalPreload({ port: port1 });
  if (code === undefined || code === null) return;
  if (typeof code !== 'string') {
    throw new codes.ERR_INVALID_RETURN_VALUE('a string', 'globalPreload', code);
  }
  const { compileFunction } = require('vm');
  const run = compileFunction(code, ['getBuiltin', 'port'], { filename: '<preload>' });
  Reflect.apply(run, globalThis, [(specifier) => {
    const id = builtinId(specifier);
    if (id === undefined) throw new codes.ERR_UNKNOWN_BUILTIN_MODULE(specifier);
    return requireBuiltin(id);
  }, port2]);
}

/**
 * module.registerHooks(): synchronous hooks, for import and require().
 * @param {{ resolve?: Function, load?: Function }} exports
 * @returns {{ deregister: () => void }}
 */
function registerHooks(exports) {
  validateObject(exports, 'hooks');
  const { resolve, load } = exports;
  addHooks(exports, 'registerHooks', false);
  requireHooks.current = installedForRequire;
  const remove = (chain, fn) => {
    const index = chain.findIndex((hook) => hook.fn === fn);
    if (fn !== undefined && index !== -1) chain.splice(index, 1);
  };
  return {
    deregister() {
      remove(resolveChain, resolve);
      remove(loadChain, load);
      const rest = [...resolveChain, ...loadChain];
      if (!rest.some(isSynchronous)) requireHooks.current = null;
      if (rest.length === 0) program.hooks = null;
    },
  };
}

module.exports = { register, registerFromCommandLine, registerHooks };
