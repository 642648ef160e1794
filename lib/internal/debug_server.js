'use strict';

// The server for debuggers of other processes, from the side of JavaScript: who starts and stops
// it, and what a debugger finds in a program that it is connected to. Sockets, sessions and pauses
// are the matter of src/inspector.

const native = binding('inspector');
const { getOptionValue } = require('internal/options');

let isPrepared = false;

/** Lets debuggers see the console and asynchronous calls, and type require(). */
function prepare() {
  if (isPrepared) return;
  isPrepared = true;
  require('internal/inspector').attach();
  native.setHooks(fillConsole, setAsyncStacks);
}

/** @returns {string} the path of the program's file; '' when it has none */
function scriptPath() {
  return getOptionValue('--eval') === undefined || getOptionValue('--eval') === '' ?
    process.argv[1] ?? '' : '';
}

/**
 * Starts the server. Where it listens, or why it does not, is told on standard error.
 * @param {number} [port] process.debugPort if not given
 * @param {string} [host]
 * @returns {boolean} whether it listens
 */
function start(port, host) {
  prepare();
  return native.startServer(port, host, scriptPath());
}

/** @returns {boolean} */
function isListening() {
  return native.serverUrl() !== undefined;
}

/**
 * --inspect, --inspect-brk, --inspect-wait; before any code of the program.
 * @returns {void}
 */
function startFromCommandLine() {
  if (startsProcesses()) return;
  if (getOptionValue('--inspect-brk-node')) {
    // The debugger is there since before the bootstrap, or has gone.
    prepare();
    pauseAtStart();
    return;
  }
  if (!start()) return;
  const pauses = getOptionValue('--inspect-brk');
  if (pauses) pauseAtStart();
  if (pauses || getOptionValue('--inspect-wait')) native.waitForDebugger();
}

/**
 * SIGUSR1.
 * @returns {void}
 */
function startFromSignal() {
  if (!startsProcesses() && !isListening()) start();
}

/**
 * Whether the program runs in processes that this one starts: they get the port, and the debugger.
 * @returns {boolean}
 */
function startsProcesses() {
  return Boolean(getOptionValue('--watch') || getOptionValue('--watch-path')?.length > 0 ||
    getOptionValue('--run') ||
    (getOptionValue('--test') && getOptionValue('--test-isolation') !== 'none'));
}

/** The program's first statement will be paused at. */
function pauseAtStart() {
  const { observer } = require('internal/modules/cjs/files');
  observer.callMain = (...args) => {
    observer.callMain = null;
    return native.callAndPause(...args);
  };
}

/**
 * process.debugPort = value.
 * @param {any} value
 * @returns {void}
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function setDebugPort(value) {
  native.setDebugPort(Number(value) | 0);
}

// --- What debuggers see ---

let consoleRequire;

/** Adds to what expressions that are typed into a debugger may use. */
function fillConsole(target) {
  if (consoleRequire === undefined) {
    const { Module, makeRequire } = require('internal/modules/cjs/loader');
    const mod = new Module('<inspector console>');
    mod.paths = [...Module._nodeModulePaths(process.cwd()), ...Module.globalPaths];
    consoleRequire = makeRequire(mod);
  }
  target.require = consoleRequire;
}

let asyncHook;

/** Has asynchronous calls reported to V8, which then shows what led to them. */
function setAsyncStacks(isWanted) {
  // V8 knows about promises itself.
  asyncHook ??= Object.assign(require('async_hooks').createHook({
    init(asyncId, type) {
      if (type !== 'PROMISE') native.asyncTaskScheduled(type, asyncId, true);
    },
    before: native.asyncTaskStarted,
    after: native.asyncTaskFinished,
    destroy: native.asyncTaskCanceled,
  }), { trackPromises: false });
  if (isWanted) asyncHook.enable();
  else asyncHook.disable();
}

module.exports = {
  getDebugPort: native.getDebugPort,
  isListening,
  setDebugPort,
  start,
  startFromCommandLine,
  startFromSignal,
  stop: native.stopServer,
  url: native.serverUrl,
  waitForDebugger: native.waitForDebugger,
};
