'use strict';

// The loader of ES modules: `import` in all its forms.
//
// A module is loaded in three steps. *Loading* resolves the requests of a module, reads and
// compiles what they name, and goes on until the graph is complete. *Instantiating* and
// *evaluating* are V8's. Local files are read while the program waits, one after another: reading a
// small file takes less time than asking the worker pool for it, and loading a graph makes no
// promises at all. Only hooks that were registered as asynchronous (module.register) make loading
// asynchronous; see internal/modules/esm/hooks.
//
// `modules` is the map of all modules, by key (see internal/modules/esm/resolve). A graph that
// cannot be loaded leaves nothing of itself behind: the next import tries again.
//
// import() never evaluates within the call: V8 may be in the middle of evaluating the module that
// calls. It begins in a microtask.

const { codes } = require('internal/errors');
const { enter, leave, observer } = require('internal/modules/cjs/files');
const cjs = require('internal/modules/cjs/loader');
const { hasModuleSyntax } = require('internal/modules/cjs/require_esm');
const {
  builtinId,
  requireBuiltin,
  stripBom,
} = require('internal/modules/helpers');
const {
  Base,
  checkBuiltin,
  directoryError,
  followsLinks,
  formatOfDataUrl,
  formatOfFile,
  locate,
  notFoundError,
  pathOf,
  realDirectory,
  resolve,
  splitLocated,
  toRealPath,
  urlOf,
} = require('internal/modules/esm/resolve');
const { getOptionValue } = require('internal/options');
const { decorateStack } = require('internal/vm');

const native = binding('esm');
const { readFileUtf8 } = binding('fs');
const { pathKind } = binding('modules');
const { ENOENT, ENOTDIR, EISDIR, ELOOP } = binding('constants').os.errno;

const { parse } = JSON;
const { defineProperty, hasOwn, keys } = Object;

/** Key -> module. @type {Map<string, EsModule>} */
const modules = new Map();

/** Key and type of a module that could not be made -> why. @type {Map<string, any>} */
const failures = new Map();

/** Modules that the current attempt to load a graph has made. @type {EsModule[]} */
let created = [];

/** The hooks of module.register() and module.registerHooks(), once there are any. */
let hooks = null;

/** One module of the map. Its native handle points back to it as `owner`. */
class EsModule {
  /**
   * @param {Base} base what its own imports look from
   * @param {string} format
   * @param {EsModule | undefined} importer who first asked for it
   * @param {number} index which of the importer's requests it was
   */
  constructor(base, format, importer, index) {
    this.base = base;
    this.format = format;
    this.importer = importer;
    this.index = index;
    /** The native record. @type {any} */
    this.handle = undefined;
    /** The handle, then specifier and attributes of each request. @type {any[] | undefined} */
    this.requests = undefined;
    /** What the requests mean. @type {EsModule[] | undefined} */
    this.dependencies = undefined;
    /** Whether the requests have been, or are being, resolved. */
    this.isLinked = false;
    /** With asynchronous hooks: the promise that its requests have been resolved. */
    this.linking = undefined;
    /** The promise of its evaluation, once that has begun as the root of a graph. */
    this.evaluation = undefined;
  }

  /** @returns {string} */
  get url() {
    return this.base.url;
  }

  /**
   * @param {any[]} requests as made by the binding
   * @returns {this}
   */
  setSource(requests) {
    this.requests = requests;
    this.handle = requests[0];
    this.handle.owner = this;
    return this;
  }

  /**
   * Makes it a module whose exports are set by a function.
   * @param {string[]} names
   * @param {(handle: any) => void} evaluate
   * @returns {this}
   */
  setSynthetic(names, evaluate) {
    this.handle = native.synthetic(this.url, names, evaluate, null);
    this.handle.owner = this;
    this.isLinked = true;
    return this;
  }

  /**
   * Fills in import.meta.
   * @param {any} meta
   * @returns {void}
   */
  initializeImportMeta(meta) {
    const { base } = this;
    if (base.path !== undefined) {
      meta.dirname = base.dir || '/';
      meta.filename = base.path;
    }
    meta.main = this === mainModule;
    if (this.url.startsWith('file:') || this.url.startsWith('data:')) {
      meta.resolve = makeMetaResolve(base);
    }
    meta.url = this.url;
  }
}

// Promises take an object with `then` for one of theirs: whatever a polluted Object.prototype has,
// a module is none.
defineProperty(EsModule.prototype, 'then', { value: undefined });

/** The module that the command line named. @type {EsModule | undefined} */
let mainModule;

function makeMetaResolve(base) {
  return { resolve(specifier, parentUrl) {
    if (typeof specifier !== 'string') {
      throw new codes.ERR_INVALID_ARG_TYPE('specifier', 'string', specifier);
    }
    let from = base;
    if (parentUrl !== undefined && getOptionValue('--experimental-import-meta-resolve')) {
      if (typeof parentUrl !== 'string' && !require('internal/url').isURL(parentUrl)) {
        throw new codes.ERR_INVALID_ARG_TYPE('parentURL', ['string', 'URL'], parentUrl);
      }
      from = new Base(`${parentUrl}`);
    }
    return resolveToUrl(specifier, from);
  } }.resolve;
}

/**
 * The URL that a specifier means; missing files are no error, as import.meta.resolve says.
 * @param {string} specifier
 * @param {Base} base
 * @returns {string}
 */
function resolveToUrl(specifier, base) {
  if (hooks !== null) return hooks.resolveSync(specifier, base).url;
  try {
    return urlOf(resolve(specifier, base));
  } catch (error) {
    if ((error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'ERR_UNSUPPORTED_DIR_IMPORT') &&
        error.url !== undefined) {
      return error.url;
    }
    throw error;
  }
}

// ------------------------------------------------------------------------------------------
// Attributes.

/**
 * Checks that the attributes fit the format.
 * @param {string} url
 * @param {string} format
 * @param {{ type?: string } | undefined} attributes
 * @throws {TypeError} ERR_IMPORT_ATTRIBUTE_UNSUPPORTED, ERR_IMPORT_ASSERTION_TYPE_*
 */
function checkAttributes(url, format, attributes) {
  checkAttributeNames(attributes);
  const type = attributes?.type;
  const expected = format === 'json' ? 'json' : undefined;
  if (type === expected) return;
  if (type === undefined) throw new codes.ERR_IMPORT_ASSERTION_TYPE_MISSING(url, expected);
  if (type !== 'json') throw new codes.ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED(type);
  throw new codes.ERR_IMPORT_ASSERTION_TYPE_FAILED(url, type);
}

/** @throws {TypeError} ERR_IMPORT_ATTRIBUTE_UNSUPPORTED */
function checkAttributeNames(attributes) {
  if (attributes === undefined) return;
  for (const name of keys(attributes)) {
    if (name !== 'type') throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(name, attributes[name]);
  }
}

/**
 * @param {string[] | undefined} pairs keys and values in turn
 * @returns {{ type?: string } | undefined}
 */
function attributesFrom(pairs) {
  if (pairs === undefined || pairs.length === 0) return undefined;
  const attributes = { __proto__: null };
  for (let i = 0; i < pairs.length; i += 2) attributes[pairs[i]] = pairs[i + 1];
  return attributes;
}

// ------------------------------------------------------------------------------------------
// Making modules.

/**
 * The module that a request means, loaded but not linked.
 * @param {string} specifier
 * @param {Base} base
 * @param {object | undefined} attributes
 * @param {EsModule} [importer]
 * @param {number} [index]
 * @returns {EsModule}
 */
function request(specifier, base, attributes, importer, index) {
  try {
    return requestPlainly(specifier, base, attributes, importer, index);
  } catch (error) {
    throw explainResolution(error, specifier, base);
  }
}

function requestPlainly(specifier, base, attributes, importer, index) {
  const located = locate(specifier, base);
  if (typeof located === 'string') {
    const known = modules.get(located);
    if (known !== undefined) return checked(known, attributes);
  }
  const { filename, suffix, other } = splitLocated(located, base);
  if (filename !== undefined) {
    return fromFile(filename, suffix, base, attributes, importer, index);
  }
  const known = modules.get(other);
  if (known !== undefined) return checked(known, attributes);
  if (other.startsWith('node:')) return fromBuiltin(other, attributes);
  if (other.startsWith('data:')) return fromDataUrl(other, attributes, importer, index);
  throw new codes.ERR_UNSUPPORTED_ESM_URL_SCHEME(new URL(other), ['file', 'data', 'node']);
}

function checked(module, attributes) {
  if (attributes !== undefined || module.format === 'json') {
    checkAttributes(module.url, module.format, attributes);
  }
  return module;
}

/**
 * Makes errors of resolution tell what this loader knows.
 * @param {any} error
 * @param {string} specifier
 * @param {Base} base
 * @returns {any} the error, or another in its place
 */
function explainResolution(error, specifier, base) {
  if (error instanceof SyntaxError && typeof error.path === 'string' &&
      error.path.endsWith('/package.json')) {
    const reason = error.message.replace(`Error parsing ${error.path}: `, '');
    return new codes.ERR_INVALID_PACKAGE_CONFIG(
      error.path, `"${specifier}" from ${base.shown}`, reason);
  }
  if (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'ERR_UNSUPPORTED_DIR_IMPORT') {
    addHint(error, specifier, base);
  }
  return error;
}

/** Says what require() would find, in the stack of an error. */
function addHint(error, specifier, base) {
  if (base.path === undefined || typeof error.stack !== 'string') return;
  let found;
  try {
    const parent = new cjs.Module(base.path);
    parent.filename = base.path;
    parent.paths = cjs.Module._nodeModulePaths(base.dir || '/');
    found = cjs.Module._resolveFilename(specifier, parent);
  } catch {
    return;
  }
  if (!found.startsWith('/')) return;
  const path = require('path');
  let hint = found;
  if (specifier.startsWith('.')) {
    hint = path.relative(base.dir || '/', found);
    if (!hint.startsWith('.')) hint = `./${hint}`;
  } else if (!specifier.startsWith('/')) {
    const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
    const inside = found.lastIndexOf(`/node_modules/${name}/`);
    hint = inside === -1 ? path.relative(base.dir || '/', found) :
      found.slice(inside + '/node_modules/'.length);
    if (inside === -1 && !hint.startsWith('.')) hint = `./${hint}`;
  }
  hint = encodeURI(hint).replace(/[?#]/g, encodeURIComponent);
  defineProperty(error, 'stack', {
    value: error.stack.replace(/(?=\n {4}at |$)/, () => `\nDid you mean to import "${hint}"?`),
    writable: true, enumerable: false, configurable: true,
  });
}

/** Puts a new module into the map. */
function add(key, format, importer, index) {
  const module = new EsModule(new Base(key), format, importer, index);
  modules.set(key, module);
  created.push(module);
  return module;
}

/** A file by the real path of its directory; undefined when that is missing. */
function throughDirectory(filename) {
  const slash = filename.lastIndexOf('/');
  try {
    return realDirectory(filename.slice(0, slash)) + filename.slice(slash);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function fromFile(filename, suffix, base, attributes, importer, index) {
  if (filename.endsWith('/')) throw directoryError(filename, base);
  let real = filename;
  if (followsLinks(false)) {
    real = throughDirectory(filename);
    if (real === undefined) throw notFoundError(filename, base);
  }
  for (;;) {
    const key = suffix === '' ? real : urlOf(real) + suffix;
    const known = modules.get(key);
    if (known !== undefined) return checked(known, attributes);
    const made = makeOnce(key, attributes, () =>
      openFile(real, key, attributes, importer, index));
    if (typeof made !== 'number') return made;
    // The file itself is a link.
    if (made !== -ELOOP || !followsLinks(false)) throw openError(made, filename, base);
    try {
      real = toRealPath(real);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      throw notFoundError(filename, base);
    }
  }
}

/** @returns {Error} for a negative error number */
function openError(number, filename, base) {
  if (number === -ENOENT || number === -ENOTDIR) return notFoundError(filename, base);
  if (number === -EISDIR) return directoryError(filename, base);
  try {
    readFileUtf8(filename);
  } catch (error) {
    return error;
  }
  return notFoundError(filename, base);
}

/**
 * Makes a module; when that fails once, it fails always in the same way.
 * @template T
 * @param {string} key
 * @param {{ type?: string } | undefined} attributes
 * @param {() => T} make
 * @returns {T}
 */
function makeOnce(key, attributes, make) {
  const type = attributes?.type;
  const failureKey = type === undefined ? key : `${key}\0${type}`;
  const known = failures.get(failureKey);
  if (known !== undefined) throw known.error;
  try {
    return make();
  } catch (error) {
    failures.set(failureKey, { error });
    throw error;
  }
}

/** @returns {EsModule | number} a negative error number when it cannot be read */
function openFile(filename, key, attributes, importer, index) {
  if (observer.onFile !== null) observer.onFile(filename);
  let format;
  try {
    format = formatOfFile(filename);
  } catch (error) {
    const kind = pathKind(filename);
    if (kind < 0) return kind;
    if ((kind & 1) !== 0) return -EISDIR;
    if ((kind & 4) !== 0) return -ELOOP;
    throw error;
  }
  const url = urlOf(key);
  if (format === 'module' && attributes === undefined &&
      !getOptionValue('--enable-source-maps')) {
    const opened = native.open(filename, url, decorateStack, followsLinks(false));
    if (typeof opened === 'number') return opened;
    return add(key, format, importer, index).setSource(opened);
  }
  const source = native.readSource(filename, followsLinks(false));
  if (typeof source === 'number') return source;
  if (format === 'ambiguous') {
    format = hasModuleSyntax(source, filename) ? 'module' : 'commonjs';
    if (format === 'module') warnOfTypelessPackage(filename);
  }
  checkAttributes(url, format, attributes);
  return translate(key, format, source, importer, index);
}

/** Of packages that have been warned about: paths of package.json. @type {Set<string>} */
const typelessPackages = new Set();

/**
 * Warns, once a package, of a .js file whose syntax alone made it an ES module.
 * @param {string} filename
 * @returns {void}
 */
function warnOfTypelessPackage(filename) {
  const scope =
    require('internal/modules/package_json_reader').nearest(require('path').dirname(filename));
  if (scope === null || typelessPackages.has(scope.path)) return;
  typelessPackages.add(scope.path);
  process.emitWarning(
    `Module type of ${urlOf(filename)} is not specified and it doesn't parse as CommonJS.\n` +
      'Reparsing as ES module because module syntax was detected. This incurs a performance ' +
      'overhead.\n' +
      `To eliminate this warning, add "type": "module" to ${scope.path}.`,
    { code: 'MODULE_TYPELESS_PACKAGE_JSON' });
}

/**
 * Makes a module of a source text.
 * @param {string} key
 * @param {string} format
 * @param {any} source
 * @param {EsModule} [importer]
 * @param {number} [index]
 * @returns {EsModule}
 */
function translate(key, format, source, importer, index) {
  switch (format) {
    case 'module': {
      const compiled =
        native.compile(source, urlOf(key), 0, 0, undefined, null, undefined, decorateStack);
      if (getOptionValue('--enable-source-maps')) {
        require('internal/source_map').registerFile(pathOf(key) ?? key, source);
      }
      return add(key, format, importer, index).setSource(compiled);
    }
    case 'json':
      return fromJson(key, source, importer, index);
    case 'commonjs':
      return fromCommonJS(key, source, importer, index);
    default:
      throw new codes.ERR_UNKNOWN_MODULE_FORMAT(format, urlOf(key));
  }
}

/** A builtin: its exports by name, and as the default. */
function fromBuiltin(specifier, attributes) {
  checkBuiltin(specifier);
  const known = modules.get(specifier);
  if (known !== undefined) return checked(known, attributes);
  checkAttributes(specifier, 'builtin', attributes);
  const exports = requireBuiltin(builtinId(specifier));
  const names = keys(exports).filter((name) => name !== 'default');
  const module = new EsModule(new Base(specifier), 'builtin', undefined, 0);
  // Kept when the graph that asked for it fails: there is nothing to try again.
  modules.set(specifier, module);
  let isEvaluated = false;
  const sync = () => {
    if (!isEvaluated) return;
    for (const name of names) native.setExport(module.handle, name, readExport(exports, name));
  };
  module.setSynthetic([...names, 'default'], (handle) => {
    isEvaluated = true;
    sync();
    native.setExport(handle, 'default', exports);
  });
  cjs.builtinExportSyncs.push(sync);
  return module;
}

/** @returns {any} a property of a builtin; undefined when reading it throws */
function readExport(exports, name) {
  try {
    return exports[name];
  } catch {
    return undefined;
  }
}

function fromDataUrl(url, attributes, importer, index) {
  return makeOnce(url, attributes, () => openDataUrl(url, attributes, importer, index));
}

function openDataUrl(url, attributes, importer, index) {
  checkAttributeNames(attributes);
  const format = formatOfDataUrl(url);
  const { URL } = require('internal/url');
  const parsed = new URL(url);
  const match = /^([^/]+\/[^;,]+)(?:[^,]*?)(;base64)?,([\s\S]*)$/.exec(parsed.pathname);
  if (match === null) throw new codes.ERR_INVALID_URL(url);
  if (format === undefined) throw new codes.ERR_UNKNOWN_MODULE_FORMAT(match[1], url);
  checkAttributes(url, format, attributes);
  const { Buffer } = require('buffer');
  const bytes = Buffer.from(decodeURIComponent(match[3]), match[2] ? 'base64' : 'utf8');
  return translate(url, format, bytes.toString(), importer, index);
}

function fromJson(key, source, importer, index) {
  const filename = pathOf(key);
  const shared = filename === undefined || filename !== key ? undefined :
    cjs.Module._cache[filename];
  let value;
  if (shared?.loaded) {
    value = shared.exports;
  } else {
    try {
      value = parse(stripBom(source));
    } catch (error) {
      error.message = `${filename ?? urlOf(key)}: ${error.message}`;
      defineProperty(error, 'stack', {
        value: `${error.name}: ${error.message}`, writable: true, configurable: true,
      });
      throw error;
    }
    if (filename === key) {
      const mod = new cjs.Module(filename);
      mod.filename = filename;
      mod.exports = value;
      mod.loaded = true;
      cjs.Module._cache[filename] = mod;
    }
  }
  return add(key, 'json', importer, index).setSynthetic(['default'], (handle) => {
    native.setExport(handle, 'default', value);
  });
}

/** A CommonJS module: runs when it is evaluated; its names are guessed from its text before. */
function fromCommonJS(key, source, importer, index) {
  const filename = pathOf(key);
  const { exportNames } = require('internal/modules/esm/cjs_exports');
  const names = exportNames(filename, source);
  return add(key, 'commonjs', importer, index).setSynthetic(
    [...names, 'default'], (handle) => {
      const isMain = handle.owner === mainModule;
      const exports = filename === undefined ? cjs.runText(key, source) :
        cjs.loadForImport(filename, source, isMain);
      const isObject = (typeof exports === 'object' && exports !== null) ||
        typeof exports === 'function';
      for (const name of names) {
        if (!isObject || !hasOwn(exports, name)) continue;
        native.setExport(handle, name, readExport(exports, name));
      }
      native.setExport(handle, 'default', exports);
    });
}

// ------------------------------------------------------------------------------------------
// Loading, instantiating, evaluating.

/**
 * Runs a step of loading. When it throws, the modules that it made are forgotten.
 * @template T
 * @param {() => T} step
 * @returns {T}
 */
function attempt(step) {
  const outer = created;
  created = [];
  enter();
  let done = false;
  try {
    const result = step();
    done = true;
    return result;
  } finally {
    leave();
    if (!done) forget(created);
    created = outer;
  }
}

/** Removes modules from the map. */
function forget(list) {
  for (const module of list) {
    if (modules.get(module.base.key) === module) modules.delete(module.base.key);
  }
}

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
        dependency = request(
          requests[i], module.base, attributesFrom(requests[i + 1]), module, (i - 1) >> 1);
      } catch (error) {
        addImporters(error, module, (i - 1) >> 1);
        throw error;
      }
      if (isRequiring) checkRequiredCycle(dependency, requests[i], module);
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

/** Whether a graph is being linked for require(). */
let isRequiring = false;

/** A graph that require() loads must not contain what is still being loaded or evaluated. */
function checkRequiredCycle(dependency, specifier, importer) {
  if (dependency.format === 'module' && native.status(dependency.handle) === native.kEvaluating) {
    throw new codes.ERR_REQUIRE_CYCLE_MODULE(
      `Cannot import Module ${specifier} in a cycle. (from ${importer.base.shown})`);
  }
  if (dependency.format !== 'commonjs') return;
  const mod = cjs.Module._cache[dependency.base.path];
  if (mod === undefined || mod.loaded) return;
  throw new codes.ERR_REQUIRE_CYCLE_MODULE(
    `Cannot import CommonJS Module ${specifier} in a cycle. (from ${importer.base.shown})`);
}

/**
 * Says in the stack of an error which imports led to it, in place of frames of this loader.
 * @param {any} error
 * @param {EsModule} module
 * @param {number} index
 */
function addImporters(error, module, index) {
  try {
    const { stack } = error;
    if (typeof stack !== 'string') return;
    const frames = [];
    for (let from = module, i = index; from !== undefined; i = from.index, from = from.importer) {
      if (from.requests === undefined) break;
      const [line, column] = native.requestLocation(from.handle, i);
      frames.push(
        `\n    at import '${from.requests[2 * i + 1]}' (${from.url}:${line + 1}:${column + 1})`);
    }
    const end = stack.search(/\n {4}at /);
    defineProperty(error, 'stack', {
      value: (end === -1 ? stack : stack.slice(0, end)) + frames.join(''),
      writable: true, enumerable: false, configurable: true,
    });
  } catch {
    // Error.prepareStackTrace threw, or the error is frozen: then it stays as it is.
  }
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
 * A missing export of a CommonJS module: says what else can be done.
 * @param {any} error
 * @returns {any} the same error
 */
function explainMissingExport(error) {
  const match = /^The requested module '(.+)' does not provide an export named '(.+)'$/
    .exec(error?.message);
  if (match === null) return error;
  const [, specifier, name] = match;
  const { stack } = error;
  const place = /^(.+):\d+\n(.*)\n/.exec(stack);
  const importer = place === null ? undefined : findByUrl(place[1]);
  const index = importer?.requests?.indexOf(specifier) ?? -1;
  if (index < 1 || importer.dependencies?.[(index - 1) >> 1]?.format !== 'commonjs') return error;
  const braces = /import\s*(?:[\w$]+\s*,\s*)?(\{[^{}]*\})\s*from/.exec(place[2]);
  const destructuring = braces === null ? '' :
    `const ${braces[1].replace(/\s+as\s+/g, ': ')} = pkg;\n`;
  error.message =
    `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS ` +
    'module, which may not support all module.exports as named exports.\n' +
    'CommonJS modules can always be imported via the default export, for example using:\n\n' +
    `import pkg from '${specifier}';\n${destructuring}`;
  defineProperty(error, 'stack', {
    value: stack.replace(match[0], () => error.message),
    writable: true, enumerable: false, configurable: true,
  });
  return error;
}

function findByUrl(url) {
  if (!url.startsWith('file:')) return modules.get(url);
  return modules.get(url) ?? modules.get(pathOf(url));
}

/**
 * The names of CommonJS that an ES module lacks: says so.
 * @param {any} error what evaluation threw
 * @returns {void}
 */
function explainCommonJSGlobals(error) {
  if (!(error instanceof ReferenceError)) return;
  const match = /^(module|exports|require|__filename|__dirname) is not defined$/
    .exec(error.message);
  if (match === null) return;
  // Asked for before the stack is read: V8 forgets the place then.
  const place = binding('errors').getErrorSource(error);
  const { stack } = error;
  if (typeof stack !== 'string') return;
  const frame = /\n {4}at (?:.*\()?((?:file:\/\/|data:)[^\n]*?):\d+:\d+\)?(?:\n|$)/.exec(stack);
  if (frame === null || findByUrl(frame[1])?.format !== 'module') return;
  let message = `${match[0]} in ES module scope`;
  if (match[1] === 'require') message += ', you can use import instead';
  const filename = pathOf(frame[1].replace(/[?#].*$/, ''));
  const scope = filename?.endsWith('.js') ?
    require('internal/modules/package_json_reader').nearest(require('path').dirname(filename)) :
    null;
  if (scope?.type === 'module') {
    message += "\nThis file is being treated as an ES module because it has a '.js' file " +
      `extension and '${scope.path}' contains "type": "module". To treat it as a CommonJS ` +
      "script, rename it to use the '.cjs' file extension.";
  }
  error.message = message;
  defineProperty(error, 'stack', {
    value: stack.replace(match[0], () => message),
    writable: true, enumerable: false, configurable: true,
  });
  if (place?.sourceLine === undefined) return;
  const indent = place.sourceLine.slice(0, place.startColumn).replace(/[^\t]/g, ' ');
  decorateStack(error, `${place.filename}:${place.line}\n${place.sourceLine}\n${indent}^\n`);
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
  if (hooks !== null) return hooks.load(specifier, base, attributes);
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

/** Referrer as V8 knows it -> base. */
const bases = new Map();

/**
 * What imports of a script look from.
 * @param {string} referrer the name that the script was compiled with
 * @returns {Base}
 */
function baseOfReferrer(referrer) {
  const known = modules.get(referrer) ?? findKnownUrl(referrer);
  if (known !== undefined) return known.base;
  let base = bases.get(referrer);
  if (base === undefined) {
    base = makeBase(referrer);
    bases.set(referrer, base);
  }
  return base;
}

function findKnownUrl(referrer) {
  return referrer.startsWith('file:///') ? modules.get(referrer.slice(7)) : undefined;
}

function makeBase(referrer) {
  if (referrer.startsWith('/') || referrer.startsWith('file:')) return new Base(referrer);
  if (referrer.startsWith('data:') || referrer.startsWith('node:')) return new Base(referrer);
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(referrer)) {
    const { URL } = require('internal/url');
    try {
      return new Base(new URL(referrer).href);
    } catch {
      // A name that only looks like a URL.
    }
  }
  return currentDirectoryBase(referrer);
}

/**
 * What imports of a text that is no file look from.
 * @param {string} name
 * @returns {Base}
 */
function currentDirectoryBase(name) {
  let cwd;
  try {
    cwd = process.cwd();
  } catch {
    cwd = '/';
  }
  return new Base(`${cwd === '/' ? '' : cwd}/${name}`);
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
    isRequiring = true;
    try {
      return linkGraph(root);
    } finally {
      isRequiring = false;
    }
  });
  const { handle } = module;
  const status = native.status(handle);
  if (status === native.kErrored) throw native.error(handle);
  checkCycle(module, parentFilename);
  const namespace = evaluateNow(module);
  if (namespace === undefined) {
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
    if (hooks !== null) await hooks.settle();
    await start();
    isUnsettled = false;
  } catch (error) {
    isUnsettled = false;
    require('internal/process/uncaught').triggerUncaughtException(error, true);
  }
}

/** --import: modules that run before the program. */
async function importPreloads() {
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
  require('internal/modules/esm/unsettled').warn(mainModule);
}

/**
 * Runs a file as the program.
 * @param {string} filename its real path
 * @returns {void}
 */
function runMainFile(filename) {
  runEntry(() => {
    const base = new Base(filename);
    const loadMain = () => linkGraph(fromFile(filename, '', base, undefined));
    return evaluateMain(() => hooks === null ? attempt(loadMain) :
      hooks.load(urlOf(filename), base, undefined, true));
  });
}

async function evaluateMain(loadMain) {
  const module = await loadMain();
  mainModule = module;
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
    return hooks === null ? attempt(link) : hooks.linkRoot(translate(key, 'module', source));
  }));
}

/**
 * The object on which hooks work: see internal/modules/esm/hooks.
 * @param {any} installed
 * @returns {void}
 */
function setHooks(installed) {
  hooks = installed;
}

native.setInitializeMeta((handle, meta) => handle.owner.initializeImportMeta(meta));

module.exports = {
  Base,
  addImporters,
  attempt,
  baseOfReferrer,
  checkAttributes,
  currentDirectoryBase,
  evaluateNow,
  evaluated,
  forget,
  fromBuiltin,
  importDynamically,
  importFrom,
  importPreloads,
  linkGraph,
  modules,
  request,
  requireModule,
  runEntry,
  runMainFile,
  runMainText,
  setHooks,
  translate,
  warnOfTypelessPackage,
};
