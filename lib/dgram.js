'use strict';

// The public module `dgram`. Source: Node.js documentation, "UDP/datagram sockets".
//
// A socket is a native handle and where it stands: unbound, binding, bound; and disconnected,
// connecting, connected. What an operation needs is done first: send() and connect() bind a socket
// that is unbound, and wait in `queue` until it is. A numeric address is sent to at once, a name
// after it has been looked up; most datagrams are with the system when send() returns.

const { channel } = require('diagnostics_channel');
const EventEmitter = require('events');
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_INVALID_FD_TYPE, ERR_MISSING_ARGS,
    ERR_SOCKET_ALREADY_BOUND, ERR_SOCKET_BAD_BUFFER_SIZE, ERR_SOCKET_BAD_TYPE,
    ERR_SOCKET_BUFFER_SIZE, ERR_SOCKET_DGRAM_IS_CONNECTED, ERR_SOCKET_DGRAM_NOT_CONNECTED,
    ERR_SOCKET_DGRAM_NOT_RUNNING,
  },
  errnoException,
  exceptionWithHostPort,
} = require('internal/errors');
const { createSocketHandle, kStateSymbol, newUdp } = require('internal/dgram');
const { isIPv4, isIPv6 } = require('internal/net');
const { kOwner } = require('internal/stream_base');
const { SymbolAsyncDispose, deprecate } = require('internal/util');
const {
  isInt32, validateAbortSignal, validateFunction, validateNumber, validatePort, validateString,
  validateUint32,
} = require('internal/validators');

const uv = binding('uv');

const kUnbound = 0;
const kBinding = 1;
const kBound = 2;

const kDisconnected = 0;
const kConnecting = 1;
const kConnected = 2;

const kBufferTypes = ['Buffer', 'TypedArray', 'DataView', 'string'];

const socketChannel = channel('udp.socket');

/**
 * A socket of UDP. Events: 'message' (Buffer, { address, family, port, size }), 'listening',
 * 'connect', 'error', 'close'. Source: Node doc, class dgram.Socket.
 * @param {'udp4' | 'udp6' | object} type or options: type, reuseAddr, reusePort, ipv6Only,
 *   recvBufferSize, sendBufferSize, lookup, signal
 * @param {(message: Buffer, rinfo: object) => void} [listener] for 'message'
 * @throws {TypeError | RangeError} ERR_SOCKET_BAD_TYPE, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE
 */
function Socket(type, listener) {
  EventEmitter.call(this);
  let options;
  if (type !== null && typeof type === 'object') {
    options = type;
    ({ type } = options);
    if (options.recvBufferSize !== undefined) {
      validateUint32(options.recvBufferSize, 'options.recvBufferSize');
    }
    if (options.sendBufferSize !== undefined) {
      validateUint32(options.sendBufferSize, 'options.sendBufferSize');
    }
  }
  if (type !== 'udp4' && type !== 'udp6') throw new ERR_SOCKET_BAD_TYPE();
  const lookup = options?.lookup;
  if (lookup !== undefined) validateFunction(lookup, 'lookup');
  const signal = options?.signal;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');

  this.type = type;
  if (typeof listener === 'function') this.on('message', listener);
  const handle = newUdp(type);
  handle[kOwner] = this;
  this[kStateSymbol] = {
    handle,
    receiving: false,
    bindState: kUnbound,
    connectState: kDisconnected,
    queue: undefined,
    lookup,
    reuseAddr: options?.reuseAddr,
    reusePort: options?.reusePort,
    ipv6Only: options?.ipv6Only,
    recvBufferSize: options?.recvBufferSize,
    sendBufferSize: options?.sendBufferSize,
  };
  if (signal !== undefined) closeOnAbort(this, signal);
  if (socketChannel.hasSubscribers) socketChannel.publish({ socket: this });
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Socket, EventEmitter);

function closeOnAbort(socket, signal) {
  const onAbort = () => {
    if (socket[kStateSymbol].handle) socket.close();
  };
  if (signal.aborted) {
    onAbort();
    return;
  }
  signal.addEventListener('abort', onAbort, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', onAbort));
}

/**
 * Source: Node doc, dgram.createSocket().
 * @param {'udp4' | 'udp6' | object} type
 * @param {(message: Buffer, rinfo: object) => void} [listener]
 * @returns {Socket}
 * @throws {TypeError | RangeError} as the constructor
 */
function createSocket(type, listener) {
  return new Socket(type, listener);
}

// The native handle.
function running(socket) {
  const { handle } = socket[kStateSymbol];
  if (!handle) throw new ERR_SOCKET_DGRAM_NOT_RUNNING();
  return handle;
}

// --- Names ---

// Whether `address` needs no look-up on a socket of `type`.
function isNumeric(address, type) {
  return type === 'udp4' ? isIPv4(address) : isIPv6(address);
}

// Calls callback(error, address), later.
function lookUp(socket, address, callback) {
  const lookup = socket[kStateSymbol].lookup ?? require('dns').lookup;
  lookup(address, socket.type === 'udp4' ? 4 : 6, callback);
}

// --- Binding ---

// Listens, in the order in which things become true.
function startListening(socket) {
  const state = socket[kStateSymbol];
  const { handle } = state;
  handle.onmessage = onMessage;
  handle.recvStart();
  state.receiving = true;
  state.bindState = kBound;
  if (state.recvBufferSize) setBufferSize(handle, 'recv', state.recvBufferSize);
  if (state.sendBufferSize) setBufferSize(handle, 'send', state.sendBufferSize);
  socket.emit('listening');
}

// The socket goes on with another handle: one of the cluster's primary, or one that was received.
function replaceHandle(socket, handle) {
  const state = socket[kStateSymbol];
  const old = state.handle;
  handle[kOwner] = socket;
  if (old) {
    if (!old.hasRef()) handle.unref();
    old.close();
    old[kOwner] = null;
  }
  state.handle = handle;
}

function bindFlags(state) {
  const { UV_UDP_IPV6ONLY, UV_UDP_REUSEADDR, UV_UDP_REUSEPORT } = binding('udp');
  return (state.reuseAddr ? UV_UDP_REUSEADDR : 0) | (state.reusePort ? UV_UDP_REUSEPORT : 0) |
    (state.ipv6Only ? UV_UDP_IPV6ONLY : 0);
}

function failToBind(socket, error) {
  socket[kStateSymbol].bindState = kUnbound;
  socket.emit('error', error);
}

/**
 * Binds to a port and an address, a descriptor, or a handle; 'listening' tells when it is done.
 * Source: Node doc, socket.bind() in its forms ([port][, address][, callback]) and
 * (options[, callback]) with port, address, exclusive, fd.
 * @param {number | object | Function} [port]
 * @param {string | Function} [address]
 * @param {Function} [callback] listens once for 'listening'
 * @returns {Socket} this
 * @throws {Error | TypeError} ERR_SOCKET_DGRAM_NOT_RUNNING, ERR_SOCKET_ALREADY_BOUND,
 *   ERR_INVALID_FD_TYPE
 */
Socket.prototype.bind = function(port, address /* , callback */) {
  running(this);
  const state = this[kStateSymbol];
  if (state.bindState !== kUnbound) throw new ERR_SOCKET_ALREADY_BOUND();
  state.bindState = kBinding;
  const callback = arguments.length > 0 && arguments[arguments.length - 1];
  if (typeof callback === 'function') removeOnFailure(this, callback);

  let exclusive = false;
  if (port !== null && typeof port === 'object') {
    if (typeof port.recvStart === 'function') {
      replaceHandle(this, port);
      startListening(this);
      return this;
    }
    if (isInt32(port.fd) && port.fd > 0) {
      bindDescriptor(this, port.fd, Boolean(port.exclusive));
      return this;
    }
    address = port.address || '';
    exclusive = Boolean(port.exclusive);
    ({ port } = port);
  } else if (typeof address === 'function') {
    address = '';
  }
  const number = typeof port === 'function' || !port ? 0 : port;
  if (!address) address = this.type === 'udp4' ? '0.0.0.0' : '::';

  lookUp(this, address, (error, ip) => {
    if (!state.handle) return; // closed meanwhile
    if (error) failToBind(this, error);
    else bindAddress(this, ip, number | 0, exclusive);
  });
  return this;
};

// 'listening' calls the callback of bind(), unless it fails before.
function removeOnFailure(socket, callback) {
  function removeListeners() {
    socket.removeListener('error', removeListeners);
    socket.removeListener('listening', onListening);
  }
  function onListening() {
    removeListeners();
    Reflect.apply(callback, socket, []);
  }
  socket.on('error', removeListeners);
  socket.on('listening', onListening);
}

function bindDescriptor(socket, fd, exclusive) {
  const state = socket[kStateSymbol];
  if (!exclusive && require('internal/cluster/role').isWorker) {
    bindInCluster(socket, null, null, fd);
    return;
  }
  const type = binding('fs').guessHandleType(fd);
  if (type !== 'UDP') throw new ERR_INVALID_FD_TYPE(type);
  const status = state.handle.open(fd);
  if (status !== 0) throw errnoException(status, 'open');
  startListening(socket);
}

function bindAddress(socket, ip, port, exclusive) {
  const state = socket[kStateSymbol];
  if (!exclusive && require('internal/cluster/role').isWorker) {
    bindInCluster(socket, ip, port);
    return;
  }
  const status = state.handle.bind(ip, port, bindFlags(state));
  if (status !== 0) {
    failToBind(socket, exceptionWithHostPort(status, 'bind', ip, port));
    return;
  }
  startListening(socket);
}

// Workers of a cluster share the primary's handles.
function bindInCluster(socket, address, port, fd = undefined) {
  const state = socket[kStateSymbol];
  const query = { address, port, addressType: socket.type, fd: fd ?? -1, flags: bindFlags(state) };
  require('cluster')._getServer(socket, query, (status, handle) => {
    if (status) {
      // A socket that was closed meanwhile has no use for the error either.
      if (state.handle) failToBind(socket, exceptionWithHostPort(status, 'bind', address, port));
      return;
    }
    if (!state.handle) {
      handle.close();
      return;
    }
    replaceHandle(socket, handle);
    startListening(socket);
  });
}

// Binds to a port of the system's choice, for an operation that needs a bound socket.
function bindImplicitly(socket) {
  if (socket[kStateSymbol].bindState === kUnbound) socket.bind({ port: 0, exclusive: true }, null);
}

// Runs `operation` when the socket is bound. Nothing of the queue is run when binding fails: that
// is an 'error' of the socket.
function enqueue(socket, operation) {
  const state = socket[kStateSymbol];
  if (state.queue === undefined) {
    state.queue = [];
    socket.once(EventEmitter.errorMonitor, onBindError);
    socket.once('listening', onBound);
  }
  state.queue.push(operation);
}

/** @this {any} */
function onBound() {
  this.removeListener(EventEmitter.errorMonitor, onBindError);
  const { queue } = this[kStateSymbol];
  this[kStateSymbol].queue = undefined;
  for (const operation of queue) operation();
}

/** @this {any} */
function onBindError() {
  this.removeListener('listening', onBound);
  this[kStateSymbol].queue = undefined;
}

// --- Connecting ---

/**
 * Remembers one remote end: what is sent goes there, and only what it sends is received.
 * Source: Node doc, socket.connect().
 * @param {number} port
 * @param {string | Function} [address] 127.0.0.1 or ::1 by default
 * @param {() => void} [callback] listens once for 'connect'; gets the error otherwise
 * @throws {RangeError | Error} ERR_SOCKET_BAD_PORT, ERR_SOCKET_DGRAM_IS_CONNECTED,
 *   ERR_SOCKET_DGRAM_NOT_RUNNING
 */
Socket.prototype.connect = function(port, address, callback) {
  port = validatePort(port, 'Port', false);
  if (typeof address === 'function') {
    callback = address;
    address = '';
  }
  running(this);
  const state = this[kStateSymbol];
  if (state.connectState !== kDisconnected) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  state.connectState = kConnecting;
  if (callback !== undefined) this.once('connect', callback);
  const connect = () => {
    if (!state.handle) return;
    lookUp(this, address || defaultAddress(this), (error, ip) => {
      finishConnect(this, error, ip, address, port, callback);
    });
  };
  bindImplicitly(this);
  if (state.bindState === kBound) connect();
  else enqueue(this, connect);
};

function defaultAddress(socket) {
  return socket.type === 'udp4' ? '127.0.0.1' : '::1';
}

function finishConnect(socket, error, ip, address, port, callback) {
  const state = socket[kStateSymbol];
  if (!state.handle) return;
  if (!error) {
    const status = state.handle.connect(ip, port);
    if (status !== 0) error = exceptionWithHostPort(status, 'connect', address, port);
  }
  if (!error) {
    state.connectState = kConnected;
    process.nextTick(() => socket.emit('connect'));
    return;
  }
  state.connectState = kDisconnected;
  process.nextTick(() => {
    if (callback) {
      socket.removeListener('connect', callback);
      callback(error);
    } else {
      socket.emit('error', error);
    }
  });
}

/**
 * Source: Node doc, socket.disconnect().
 * @throws {Error} ERR_SOCKET_DGRAM_NOT_CONNECTED
 */
Socket.prototype.disconnect = function() {
  const state = this[kStateSymbol];
  if (state.connectState !== kConnected) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const status = running(this).disconnect();
  if (status !== 0) throw errnoException(status, 'connect');
  state.connectState = kDisconnected;
};

// --- Sending ---

function outOfBounds(name) {
  return new ERR_BUFFER_OUT_OF_BOUNDS(name);
}

function sliceBuffer(buffer, offset, length) {
  if (typeof buffer === 'string') {
    buffer = Buffer.from(buffer);
  } else if (!ArrayBuffer.isView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', kBufferTypes, buffer);
  }
  offset >>>= 0;
  length >>>= 0;
  if (offset > buffer.byteLength) throw outOfBounds('offset');
  if (offset + length > buffer.byteLength) throw outOfBounds('length');
  return Buffer.from(buffer.buffer, buffer.byteOffset + offset, length);
}

// A view, or an array of views: what a handle sends.
function toViews(buffer) {
  if (typeof buffer === 'string') return Buffer.from(buffer);
  if (ArrayBuffer.isView(buffer)) return buffer;
  if (!Array.isArray(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', kBufferTypes, buffer);
  const views = new Array(buffer.length);
  for (let i = 0; i < buffer.length; i++) {
    const part = buffer[i];
    if (typeof part === 'string') views[i] = Buffer.from(part);
    else if (ArrayBuffer.isView(part)) views[i] = part;
    else throw new ERR_INVALID_ARG_TYPE('buffer list arguments', kBufferTypes, buffer);
  }
  // No views are an empty datagram.
  return views.length === 0 ? Buffer.alloc(0) : views;
}

/**
 * Sends a datagram. Source: Node doc, socket.send() in its forms
 * (msg[, offset, length][, port][, address][, callback]).
 * @param {string | ArrayBufferView | (string | ArrayBufferView)[]} buffer
 * @param {any} [offset]
 * @param {any} [length]
 * @param {any} [port] of a socket that is not connected
 * @param {any} [address] 127.0.0.1 or ::1 by default
 * @param {(error: Error | null, bytes?: number) => void} [callback]
 * @throws {TypeError | RangeError | Error} ERR_INVALID_ARG_TYPE, ERR_BUFFER_OUT_OF_BOUNDS,
 *   ERR_SOCKET_BAD_PORT, ERR_SOCKET_DGRAM_IS_CONNECTED, ERR_SOCKET_DGRAM_NOT_RUNNING
 */
Socket.prototype.send = function(buffer, offset, length, port, address, callback) {
  const state = this[kStateSymbol];
  const connected = state.connectState === kConnected;
  if (connected) {
    if (typeof length === 'number') {
      buffer = sliceBuffer(buffer, offset, length);
      if (typeof port === 'function') {
        callback = port;
        port = null;
      }
    } else {
      callback = offset;
    }
    if (port || address) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  } else if (address || (port && typeof port !== 'function')) {
    buffer = sliceBuffer(buffer, offset, length);
  } else {
    callback = port;
    port = offset;
    address = length;
  }
  const views = toViews(buffer);
  if (!connected) port = validatePort(port, 'Port', false);
  if (typeof address === 'function') {
    callback = address;
    address = undefined;
  } else if (address !== undefined && address !== null) {
    validateString(address, 'address');
  }
  if (typeof callback !== 'function') callback = undefined;
  running(this);
  bindImplicitly(this);
  if (state.bindState === kBound) {
    resolveAndSend(this, views, port, address, callback, connected);
  } else {
    enqueue(this, () => resolveAndSend(this, views, port, address, callback, connected));
  }
};

function resolveAndSend(socket, views, port, address, callback, connected) {
  const state = socket[kStateSymbol];
  if (!state.handle) return;
  if (connected) {
    sendTo(socket, views, 0, undefined, address, callback);
    return;
  }
  const target = address || defaultAddress(socket);
  if (state.lookup === undefined && isNumeric(target, socket.type)) {
    sendTo(socket, views, port, target, address, callback);
    return;
  }
  lookUp(socket, target, (error, ip) => {
    if (error) {
      if (callback) process.nextTick(callback, error);
      else process.nextTick(() => socket.emit('error', error));
      return;
    }
    if (state.handle) sendTo(socket, views, port, ip, address, callback);
  });
}

// Whether a datagram may go out before send() returns; asked for once, at the first of them.
let sendsAtOnce;

function sendTo(socket, views, port, ip, address, callback) {
  sendsAtOnce ??= !require('internal/options').getOptionValue('--test-udp-no-try-send');
  const { handle } = socket[kStateSymbol];
  let result = sendsAtOnce ? handle.trySend(views, port, ip) : uv.UV_EAGAIN;
  if (result === uv.UV_EAGAIN) {
    result = handle.send(views, (status, bytes) => {
      if (callback === undefined) return;
      if (status === null) callback(null, bytes);
      else callback(exceptionWithHostPort(status, 'send', address ?? ip, port));
    }, port, ip);
    if (result === 0) return;
  }
  if (callback !== undefined) {
    process.nextTick(afterSend, socket, result, callback, port, ip, address);
  }
}

// A socket that was closed in the same tick calls nobody back, as if it had looked the address up
// (Node does, which then sends nothing); a connected one does.
function afterSend(socket, result, callback, port, ip, address) {
  if (ip !== undefined && !socket[kStateSymbol].handle) return;
  if (result >= 0) callback(null, result);
  else callback(exceptionWithHostPort(result, 'send', address ?? ip, port));
}

/**
 * The older form of send(). Source: observed; socket.sendto() is not documented any more.
 * @param {string | ArrayBufferView} buffer
 * @param {number} offset
 * @param {number} length
 * @param {number} port
 * @param {string} address
 * @param {Function} [callback]
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
Socket.prototype.sendto = function(buffer, offset, length, port, address, callback) {
  validateNumber(offset, 'offset');
  validateNumber(length, 'length');
  validateNumber(port, 'port');
  validateString(address, 'address');
  this.send(buffer, offset, length, port, address, callback);
};

// --- Receiving ---

/** @this {any} the handle */
function onMessage(size, message, address, port, isIPv6) {
  const socket = this[kOwner];
  if (size < 0) {
    socket.emit('error', errnoException(size, 'recvmsg'));
    return;
  }
  socket.emit('message', message, { address, family: isIPv6 ? 'IPv6' : 'IPv4', port, size });
}

function stopReceiving(socket) {
  const state = socket[kStateSymbol];
  if (!state.receiving) return;
  state.handle.recvStop();
  state.receiving = false;
}

/**
 * Source: Node doc, socket.close().
 * @param {() => void} [callback] listens for 'close'
 * @returns {Socket} this
 * @throws {Error} ERR_SOCKET_DGRAM_NOT_RUNNING
 */
Socket.prototype.close = function(callback) {
  const state = this[kStateSymbol];
  if (typeof callback === 'function') this.on('close', callback);
  if (state.queue !== undefined) {
    // What was asked for before comes first.
    state.queue.push(() => this.close());
    return this;
  }
  running(this);
  stopReceiving(this);
  state.handle.close();
  state.handle = null;
  process.nextTick(() => this.emit('close'));
  return this;
};

Socket.prototype[SymbolAsyncDispose] = async function() {
  if (!this[kStateSymbol].handle) return;
  await new Promise((resolve) => { this.close(resolve); });
};

// --- What a socket is and can be told ---

function nameOf(handle, which) {
  const name = handle[which]();
  if (typeof name === 'number') throw errnoException(name, which);
  return name;
}

/**
 * Source: Node doc, socket.address().
 * @returns {{ address: string, family: 'IPv4' | 'IPv6', port: number }}
 * @throws {Error} ERR_SOCKET_DGRAM_NOT_RUNNING, EBADF for an unbound socket
 */
Socket.prototype.address = function() {
  return nameOf(running(this), 'getsockname');
};

/**
 * Source: Node doc, socket.remoteAddress().
 * @returns {{ address: string, family: 'IPv4' | 'IPv6', port: number }}
 * @throws {Error} ERR_SOCKET_DGRAM_NOT_RUNNING, ERR_SOCKET_DGRAM_NOT_CONNECTED
 */
Socket.prototype.remoteAddress = function() {
  const handle = running(this);
  if (this[kStateSymbol].connectState !== kConnected) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  return nameOf(handle, 'getpeername');
};

function check(status, syscall) {
  if (status !== 0) throw errnoException(status, syscall);
}

/**
 * Source: Node doc, socket.setBroadcast().
 * @param {boolean} flag
 * @throws {Error} ERR_SOCKET_DGRAM_NOT_RUNNING, a system error
 */
Socket.prototype.setBroadcast = function(flag) {
  check(running(this).setBroadcast(flag ? 1 : 0), 'setBroadcast');
};

/**
 * Source: Node doc, socket.setTTL().
 * @param {number} ttl hops, 1 to 255
 * @returns {number} ttl
 * @throws {TypeError | Error} ERR_INVALID_ARG_TYPE, ERR_SOCKET_DGRAM_NOT_RUNNING, a system error
 */
Socket.prototype.setTTL = function(ttl) {
  validateNumber(ttl, 'ttl');
  check(running(this).setTTL(ttl | 0), 'setTTL');
  return ttl;
};

/**
 * Source: Node doc, socket.setMulticastTTL().
 * @param {number} ttl hops, 0 to 255
 * @returns {number} ttl
 * @throws {TypeError | Error} ERR_INVALID_ARG_TYPE, ERR_SOCKET_DGRAM_NOT_RUNNING, a system error
 */
Socket.prototype.setMulticastTTL = function(ttl) {
  validateNumber(ttl, 'ttl');
  check(running(this).setMulticastTTL(ttl | 0), 'setMulticastTTL');
  return ttl;
};

/**
 * Source: Node doc, socket.setMulticastLoopback().
 * @param {boolean} flag
 * @returns {boolean} flag
 * @throws {Error} ERR_SOCKET_DGRAM_NOT_RUNNING, a system error
 */
Socket.prototype.setMulticastLoopback = function(flag) {
  check(running(this).setMulticastLoopback(flag ? 1 : 0), 'setMulticastLoopback');
  return flag;
};

/**
 * Source: Node doc, socket.setMulticastInterface().
 * @param {string} interfaceAddress
 * @throws {TypeError | Error} ERR_INVALID_ARG_TYPE, ERR_SOCKET_DGRAM_NOT_RUNNING, a system error
 */
Socket.prototype.setMulticastInterface = function(interfaceAddress) {
  const handle = running(this);
  validateString(interfaceAddress, 'interfaceAddress');
  check(handle.setMulticastInterface(interfaceAddress), 'setMulticastInterface');
};

/**
 * Source: Node doc, socket.addMembership().
 * @param {string} multicastAddress
 * @param {string} [interfaceAddress] of the system's choice by default
 * @throws {TypeError | Error} ERR_MISSING_ARGS, ERR_SOCKET_DGRAM_NOT_RUNNING, a system error
 */
Socket.prototype.addMembership = function(multicastAddress, interfaceAddress) {
  const handle = running(this);
  if (!multicastAddress) throw new ERR_MISSING_ARGS('multicastAddress');
  check(handle.addMembership(multicastAddress, interfaceAddress), 'addMembership');
};

/**
 * Source: Node doc, socket.dropMembership().
 * @param {string} multicastAddress
 * @param {string} [interfaceAddress]
 * @throws {TypeError | Error} ERR_MISSING_ARGS, ERR_SOCKET_DGRAM_NOT_RUNNING, a system error
 */
Socket.prototype.dropMembership = function(multicastAddress, interfaceAddress) {
  const handle = running(this);
  if (!multicastAddress) throw new ERR_MISSING_ARGS('multicastAddress');
  check(handle.dropMembership(multicastAddress, interfaceAddress), 'dropMembership');
};

/**
 * Source: Node doc, socket.addSourceSpecificMembership().
 * @param {string} sourceAddress
 * @param {string} groupAddress
 * @param {string} [interfaceAddress]
 * @throws {TypeError | Error} ERR_INVALID_ARG_TYPE, ERR_SOCKET_DGRAM_NOT_RUNNING, a system error
 */
Socket.prototype.addSourceSpecificMembership = function(sourceAddress, groupAddress,
                                                        interfaceAddress) {
  const handle = running(this);
  validateString(sourceAddress, 'sourceAddress');
  validateString(groupAddress, 'groupAddress');
  check(handle.addSourceSpecificMembership(sourceAddress, groupAddress, interfaceAddress),
        'addSourceSpecificMembership');
};

/**
 * Source: Node doc, socket.dropSourceSpecificMembership().
 * @param {string} sourceAddress
 * @param {string} groupAddress
 * @param {string} [interfaceAddress]
 * @throws {TypeError | Error} ERR_INVALID_ARG_TYPE, ERR_SOCKET_DGRAM_NOT_RUNNING, a system error
 */
Socket.prototype.dropSourceSpecificMembership = function(sourceAddress, groupAddress,
                                                         interfaceAddress) {
  const handle = running(this);
  validateString(sourceAddress, 'sourceAddress');
  validateString(groupAddress, 'groupAddress');
  check(handle.dropSourceSpecificMembership(sourceAddress, groupAddress, interfaceAddress),
        'dropSourceSpecificMembership');
};

/**
 * Keeps the loop alive while the socket is open (the default). Source: Node doc, socket.ref().
 * @returns {Socket} this
 */
Socket.prototype.ref = function() {
  this[kStateSymbol].handle?.ref();
  return this;
};

/**
 * Source: Node doc, socket.unref().
 * @returns {Socket} this
 */
Socket.prototype.unref = function() {
  this[kStateSymbol].handle?.unref();
  return this;
};

// `size` 0 asks. Returns the size, which the system may have changed (Linux doubles it).
function bufferSize(handle, which, size) {
  const result = handle[`${which}BufferSize`](size);
  if (result >= 0) return result;
  throw new ERR_SOCKET_BUFFER_SIZE({
    errno: result,
    code: uv.errname(result),
    message: uv.getErrorMessage(result),
    syscall: `uv_${which}_buffer_size`,
  });
}

function setBufferSize(handle, which, size) {
  // The system's number is an int.
  if (size >>> 0 !== size || size > 0x7fffffff) throw new ERR_SOCKET_BAD_BUFFER_SIZE();
  bufferSize(handle, which, size);
}

/**
 * Source: Node doc, socket.setRecvBufferSize().
 * @param {number} size bytes
 * @throws {TypeError | Error} ERR_SOCKET_BAD_BUFFER_SIZE, ERR_SOCKET_BUFFER_SIZE for an unbound
 *   socket, ERR_SOCKET_DGRAM_NOT_RUNNING
 */
Socket.prototype.setRecvBufferSize = function(size) {
  setBufferSize(running(this), 'recv', size);
};

/**
 * Source: Node doc, socket.setSendBufferSize().
 * @param {number} size bytes
 * @throws {TypeError | Error} ERR_SOCKET_BAD_BUFFER_SIZE, ERR_SOCKET_BUFFER_SIZE for an unbound
 *   socket, ERR_SOCKET_DGRAM_NOT_RUNNING
 */
Socket.prototype.setSendBufferSize = function(size) {
  setBufferSize(running(this), 'send', size);
};

/**
 * Source: Node doc, socket.getRecvBufferSize().
 * @returns {number} bytes
 * @throws {Error} ERR_SOCKET_BUFFER_SIZE for an unbound socket, ERR_SOCKET_DGRAM_NOT_RUNNING
 */
Socket.prototype.getRecvBufferSize = function() {
  return bufferSize(running(this), 'recv', 0);
};

/**
 * Source: Node doc, socket.getSendBufferSize().
 * @returns {number} bytes
 * @throws {Error} ERR_SOCKET_BUFFER_SIZE for an unbound socket, ERR_SOCKET_DGRAM_NOT_RUNNING
 */
Socket.prototype.getSendBufferSize = function() {
  return bufferSize(running(this), 'send', 0);
};

/**
 * Source: Node doc, socket.getSendQueueSize().
 * @returns {number} bytes that wait to be sent
 * @throws {Error} ERR_SOCKET_DGRAM_NOT_RUNNING
 */
Socket.prototype.getSendQueueSize = function() {
  return running(this).getSendQueueSize();
};

/**
 * Source: Node doc, socket.getSendQueueCount().
 * @returns {number} datagrams that wait to be sent
 * @throws {Error} ERR_SOCKET_DGRAM_NOT_RUNNING
 */
Socket.prototype.getSendQueueCount = function() {
  return running(this).getSendQueueCount();
};

// --- Names of old. Source: Node doc, DEP0112 ---

for (const [name, key] of [['_handle', 'handle'], ['_receiving', 'receiving'],
  ['_bindState', 'bindState'], ['_queue', 'queue'], ['_reuseAddr', 'reuseAddr']]) {
  const message = `Socket.prototype.${name} is deprecated`;
  Object.defineProperty(Socket.prototype, name, {
    configurable: false,
    enumerable: false,
    get: deprecate(/** @this {any} */ function() { return this[kStateSymbol][key]; }, message,
                   'DEP0112'),
    set: deprecate(/** @this {any} */ function(value) { this[kStateSymbol][key] = value; },
                   message, 'DEP0112'),
  });
}
Socket.prototype._healthCheck = deprecate(/** @this {any} */ function() {
  running(this);
}, 'Socket.prototype._healthCheck() is deprecated', 'DEP0112');
Socket.prototype._stopReceiving = deprecate(/** @this {any} */ function() {
  stopReceiving(this);
}, 'Socket.prototype._stopReceiving() is deprecated', 'DEP0112');

module.exports = {
  _createSocketHandle: deprecate(createSocketHandle, 'dgram._createSocketHandle() is deprecated',
                                 'DEP0112'),
  createSocket,
  Socket,
};
