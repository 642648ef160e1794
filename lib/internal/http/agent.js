'use strict';

// Agent: which connections requests share.
//
//   requests      by name: requests that wait for a connection
//   sockets       by name: connections in use
//   freeSockets   by name: idle connections, kept for the next request (keepAlive)
//
// where a name says with whom a connection speaks (getName()). A connection goes round:
//
//   addRequest() -> a free one, or createSocket() -> in use -> 'free' -> the next request, or kept,
//   or destroyed
//
// Source: Node doc, Class: http.Agent.

const EventEmitter = require('events');
const net = require('net');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { once } = require('internal/util');
const { validateNumber, validateOneOf, validateString } = require('internal/validators');
const { state: frames, captureFrame, runInFrame } = require('internal/async_context');

const kOnKeylog = Symbol('onKeylog');
const kRequestOptions = Symbol('requestOptions');
const kFrame = Symbol('frame');
const kHandledFree = Symbol('onFree');

const keepAliveHint = /^timeout=(\d+)/;

/**
 * @param {object} [options] keepAlive, keepAliveMsecs, maxSockets, maxTotalSockets, maxFreeSockets,
 *   scheduling, timeout, and those of net.connect() for each connection
 * @throws {TypeError | RangeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE
 */
function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  this.defaultPort = 80;
  this.protocol = 'http:';
  this.options = { __proto__: null, ...options };
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  // Not to be confused with a pipe.
  this.options.path = null;
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets === undefined) {
    this.maxTotalSockets = Infinity;
  } else {
    validateNumber(this.maxTotalSockets, 'maxTotalSockets');
    if (this.maxTotalSockets <= 0 || Number.isNaN(this.maxTotalSockets)) {
      throw new ERR_OUT_OF_RANGE('maxTotalSockets', '> 0', this.maxTotalSockets);
    }
  }
  this.on('free', (socket, freeOptions) => onFree(this, socket, freeOptions));
  // Keys of TLS connections, if somebody wants them.
  this.on('newListener', function onNewListener(event) {
    if (event !== 'keylog' || this[kOnKeylog]) return;
    const agent = this;
    this[kOnKeylog] = function(keylog) {
      agent.emit('keylog', keylog, this);
    };
    for (const list of Object.values(this.sockets)) {
      for (const socket of list) socket.on('keylog', this[kOnKeylog]);
    }
  });
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);

Agent.defaultMaxSockets = Infinity;

/** How a connection is made: overridden by programs, and by https. */
Agent.prototype.createConnection = net.createConnection;

/**
 * Whom a connection speaks with. Source: Node doc, agent.getName().
 * @param {any} [options]
 * @returns {string}
 */
Agent.prototype.getName = function(options = {}) {
  let name = `${options.host || 'localhost'}:`;
  if (options.port) name += options.port;
  name += ':';
  if (options.localAddress) name += options.localAddress;
  // What the host name may resolve to.
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

function addTo(lists, name, item) {
  const list = lists[name];
  if (list === undefined) lists[name] = [item];
  else list.push(item);
}

function removeFrom(lists, name, item) {
  const list = lists[name];
  if (list === undefined) return false;
  const index = list.indexOf(item);
  if (index === -1) return false;
  list.splice(index, 1);
  if (list.length === 0) delete lists[name];
  return true;
}

function countOf(lists, name) {
  return lists[name]?.length ?? 0;
}

// The options of a request on top of those of the agent. `path` would be taken for a pipe's.
function connectionOptions(agent, request, options) {
  const merged = { __proto__: null, ...options, ...agent.options };
  if (options.socketPath) merged.path = options.socketPath;
  if (!merged.servername && merged.servername !== '') {
    merged.servername = serverName(merged, request);
  }
  return merged;
}

// The name that TLS asks for: that of the field Host, if there is one.
function serverName(merged, request) {
  let name = merged.host;
  const header = request.getHeader?.('host');
  if (header) {
    validateString(header, 'options.headers.host');
    // [::1]:443 and example.org:443
    name = header[0] === '[' ? header.slice(1, Math.max(1, header.indexOf(']'))) :
      header.split(':', 1)[0];
  }
  return net.isIP(name) ? '' : name;
}

/**
 * Finds a connection for a request, or makes one.
 * @param {any} request
 * @param {any} options
 * @param {number} [port] the older form: (request, host, port, localAddress)
 * @param {string} [localAddress]
 * @returns {void}
 */
Agent.prototype.addRequest = function(request, options, port, localAddress) {
  if (typeof options === 'string') {
    options = { __proto__: null, host: options, port, localAddress };
  }
  options = connectionOptions(this, request, options);
  const name = this.getName(options);
  const free = this.freeSockets[name];
  let socket;
  if (free !== undefined) {
    // Those that have ended meanwhile are of no use.
    do {
      socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
    } while (socket?.destroyed);
    if (free.length === 0) delete this.freeSockets[name];
  }
  if (socket !== undefined) {
    this.reuseSocket(socket, request);
    setRequestSocket(this, request, socket);
    addTo(this.sockets, name, socket);
  } else if (countOf(this.sockets, name) < this.maxSockets &&
             this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(request, options, (error, made) => {
      if (error) request.onSocket(null, error);
      else setRequestSocket(this, request, made);
    });
  } else {
    request[kRequestOptions] = options;
    request[kFrame] = captureFrame();
    addTo(this.requests, name, request);
  }
};

/**
 * Makes a connection and takes charge of it.
 * @param {any} request
 * @param {any} options
 * @param {(error: Error | null, socket?: any) => void} callback
 * @returns {void}
 */
Agent.prototype.createSocket = function(request, options, callback) {
  options = connectionOptions(this, request, options);
  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;
  // Whichever comes first: the result of createConnection() or the call of its callback.
  const created = once((error, socket) => {
    if (error) {
      callback(error);
      return;
    }
    addTo(this.sockets, name, socket);
    this.totalSocketCount++;
    installListeners(this, socket, options);
    callback(null, socket);
  });
  // The socket keeps itself alive from its first moment.
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const socket = this.createConnection(options, created);
  if (socket) created(null, socket);
};

function installListeners(agent, socket, options) {
  const onFreed = () => {
    // The listener has been taken away: the socket is somebody else's.
    agent.emit('free', socket, options);
  };
  const onClose = () => agent.removeSocket(socket, options);
  const onTimeout = () => {
    // A free connection that has been idle for too long. One in use is the request's business.
    if (Object.values(agent.freeSockets).some((list) => list.includes(socket))) socket.destroy();
  };
  const onRemove = () => {
    // Upgraded, say: it lives on without us.
    agent.removeSocket(socket, options);
    socket.removeListener('close', onClose);
    socket.removeListener('free', onFreed);
    socket.removeListener('timeout', onTimeout);
    socket.removeListener('agentRemove', onRemove);
  };
  socket.on('free', onFreed);
  socket.on('close', onClose);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
  if (agent[kOnKeylog]) socket.on('keylog', agent[kOnKeylog]);
}

/** A connection is no more, or not ours. */
Agent.prototype.removeSocket = function(socket, options) {
  const name = this.getName(options);
  // What is in use and what is free.
  if (removeFrom(this.sockets, name, socket)) this.totalSocketCount--;
  if (!socket.writable && removeFrom(this.freeSockets, name, socket)) this.totalSocketCount--;
  serveWaiting(this, name, options);
};

// Somebody may wait for the place that a connection has left.
function serveWaiting(agent, name, options) {
  let next = agent.requests[name]?.[0];
  if (next === undefined) {
    // With a limit for all names, also somebody with another name.
    for (const other of Object.keys(agent.requests)) {
      if (countOf(agent.sockets, other) < agent.maxSockets) {
        [next] = agent.requests[other];
        break;
      }
    }
  }
  if (next === undefined) return;
  const wanted = next[kRequestOptions] ?? options;
  if (agent.totalSocketCount >= agent.maxTotalSockets ||
      countOf(agent.sockets, agent.getName(wanted)) >= agent.maxSockets) {
    return;
  }
  // It takes the next one that is free, or this.
  inFrameOf(next, () => agent.createSocket(next, wanted, (error, made) => {
    if (error) next.onSocket(null, error);
    else made.emit('free');
  }));
}

function inFrameOf(request, fn) {
  if (frames.active) runInFrame(request[kFrame], fn, undefined, []);
  else fn();
}

function setRequestSocket(agent, request, socket) {
  request.onSocket(socket);
  const agentTimeout = agent.options.timeout || 0;
  if (request.timeout === undefined || request.timeout === agentTimeout) return;
  socket.setTimeout(request.timeout);
}

// A connection has nothing to do: to the next request, or into the drawer, or away.
function onFree(agent, socket, options) {
  const name = agent.getName(options);
  // It must be writable, or else it has been ended by a peer that is about to close.
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = agent.requests[name];
  if (waiting !== undefined && waiting.length > 0) {
    const request = waiting.shift();
    if (waiting.length === 0) delete agent.requests[name];
    const reused = socket[kHandledFree] === true;
    socket[kHandledFree] = true;
    inFrameOf(request, () => {
      if (reused || socket._httpMessage) agent.reuseSocket(socket, request);
      setRequestSocket(agent, request, socket);
    });
    return;
  }
  const request = socket._httpMessage;
  if (!request || !request.shouldKeepAlive || !agent.keepAlive) {
    socket.destroy();
    return;
  }
  const free = countOf(agent.freeSockets, name);
  const inUse = countOf(agent.sockets, name);
  if (agent.totalSocketCount > agent.maxTotalSockets ||
      free + inUse > agent.maxSockets || free >= agent.maxFreeSockets ||
      !agent.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  socket[kHandledFree] = true;
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  // An error of an idle connection means that it is gone, and nothing else.
  socket.once('error', ignoreErrorOfFreeSocket);
  addTo(agent.freeSockets, name, socket);
  agent.totalSocketCount++;
}

/** @this {any} the socket */
function ignoreErrorOfFreeSocket() {
  this.destroy();
  this.emit('agentRemove');
}

/**
 * Whether a connection is to be kept, and what for: overridden by programs. Source: Node doc,
 * agent.keepSocketAlive().
 * @param {any} socket
 * @returns {boolean}
 */
Agent.prototype.keepSocketAlive = function(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  let timeout = this.options.timeout || 0;
  const hint = socket._httpMessage?.res?.headers['keep-alive'];
  if (hint) {
    // The server will not wait for longer than it says.
    const seconds = keepAliveHint.exec(hint)?.[1];
    if (seconds !== undefined) {
      const limit = Number(seconds) * 1000;
      if (limit === 0) return false;
      if (timeout === 0 || limit < timeout) timeout = limit;
    }
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return true;
};

/**
 * A kept connection is used again: overridden by programs. Source: Node doc, agent.reuseSocket().
 * @param {any} socket
 * @param {any} request
 * @returns {void}
 */
Agent.prototype.reuseSocket = function(socket, request) {
  request.reusedSocket = true;
  socket.removeListener('error', ignoreErrorOfFreeSocket);
  socket.ref();
};

/**
 * Ends all connections, also those in use. Source: Node doc, agent.destroy().
 * @returns {void}
 */
Agent.prototype.destroy = function() {
  for (const lists of [this.freeSockets, this.sockets]) {
    for (const list of Object.values(lists)) {
      for (const socket of [...list]) socket.destroy();
    }
  }
};

let globalAgent;

/** @returns {any} the agent of requests that name none; made at first use */
function getGlobalAgent() {
  globalAgent ??= new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });
  return globalAgent;
}

/** @param {any} agent */
function setGlobalAgent(agent) {
  globalAgent = agent;
}

module.exports = { Agent, getGlobalAgent, setGlobalAgent };
