'use strict';

// The public module `net`. Source: Node.js documentation, "Net". See internal/net/socket for how
// sockets work.

const { isIP, isIPv4, isIPv6, normalizeArgs } = require('internal/net');
const { Server, createServer, createServerHandle } = require('internal/net/server');
const { Socket, connect } = require('internal/net/socket');
const { defineLazyProperties } = require('internal/util');

let warnedSimultaneousAccepts = false;

// Nothing to be done outside Windows, and deprecated there, too.
function setSimultaneousAccepts() {
  if (warnedSimultaneousAccepts) return;
  warnedSimultaneousAccepts = true;
  process.emitWarning(
    'net._setSimultaneousAccepts() is deprecated and will be removed.', 'DeprecationWarning',
    'DEP0121');
}

// These stay out of the way of programs that make no connection.
function ofConnect(name, length) {
  const fn = function(...args) {
    return require('internal/net/connect')[name](...args);
  };
  Object.defineProperty(fn, 'name', { value: name });
  Object.defineProperty(fn, 'length', { value: length });
  return fn;
}

module.exports = {
  _createServerHandle: createServerHandle,
  _normalizeArgs: normalizeArgs,
  _setSimultaneousAccepts: setSimultaneousAccepts,
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket,
  getDefaultAutoSelectFamily: ofConnect('getDefaultAutoSelectFamily', 0),
  setDefaultAutoSelectFamily: ofConnect('setDefaultAutoSelectFamily', 1),
  getDefaultAutoSelectFamilyAttemptTimeout: ofConnect(
    'getDefaultAutoSelectFamilyAttemptTimeout', 0),
  setDefaultAutoSelectFamilyAttemptTimeout: ofConnect(
    'setDefaultAutoSelectFamilyAttemptTimeout', 1),
};
defineLazyProperties(module.exports, 'internal/net/block_list', ['BlockList']);
defineLazyProperties(module.exports, 'internal/net/socket_address', ['SocketAddress']);
