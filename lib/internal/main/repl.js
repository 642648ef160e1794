'use strict';

// gyre with a terminal and no script, gyre -i: the REPL; with -e code, after running that.

const { prepareMainThread } = require('internal/process/pre_execution');
const { getOptionValue } = require('internal/options');

/** @returns {void} */
function main() {
  if (getOptionValue('--input-type')) {
    binding('errors').writeToStderr('Cannot specify --input-type for REPL\n');
    require('internal/process/uncaught').exitNow(1);
  }
  prepareMainThread('none');
  const { createInternalRepl } = require('internal/repl');
  // Not the console: its group() and the inspector have no part in this.
  process.stdout.write(`Welcome to Gyre v${process.versions.gyre} (Node.js ${process.version}).\n` +
    'Type ".help" for more information.\n');
  const code = getOptionValue('--eval');
  if (code) {
    require('internal/repl/loop').startTracking();
    const { evaluate } = require('internal/process/execution');
    evaluate('[eval]', code, getOptionValue('--print') === true);
  }
  createInternalRepl(process.env, {}, (error, server) => {
    if (error !== null) throw error;
    server.on('exit', () => {
      if (server._flushing) server.once('flushHistory', () => process.exit());
      else process.exit();
    });
  });
}

module.exports = { main };
