'use strict';

// The public module `dns/promises`. Source: Node.js documentation, "DNS promises API".

const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const errorCodes = require('internal/dns/constants');
const {
  checkService, getDefaultResultOrder, lookupRequest, setDefaultResultOrder, startLookup,
  startLookupService,
} = require('internal/dns/lookup');
const { PromiseResolver, functionsWithPromise, setServers } = require('internal/dns/resolver');

/**
 * Source: Node doc, dnsPromises.lookup().
 * @param {string} hostname
 * @param {object | 0 | 4 | 6} [options]
 * @returns {Promise<{ address: string | null, family: 4 | 6 } | { address: string, family: 4 | 6
 *   }[]>}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
function lookup(hostname, options) {
  const request = lookupRequest(hostname, options);
  return new Promise((resolve, reject) => {
    startLookup(request, (error, entries) => {
      if (error) reject(error);
      else if (request.all) resolve(entries);
      else resolve(entries[0] ?? { address: null, family: request.family === 6 ? 6 : 4 });
    });
  });
}

/**
 * Source: Node doc, dnsPromises.lookupService().
 * @param {string} address
 * @param {number} port
 * @returns {Promise<{ hostname: string, service: string }>}
 * @throws {TypeError | RangeError} ERR_MISSING_ARGS, ERR_INVALID_ARG_VALUE, ERR_SOCKET_BAD_PORT
 */
function lookupService(address, port) {
  if (arguments.length !== 2) throw new ERR_MISSING_ARGS('address', 'port');
  const number = checkService(address, port);
  return new Promise((resolve, reject) => {
    startLookupService(address, number, (error, hostname, service) => {
      if (error) reject(error);
      else resolve({ hostname, service });
    });
  });
}

module.exports = {
  lookup,
  lookupService,
  Resolver: PromiseResolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers,
  ...errorCodes,
  ...functionsWithPromise,
};
