'use strict';

// What a fresh process still needs before user code runs: everything that depends on the command
// line or the environment and therefore cannot be in the snapshot, as far as it concerns
// user-visible JavaScript.

/**
 * Prepares the main thread. The steps are in order: later ones may warn or run user code.
 * @param {'script' | 'none'} argument1 whether process.argv[1] is the path of a script
 * @returns {string | undefined} the absolute path of the script
 */
function prepareMainThread(argument1) {
  // 1. argv[1] is absolute, as documented for process.argv.
  let main;
  if (argument1 === 'script' && process.argv[1]) {
    const path = require('path');
    try {
      main = path.resolve(process.argv[1]);
    } catch (error) {
      // The current directory is gone: a relative path cannot work, and the loader says so.
      if (error.code !== 'ENOENT') throw error;
      main = process.argv[1];
    }
    process.argv[1] = main;
  }
  // 2. Warnings can be seen from here on.
  require('internal/process/warning').setup();
  // 3. Debuggers, before any code of the program.
  const { getOptionValue } = require('internal/options');
  if (getOptionValue('--inspect')) require('internal/debug_server').startFromCommandLine();
  if (getOptionValue('--experimental-network-inspection')) {
    require('internal/network_events').watchHttpClients();
  }
  // 4. The channel to a parent that forked this process.
  if (process.env.NODE_CHANNEL_FD !== undefined) {
    require('internal/child_process').setupChildProcessIpcChannel();
    require('internal/cluster/role').takeRole();
    if (process.env.WATCH_REPORT_DEPENDENCIES) reportFiles();
  } else if (process.env.WATCH_REPORT_DEPENDENCIES === 'test') {
    // It is not for the processes that the tests start.
    delete process.env.WATCH_REPORT_DEPENDENCIES;
    require('internal/test_runner/wire').reportFiles();
  }
  // 5. Global search paths of require.
  const { Module } = require('internal/modules/cjs/loader');
  if (getOptionValue('--global-search-paths') !== false) Module._initPaths();
  // 6. vm.SourceTextModule exists only when asked for.
  if (getOptionValue('--experimental-vm-modules')) {
    require('internal/vm').defineModuleClasses(require('vm'));
  }
  // 7. The compile cache.
  if (process.env.GYRE_COMPILE_CACHE || process.env.NODE_COMPILE_CACHE) {
    require('internal/modules/compile_cache').enableCompileCache();
  }
  if (getOptionValue('--enable-source-maps')) require('internal/source_map').mapStacks();
  // 8. What tests are watched for, from here on.
  if (!getOptionValue('--test')) {
    if (getOptionValue('--experimental-test-coverage')) {
      require('internal/test_runner/coverage').startCoverage();
    }
    if (getOptionValue('--test-leaks')) require('internal/test_runner/leaks').startLeakTracker();
  }
  // 9. -r: user code.
  const preloads = getOptionValue('--require');
  if (preloads?.length > 0) Module._preloadModules(preloads);
  return main;
}

/** Under --watch the parent is told which files are loaded. */
function reportFiles() {
  const { observer } = require('internal/modules/cjs/files');
  observer.onFile = (filename) => process.send?.({ 'watch:require': [filename] });
}

module.exports = { prepareMainThread };
