'use strict';

// gyre --test-fork-server: what `gyre test` starts to run test files, one after the other, each in a
// process of its own that is forked off this one (src/bindings/fork_server.cc). The modules that
// each of them needs are loaded here, once.
//
// Nothing here may depend on the process, open anything, or run a line of the program.

/** The descriptor that lib/internal/test_runner/processes has made for requests. */
const kControl = 3;

function load() {
  const test = require('test');
  require('assert');
  require('v8');
  require('internal/modules/esm/loader');
  require('internal/process/stdio');
  require('internal/test_runner/leaks');
  require('internal/test_runner/reporter/output');
  require('internal/test_runner/utils');
  require('internal/test_runner/wire');
  require('internal/util/comparisons');
  // Importing the module reads what it has.
  return [test.mock, test.snapshot];
}

/** @returns {void} */
function main() {
  load();
  const file = binding('fork_server').serve(kControl);
  if (file === undefined) {
    require('internal/process/uncaught').exitNow(0);
    return;
  }
  // From here on it is the process of that file.
  process.pid = binding('process').pid();
  process.argv[1] = file;
  process.execArgv = process.execArgv.filter((option) => option !== '--test-fork-server');
  require('internal/main/run_main_module').main();
}

module.exports = { main };
