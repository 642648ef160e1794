'use strict';

// dns.lookup() and dns.lookupService(), in the form that both their callback and their promise
// versions are made of: an object that says what is asked for, and a function that asks.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
  dnsException,
} = require('internal/errors');
const { isIP } = require('internal/net');
const {
  validateBoolean, validateNumber, validateOneOf, validatePort, validateString,
} = require('internal/validators');

const native = binding('dns');
const { AI_ADDRCONFIG, AI_ALL, AI_V4MAPPED } = native;

const kPerf = Symbol('perfDns');
const orders = ['verbatim', 'ipv4first', 'ipv6first'];

// What setDefaultResultOrder() or the command line says. Read at first use.
let defaultOrder;

/**
 * Source: Node doc, dns.getDefaultResultOrder().
 * @returns {'verbatim' | 'ipv4first' | 'ipv6first'}
 */
function getDefaultResultOrder() {
  if (defaultOrder === undefined) {
    const option = require('internal/options').getOptionValue('--dns-result-order');
    defaultOrder = orders.includes(option) ? option : 'verbatim';
  }
  return defaultOrder;
}

/**
 * Source: Node doc, dns.setDefaultResultOrder().
 * @param {'verbatim' | 'ipv4first' | 'ipv6first'} order
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function setDefaultResultOrder(order) {
  validateOneOf(order, 'dnsOrder', orders);
  defaultOrder = order;
}

let warnedOfHostname = false;
function warnOfHostname(hostname) {
  if (warnedOfHostname) return;
  warnedOfHostname = true;
  process.emitWarning(
    `The provided hostname "${hostname}" is not a valid hostname, and is supported in the dns ` +
    'module solely for compatibility.', 'DeprecationWarning', 'DEP0118');
}

/**
 * @param {number} hints
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function validateHints(hints) {
  if ((hints & ~(AI_ADDRCONFIG | AI_ALL | AI_V4MAPPED)) !== 0) {
    throw new ERR_INVALID_ARG_VALUE('hints', hints);
  }
}

/**
 * Sorts the arguments of lookup().
 * @param {any} hostname
 * @param {any} options family, hints, all, verbatim, order; or a family
 * @returns {{ hostname: any, family: 0 | 4 | 6, hints: number, all: boolean, order: string }}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
function lookupRequest(hostname, options) {
  if (hostname) validateString(hostname, 'hostname');
  const request = { hostname, family: 0, hints: 0, all: false, order: undefined };
  if (typeof options === 'number') {
    validateOneOf(options, 'family', [0, 4, 6]);
    request.family = options;
  } else if (options !== undefined && options !== null) {
    if (typeof options !== 'object') {
      throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
    }
    if (options.hints !== undefined && options.hints !== null) {
      validateNumber(options.hints, 'options.hints');
      request.hints = options.hints >>> 0;
      validateHints(request.hints);
    }
    if (options.family !== undefined && options.family !== null) {
      if (options.family === 'IPv4') {
        request.family = 4;
      } else if (options.family === 'IPv6') {
        request.family = 6;
      } else {
        validateOneOf(options.family, 'options.family', [0, 4, 6]);
        request.family = options.family;
      }
    }
    if (options.all !== undefined && options.all !== null) {
      validateBoolean(options.all, 'options.all');
      request.all = options.all;
    }
    if (options.verbatim !== undefined && options.verbatim !== null) {
      validateBoolean(options.verbatim, 'options.verbatim');
      request.order = options.verbatim ? 'verbatim' : 'ipv4first';
    }
    if (options.order !== undefined && options.order !== null) {
      validateOneOf(options.order, 'options.order', orders);
      request.order = options.order;
    }
  }
  request.order ??= getDefaultResultOrder();
  return request;
}

// What can be said without asking anybody; undefined for the rest.
function knownAnswer({ hostname, family }) {
  if (!hostname) {
    warnOfHostname(hostname);
    return [];
  }
  const isAddress = isIP(hostname);
  return isAddress === 0 ? undefined : [{ address: hostname, family: isAddress || family }];
}

function sortAnswer(found, order) {
  const entries = [];
  for (let i = 0; i < found.length; i += 2) {
    entries.push({ address: found[i], family: found[i + 1] });
  }
  if (order === 'verbatim') return entries;
  const first = order === 'ipv4first' ? 4 : 6;
  return [...entries.filter(({ family }) => family === first),
          ...entries.filter(({ family }) => family !== first)];
}

/**
 * Asks for the addresses of a name. The callback is called later in any case.
 * @param {ReturnType<typeof lookupRequest>} request
 * @param {(error: Error | null, entries?: { address: string, family: 4 | 6 }[]) => void} callback
 * @returns {void}
 * @throws {Error} when the question cannot even be asked
 */
function startLookup(request, callback) {
  const known = knownAnswer(request);
  if (known !== undefined) {
    process.nextTick(callback, null, known);
    return;
  }
  const { hostname, family, hints, order } = request;
  const perf = require('internal/perf/observe');
  if (perf.hasObserver('dns')) {
    perf.startPerf(request, kPerf,
      { type: 'dns', name: 'lookup',
        detail: { hostname, family, hints, verbatim: order === 'verbatim', order } });
  }
  const ascii = toAsciiName(hostname);
  const status = native.getaddrinfo(ascii, family, hints, (failure, found) => {
    if (failure) {
      callback(dnsException(failure, 'getaddrinfo', hostname));
      return;
    }
    const addresses = sortAnswer(found, order);
    if (request[kPerf] !== undefined) perf.stopPerf(request, kPerf, { detail: { addresses } });
    callback(null, addresses);
  });
  if (status !== 0) process.nextTick(callback, dnsException(status, 'getaddrinfo', hostname));
}

// International names are asked for in their ASCII form.
function toAsciiName(hostname) {
  for (let i = 0; i < hostname.length; i++) {
    if (hostname.charCodeAt(i) > 0x7f) return require('url').domainToASCII(hostname) || hostname;
  }
  return hostname;
}

/**
 * Checks the arguments of lookupService().
 * @param {any} address
 * @param {any} port
 * @returns {number} the port
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_VALUE, ERR_SOCKET_BAD_PORT
 */
function checkService(address, port) {
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
  return +port;
}

/**
 * Asks for the names of an address and a port.
 * @param {string} address
 * @param {number} port
 * @param {(error: Error | null, hostname?: string, service?: string) => void} callback
 * @returns {object}
 * @throws {Error} when the question cannot even be asked
 */
function startLookupService(address, port, callback) {
  const request = { address, port };
  const perf = require('internal/perf/observe');
  if (perf.hasObserver('dns')) {
    perf.startPerf(request, kPerf,
      { type: 'dns', name: 'lookupService', detail: { host: address, port } });
  }
  const status = native.getnameinfo(address, port, (failure, names) => {
    if (failure) {
      callback(dnsException(failure, 'getnameinfo', address));
      return;
    }
    const [hostname, service] = names;
    if (request[kPerf] !== undefined) perf.stopPerf(
      request, kPerf, { detail: { hostname, service } });
    callback(null, hostname, service);
  });
  if (status !== 0) throw dnsException(status, 'getnameinfo', address);
  return request;
}

module.exports = {
  checkService,
  getDefaultResultOrder,
  lookupRequest,
  setDefaultResultOrder,
  startLookup,
  startLookupService,
};
