'use strict';

// The polyfills in contexts of `vm`. Each has built-ins of its own, so the modules are compiled and
// run in it anew, which takes longer than making the context did; in the main context all that is
// part of the snapshot.

const { compile } = binding('builtins');
const polyfill = binding('polyfill');

// V8 has given the context all that it has: what is missing there is missing.
const builtins = { nativeFeatures: () => undefined };

/**
 * Adds the features of the language that V8 lacks to a context that is being made.
 * @param {any} global its global object
 */
function installInContext(global) {
  const bindings = {
    __proto__: null,
    builtins,
    polyfill: {
      ...polyfill,
      // What a binding makes belongs to the main context.
      moveBuffer(buffer) {
        return Object.setPrototypeOf(polyfill.moveBuffer(buffer), global.ArrayBuffer.prototype);
      },
    },
    util: binding('util'),
  };
  const loaded = new Map();

  function requireHere(id) {
    const known = loaded.get(id);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(id, module);
    const run = compile(id, false, global);
    run(module.exports, requireHere, module, process, (name) => bindings[name]);
    return module.exports;
  }

  requireHere('internal/polyfills/index').install(global);
}

module.exports = { installInContext };
