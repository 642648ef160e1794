'use strict';

// What asks name servers itself: Resolver and the resolve*() functions. Arguments are checked as in
// Node; then the call says that the runtime has no resolver of its own. lookup() is complete.

const {
  codes: { ERR_FEATURE_NOT_AVAILABLE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');

/** The methods by record type. */
const methodByType = {
  __proto__: null,
  ANY: 'resolveAny',
  A: 'resolve4',
  AAAA: 'resolve6',
  CAA: 'resolveCaa',
  CNAME: 'resolveCname',
  MX: 'resolveMx',
  NS: 'resolveNs',
  TXT: 'resolveTxt',
  SRV: 'resolveSrv',
  PTR: 'resolvePtr',
  NAPTR: 'resolveNaptr',
  SOA: 'resolveSoa',
};

const serverMethods = ['getServers', 'setServers', 'setLocalAddress', 'cancel'];

/**
 * A class that cannot be made: there is no resolver to give options to.
 * @param {string} owner the module's name, for the error
 * @returns {Function}
 */
function defineResolver(owner) {
  return class Resolver {
    /** @throws {Error} ERR_FEATURE_NOT_AVAILABLE */
    constructor() {
      throw new ERR_FEATURE_NOT_AVAILABLE(`${owner}.Resolver`);
    }
  };
}

/**
 * The functions of the default resolver.
 * @param {string} owner the module's name, for the error
 * @param {boolean} withCallback whether they take a callback, or else reject
 * @returns {Record<string, Function>}
 */
function defineFunctions(owner, withCallback) {
  const functions = {};
  for (const name of [...Object.values(methodByType), 'reverse']) {
    functions[name] = withCallback ?
      { [name](hostname, options, callback = options) {
        validateString(hostname, 'name');
        validateFunction(callback, 'callback');
        throw new ERR_FEATURE_NOT_AVAILABLE(`${owner}.${name}()`);
      } }[name] :
      { async [name](hostname) {
        validateString(hostname, 'name');
        throw new ERR_FEATURE_NOT_AVAILABLE(`${owner}.${name}()`);
      } }[name];
  }
  functions.resolve = function resolve(hostname, rrtype = 'A', callback = undefined) {
    if (withCallback && typeof rrtype === 'function') {
      callback = rrtype;
      rrtype = 'A';
    }
    validateString(rrtype, 'rrtype');
    if (methodByType[rrtype] === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
    return functions[methodByType[rrtype]](hostname, callback);
  };
  for (const name of serverMethods.slice(0, 2)) {
    functions[name] = { [name]() {
      throw new ERR_FEATURE_NOT_AVAILABLE(`${owner}.${name}()`);
    } }[name];
  }
  return functions;
}

module.exports = { defineFunctions, defineResolver };
