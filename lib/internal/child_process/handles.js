'use strict';

// What a channel can carry besides data: sockets, servers, and the handles below them.
//
// Each kind says how its descriptor is taken out of the sender's object, what is done once it has
// arrived, and how the receiver makes an object of it. Sockets and servers are shared, not moved,
// by the system: the sender closes its own descriptor afterwards unless told to keep it open. A
// server stays open: both processes accept then.

/**
 * @typedef {object} HandleKind
 * @property {string} type what the message calls it
 * @property {(object: any, message: any, target: any, options: any) => any} prepare gives the
 *   native handle, or undefined when there is none any more; may add to the message
 * @property {(object: any, native: any, options: any, target: any) => void} finish
 * @property {(message: any, native: any, target: any, emit: (object: any) => void) => void} revive
 */

function keep() {}

/** @type {HandleKind} */
const nativeKind = {
  type: 'net.Native',
  prepare(native) {
    return native;
  },
  finish: keep,
  revive(message, native, target, emit) {
    emit(native);
  },
};

/** @type {HandleKind} */
const serverKind = {
  type: 'net.Server',
  prepare(server) {
    return server._handle ?? undefined;
  },
  finish: keep,
  revive(message, native, target, emit) {
    const net = require('net');
    const server = new net.Server();
    server.listen(native, () => emit(server));
  },
};

/** @type {HandleKind} */
const socketKind = {
  type: 'net.Socket',
  prepare(socket, message, target, options) {
    const native = socket._handle;
    if (!native) return undefined;
    // The server goes on counting its connection, in the receiver.
    const server = socket.server;
    if (server) {
      const lists = require('internal/child_process/socket_list');
      lists.connectionMoves(server, message, target, Boolean(options.keepOpen));
    }
    if (!options.keepOpen) {
      socket._server = null;
      socket.server = null;
      native.readStop();
      native.onread = keep;
      native.reading = false;
      socket._handle = null;
      socket.setTimeout(0);
    }
    return native;
  },
  finish(socket, native, options) {
    if (options.keepOpen) return;
    native.close();
  },
  revive(message, native, target, emit) {
    const net = require('net');
    const socket = new net.Socket({ handle: native, readable: true, writable: true });
    if (message.key) {
      const lists = require('internal/child_process/socket_list');
      lists.connectionArrives(message.key, socket, target);
    }
    emit(socket);
  },
};

/** @type {HandleKind} */
const datagramKind = {
  type: 'dgram.Socket',
  prepare(socket, message) {
    message.dgramType = socket.type;
    const { kStateSymbol } = require('internal/dgram');
    return socket[kStateSymbol].handle ?? undefined;
  },
  finish: keep,
  revive(message, native, target, emit) {
    const { Socket } = require('dgram');
    const socket = new Socket(message.dgramType);
    socket.bind(native, () => emit(socket));
  },
};

function isInstance(object, id, name) {
  // A module that has not been loaded, or is not there, has made no objects.
  const has = binding('builtins').ids().includes(id);
  return has && object instanceof require(id)[name];
}

function isNative(object) {
  return object instanceof binding('pipe').Pipe || object instanceof binding('tcp').TCP ||
    (binding('builtins').ids().includes('dgram') && object instanceof binding('udp').UDP);
}

/**
 * @param {any} object
 * @returns {HandleKind | undefined} undefined when it can't be sent
 */
function describeHandle(object) {
  const net = require('net');
  if (object instanceof net.Socket) return socketKind;
  if (object instanceof net.Server) return serverKind;
  if (isNative(object)) return nativeKind;
  if (isInstance(object, 'dgram', 'Socket')) return datagramKind;
  return undefined;
}

/**
 * Makes what the sender had.
 * @param {any} message the NODE_HANDLE message
 * @param {any} native
 * @param {any} target
 * @param {(object: any) => void} emit
 * @returns {void}
 */
function reviveHandle(message, native, target, emit) {
  for (const kind of [socketKind, serverKind, datagramKind]) {
    if (kind.type === message.type) {
      kind.revive(message, native, target, emit);
      return;
    }
  }
  nativeKind.revive(message, native, target, emit);
}

module.exports = { describeHandle, reviveHandle };
