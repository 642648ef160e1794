'use strict';

// The REPL of the command line: the public module's server with what the environment asks for, on
// the global object, with its history in a file.

const repl = require('repl');
const { setImmediate } = require('timers');

/**
 * Source: Node doc, Environment variable options (of the REPL).
 * @param {Record<string, string | undefined>} env GYRE_REPL_HISTORY, NODE_REPL_HISTORY,
 *   NODE_REPL_HISTORY_SIZE, NODE_REPL_MODE, NODE_NO_READLINE, NODE_DISABLE_COLORS
 * @param {object} options those of repl.start(), before the environment's
 * @param {(error: Error | null, server: object) => void} callback
 * @returns {void}
 */
function createInternalRepl(env, options, callback) {
  const all = {
    ignoreUndefined: false,
    useGlobal: true,
    breakEvalOnSigint: true,
    ...options,
    [Symbol.for('gyre.repl.standalone')]: true,
  };
  if (Number.parseInt(env.NODE_NO_READLINE, 10)) all.terminal = false;
  if (env.NODE_DISABLE_COLORS && Number.parseInt(env.NODE_DISABLE_COLORS, 10) &&
      env.FORCE_COLOR === undefined) {
    all.useColors = false;
  }
  const mode = { strict: repl.REPL_MODE_STRICT, sloppy: repl.REPL_MODE_SLOPPY };
  all.replMode = mode[String(env.NODE_REPL_MODE).toLowerCase().trim()] ?? all.replMode;
  const size = Number(env.NODE_REPL_HISTORY_SIZE);
  all.historySize = !Number.isNaN(size) && size > 0 ? size : 1000;
  const server = repl.start(all);
  // The prompt is there. What it did not need comes now, before anything is entered.
  const prepare = () => {
    if (server._beforeFirstRun === null) return;
    server._beforeFirstRun = null;
    const { keepOutPresent, startTracking } = require('internal/repl/loop');
    startTracking();
    keepOutPresent();
    if (server.breakEvalOnSigint && server.terminal && server.input.isTTY) {
      require('internal/repl/interrupt').watchCallbacks(server);
    }
  };
  server._beforeFirstRun = prepare;
  setImmediate(prepare);
  server.setupHistory(env.GYRE_REPL_HISTORY ?? env.NODE_REPL_HISTORY, callback);
}

module.exports = { createInternalRepl };
