'use strict';

// gyre with a terminal and no script, gyre -i.

/** Says that there is no REPL and what to do instead, then ends the process with status 1. */
function main() {
  binding('errors').writeToStderr(
    'gyre: the REPL is not available in Gyre; name a script, or give code with --eval\n');
  require('internal/process/uncaught').exitNow(1);
}

module.exports = { main };
