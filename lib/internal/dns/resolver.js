'use strict';

// What asks name servers itself: Resolver and the resolve*() functions, in their callback and
// promise forms. A Resolver has a native channel (src/bindings/cares.cc); the functions of the
// modules use one that all of them share, made when it is first needed.

const {
  codes: {
    ERR_DNS_SET_SERVERS_FAILED, ERR_INVALID_ARG_VALUE, ERR_INVALID_IP_ADDRESS,
  },
  dnsException,
} = require('internal/errors');
const { BadMessage, readAnswers, types } = require('internal/dns/message');
const { isIP } = require('internal/net');
const {
  validateArray, validateFunction, validateInt32, validateString,
} = require('internal/validators');

const kDnsPort = 53;
const kPerf = Symbol('perfDns');

// --- Channels ---

// An idle channel has no sockets: what is left of one whose resolver is gone is memory.
let forgotten;

function newChannel(timeout, tries) {
  const { Channel } = binding('cares');
  return new Channel(timeout, tries);
}

function closeWith(resolver, channel) {
  forgotten ??= new FinalizationRegistry((held) => held.close());
  forgotten.register(resolver, channel);
}

/** @type {(resolver: any) => any} */
let channelOf;

/** What the resolvers with callbacks and those with promises have in common. */
class ResolverBase {
  #channel;

  static {
    channelOf = (resolver) => resolver.#channel;
  }

  /**
   * @param {{ timeout?: number, tries?: number }} [options] timeout in ms for the first try, -1 for
   *   the default; tries
   * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
   */
  constructor(options = undefined) {
    const { timeout = -1, tries = 4 } = { ...options };
    validateInt32(timeout, 'options.timeout', -1);
    validateInt32(tries, 'options.tries', 1);
    this.#channel = newChannel(timeout, tries);
    closeWith(this, this.#channel);
  }

  /**
   * Ends what is in flight with ECANCELLED. Source: Node doc, resolver.cancel().
   */
  cancel() {
    this.#channel.cancel();
  }

  /**
   * Source: Node doc, dns.getServers().
   * @returns {string[]} addresses, with the port where it is not 53
   */
  getServers() {
    return this.#channel.getServers().map(([address, port]) => {
      if (port === 0 || port === kDnsPort) return address;
      return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
    });
  }

  /**
   * Source: Node doc, dns.setServers().
   * @param {string[]} servers addresses, with or without a port
   * @throws {TypeError | Error} ERR_INVALID_ARG_TYPE, ERR_INVALID_IP_ADDRESS,
   *   ERR_DNS_SET_SERVERS_FAILED while queries are in flight
   */
  setServers(servers) {
    validateArray(servers, 'servers');
    const list = [];
    servers.forEach((server, index) => {
      validateString(server, `servers[${index}]`);
      list.push(parseServer(server));
    });
    const reason = this.#channel.setServers(list);
    if (reason !== undefined) throw new ERR_DNS_SET_SERVERS_FAILED(reason, servers);
  }

  /**
   * Source: Node doc, resolver.setLocalAddress().
   * @param {string} ipv4 or an IPv6 address
   * @param {string} [ipv6] or an IPv4 address, if the first is the other
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
   */
  setLocalAddress(ipv4, ipv6) {
    validateString(ipv4, 'ipv4');
    if (ipv6 !== undefined) validateString(ipv6, 'ipv6');
    const first = localFamily('ipv4', ipv4);
    if (ipv6 !== undefined && localFamily('ipv6', ipv6) === first) {
      throw new ERR_INVALID_ARG_VALUE('ipv6', ipv6,
        `cannot be a second IPv${first} address`);
    }
    const addresses = { [first]: ipv4, [first === 4 ? 6 : 4]: ipv6 ?? '' };
    this.#channel.setLocalAddress(addresses[4], addresses[6]);
  }
}

function localFamily(name, address) {
  const family = isIP(address);
  if (family === 0 || address.includes('%')) {
    throw new ERR_INVALID_ARG_VALUE(name, address, 'must be an IP address');
  }
  return family;
}

// '1.2.3.4', '1.2.3.4:53', '::1', '[::1]', '[::1]:53' -> [address, port]
function parseServer(server) {
  let address = server;
  let port;
  const bracket = server.indexOf(']');
  if (server.startsWith('[') && bracket !== -1) {
    address = server.slice(1, bracket);
    const rest = server.slice(bracket + 1);
    if (rest !== '') port = rest.startsWith(':') ? rest.slice(1) : 'none';
  } else if (isIP(server) === 0) {
    const colon = server.lastIndexOf(':');
    if (colon !== -1) {
      address = server.slice(0, colon);
      port = server.slice(colon + 1);
      // An IPv6 address with a port needs its brackets.
      if (address.includes(':')) port = 'none';
    }
  }
  const family = isIP(address);
  const number = port === undefined ? kDnsPort : Number(port);
  const isPort = port === undefined || (/^\d{1,5}$/.test(port) && number > 0 && number <= 65535);
  if (family === 0 || !isPort) throw new ERR_INVALID_IP_ADDRESS(server);
  // The resolver has no use for a scope.
  return [address.split('%', 1)[0], number];
}

// --- Questions ---

function values(records) {
  return records.map(({ data }) => data.value);
}

function datas(records) {
  return records.map(({ data }) => data);
}

// Addresses live no longer than the aliases that lead to them.
function addresses(records, ttl, all) {
  if (!ttl) return records.map(({ data }) => data.address);
  let limit = Infinity;
  for (const record of all) {
    if (record.type === 'CNAME') limit = Math.min(limit, record.ttl);
  }
  return records.map((record) => (
    { address: record.data.address, ttl: Math.min(record.ttl, limit) }));
}

// ANY: each record says what it is; lifetimes are documented for addresses only.
function mixed(records) {
  return records.map(({ type, ttl, data }) => (
    type === 'A' || type === 'AAAA' ? { type, ...data, ttl } : { type, ...data }));
}

/**
 * The methods by record type: how they are called, what errors call them, and what the records of
 * an answer are to them.
 * @type {Record<string, { method: string, query: string,
 *   convert: (records: any[], ttl: boolean, all: any[]) => any }>}
 */
const methodByType = {
  __proto__: null,
  ANY: { method: 'resolveAny', query: 'queryAny', convert: mixed },
  A: { method: 'resolve4', query: 'queryA', convert: addresses },
  AAAA: { method: 'resolve6', query: 'queryAaaa', convert: addresses },
  CAA: { method: 'resolveCaa', query: 'queryCaa', convert: datas },
  CNAME: { method: 'resolveCname', query: 'queryCname', convert: values },
  MX: { method: 'resolveMx', query: 'queryMx', convert: datas },
  NS: { method: 'resolveNs', query: 'queryNs', convert: values },
  TXT: {
    method: 'resolveTxt', query: 'queryTxt',
    convert: (records) => records.map(({ data }) => data.entries),
  },
  SRV: { method: 'resolveSrv', query: 'querySrv', convert: datas },
  PTR: { method: 'resolvePtr', query: 'queryPtr', convert: values },
  NAPTR: { method: 'resolveNaptr', query: 'queryNaptr', convert: datas },
  SOA: { method: 'resolveSoa', query: 'querySoa', convert: ([{ data }]) => data },
};

// The records that were asked for. Returns a code or, in `answer`, the result.
function readAnswer(type, bytes, ttl) {
  let all;
  try {
    all = readAnswers(bytes);
  } catch (error) {
    if (!(error instanceof BadMessage)) throw error;
    return { code: 'EBADRESP' };
  }
  const records = type === 'ANY' ? all : all.filter((record) => record.type === type);
  if (records.length === 0) return { code: 'ENODATA' };
  return { answer: methodByType[type].convert(records, ttl, all) };
}

/**
 * A question that is in flight; what the functions with callbacks return.
 */
class QueryReqWrap {
  /**
   * @param {any} resolver kept until the answer is here
   * @param {string} bindingName what errors call it
   * @param {string} hostname
   * @param {boolean} ttl whether lifetimes are wanted
   * @param {(error: Error | null, result?: any) => void} callback
   */
  constructor(resolver, bindingName, hostname, ttl, callback) {
    this.bindingName = bindingName;
    this.hostname = hostname;
    this.ttl = ttl;
    this.callback = callback;
    this.resolver = resolver;
    const perf = require('internal/perf/observe');
    if (perf.hasObserver('dns')) {
      perf.startPerf(this, kPerf,
        { type: 'dns', name: bindingName, detail: { host: hostname, ttl } });
    }
  }

  /**
   * @param {string | null} code
   * @param {any} [result]
   */
  finish(code, result) {
    const { bindingName, callback, hostname } = this;
    this.resolver = undefined;
    if (code) {
      callback(dnsException(code, bindingName, hostname));
      return;
    }
    if (this[kPerf] !== undefined) {
      require('internal/perf/observe').stopPerf(this, kPerf, { detail: { result } });
    }
    callback(null, result);
  }
}

function toAscii(name) {
  for (let i = 0; i < name.length; i++) {
    if (name.charCodeAt(i) > 0x7f) return require('internal/idna').toASCII(name);
  }
  return name;
}

// RFC 7686: such names are never asked for.
function isOnion(name) {
  return /\.onion\.?$/i.test(name);
}

function ask(resolver, type, name, ttl, callback) {
  const { query } = methodByType[type];
  const request = new QueryReqWrap(resolver, query, name, ttl, callback);
  const ascii = toAscii(name);
  // The name ends where C says it does: `a\0b` must not become `a`.
  if (isOnion(ascii) || ascii.includes('\0')) {
    const code = isOnion(ascii) ? 'ENOTFOUND' : 'EBADNAME';
    process.nextTick(() => request.finish(code));
    return request;
  }
  channelOf(resolver).query(ascii, types[type], (code, bytes) => {
    if (code) {
      request.finish(code);
      return;
    }
    const { code: problem = null, answer } = readAnswer(type, bytes, ttl);
    request.finish(problem, answer);
  });
  return request;
}

function askForNames(resolver, address, callback) {
  const request = new QueryReqWrap(resolver, 'getHostByAddr', address, false, callback);
  const status = channelOf(resolver).getHostByAddr(address,
    (code, names) => request.finish(code, names));
  if (status !== 0) throw dnsException(status, 'getHostByAddr', address);
  return request;
}

function wantsTtl(options) {
  return Boolean(options?.ttl);
}

function inPromise(start) {
  return new Promise((resolve, reject) => {
    start((error, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
}

// Named as the errors call them, like Node's.
function named(name, method) {
  Object.defineProperty(method, 'name', { __proto__: null, value: name, configurable: true });
  return method;
}

// The methods of both kinds of resolver. `this` is the resolver.
function callbackMethods() {
  const methods = {};
  for (const [type, { method, query }] of Object.entries(methodByType)) {
    methods[method] = named(query, /** @this {any} */ function(name, options /* , callback */) {
      const callback = arguments.length > 2 ? arguments[2] : options;
      validateString(name, 'name');
      validateFunction(callback, 'callback');
      return ask(this, type, name, wantsTtl(options), callback);
    });
  }
  methods.reverse = named('getHostByAddr', /** @this {any} */ function(name, callback) {
    validateString(name, 'name');
    validateFunction(callback, 'callback');
    return askForNames(this, name, callback);
  });
  methods.resolve = /** @this {any} */ function resolve(hostname, rrtype, callback) {
    let type = rrtype;
    if (typeof rrtype === 'function') {
      type = 'A';
      callback = rrtype;
    } else {
      validateString(rrtype, 'rrtype');
    }
    if (methodByType[type] === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
    return Reflect.apply(methods[methodByType[type].method], this, [hostname, callback]);
  };
  return methods;
}

function promiseMethods() {
  const methods = {};
  for (const [type, { method, query }] of Object.entries(methodByType)) {
    methods[method] = named(query, /** @this {any} */ function(name, options) {
      validateString(name, 'name');
      return inPromise((callback) => ask(this, type, name, wantsTtl(options), callback));
    });
  }
  methods.reverse = named('getHostByAddr', /** @this {any} */ function(name) {
    validateString(name, 'name');
    return inPromise((callback) => askForNames(this, name, callback));
  });
  methods.resolve = /** @this {any} */ function resolve(hostname, rrtype = 'A') {
    validateString(rrtype, 'rrtype');
    if (methodByType[rrtype] === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
    return Reflect.apply(methods[methodByType[rrtype].method], this, [hostname]);
  };
  return methods;
}

const methodsWithCallback = callbackMethods();
const methodsWithPromise = promiseMethods();

/** Source: Node doc, class dns.Resolver. */
class Resolver extends ResolverBase {}
Object.assign(Resolver.prototype, methodsWithCallback);

/** Source: Node doc, class dnsPromises.Resolver. */
const PromiseResolver = class Resolver extends ResolverBase {};
Object.assign(PromiseResolver.prototype, methodsWithPromise);

// --- The resolver that the modules' functions share ---

let defaultResolver;

function getDefaultResolver() {
  defaultResolver ??= new Resolver();
  return defaultResolver;
}

/**
 * Source: Node doc, dns.setServers(). Questions in flight keep to the servers of before.
 * @param {string[]} servers
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_IP_ADDRESS
 */
function setServers(servers) {
  const resolver = new Resolver();
  resolver.setServers(servers);
  defaultResolver = resolver;
}

function bindAll(methods) {
  const functions = {
    getServers() {
      return getDefaultResolver().getServers();
    },
  };
  const names = ['resolve', ...Object.values(methodByType).map(({ method }) => method), 'reverse'];
  for (const name of names) {
    const method = methods[name];
    functions[name] = named(method.name, (...args) => (
      Reflect.apply(method, getDefaultResolver(), args)));
  }
  return functions;
}

module.exports = {
  PromiseResolver,
  Resolver,
  /** resolve*(), reverse(), getServers() of `dns`. */
  functionsWithCallback: bindAll(methodsWithCallback),
  /** The same of `dns/promises`. */
  functionsWithPromise: bindAll(methodsWithPromise),
  setServers,
};
