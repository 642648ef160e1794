'use strict';

// The public module `inspector`: sessions with V8's inspector within the process, and the server
// for debuggers of other processes. Source: Node.js documentation, "Inspector".

const { codes } = require('internal/errors');
const { Session } = require('internal/inspector');
const server = require('internal/debug_server');

/**
 * Listens for debuggers, as --inspect does. Where, or why it cannot, is told on standard error.
 * @param {number} [port] process.debugPort if not given; 0 stands for any that is free
 * @param {string} [host] 127.0.0.1 if not given
 * @param {boolean} [wait] block until a debugger has connected
 * @returns {{ [Symbol.dispose]: () => void }} closes the server
 * @throws {Error} ERR_INSPECTOR_ALREADY_ACTIVATED, ERR_OUT_OF_RANGE
 */
function open(port, host, wait) {
  if (server.isListening()) throw new codes.ERR_INSPECTOR_ALREADY_ACTIVATED();
  if (typeof port === 'number') {
    require('internal/validators').validateInt32(port, 'port', 0, 65535);
  }
  const isOpen = server.start(typeof port === 'number' ? port : undefined,
                              typeof host === 'string' && host !== '' ? host : undefined);
  if (wait && isOpen) waitForDebugger();
  return { __proto__: null, [Symbol.dispose]: close };
}

/**
 * Ends the sessions of debuggers of other processes and stops listening. Nothing happens when
 * nothing listens.
 * @returns {void}
 */
function close() {
  server.stop();
}

/**
 * @returns {string | undefined} what debuggers connect to; undefined while nothing listens
 */
function url() {
  return server.url();
}

/**
 * Blocks until a debugger, connected already or later, has sent Runtime.runIfWaitingForDebugger.
 * @returns {void}
 * @throws {Error} ERR_INSPECTOR_NOT_ACTIVE
 */
function waitForDebugger() {
  if (!server.isListening()) throw new codes.ERR_INSPECTOR_NOT_ACTIVE();
  server.waitForDebugger();
}

module.exports = {
  open,
  close,
  url,
  waitForDebugger,
  console: require('internal/console').engineConsole(),
  Session,
  Network: require('internal/network_events').Network,
};
