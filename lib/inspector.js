'use strict';

// The public module `inspector`: sessions with V8's inspector within the process. There is no
// server for debuggers of other processes. Source: Node.js documentation, "Inspector".

const { codes } = require('internal/errors');
const { Session } = require('internal/inspector');

/**
 * Would listen for debuggers.
 * @returns {never}
 * @throws {Error} ERR_FEATURE_NOT_AVAILABLE
 */
function open() {
  throw new codes.ERR_FEATURE_NOT_AVAILABLE('inspector.open()');
}

/**
 * Stops listening; nothing does.
 * @returns {void}
 */
function close() {}

/**
 * @returns {undefined} the address of the server: there is none
 */
function url() {
  return undefined;
}

/**
 * Would wait until a debugger has connected.
 * @returns {never}
 * @throws {Error} ERR_INSPECTOR_NOT_ACTIVE
 */
function waitForDebugger() {
  throw new codes.ERR_INSPECTOR_NOT_ACTIVE();
}

module.exports = {
  open,
  close,
  url,
  waitForDebugger,
  console: require('internal/console').engineConsole(),
  Session,
};
