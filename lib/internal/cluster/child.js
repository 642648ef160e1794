'use strict';

// The module `cluster` in a worker: its servers and datagram sockets listen on handles of the
// primary.
//
// A server asks for a handle with _getServer(). It gets a real one, on which it accepts itself, or,
// when connections are handed out in turn, one that only stands for the primary's: connections
// come over the channel.
//
// The queries of several workers for one address share a handle. A worker may ask more than once:
// the first of all, the second of all, ... share one. So listen(0) gives the same port in each
// worker, and another one for each server of a worker.

const EventEmitter = require('events');
const { Worker } = require('internal/cluster/worker');
const { abandon, answer, receive, send } = require('internal/cluster/messages');

// The longest delay of a timer.
const kForever = 2 ** 31 - 1;

const cluster = new EventEmitter();

cluster.isWorker = true;
cluster.isMaster = false;
cluster.isPrimary = false;
/** This process. */
cluster.worker = null;
cluster.Worker = Worker;

const listeners = new Map();  // by key: { server, handle }
const indices = new Map();    // by address: those in use, a Set

/**
 * Makes cluster.worker. Called once, at start.
 * @param {number} id
 * @returns {void}
 */
cluster._setupWorker = function(id) {
  const worker = new Worker({ id, process, state: 'online' });
  cluster.worker = worker;
  receive(process, (message, handle) => onMessage(worker, message, handle));
  // Also keeps the process alive until the channel is closed.
  process.once('disconnect', () => {
    abandon(process);
    worker.emit('disconnect');
    // Nobody will serve its servers any more: the primary is gone, or the program left it.
    if (!worker.exitedAfterDisconnect) process.exit(0);
    for (const { server } of [...listeners.values()]) server.close();
  });
  send(process, { act: 'online' });
};

function onMessage(worker, message, handle) {
  if (message.act === 'connection') onConnection(message, handle);
  else if (message.act === 'disconnect') disconnect(worker, () => process.disconnect());
}

// --- Servers ---

/**
 * Gives a server or datagram socket a handle. For net and dgram. If this worker is on its way out
 * the primary does not answer, and the server never listens.
 * @param {any} server
 * @param {object} query address, port, addressType (4, 6, -1 for a path, 'udp4', 'udp6'), fd,
 *   flags, backlog, readableAll, writableAll
 * @param {(status: number, handle?: any) => void} callback status is UV_E* or 0
 * @returns {void}
 */
cluster._getServer = function(server, query, callback) {
  query = { ...query };
  if (query.addressType === -1 && query.address && query.address[0] !== '\0') {
    // The primary may be in another directory.
    query.address = require('path').resolve(query.address);
  }
  const { address, port, addressType, fd } = query;
  const place = `${address}:${port}:${addressType}:${fd}`;
  const index = takeIndex(place);
  const onAnswer = (answer, native) => {
    if (answer === null) return;
    if (answer.status !== 0) {
      releaseIndex(place, index);
      callback(answer.status);
      return;
    }
    const onClose = () => {
      listeners.delete(answer.key);
      releaseIndex(place, index);
      send(process, { act: 'close', key: answer.key });
    };
    const handle = native === undefined ? new Substitute(answer.sockname, onClose) :
      observeClose(native, onClose);
    listeners.set(answer.key, { server, handle });
    callback(0, handle);
  };
  send(process, { act: 'query', ...query, index }, undefined, onAnswer);

  server.once('listening', () => {
    cluster.worker.state = 'listening';
    const name = server.address();
    send(process, { act: 'listening', addressType, address, fd, port: name?.port || port });
  });
};

// The first that is not in use.
function takeIndex(place) {
  let used = indices.get(place);
  if (used === undefined) indices.set(place, used = new Set());
  let index = 0;
  while (used.has(index)) index++;
  used.add(index);
  return index;
}

function releaseIndex(place, index) {
  const used = indices.get(place);
  used.delete(index);
  if (used.size === 0) indices.delete(place);
}

function observeClose(native, onClose) {
  const { close } = native;
  native.close = function(...args) {
    native.close = close;
    onClose();
    return Reflect.apply(close, native, args);
  };
  return native;
}

// What a server has instead of a handle when the primary accepts for it. Like a handle it keeps
// the process alive.
class Substitute {
  #onClose;
  #alive = setInterval(() => {}, kForever);

  constructor(sockname, onClose) {
    this.#onClose = onClose;
    // A pipe has none.
    if (sockname !== undefined) this.getsockname = () => ({ ...sockname });
  }

  listen() {
    return 0;
  }

  close() {
    if (this.#onClose === undefined) return;
    clearInterval(this.#alive);
    this.#onClose();
    this.#onClose = undefined;
  }

  ref() {
    this.#alive.ref();
  }

  unref() {
    this.#alive.unref();
  }

  hasRef() {
    return this.#alive.hasRef();
  }
}

function onConnection(message, connection) {
  const listener = listeners.get(message.key);
  const accepted = listener !== undefined && !passesOn(listener.server);
  // First, so that a connection which is fatal to this process is not the next one's as well.
  answer(process, message, { accepted });
  if (accepted) listener.handle.onconnection(0, connection);
  else connection.close();
}

// Whether another worker should have its next connection. Source: Node doc, server.maxConnections.
function passesOn(server) {
  return Boolean(server.maxConnections) && server._connections >= server.maxConnections &&
    !server.dropMaxConnection;
}

// --- The end ---

// Closes the servers, and calls back when they and their connections are closed.
function disconnect(worker, callback) {
  worker.exitedAfterDisconnect = true;
  let waiting = 1;
  const onClose = () => {
    if (--waiting === 0) callback();
  };
  for (const { server } of [...listeners.values()]) {
    waiting++;
    server.close(onClose);
  }
  onClose();
}

/**
 * Closes the servers, waits until their connections are closed, and closes the channel.
 * Source: Node doc, worker.disconnect().
 * @returns {Worker} this
 */
Worker.prototype.disconnect = function() {
  if (this.exitedAfterDisconnect) return this;
  disconnect(this, () => leave(() => {}));
  return this;
};

/**
 * Ends this process with status 0, without waiting for connections. Source: Node doc,
 * worker.kill().
 * @returns {void}
 */
Worker.prototype.destroy = function() {
  if (this.state === 'destroying') return;
  this.exitedAfterDisconnect = true;
  this.state = 'destroying';
  leave(() => process.exit(0));
};

// Closes the channel when the primary knows that it is meant.
function leave(onLeft) {
  if (!process.connected) {
    onLeft();
    return;
  }
  process.once('disconnect', onLeft);
  send(process, { act: 'exitedAfterDisconnect' }, undefined, (answer) => {
    if (answer !== null) process.disconnect();
  });
}

module.exports = cluster;
