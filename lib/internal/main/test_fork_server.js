'use strict';

// gyre --test-fork-server: what `gyre test` starts to run test files, one after the other, each in
// a process of its own that is forked off this one (src/bindings/fork_server.cc). The modules that
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

// V8 compiles functions when they are first called, and prepares more in the calls that follow: the
// processes inherit that, too. A test is run here whose results nobody gets, and a module that does
// nothing is loaded. All of it is over when this returns. Nothing is left behind but the hooks of
// --test-leaks, with which the processes begin.
function warmUp() {
  const { Harness } = require('internal/test_runner/harness');
  const { Suite, Test } = require('internal/test_runner/test');
  const { Reporter } = require('internal/test_runner/reporter/output');
  const { WireSink } = require('internal/test_runner/wire');
  const { Writable } = require('stream');
  const { Module } = require('internal/modules/cjs/loader');
  const { importFrom } = require('internal/modules/esm/loader');
  const { currentDirectoryBase } = require('internal/modules/esm/module_map');
  const { runNextTicks } = require('internal/process/task_queues');
  // As standard output, but for what it writes to.
  const output = new Writable({
    decodeStrings: false,
    write(chunk, encoding, callback) { callback(); },
  });
  const sink = new WireSink((bytes) => output.write(bytes));
  const harness = new Harness(new Reporter([sink]), true);
  // Neither timers nor an end of the process.
  harness.watchEnd = () => {};
  harness.options.forceExit = false;
  const assert = require('assert');
  const body = async (t) => {
    await undefined;
    t.diagnostic('');
    assert.strictEqual(1, 1);
    assert.deepStrictEqual([1, '', {}], [1, '', {}]);
  };
  for (let i = 0; i < 3; i++) {
    harness.declare(harness.root, Test, ['', body], {}, warmUp);
    harness.declare(harness.root, Suite, ['', () => {}], {}, warmUp);
  }
  new Module('/', undefined)._compile('', '/');
  importFrom('data:text/javascript,import "node:test"; import "node:assert"; import "node:fs"',
             currentDirectoryBase(''));
  harness.start();
  runNextTicks();
  harness.end();
  runNextTicks();
  process.removeListener('exit', sink.flush);
}

/** @returns {void} */
function main() {
  load();
  warmUp();
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
