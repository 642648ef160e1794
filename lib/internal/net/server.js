'use strict';

// net.Server: accepts connections on a TCP or pipe handle.
//
// listen() makes the handle at once when it can (a port, a path, a descriptor, somebody's handle)
// and after a look-up when it is given a host name; 'listening' comes in a later tick in any case,
// and so do errors. The server is closed when its handle is and its last connection has gone. In a
// worker of a cluster the primary owns the real handle: the module `cluster` gives the server one
// that stands for it.

const { channel, tracingChannel } = require('diagnostics_channel');
const EventEmitter = require('events');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FD_TYPE, ERR_SERVER_ALREADY_LISTEN,
    ERR_SERVER_NOT_RUNNING,
  },
  errnoException,
  uvExceptionWithHostPort,
} = require('internal/errors');
const {
  isIP, isPipeHandle, isPipeName, isTcpHandle, kNormalizedArgs, newHandleForFd, newPipeServer,
    newTcp,
  normalizeArgs, toPort,
} = require('internal/net');
const { acceptSocket } = require('internal/net/socket');
const { kOwner } = require('internal/stream_base');
const { SymbolAsyncDispose } = require('internal/util');
const {
  validateAbortSignal, validateNumber, validatePort,
} = require('internal/validators');

const { UV_EADDRINUSE, UV_EINVAL } = binding('uv');

const kDefaultBacklog = 511;
const serverChannel = channel('net.server.socket');
const listenChannels = tracingChannel('net.server.listen');

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/**
 * @param {object | ((socket: any) => void)} [options] allowHalfOpen, pauseOnConnect, noDelay,
 *   keepAlive,
 *   keepAliveInitialDelay, highWaterMark (Node: `new net.Server([options][, connectionListener])`)
 * @param {(socket: any) => void} [connectionListener] listens for 'connection'
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  EventEmitter.call(this);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
    this.on('connection', connectionListener);
  } else if (options === null || options === undefined || typeof options === 'object') {
    options = { ...options };
    if (typeof connectionListener === 'function') this.on('connection', connectionListener);
  } else {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) options.highWaterMark = undefined;
  }
  this._connections = 0;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark ?? require('stream').getDefaultHighWaterMark(false);
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

// --- Making the handle ---

/**
 * A bound, not yet listening handle.
 * @param {string | null} address an IP address, or a path when `port` is -1
 * @param {number} port -1 for a pipe
 * @param {4 | 6 | -1 | null} addressType
 * @param {number} [fd] a descriptor to take over instead
 * @param {number} [flags] UV_TCP_IPV6ONLY
 * @returns {any} the handle or UV_E*
 */
function createServerHandle(address, port, addressType, fd, flags) {
  let status = 0;
  let handle;
  if (typeof fd === 'number' && fd >= 0) {
    try {
      handle = newHandleForFd(fd, true);
    } catch (error) {
      if (!(error instanceof ERR_INVALID_FD_TYPE)) throw error;
      return UV_EINVAL;
    }
    status = handle.open(fd);
  } else if (port === -1 && addressType === -1) {
    handle = newPipeServer();
    status = handle.bind(address);
  } else {
    handle = newTcp();
    if (address) {
      status = handle.bind(address, port || 0, flags || 0);
    } else {
      status = handle.bind('::', port || 0, flags || 0);
      if (status !== 0) {
        // No IPv6 here.
        handle.close();
        return createServerHandle('0.0.0.0', port, 4, undefined, flags);
      }
    }
  }
  if (status !== 0) {
    handle.close();
    return status;
  }
  return handle;
}

// Makes the handle (unless the server has one, from a cluster's primary or from the user) and
// listens.
function setupListenHandle(address, port, addressType, backlog, fd, flags) {
  if (!this._handle) {
    let handle;
    if (!address && typeof fd !== 'number') {
      // Any address: IPv6 with IPv4 in it, or IPv4 alone where there is no IPv6.
      address = '::';
      addressType = 6;
      handle = createServerHandle(address, port, addressType, fd, flags);
      if (typeof handle === 'number') {
        address = '0.0.0.0';
        addressType = 4;
        handle = createServerHandle(address, port, addressType, fd, flags);
      }
    } else {
      handle = createServerHandle(address, port, addressType, fd, flags);
    }
    if (typeof handle === 'number') {
      const error = uvExceptionWithHostPort(handle, 'listen', address, port);
      failToListen(this, error);
      return;
    }
    this._handle = handle;
  }
  this._handle.onconnection = onConnection;
  this._handle[kOwner] = this;
  const status = this._handle.listen(backlog || kDefaultBacklog);
  if (status !== 0) {
    const error = uvExceptionWithHostPort(status, 'listen', address, port);
    this._handle.close();
    this._handle = null;
    failToListen(this, error);
    return;
  }
  this._connectionKey = `${addressType}:${address}:${port}`;
  if (this._unref) this.unref();
  process.nextTick(emitListening, this);
}

/** For the module `cluster`, and by custom for programs in the wild. */
Server.prototype._listen2 = setupListenHandle;

function emitError(server, error) {
  server.emit('error', error);
}

// Observers hear of a failure at once, the program in the next tick.
function failToListen(server, error) {
  if (listenChannels.error.hasSubscribers) listenChannels.error.publish({ server, error });
  process.nextTick(emitError, server, error);
}

function emitListening(server) {
  // It may have been closed in the same tick.
  if (!server._handle) return;
  if (listenChannels.asyncEnd.hasSubscribers) listenChannels.asyncEnd.publish({ server });
  server.emit('listening');
}

// Workers of a cluster share the primary's handles, unless the server wants one of its own.
function listenInCluster(
  server, address, port, addressType, backlog, fd, exclusive, flags, options) {
  if (exclusive || !require('internal/cluster/role').isWorker) {
    server._listen2(address, port, addressType, backlog, fd, flags);
    return;
  }
  const query = {
    address, port, addressType, fd, flags, backlog, ...options,
  };
  const listeningId = server._listeningId;
  require('cluster')._getServer(server, query, (status, handle) => {
    // Closed meanwhile, or listen() was called twice before the first answer.
    if (listeningId !== server._listeningId || server._handle) {
      handle?.close();
      return;
    }
    if (status === 0 && port > 0 && handle.getsockname) {
      const name = handle.getsockname();
      if (typeof name === 'object' && name.port !== port) status = UV_EADDRINUSE;
    }
    if (status !== 0) {
      // Like an error of the primary's own listen().
      const error = uvExceptionWithHostPort(status, 'bind', address, port);
      server.emit('error', error);
      return;
    }
    server._handle = handle;
    server._listen2(address, port, addressType, backlog, fd, flags);
  });
}

// Later in any case, also when the host is an address: so a program sees one order of events.
function lookupAndListen(server, port, host, backlog, exclusive, flags) {
  const listeningId = server._listeningId;
  const listen = (address, family) => {
    if (listeningId !== server._listeningId) return;
    listenInCluster(server, address, port, family, backlog, undefined, exclusive, flags);
  };
  const family = typeof host === 'string' ? isIP(host) : 0;
  if (family !== 0) {
    process.nextTick(listen, host, family);
    return;
  }
  require('dns').lookup(host, { all: true }, (error, addresses) => {
    if (error) {
      if (listeningId === server._listeningId) server.emit('error', error);
      return;
    }
    const usable = addresses.find(({ address }) => !isLinkLocal(address)) ?? addresses[0];
    if (usable === undefined) listen(undefined, 4);
    else listen(usable.address, usable.family);
  });
}

// fe80::/10: means nothing without an interface.
function isLinkLocal(address) {
  return /^fe[89ab][0-9a-f]:/i.test(address) && !address.includes('%');
}

/**
 * Source: Node doc, server.listen() in its forms (handle[, backlog]), (options), (path[, backlog]),
 * ([port[, host[, backlog]]]), each with a callback.
 * @param {...any} args
 * @returns {Server} this
 * @throws {TypeError | RangeError | Error} ERR_INVALID_ARG_VALUE, ERR_SOCKET_BAD_PORT,
 *   ERR_SERVER_ALREADY_LISTEN
 */
Server.prototype.listen = function(...args) {
  const normalized = Array.isArray(args[0]) && args[0][kNormalizedArgs] ? args[0] :
    normalizeArgs(args);
  let [options] = normalized;
  const [, callback] = normalized;
  if (listenChannels.hasSubscribers) {
    listenChannels.asyncStart.publish({ server: this, options });
  }
  if (this._handle) throw new ERR_SERVER_ALREADY_LISTEN();
  if (callback !== null) this.once('listening', callback);
  // (port, backlog), (path, backlog), (handle, backlog), (port, host, backlog)
  const backlogFromArgs = (args.length > 1 && toPort(args[1])) ||
    (args.length > 2 && toPort(args[2]));

  options = options._handle || options.handle || options;
  const flags = getFlags(options.ipv6Only);
  if (isTcpHandle(options) || isPipeHandle(options)) {
    this._handle = options;
    this._listeningId++;
    listenInCluster(this, null, -1, -1, backlogFromArgs, undefined, true);
    return this;
  }
  if (options.signal !== undefined) addServerAbortSignal(this, options.signal);
  if (typeof options.fd === 'number' && options.fd >= 0) {
    listenInCluster(this, null, null, null, backlogFromArgs, options.fd, undefined);
    return this;
  }

  let { port } = options;
  const backlog = options.backlog || backlogFromArgs;
  // listen(), listen(callback), listen(null), listen({ port: undefined })
  if (args.length === 0 || typeof args[0] === 'function' ||
      (port === undefined && 'port' in options) || port === null) {
    port = 0;
  }
  if (typeof port === 'number' || typeof port === 'string') {
    validatePort(port, 'options.port');
    port |= 0;
    if (options.host) {
      lookupAndListen(this, port, options.host, backlog, options.exclusive, flags);
    } else {
      listenInCluster(this, null, port, 4, backlog, undefined, options.exclusive, flags);
    }
    return this;
  }

  if (options.path && isPipeName(options.path)) {
    const path = this._pipeName = options.path;
    // A name in Linux's abstract namespace has no file whose mode could say who may use it.
    if (path[0] === '\0' && (options.readableAll || options.writableAll)) {
      throw new ERR_INVALID_ARG_VALUE('options', options,
        'can not set readableAll or writableAllt to true when path is abstract unix socket');
    }
    const { readableAll, writableAll } = options;
    listenInCluster(this, path, -1, -1, backlog, undefined, options.exclusive, undefined, {
      readableAll, writableAll,
    });
    allowEverybody(this, options);
    return this;
  }

  if (!('port' in options) && !('path' in options)) {
    throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  }
  throw new ERR_INVALID_ARG_VALUE('options', options);
};

function getFlags(ipv6Only) {
  return ipv6Only === true ? binding('tcp').UV_TCP_IPV6ONLY : 0;
}

function addServerAbortSignal(server, signal) {
  validateAbortSignal(signal, 'options.signal');
  const onAbort = () => server.close();
  if (signal.aborted) {
    process.nextTick(onAbort);
  } else {
    signal.addEventListener('abort', onAbort, { once: true });
    server.once('close', () => signal.removeEventListener('abort', onAbort));
  }
}

// readableAll, writableAll: who else may use the socket's file.
function allowEverybody(server, options) {
  if (!server._handle) return;
  const { UV_READABLE, UV_WRITABLE } = binding('pipe');
  let mode = 0;
  if (options.readableAll === true) mode |= UV_READABLE;
  if (options.writableAll === true) mode |= UV_WRITABLE;
  if (mode === 0) return;
  const status = server._handle.fchmod(mode);
  if (status !== 0) {
    server._handle.close();
    server._handle = null;
    throw errnoException(status, 'uv_pipe_chmod');
  }
}

// --- Connections ---

/** @this {any} the handle */
function onConnection(status, client) {
  const server = this[kOwner];
  if (status) {
    server.emit('error', errnoException(status, 'accept'));
    return;
  }
  if (server.maxConnections && server._connections >= server.maxConnections) {
    drop(server, client);
    return;
  }
  const socket = acceptSocket(client, server);
  server._connections++;
  socket.server = server;
  socket._server = server;
  server.emit('connection', socket);
  if (serverChannel.hasSubscribers) serverChannel.publish({ socket });
}

// One too many. Source: Node doc, event 'drop'.
function drop(server, client) {
  if (!client.getsockname && !client.getpeername) {
    client.close();
    server.emit('drop');
    return;
  }
  const data = {};
  const local = client.getsockname();
  if (typeof local === 'object') {
    data.localAddress = local.address;
    data.localPort = local.port;
    data.localFamily = local.family;
  }
  const remote = client.getpeername();
  if (typeof remote === 'object') {
    data.remoteAddress = remote.address;
    data.remotePort = remote.port;
    data.remoteFamily = remote.family;
  }
  client.close();
  server.emit('drop', data);
}

/**
 * Source: Node doc, server.getConnections().
 * @param {(error: Error | null, count: number) => void} callback
 * @returns {Server} this
 */
Server.prototype.getConnections = function(callback) {
  const end = (error, count) => process.nextTick(callback, error, count);
  if (!this._usingWorkers) {
    end(null, this._connections);
    return this;
  }
  // Children that connections were sent to count those.
  let waiting = this._workers.length;
  let total = this._connections;
  const onCount = (error, count) => {
    if (waiting < 0) return;
    if (error) {
      waiting = -1;
      end(error);
      return;
    }
    total += count;
    if (--waiting === 0) end(null, total);
  };
  for (const worker of this._workers) worker.getConnections(onCount);
  return this;
};

// --- Closing ---

/**
 * No new connections; 'close' comes when the last one has ended. Source: Node doc, server.close().
 * @param {(error?: Error) => void} [callback] gets ERR_SERVER_NOT_RUNNING when it was not open
 * @returns {Server} this
 */
Server.prototype.close = function(callback) {
  if (typeof callback === 'function') {
    if (!this._handle) {
      this.once('close', function close() {
        callback(new ERR_SERVER_NOT_RUNNING());
      });
    } else {
      this.once('close', callback);
    }
  }
  // A look-up that is under way is of no interest any more.
  this._listeningId++;
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  if (this._usingWorkers) {
    let left = this._workers.length;
    const onWorkerClosed = () => {
      if (--left > 0) return;
      this._connections--;
      this._emitCloseIfDrained();
    };
    // Held until the last of them has closed.
    this._connections++;
    for (const worker of this._workers) worker.close(onWorkerClosed);
  } else {
    this._emitCloseIfDrained();
  }
  return this;
};

/** Source: Node doc, server[Symbol.asyncDispose](). */
Server.prototype[SymbolAsyncDispose] = async function() {
  if (!this._handle) return;
  await new Promise((resolve, reject) => {
    this.close((error) => (error ? reject(error) : resolve()));
  });
};

Server.prototype._emitCloseIfDrained = function() {
  if (this._handle || this._connections > 0) return;
  process.nextTick(emitClose, this);
};

function emitClose(server) {
  server.emit('close');
}

Server.prototype[EventEmitter.captureRejectionSymbol] = function(error, event, socket) {
  if (event === 'connection') socket.destroy(error);
  else this.emit('error', error);
};

/** A child process shares this server's connections: see child_process, sendHandle. */
Server.prototype._setupWorker = function(socketList) {
  this._usingWorkers = true;
  this._workers.push(socketList);
  socketList.once('exit', () => {
    this._workers.splice(this._workers.indexOf(socketList), 1);
  });
};

// --- What it is ---

Object.defineProperty(Server.prototype, 'listening', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return Boolean(this._handle); },
});

/**
 * Source: Node doc, server.address().
 * @returns {{ port: number, family: string, address: string } | string | null}
 */
Server.prototype.address = function() {
  if (this._handle && this._handle.getsockname) {
    const name = this._handle.getsockname();
    if (typeof name === 'number') throw errnoException(name, 'address');
    return name;
  }
  if (this._pipeName) return this._pipeName;
  return null;
};

/** Source: Node doc, server.ref(). */
Server.prototype.ref = function() {
  this._unref = false;
  if (this._handle) this._handle.ref();
  return this;
};

/** Source: Node doc, server.unref(). */
Server.prototype.unref = function() {
  this._unref = true;
  if (this._handle) this._handle.unref();
  return this;
};

/**
 * Source: Node doc, net.createServer().
 * @param {object | ((socket: any) => void)} [options]
 * @param {(socket: any) => void} [connectionListener]
 * @returns {Server}
 */
function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

module.exports = { Server, createServer, createServerHandle };
