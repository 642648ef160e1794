'use strict';

// The loader of ES modules: `import` in all its forms.
//
// A module is loaded in three steps. *Loading* resolves the requests of a module, reads and
// compiles what they name, and goes on until the graph is complete. *Instantiating* and
// *evaluating* are V8's. Loading a graph of local files makes no promises at all. Only hooks that
// were registered as asynchronous (module.register) make loading asynchronous; see
// internal/modules/esm/hooks.
//
// import() never evaluates within the call: V8 may be in the middle of evaluating the module that
// calls. It begins in a microtask.

const { codes } = require('internal/errors');
const { observer } = require('internal/modules/cjs/files');
const { Module } = require('internal/modules/cjs/module');
const {
  addImporters,
  explainCommonJSGlobals,
  explainCycle,
  explainMissingExport,
} = require('internal/modules/esm/explain');
const {
  attempt,
  attributesFrom,
  baseOfReferrer,
  currentDirectoryBase,
  modules,
  program,
} = require('internal/modules/esm/module_map');
const { Base, urlOf } = require('internal/modules/esm/resolve');
const { fromFile, request, translate } = require('internal/modules/esm/translate');
const { getOptionValue } = require('internal/options');
const { decorateStack } = require('internal/vm');

const native = binding('esm');

/**
 * Completes the graph of a module.
 * @param {EsModule} root
 * @returns {EsModule}
 */
function linkGraph(root) {
  const waiting = [root];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (module.isLinked) continue;
    module.isLinked = true;
    const { requests } = module;
    const dependencies = [];
    const handles = [];
    for (let i = 1; i < requests.length; i += 2) {
      let dependency;
      try {
        dependency = module.inner?.specifier === requests[i] ? module.inner.module : request(
          requests[i], module.base, attributesFrom(requests[i + 1]), module, (i - 1) >> 1);
      } catch (error) {
        addImporters(error, module, (i - 1) >> 1);
        throw error;
      }
      if (program.isRequiring) checkRequiredCycle(dependency, requests[i], module);
      dependencies.push(dependency);
      handles.push(dependency.handle);
    }
    native.link(module.handle, handles);
    module.dependencies = dependencies;
    // The last one first onto the stack: modules are read in the order of the source.
    for (let i = dependencies.length - 1; i >= 0; i--) {
      if (!dependencies[i].isLinked) waiting.push(dependencies[i]);
    }
  }
  return root;
}

/** A graph that require() loads must not contain what is still being loaded or evaluated. */
function checkRequiredCycle(dependency, specifier, importer) {
  if (dependency.format === 'module' && native.status(dependency.handle) === native.kEvaluating) {
    throw new codes.ERR_REQUIRE_CYCLE_MODULE(
      `Cannot import Module ${specifier} in a cycle. (from ${importer.base.shown})`);
  }
  if (dependency.format !== 'commonjs') return;
  const mod = Module._cache[dependency.base.path];
  if (mod === undefined || mod.loaded) return;
  throw new codes.ERR_REQUIRE_CYCLE_MODULE(
    `Cannot import CommonJS Module ${specifier} in a cycle. (from ${importer.base.shown})`);
}

/** Lets V8 connect imports with exports. */
function instantiate(module) {
  if (native.status(module.handle) !== native.kUninstantiated) return;
  try {
    native.instantiate(module.handle, decorateStack, null);
  } catch (error) {
    throw explainMissingExport(error);
  }
}

/**
 * Evaluates a module whose graph is complete.
 * @param {EsModule} module
 * @returns {Promise<any>}
 */
function evaluate(module) {
  instantiate(module);
  return module.evaluation ??= native.evaluate(module.handle);
}

/** @returns {Promise<any>} the namespace object, once the module has been evaluated */
async function evaluated(module) {
  try {
    await evaluate(module);
  } catch (error) {
    explainCommonJSGlobals(error);
    explainCycle(error);
    throw error;
  }
  return native.namespace(module.handle);
}

/**
 * Loads the graph of a specifier.
 * @param {string} specifier
 * @param {Base} base
 * @param {object} [attributes]
 * @returns {EsModule | Promise<EsModule>} a promise only with asynchronous hooks
 */
function load(specifier, base, attributes) {
  if (program.hooks !== null) return program.hooks.load(specifier, base, attributes);
  return attempt(() => linkGraph(request(specifier, base, attributes)));
}

/**
 * Imports what a specifier means.
 * @param {string} specifier
 * @param {Base} base
 * @param {object} [attributes]
 * @returns {Promise<any>} the namespace object
 */
async function importFrom(specifier, base, attributes) {
  await undefined;
  return evaluated(await load(specifier, base, attributes));
}

/**
 * Answers import() in a script or module. V8 calls it, by EntryPoint::kImportDynamically.
 * @param {string} specifier
 * @param {any} referrer
 * @param {string[]} pairs the attributes: keys and values in turn
 * @returns {Promise<any>} the namespace object
 */
function importDynamically(specifier, referrer, pairs) {
  if (typeof referrer !== 'string') {
    // Of code without a script: eval, called by a job.
    return Promise.reject(new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING());
  }
  return importFrom(specifier, baseOfReferrer(referrer), attributesFrom(pairs));
}

// ------------------------------------------------------------------------------------------
// require() of an ES module.

/**
 * The namespace of an ES module, evaluated now.
 * @param {string} filename
 * @param {string | undefined} source its text, when it has been read
 * @param {string | undefined} parentFilename who asks
 * @returns {{ namespace: any, module: EsModule }}
 * @throws {Error} ERR_REQUIRE_ASYNC_MODULE, ERR_REQUIRE_CYCLE_MODULE, and what the module throws
 */
function requireModule(filename, source, parentFilename) {
  const known = modules.get(filename);
  const module = attempt(() => {
    const root = known ?? (source === undefined ?
      request(filename, new Base(filename), undefined) :
      translate(filename, 'module', source));
    if (root.linking !== undefined && root.dependencies === undefined) {
      throw new codes.ERR_REQUIRE_CYCLE_MODULE(
        `Cannot require() ES Module ${filename} because it is not yet fully loaded. ` +
        'This may be caused by a race condition if the module is simultaneously dynamically ' +
        'import()-ed via Promise.all(). Try await-ing the import() sequentially in a loop ' +
        'instead.');
    }
    program.isRequiring = true;
    try {
      return linkGraph(root);
    } finally {
      program.isRequiring = false;
    }
  });
  const { handle } = module;
  const status = native.status(handle);
  if (status === native.kErrored) throw native.error(handle);
  checkCycle(module, parentFilename);
  const namespace = evaluateNow(module);
  if (namespace === undefined) {
    if (getOptionValue('--experimental-print-required-tla')) {
      evaluate(module).catch(() => {});
      require('internal/modules/esm/unsettled').printAwaits(module);
    }
    throw new codes.ERR_REQUIRE_ASYNC_MODULE(filename, parentFilename);
  }
  return { namespace, module };
}

/**
 * Evaluates a module whose graph is complete, now.
 * @param {EsModule} module
 * @returns {any} the namespace object; undefined when there is a top-level await
 * @throws {any} what the module throws
 */
function evaluateNow(module) {
  const { handle } = module;
  instantiate(module);
  if (native.isGraphAsync(handle)) return undefined;
  const promise = evaluate(module);
  if (native.status(handle) === native.kErrored) {
    // The error is thrown here: the promise is not to be reported as well.
    promise.catch(() => {});
    throw native.error(handle);
  }
  return native.namespace(handle);
}

/** V8 cannot evaluate a graph of which a part is being evaluated. */
function checkCycle(root, parentFilename) {
  if (native.status(root.handle) === native.kEvaluated) return;
  const seen = new Set([root]);
  for (const module of seen) {
    if (native.status(module.handle) === native.kEvaluating) {
      let message = `Cannot require() ES Module ${root.base.path} in a cycle.`;
      if (parentFilename) message += ` (from ${parentFilename})`;
      throw new codes.ERR_REQUIRE_CYCLE_MODULE(message);
    }
    for (const dependency of module.dependencies ?? []) seen.add(dependency);
  }
}

// ------------------------------------------------------------------------------------------
// The program.

/**
 * Whether the program, which is an ES module, still has to finish: its exit code is 13 if it ends
 * before.
 */
let isUnsettled = false;

/**
 * Runs what begins the program: from a microtask, so that promises of an ES module come before
 * process.nextTick().
 * @param {() => any} start may return a promise
 * @returns {void}
 */
function runEntry(start) {
  isUnsettled = true;
  require('internal/process/methods').exitHooks.beforeNaturalExit = exitUnsettled;
  run(start);
}

async function run(start) {
  await undefined;
  try {
    await importPreloads();
    if (program.hooks !== null) await program.hooks.settle();
    await start();
    if (program.hooks !== null) await program.hooks.settle();
    isUnsettled = false;
  } catch (error) {
    isUnsettled = false;
    require('internal/process/uncaught').triggerUncaughtException(error, true);
  }
}

/** Whether the modules of --import have been imported: the program may call Module.runMain(). */
let havePreloads = false;

/** --import: modules that run before the program. */
async function importPreloads() {
  if (havePreloads) return;
  havePreloads = true;
  const loaders = getOptionValue('--experimental-loader');
  if (loaders?.length > 0) {
    require('internal/modules/esm/hooks').registerFromCommandLine(loaders);
  }
  const preloads = getOptionValue('--import');
  if (!(preloads?.length > 0)) return;
  const base = currentDirectoryBase('');
  for (const specifier of preloads) await importFrom(specifier, base);
}

/** The loop has nothing more to do, and the program has not been evaluated to its end. */
function exitUnsettled() {
  if (!isUnsettled) return;
  process.exitCode = 13;
  if (!getOptionValue('--warnings')) return;
  require('internal/modules/esm/unsettled').warn(program.mainModule);
}

/**
 * Runs a file as the program.
 * @param {string} filename its real path
 * @returns {void}
 */
function runMainFile(filename) {
  runEntry(() => {
    const base = new Base(filename);
    const loadMain = () =>
      linkGraph(fromFile(filename, '', base, undefined, undefined, undefined, true));
    return evaluateMain(() => program.hooks === null ? attempt(loadMain) :
      program.hooks.load(urlOf(filename), base, undefined, true));
  });
}

async function evaluateMain(loadMain) {
  const module = await loadMain();
  program.mainModule = module;
  const { callMain } = observer;
  if (callMain !== null) {
    instantiate(module);
    module.evaluation = callMain(native.evaluate, undefined, module.handle);
  }
  await evaluated(module);
}

/**
 * Runs a text as the program (-e and standard input with --input-type=module).
 * @param {string} source
 * @param {string} name '[eval1]' or '[stdin]'
 * @returns {void}
 */
function runMainText(source, name) {
  runEntry(() => evaluateMain(() => {
    const { key } = currentDirectoryBase(name);
    const link = () => linkGraph(translate(key, 'module', source));
    return program.hooks === null ? attempt(link) :
      program.hooks.linkRoot(translate(key, 'module', source));
  }));
}

module.exports = {
  evaluateNow,
  evaluated,
  importDynamically,
  importFrom,
  importPreloads,
  linkGraph,
  requireModule,
  runEntry,
  runMainFile,
  runMainText,
};
