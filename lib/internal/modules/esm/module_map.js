'use strict';

// The map of all ES modules, and what one of its entries is.
//
// `modules` is keyed as internal/modules/esm/resolve says. A graph that cannot be loaded leaves
// nothing of itself behind: the next import tries again.

const { codes } = require('internal/errors');
const { enter, leave } = require('internal/modules/cjs/files');
const { Base, pathOf, resolve, urlOf } = require('internal/modules/esm/resolve');
const { moduleMocks } = require('internal/modules/helpers');
const { getOptionValue } = require('internal/options');

const native = binding('esm');

const { defineProperty, keys } = Object;

/** Key -> module. @type {Map<string, EsModule>} */
const modules = new Map();

/** Key and type of a module that could not be made -> why. @type {Map<string, any>} */
const failures = new Map();

/** Modules that the current attempt to load a graph has made. @type {EsModule[]} */
let created = [];

/** What all parts of the loader ask about the program. */
const program = {
  /** The hooks of module.register() and module.registerHooks(), once there are any. @type {any} */
  hooks: null,
  /** The module that the command line named. @type {EsModule | undefined} */
  mainModule: undefined,
  /** Whether a graph is being loaded for require(). */
  isRequiring: false,
};

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
    /**
     * A request that means a module which is in no map.
     * @type {{ specifier: string, module: EsModule } | undefined}
     */
    this.inner = undefined;
    /** Of a WebAssembly module: makes the instance. @type {(() => void) | undefined} */
    this.run = undefined;
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
    if (this.run !== undefined) {
      meta.run = this.run;
      return;
    }
    if (base.path !== undefined) {
      meta.dirname = base.dir || '/';
      meta.filename = base.path;
    }
    meta.main = this === program.mainModule;
    if (this.url.startsWith('file:') || this.url.startsWith('data:')) {
      meta.resolve = makeMetaResolve(base);
    }
    meta.url = this.url;
  }
}

// Promises take an object with `then` for one of theirs: whatever a polluted Object.prototype has,
// a module is none.
defineProperty(EsModule.prototype, 'then', { value: undefined });

function makeMetaResolve(base) {
  return { resolve(specifier, parentUrl) {
    let from = base;
    if (parentUrl !== undefined && getOptionValue('--experimental-import-meta-resolve')) {
      if (typeof parentUrl !== 'string' && !require('internal/url').isURL(parentUrl)) {
        throw new codes.ERR_INVALID_ARG_TYPE('parentURL', ['string', 'URL'], parentUrl);
      }
      from = new Base(`${parentUrl}`);
    }
    return resolveToUrl(`${specifier}`, from);
  } }.resolve;
}

/**
 * The URL that a specifier means; missing files are no error, as import.meta.resolve says.
 * @param {string} specifier
 * @param {Base} base
 * @returns {string}
 */
function resolveToUrl(specifier, base) {
  if (program.hooks !== null) return program.hooks.resolveSync(specifier, base).url;
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

/** Puts a new module into the map. */
function add(key, format, importer, index) {
  const module = new EsModule(new Base(key), format, importer, index);
  modules.set(key, module);
  created.push(module);
  return module;
}

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

function findByUrl(url) {
  if (!url.startsWith('file:')) return modules.get(url);
  return modules.get(url) ?? modules.get(pathOf(url));
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
  const dir = cwd === '/' ? '' : cwd;
  // '[eval1]' stands in URLs as it is, other than in the URL of a file of that name.
  return new Base(name.startsWith('[') ? `${urlOf(`${dir}/`)}${name}` : `${dir}/${name}`);
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

native.setInitializeMeta((handle, meta) => handle.owner.initializeImportMeta(meta));

/**
 * What a test has put in the place of a module.
 * @param {string} key
 * @returns {EsModule | undefined}
 */
function findMocked(key) {
  return moduleMocks.byKey?.get(key)?.moduleOf(key);
}

/**
 * A module that only has exports, and is not in the map.
 * @param {string} key
 * @param {Map<string, any>} values by name
 * @returns {EsModule}
 */
function syntheticModule(key, values) {
  const module = new EsModule(new Base(key), 'mock', undefined, 0);
  return module.setSynthetic([...values.keys()], (handle) => {
    for (const [name, value] of values) native.setExport(handle, name, value);
  });
}

module.exports = {
  EsModule,
  add,
  attempt,
  attributesFrom,
  baseOfReferrer,
  checkAttributeNames,
  checkAttributes,
  currentDirectoryBase,
  failures,
  findByUrl,
  findMocked,
  forget,
  modules,
  program,
  syntheticModule,
};
