'use strict';

// How a net.Socket gets connected: look the host up, then try its addresses.
//
//   host is an address                 one attempt, in the next tick
//   autoSelectFamily off, or a family  lookup(host), one attempt
//   else                               lookup(host, { all }), the addresses in turn, alternating
//                                      between the families (RFC 8305, 4): each attempt but the
//                                      last is given up after autoSelectFamilyAttemptTimeout
//
// An attempt that fails in connect() itself fails in the same way as one that fails later: by
// destroy(error).

const {
  NodeAggregateError,
  codes: {
    ERR_INVALID_ADDRESS_FAMILY, ERR_INVALID_ARG_TYPE, ERR_INVALID_IP_ADDRESS,
    ERR_SOCKET_CONNECTION_TIMEOUT,
  },
  exceptionWithHostPort,
} = require('internal/errors');
const { isIP, newTcp } = require('internal/net');
const { attachFreshHandle, applyOptions, kConnectTimer } = require('internal/net/socket');
const {
  validateBoolean, validateFunction, validateInt32, validateNumber, validatePort,
} = require('internal/validators');

const { UV_EADDRINUSE, UV_ETIMEDOUT } = binding('uv');
const kPerf = Symbol('perfConnect');

const kMinAttemptTimeout = 10;

// What the command line and the setters of net say. Read at first use.
let autoSelectFamilyDefault;
let attemptTimeoutDefault;

/**
 * Source: Node doc, net.getDefaultAutoSelectFamily().
 * @returns {boolean}
 */
function getDefaultAutoSelectFamily() {
  autoSelectFamilyDefault ??=
    require('internal/options').getOptionValue('--network-family-autoselection') ?? true;
  return autoSelectFamilyDefault;
}

/**
 * Source: Node doc, net.setDefaultAutoSelectFamily().
 * @param {boolean} value
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  autoSelectFamilyDefault = value;
}

/**
 * Source: Node doc, net.getDefaultAutoSelectFamilyAttemptTimeout().
 * @returns {number} ms
 */
function getDefaultAutoSelectFamilyAttemptTimeout() {
  attemptTimeoutDefault ??= Number(require('internal/options')
    .getOptionValue('--network-family-autoselection-attempt-timeout') ?? 250);
  return attemptTimeoutDefault;
}

/**
 * Source: Node doc, net.setDefaultAutoSelectFamilyAttemptTimeout().
 * @param {number} value ms; less than 10 means 10
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 */
function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInt32(value, 'value', 1);
  attemptTimeoutDefault = Math.max(value, kMinAttemptTimeout);
}

function emitErrorAndDestroy(socket, error) {
  socket.destroy(error);
}

// --- One attempt ---

// What connect() failed with, and where from if the caller had chosen that.
function connectError(status, address, port, localAddress, localPort) {
  if (!localPort) return exceptionWithHostPort(status, 'connect', address, port);
  const error = /** @type {any} */ (exceptionWithHostPort(
    status, 'connect', address, port, localAddress && `${localAddress}:${localPort}`));
  error.localAddress = localAddress;
  error.localPort = localPort;
  return error;
}

// Binds a handle to the local end that was asked for. Returns an error or undefined.
function bindLocal(handle, family, localAddress, localPort) {
  if (!localAddress && !localPort) return undefined;
  const address = localAddress || (family === 6 ? '::' : '0.0.0.0');
  const port = localPort || 0;
  let status = handle.bind(address, port, 0);
  // A port in use is not reported by bind(), but another address than asked for would be strange.
  if (status === 0 && port > 0) {
    const name = handle.getsockname();
    if (typeof name === 'number') status = name;
    else if (name.port !== port) status = UV_EADDRINUSE;
  }
  return status === 0 ? undefined : exceptionWithHostPort(status, 'bind', address, port);
}

let perf;
function startPerf(socket, host, port) {
  perf ??= require('internal/perf/observe');
  if (!perf.hasObserver('net')) return;
  perf.startPerf(socket, kPerf, { type: 'net', name: 'connect', detail: { host, port } });
}

function stopPerf(socket) {
  if (socket[kPerf] !== undefined) perf.stopPerf(socket, kPerf);
}

function connectOne(socket, address, port, family, localAddress, localPort) {
  if (localPort) localAddress ||= family === 6 ? '::' : '0.0.0.0';
  const error = bindLocal(socket._handle, family, localAddress, localPort);
  if (error !== undefined) {
    socket.destroy(error);
    return;
  }
  const handle = socket._handle;
  socket.emit('connectionAttempt', address, port, family);
  if (socket.destroyed || socket._handle !== handle) return;
  startPerf(socket, address, port);
  const status = handle.connect(address, port, (failure) => {
    if (socket._handle !== handle) return;
    if (failure) {
      const reason = connectError(failure, address, port, localAddress, localPort);
      socket.emit('connectionAttemptFailed', address, port, family, reason);
      afterConnect(socket, reason);
    } else {
      afterConnect(socket, null);
    }
  });
  if (status !== 0) {
    const { address: from, port: fromPort } = socket._getsockname();
    socket.destroy(exceptionWithHostPort(status, 'connect', address, port,
      from ? `${from}:${fromPort}` : undefined));
  }
}

function afterConnect(socket, error) {
  if (socket.destroyed) return;
  socket.connecting = false;
  socket._sockname = null;
  if (error !== null) {
    socket.destroy(error);
    return;
  }
  socket._unrefTimer();
  applyOptions(socket);
  stopPerf(socket);
  socket.emit('connect');
  socket.emit('ready');
  // Now that data can come: listeners that asked for it have asked in vain so far.
  if (socket.readable && !socket.isPaused() && !socket.destroyed) socket.read(0);
}

/**
 * @param {any} socket
 * @param {string} path
 * @returns {void}
 */
function connectPipe(socket, path) {
  const handle = socket._handle;
  const status = handle.connect(path, (failure) => {
    if (socket._handle !== handle) return;
    afterConnect(socket, failure ? exceptionWithHostPort(failure, 'connect', path) : null);
  });
  if (status !== 0) socket.destroy(exceptionWithHostPort(status, 'connect', path));
}

// --- Looking up ---

function checkPort(port) {
  if (port === undefined) return 0;
  if (typeof port !== 'number' && typeof port !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
  }
  validatePort(port);
  return port | 0;
}

function socketFamily(family) {
  if (family === 'IPv4') return 4;
  if (family === 'IPv6') return 6;
  return family;
}

/**
 * @param {any} socket
 * @param {any} options of socket.connect()
 * @returns {void}
 * @throws {TypeError | RangeError} when an option is no good
 */
function lookupAndConnect(socket, options) {
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  let { autoSelectFamily, autoSelectFamilyAttemptTimeout: attemptTimeout } = options;
  if (localAddress && !isIP(localAddress)) throw new ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  const port = checkPort(options.port);
  if (autoSelectFamily !== undefined && autoSelectFamily !== null) {
    validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  } else {
    autoSelectFamily = getDefaultAutoSelectFamily();
  }
  if (attemptTimeout !== undefined && attemptTimeout !== null) {
    validateInt32(attemptTimeout, 'options.autoSelectFamilyAttemptTimeout', 1);
    attemptTimeout = Math.max(attemptTimeout, kMinAttemptTimeout);
  } else {
    attemptTimeout = getDefaultAutoSelectFamilyAttemptTimeout();
  }

  const family = isIP(host);
  if (family !== 0) {
    process.nextTick(connectToAddress, socket, host, port, family, localAddress, localPort);
    return;
  }
  if (options.lookup !== undefined && options.lookup !== null) {
    validateFunction(options.lookup, 'options.lookup');
  }
  const dns = require('dns');
  const lookup = options.lookup || dns.lookup;
  const dnsOptions = { family: socketFamily(options.family), hints: options.hints || 0 };
  if (!autoSelectFamily && dnsOptions.family !== 4 && dnsOptions.family !== 6 &&
      dnsOptions.hints === 0) {
    dnsOptions.hints = dns.ADDRCONFIG;
  }
  socket._host = host;
  const attempt = { socket, options, host, port, localAddress, localPort, attemptTimeout };
  if (autoSelectFamily && dnsOptions.family !== 4 && dnsOptions.family !== 6 && !localAddress) {
    dnsOptions.all = true;
    lookup(host, dnsOptions, (error, addresses) => afterLookupAll(attempt, error, addresses));
  } else {
    lookup(host, dnsOptions,
      (error, address, found) => afterLookup(attempt, error, address, found));
  }
}

function connectToAddress(socket, address, port, family, localAddress, localPort) {
  if (socket.connecting) connectOne(socket, address, port, family, localAddress, localPort);
}

// Errors of a look-up reach listeners that are added after connect() even if lookup() calls back at
// once.
function afterLookup(attempt, error, address, family) {
  const { socket, options, host, port, localAddress, localPort } = attempt;
  socket.emit('lookup', error, address, family, host);
  if (!socket.connecting) return;
  if (error) {
    process.nextTick(emitErrorAndDestroy, socket, error);
  } else if (typeof address !== 'string' || !isIP(address)) {
    process.nextTick(emitErrorAndDestroy, socket, new ERR_INVALID_IP_ADDRESS(address));
  } else if (family !== 4 && family !== 6) {
    process.nextTick(emitErrorAndDestroy, socket,
      new ERR_INVALID_ADDRESS_FAMILY(family, options.host, options.port));
  } else {
    socket._unrefTimer();
    connectOne(socket, address, port, family, localAddress, localPort);
  }
}

// Alternates between the families, beginning with that of the first address. Returns the addresses,
// or the first error when none is usable.
function sortAddresses(socket, options, host, addresses) {
  const byFamily = { 4: [], 6: [] };
  let first = 0;
  let firstError;
  for (const { address, family } of addresses) {
    socket.emit('lookup', null, address, family, host);
    if (!socket.connecting) return undefined;
    if (isIP(address) && (family === 4 || family === 6)) {
      first ||= family;
      byFamily[family].push({ address, family });
    } else {
      firstError ??= isIP(address) ?
        new ERR_INVALID_ADDRESS_FAMILY(family, options.host, options.port) :
        new ERR_INVALID_IP_ADDRESS(address);
    }
  }
  if (first === 0) {
    process.nextTick(
      emitErrorAndDestroy, socket, firstError ?? new ERR_INVALID_IP_ADDRESS(undefined));
    return undefined;
  }
  const preferred = byFamily[first];
  const others = byFamily[first === 4 ? 6 : 4];
  const sorted = [];
  for (let i = 0; i < Math.max(preferred.length, others.length); i++) {
    if (i < preferred.length) sorted.push(preferred[i]);
    if (i < others.length) sorted.push(others[i]);
  }
  return sorted;
}

function afterLookupAll(attempt, error, addresses) {
  const { socket, options, host, port, localAddress, localPort } = attempt;
  if (!socket.connecting) return;
  if (error) {
    socket.emit('lookup', error, undefined, undefined, host);
    process.nextTick(emitErrorAndDestroy, socket, error);
    return;
  }
  const sorted = sortAddresses(socket, options, host, addresses);
  if (sorted === undefined) return;
  socket.autoSelectFamilyAttemptedAddresses = [];
  socket._unrefTimer();
  if (sorted.length === 1) {
    const [{ address, family }] = sorted;
    connectOne(socket, address, port, family, localAddress, localPort);
    return;
  }
  connectNext({
    socket, port, localPort,
    addresses: sorted,
    next: 0,
    errors: [],
    attemptTimeout: attempt.attemptTimeout,
  });
}

// --- Several addresses ---

function takeHandle(socket) {
  const handle = socket._handle;
  socket._handle = null;
  if (handle) handle.close();
}

/**
 * Tries the next address of `race`.
 * @param {any} race
 */
function connectNext(race) {
  const { socket, port, localPort, addresses, errors } = race;
  let isUnref = false;
  if (race.next > 0 && socket._handle) {
    isUnref = !socket._handle.hasRef();
    takeHandle(socket);
  }
  if (race.next === addresses.length) {
    socket.destroy(errors.length === 0 ?
      new ERR_SOCKET_CONNECTION_TIMEOUT() : new NodeAggregateError(errors));
    return;
  }
  const { address, family } = addresses[race.next++];
  if (!socket._handle) {
    socket._handle = newTcp();
    if (isUnref) socket._handle.unref();
    attachFreshHandle(socket);
    socket.connecting = true;
  }
  const handle = socket._handle;
  if (localPort) {
    const error = bindLocal(handle, family, undefined, localPort);
    if (error !== undefined) {
      errors.push(error);
      connectNext(race);
      return;
    }
  }
  socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${port}`);
  socket.emit('connectionAttempt', address, port, family);
  if (!socket.connecting || socket._handle !== handle) return;
  startPerf(socket, address, port);

  const failed = (status) => {
    const error = connectError(status, address, port, undefined, localPort);
    errors.push(error);
    socket.emit('connectionAttemptFailed', address, port, family, error);
    if (socket.connecting) connectNext(race);
  };
  const status = handle.connect(address, port, (failure) => {
    // Given up meanwhile, for the next attempt or for good.
    if (socket._handle !== handle) return;
    clearTimeout(socket[kConnectTimer]);
    socket[kConnectTimer] = undefined;
    if (failure) failed(failure);
    else afterConnect(socket, null);
  });
  if (status !== 0) {
    failed(status);
  } else if (race.next < addresses.length) {
    socket[kConnectTimer] = setTimeout(() => {
      socket[kConnectTimer] = undefined;
      errors.push(connectError(UV_ETIMEDOUT, address, port));
      socket.emit('connectionAttemptTimeout', address, port, family);
      if (socket.connecting) connectNext(race);
    }, race.attemptTimeout);
  }
}

module.exports = {
  connectPipe,
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  lookupAndConnect,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
};
