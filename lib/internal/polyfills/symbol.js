'use strict';

// Symbol.dispose and Symbol.asyncDispose (Explicit Resource Management).

/** @param {object} global */
function install({ Symbol }) {
  for (const name of ['dispose', 'asyncDispose']) {
    if (Object.hasOwn(Symbol, name)) continue;
    Object.defineProperty(Symbol, name, { __proto__: null, value: Symbol(`Symbol.${name}`) });
  }
}

module.exports = { install };
