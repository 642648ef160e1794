'use strict';

// The public module `dns`. Source: Node.js documentation, "DNS".

const {
  codes: { ERR_MISSING_ARGS },
} = require('internal/errors');
const { customPromisifyArgs } = require('internal/util');
const { validateFunction, validateString } = require('internal/validators');
const errorCodes = require('internal/dns/constants');
const {
  checkService, getDefaultResultOrder, lookupRequest, setDefaultResultOrder, startLookup,
  startLookupService,
} = require('internal/dns/lookup');
const { Resolver, functionsWithCallback, setServers } = require('internal/dns/resolver');

const { AI_ADDRCONFIG, AI_ALL, AI_V4MAPPED } = binding('dns');

/**
 * Source: Node doc, dns.lookup().
 * @param {string} hostname
 * @param {object | 0 | 4 | 6 | Function} options family, hints, all, verbatim, order; may be left
 *   out
 * @param {Function} [callback] (error, address, family), with `all` (error, addresses)
 * @returns {object} the request
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
function lookup(hostname, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  if (hostname) validateString(hostname, 'hostname');
  validateFunction(callback, 'callback');
  const request = lookupRequest(hostname, options);
  startLookup(request, (error, entries) => {
    if (error) return callback(error);
    if (request.all) return callback(null, entries);
    if (entries.length === 0) return callback(null, null, request.family === 6 ? 6 : 4);
    return callback(null, entries[0].address, entries[0].family);
  });
  return request;
}
Object.defineProperty(
  lookup, customPromisifyArgs, { value: ['address', 'family'], enumerable: false });

/**
 * Source: Node doc, dns.lookupService().
 * @param {string} address
 * @param {number} port
 * @param {(error: Error | null, hostname?: string, service?: string) => void} callback
 * @returns {object} the request
 * @throws {TypeError | RangeError} ERR_MISSING_ARGS, ERR_INVALID_ARG_VALUE, ERR_SOCKET_BAD_PORT
 */
function lookupService(address, port, callback) {
  if (arguments.length !== 3) throw new ERR_MISSING_ARGS('address', 'port', 'callback');
  const number = checkService(address, port);
  validateFunction(callback, 'callback');
  return startLookupService(address, number, callback);
}
Object.defineProperty(lookupService, customPromisifyArgs,
  { value: ['hostname', 'service'], enumerable: false });

module.exports = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers,
  ADDRCONFIG: AI_ADDRCONFIG,
  ALL: AI_ALL,
  V4MAPPED: AI_V4MAPPED,
  ...errorCodes,
  ...functionsWithCallback,
};
Object.defineProperty(module.exports, 'promises', {
  configurable: true,
  enumerable: true,
  get() { return require('dns/promises'); },
});
