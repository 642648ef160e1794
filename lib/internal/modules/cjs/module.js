'use strict';

// The Module object of CommonJS: its fields, and the public state that all steps of loading share.
// What each step does is in internal/modules/cjs/resolve and internal/modules/cjs/loader.

const path = require('path');
const { getOptionValue } = require('internal/options');

/** Makes a constructor return the object it is given: fields can be added to any object. */
class Given {
  constructor(object) {
    return object;
  }
}

/**
 * The fields of a module. `Module` is a plain function (programs call it without `new`, and inherit
 * from it), so the fields are added to `this` by a class whose base returns it. Fields are
 * *defined*, which keeps accessors on a polluted Object.prototype out, and the private ones are
 * invisible to the program.
 */
class Fields extends Given {
  id;
  path;
  exports = {};
  filename = null;
  loaded = false;
  children = [];
  #parent;
  #complete;

  constructor(mod, id, parent) {
    super(mod);
    this.id = id;
    this.path = path.dirname(id);
    this.#parent = parent;
  }

  static parentOf(mod) {
    return #parent in mod ? mod.#parent : undefined;
  }

  /** Notes the exports that a module has when its code has run: what ES modules import. */
  static complete(mod) {
    if (#parent in mod) mod.#complete = { exports: mod.exports };
  }

  /** @returns {{ exports: any } | undefined} */
  static completed(mod) {
    return #parent in mod ? mod.#complete : undefined;
  }

  static setParent(mod, parent) {
    if (#parent in mod) mod.#parent = parent;
    else new Fields(mod, mod.id, parent);
  }
}

/**
 * A CommonJS module.
 * @param {string} [id] usually the file name
 * @param {any} [parent] the module that first required it
 */
function Module(id = '', parent) {
  new Fields(this, id, parent);
  adopt(parent, this, false);
}

/** Makes `child` a child of `parent`, once. */
function adopt(parent, child, mayBeThere) {
  const children = parent?.children;
  if (children && !(mayBeThere && children.includes(child))) children.push(child);
}

Module.prototype.constructor = Module;

let warnedOfParent = false;

/** DEP0144 is a documentation-only deprecation, which --pending-deprecation makes audible. */
function warnOfParent() {
  if (warnedOfParent || !getOptionValue('--pending-deprecation')) return;
  warnedOfParent = true;
  process.emitWarning(
    'module.parent is deprecated due to accuracy issues. Please use ' +
      'require.main to find program entry point instead.',
    'DeprecationWarning', 'DEP0144');
}

Object.defineProperty(Module.prototype, 'parent', {
  get() {
    warnOfParent();
    return Fields.parentOf(this);
  },
  set(value) {
    warnOfParent();
    Fields.setParent(this, value);
  },
});

/** The modules that have been loaded, by file name. `require.cache`. */
Module._cache = { __proto__: null };

/** What has been resolved: request and search paths -> file name. */
Module._pathCache = { __proto__: null };

/** The handlers by extension. `require.extensions`. */
Module._extensions = { __proto__: null };

/**
 * A file, or a URL that is none; 'node:...' for a builtin.
 * @typedef {{ filename: string, url: string, format?: string }} Resolved
 */

/**
 * @typedef {object} RequireHooks
 * @property {(request: string, parent: any) => Resolved} resolve
 * @property {(mod: any, resolved: Resolved) => void} load fills in the exports
 */

/**
 * What Module._load() asks instead of what is built in, once there are hooks of
 * module.registerHooks().
 * @type {{ current: RequireHooks | null }}
 */
const requireHooks = { current: null };

module.exports = { Fields, Given, Module, adopt, requireHooks };
