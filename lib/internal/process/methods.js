'use strict';

// The properties of `process` that are the same in every process. What depends on the process is
// filled in by internal/bootstrap/prepare. Source for all: Node doc, "Process".

const native = binding('process');
const {
  codes: {
    ERR_ASSERTION, ERR_DLOPEN_FAILED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
    ERR_OUT_OF_RANGE, ERR_UNKNOWN_CREDENTIAL, ERR_UNKNOWN_SIGNAL,
  },
  errnoException,
} = require('internal/errors');
const {
  validateArray, validateBoolean, validateInteger, validateNumber, validateObject, validateString,
  validateUint32,
} = require('internal/validators');
const parseFileMode = require('internal/validators').parseFileMode;
const { setEntryPoint, entryPoints } = binding('loop');

// Captured: the exit path must work whatever the program has replaced.
const { exitNow } = require('internal/process/uncaught');

// --- Exit ---

let exitCode;

function validateExitCode(value, name) {
  if (value === null || value === undefined) return;
  let code = value;
  if (typeof code === 'string' && code !== '') {
    const number = Number(code);
    if (!Number.isNaN(number)) code = number;
  }
  validateInteger(code, name);
}

/**
 * Emits 'exit' and ends the process.
 * @param {number | string | null} [code] process.exitCode, or 0, when absent
 */
function exit(code) {
  if (arguments.length !== 0) process.exitCode = code;
  if (!process._exiting) {
    process._exiting = true;
    if (require('internal/options').getOptionValue('--trace-exit')) traceExit();
    process.emit('exit', exitCodeNumber());
    exitHooks.afterExit?.();
  }
  process.reallyExit(exitCodeNumber());
}

function exitCodeNumber() {
  return exitCode === undefined || exitCode === null ? 0 : Number(exitCode) | 0;
}

function traceExit() {
  const { stack } = new Error(`Exiting with code ${exitCodeNumber()}`);
  binding('errors').writeToStderr(
    `(node:${process.pid}) WARNING: Exited the environment with code ${exitCodeNumber()}\n` +
    `${stack.split('\n').slice(3).join('\n')}\n`);
}

/**
 * What modules that few programs load do at the end: `beforeNaturalExit` may set the exit code that
 * the program has not set, `afterExit` follows the listeners of 'exit'.
 * @type {{ beforeNaturalExit: (() => void) | null, afterExit: (() => void) | null }}
 */
const exitHooks = { beforeNaturalExit: null, afterExit: null };

// The natural end of the program. Returns the exit code.
function emitExit() {
  if (!process._exiting) {
    if (exitCode === undefined || exitCode === null) exitHooks.beforeNaturalExit?.();
    process._exiting = true;
    process.emit('exit', exitCodeNumber());
    exitHooks.afterExit?.();
  }
  return exitCodeNumber();
}

function emitBeforeExit() {
  process.emit('beforeExit', exitCodeNumber());
}

// --- Numbers ---

const cpuValues = new Float64Array(2);
const memoryValues = new Float64Array(5);
const resourceValues = new Float64Array(16);
const timeValues = new Float64Array(2);

/**
 * @param {[number, number]} [time] an earlier result, to measure from
 * @returns {[number, number]} seconds, nanoseconds
 */
function hrtime(time) {
  native.hrtime(timeValues);
  if (time === undefined) return [timeValues[0], timeValues[1]];
  validateArray(time, 'time');
  if (time.length !== 2) throw new ERR_OUT_OF_RANGE('time', 2, time.length);
  const seconds = timeValues[0] - time[0];
  const nanoseconds = timeValues[1] - time[1];
  return nanoseconds < 0 ? [seconds - 1, nanoseconds + 1e9] : [seconds, nanoseconds];
}

/** @returns {bigint} nanoseconds */
hrtime.bigint = function bigint() {
  return native.hrtimeBigInt();
};

/** @returns {Record<'rss' | 'heapTotal' | 'heapUsed' | 'external' | 'arrayBuffers', number>} */
function memoryUsage() {
  native.memoryUsage(memoryValues);
  const [rss, heapTotal, heapUsed, external, arrayBuffers] = memoryValues;
  return { rss, heapTotal, heapUsed, external, arrayBuffers };
}

/** @returns {number} bytes */
memoryUsage.rss = function rss() {
  return native.rss();
};

function validatePrevious(value, name) {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) {
    throw new ERR_INVALID_ARG_VALUE.RangeError(name, value);
  }
}

/**
 * @param {{ user: number, system: number }} [previous] an earlier result, to measure from
 * @returns {{ user: number, system: number }} microseconds
 */
function cpuUsage(previous) {
  if (previous) {
    validateObject(previous, 'prevValue');
    validatePrevious(previous.user, 'prevValue.user');
    validatePrevious(previous.system, 'prevValue.system');
  }
  native.cpuUsage(cpuValues);
  const [user, system] = cpuValues;
  return previous ?
    { user: user - previous.user, system: system - previous.system } : { user, system };
}

/** @returns {Record<string, number>} times in microseconds, maxRSS in kilobytes */
function resourceUsage() {
  native.resourceUsage(resourceValues);
  const [
    userCPUTime, systemCPUTime, maxRSS, sharedMemorySize, unsharedDataSize, unsharedStackSize,
    minorPageFault, majorPageFault, swappedOut, fsRead, fsWrite, ipcSent, ipcReceived, signalsCount,
    voluntaryContextSwitches, involuntaryContextSwitches,
  ] = resourceValues;
  return {
    userCPUTime, systemCPUTime, maxRSS, sharedMemorySize, unsharedDataSize, unsharedStackSize,
    minorPageFault, majorPageFault, swappedOut, fsRead, fsWrite, ipcSent, ipcReceived, signalsCount,
    voluntaryContextSwitches, involuntaryContextSwitches,
  };
}

// --- Files and folders ---

// cwd() is asked for more often than it changes.
let currentDirectory = '';

/** @returns {string} */
function cwd() {
  if (currentDirectory === '') currentDirectory = native.cwd();
  return currentDirectory;
}

/** @param {string} directory */
function chdir(directory) {
  validateString(directory, 'directory');
  currentDirectory = '';
  native.chdir(directory);
}

/**
 * @param {number | string} [mask] a number, or an octal string
 * @returns {number} the mask before
 */
function umask(mask) {
  return native.umask(mask === undefined ? undefined : parseFileMode(mask, 'mask'));
}

// --- Signals ---

let signalNumbers;
/** @returns {Record<string, number>} */
function signals() {
  signalNumbers ??= require('os').constants.signals;
  return signalNumbers;
}

/**
 * @param {number} pid
 * @param {string | number} [signal]
 * @returns {true}
 */
function kill(pid, signal) {
  // A pid in a string is taken, as it always was.
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  let signum;
  if (typeof signal === 'number') {
    signum = signal;
  } else {
    signal = signal || 'SIGTERM';
    signum = Object.hasOwn(signals(), signal) ? signals()[signal] : undefined;
    if (signum === undefined) throw new ERR_UNKNOWN_SIGNAL(signal);
  }
  // Programs replace process._kill, with functions that return nothing.
  const status = process._kill(pid | 0, signum | 0);
  if (status) throw errnoException(status, 'kill');
  return true;
}

function isSignal(event) {
  return typeof event === 'string' && event.startsWith('SIG') && Object.hasOwn(signals(), event);
}

// A handle waits for a signal only while somebody listens.
function startListening(event) {
  if (!isSignal(event) || process.listenerCount(event) > 0) return;
  if (event === 'SIGPROF' && require('internal/debug_server').isListening()) {
    process.emitWarning('process.on(SIGPROF) is reserved while debugging');
  }
  const status = binding('signal').start(signals()[event]);
  if (status !== 0) throw errnoException(status, 'uv_signal_start');
}

function stopListening(event) {
  if (isSignal(event) && process.listenerCount(event) === 0) {
    binding('signal').stop(signals()[event]);
  }
}

function onSignal(signum) {
  for (const [name, number] of Object.entries(signals())) {
    if (number === signum) process.emit(name, name, signum);
  }
}

// --- Debuggers of other processes ---

let startsDebugServer = false;

/** SIGUSR1, which may interrupt any function: this one too. */
function startDebugServer() {
  if (startsDebugServer) return;
  startsDebugServer = true;
  try {
    require('internal/debug_server').startFromSignal();
  } finally {
    startsDebugServer = false;
  }
}

/**
 * Has another process listen for debuggers.
 * @param {number} pid
 * @returns {void}
 * @throws {Error} as process.kill()
 */
function debugProcess(pid) {
  process.kill(pid, 'SIGUSR1');
}

/**
 * Stops listening for debuggers.
 * @returns {void}
 */
function debugEnd() {
  require('internal/debug_server').stop();
}

// --- Users and groups ---

function validateId(id, name) {
  if (typeof id === 'number') validateUint32(id, name);
  else if (typeof id !== 'string') throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
}

function idOf(id, kind, byName) {
  if (typeof id === 'number') return id >>> 0;
  const number = byName(id);
  if (number === undefined) throw new ERR_UNKNOWN_CREDENTIAL(kind, id);
  return number;
}

// The kernel's io_uring threads would keep the old identity. Which libuv looks at the variable is
// left open, so that programs get the same answer everywhere.
function refuseWithIoUring(name) {
  if (!parseInt(process.env.UV_USE_IO_URING, 10)) return;
  const error = new Error(`${name}() disabled: io_uring may be enabled. See CVE-2024-22017.`);
  error.code = 'ERR_INVALID_STATE';
  throw error;
}

function setter(name, kind, byName) {
  return (id) => {
    validateId(id, 'id');
    refuseWithIoUring(name);
    native[name](idOf(id, kind, byName));
  };
}

function setgroups(groups) {
  validateArray(groups, 'groups');
  const ids = groups.map((group, index) => {
    validateId(group, `groups[${index}]`);
    return idOf(group, 'Group', native.gidByName);
  });
  refuseWithIoUring('setgroups');
  native.setgroups(Uint32Array.from(ids));
}

function initgroups(user, extraGroup) {
  validateId(user, 'user');
  validateId(extraGroup, 'extraGroup');
  refuseWithIoUring('initgroups');
  const gid = idOf(extraGroup, 'Group', native.gidByName);
  const name = typeof user === 'number' ? native.nameByUid(user >>> 0) : user;
  if (name === undefined || native.uidByName(name) === undefined) {
    throw new ERR_UNKNOWN_CREDENTIAL('User', user);
  }
  native.initgroups(name, gid);
}

// --- The rest ---

/** @returns {string[]} kinds of what keeps the loop alive */
function getActiveResourcesInfo() {
  const { handles, keepsAlive, requests } = require('internal/resource_tracker');
  return [
    ...handles().filter(keepsAlive).map(({ name }) => name),
    ...requests().map(({ name }) => name),
    ...require('internal/timers').activeResources(),
  ];
}

/** Writes to standard error at once, past every stream. Source: by custom. */
function rawDebug(...args) {
  const { format } = require('internal/util/inspect');
  binding('errors').writeToStderr(`${format(...args)}\n`);
}

/** @returns {object | undefined} a public module, or undefined for another name */
function getBuiltinModule(id) {
  validateString(id, 'id');
  const { builtinId, requireBuiltin } = require('internal/modules/helpers');
  const known = builtinId(id);
  return known === undefined ? undefined : requireBuiltin(known);
}

/** @returns {string[]} the modules of lib/ that have been run, in order. Source: by custom. */
function moduleLoadList() {
  return require('internal/bootstrap/builtins').loadedIds().map((id) => `NativeModule ${id}`);
}

/** Native add-ons need Node's C++ interface. */
function dlopen(module, filename) {
  throw new ERR_DLOPEN_FAILED(`${filename}: native add-ons are not available`);
}

/** @returns {object[]} one for each request that libuv works on. Source: by custom. */
function getActiveRequests() {
  return require('internal/resource_tracker').requests().map(({ name }) => ({ type: name }));
}

/** @returns {object[]} what users know of each active handle. Source: by custom. */
function getActiveHandles() {
  const { kOwner } = require('internal/stream_base');
  const { handles, keepsAlive } = require('internal/resource_tracker');
  return handles().filter((handle) => keepsAlive(handle) && handle.resource !== undefined)
    .map(({ resource }) => resource[kOwner] ?? resource);
}

/** Source: Node doc, process.setSourceMapsEnabled(). */
function setSourceMapsEnabled(value) {
  validateBoolean(value, 'val');
  sourceMapsEnabled = value;
}
let sourceMapsEnabled;

/** @returns {boolean} whether modules' source maps are kept */
function areSourceMapsEnabled() {
  return sourceMapsEnabled ?? require('internal/options').getOptionValue('--enable-source-maps');
}

/**
 * Adds the variables of a file to process.env; those that are set stay. Source: Node doc,
 * process.loadEnvFile().
 * @param {string | URL | Buffer} [path]
 */
function loadEnvFile(path = undefined) {
  const { getPath } = require('internal/fs/utils');
  const { parseEnvFile } = require('internal/util/env_file');
  const file = path === undefined || path === null ? '.env' : getPath(path);
  const values = parseEnvFile(require('fs').readFileSync(file, 'utf8'));
  for (const [name, value] of Object.entries(values)) {
    if (process.env[name] === undefined) process.env[name] = value;
  }
}

/** Native modules of ours are not for users. Source: by custom (deprecated, DEP0111). */
function nativeBinding(name) {
  const { codes: { ERR_INVALID_MODULE } } = require('internal/errors');
  throw new ERR_INVALID_MODULE(name);
}

// V8's flags that NODE_OPTIONS is documented to take, as far as the oldest V8 knows them.
const environmentFlagsOfV8 = [
  '--disallow-code-generation-from-strings', '--interpreted-frames-native-stack', '--jitless',
  '--max-old-space-size', '--max-semi-space-size', '--perf-basic-prof',
  '--perf-basic-prof-only-functions', '--perf-prof', '--perf-prof-unwinding-info',
  '--stack-trace-limit',
];

let environmentFlags;
// A Set in all that can be seen, whose answers come from the table of options.
function makeEnvironmentFlags() {
  const names = [...binding('options').environmentNames(), ...environmentFlagsOfV8];
  // Written in Node's documentation as canonical: two dashes and dashes between the words.
  const canonical = (flag) => {
    const text = flag.replace(/_/g, '-');
    return text.replace(/^--?/, '').replace(/=.*$/, '');
  };
  const known = new Set(names.map(canonical));
  class EnvironmentFlags extends Set {
    add() {
      return this;
    }

    delete() {
      return false;
    }

    clear() {}

    has(flag) {
      if (typeof flag !== 'string') return false;
      const dashes = /^-{0,2}/.exec(flag)[0].length;
      const name = canonical(flag);
      // One dash goes with one letter, two dashes with a word.
      if (dashes > 0 && (dashes === 1) !== (name.length === 1)) return false;
      return known.has(name) || (name.startsWith('no-') && known.has(name.slice(3)));
    }

    get size() {
      return names.length;
    }

    forEach(callback, thisArg) {
      for (const name of names) callback.call(thisArg, name, name, this);
    }

    entries() {
      return new Set(names).entries();
    }

    keys() {
      return names[Symbol.iterator]();
    }

    values() {
      return names[Symbol.iterator]();
    }

    [Symbol.iterator]() {
      return names[Symbol.iterator]();
    }
  }
  return Object.freeze(new EnvironmentFlags());
}

function isRequireModuleOn() {
  return require('internal/options').getOptionValue('--experimental-require-module');
}

const features = {
  inspector: true, debug: false, uv: true, ipv6: true, require_module: true,
  tls_alpn: false, tls_sni: false,
  tls_ocsp: false, tls: false, cached_builtins: true,
};

function method(name, value) {
  Object.defineProperty(process, name, {
    value, writable: true, enumerable: true, configurable: true,
  });
}

function constant(name, value) {
  Object.defineProperty(process, name, {
    value, writable: false, enumerable: true, configurable: true,
  });
}

/** Puts everything on `process`; called once, during the bootstrap. */
function install() {
  const versions = native.versions();
  constant('version', `v${versions.node}`);
  constant('versions', Object.freeze(versions));
  constant('arch', 'x64');
  constant('platform', 'linux');
  constant('release', {
    name: 'node',
    lts: 'Iron',
    sourceUrl: `https://nodejs.org/download/release/${process.version}/node-${process.version}.tar.gz`,
    headersUrl:
      `https://nodejs.org/download/release/${process.version}/node-${process.version}-headers.tar.gz`,
  });
  for (const [name, value] of Object.entries(features)) {
    const descriptor = name === 'require_module' ?
      { get: isRequireModuleOn } : { value, writable: false };
    Object.defineProperty(features, name, { ...descriptor, enumerable: true });
  }
  Object.defineProperty(process, 'features', {
    value: features, enumerable: true, writable: false, configurable: false,
  });
  constant('config', Object.freeze({
    target_defaults: Object.freeze({
      cflags: [], default_configuration: 'Release', defines: [], include_dirs: [], libraries: [],
    }),
    variables: Object.freeze({
      napi_build_version: '9', node_shared: false, v8_enable_i18n_support: 1, icu_small: false,
      is_debug: 0, asan: 0, node_module_version: 115, node_use_openssl: true,
      node_builtin_shareable_builtins: [],
    }),
  }));
  Object.defineProperty(process, 'moduleLoadList', {
    enumerable: true,
    configurable: true,
    get: moduleLoadList,
  });
  process.domain = null;
  process._exiting = false;
  process.report = undefined;
  delete process.report;

  Object.defineProperty(process, 'exitCode', {
    enumerable: true,
    configurable: false,
    get: () => exitCode,
    set(value) {
      validateExitCode(value, 'code');
      exitCode = value;
    },
  });
  Object.defineProperty(process, 'sourceMapsEnabled', {
    enumerable: true, configurable: true, get: areSourceMapsEnabled, set: undefined,
  });
  Object.defineProperty(process, 'debugPort', {
    enumerable: true,
    configurable: true,
    get: () => require('internal/debug_server').getDebugPort(),
    set: (value) => require('internal/debug_server').setDebugPort(value),
  });
  Object.defineProperty(process, 'title', {
    enumerable: true,
    configurable: true,
    get: native.getTitle,
    set: (value) => native.setTitle(`${value}`),
  });
  Object.defineProperty(process, 'ppid', {
    enumerable: true, configurable: true, get: native.ppid, set: undefined,
  });

  for (const [name, value] of Object.entries({
    abort: native.abort,
    availableMemory: native.availableMemory,
    binding: nativeBinding,
    chdir,
    constrainedMemory: native.constrainedMemory,
    cpuUsage,
    cwd,
    dlopen,
    exit,
    getActiveResourcesInfo,
    getBuiltinModule,
    getegid: native.getegid,
    geteuid: native.geteuid,
    getgid: native.getgid,
    getgroups: native.getgroups,
    getuid: native.getuid,
    hrtime,
    initgroups,
    kill,
    loadEnvFile,
    memoryUsage,
    reallyExit: exitNow,
    resourceUsage,
    setegid: setter('setegid', 'Group', native.gidByName),
    seteuid: setter('seteuid', 'User', native.uidByName),
    setgid: setter('setgid', 'Group', native.gidByName),
    setgroups,
    setSourceMapsEnabled,
    setuid: setter('setuid', 'User', native.uidByName),
    umask,
    uptime: native.uptime,
    _debugEnd: debugEnd,
    _debugProcess: debugProcess,
    _getActiveHandles: getActiveHandles,
    _getActiveRequests: getActiveRequests,
    _kill: native.kill,
    _rawDebug: rawDebug,
  })) {
    method(name, value);
  }
  process.assert = require('internal/util').deprecate((value, message) => {
    if (!value) throw new ERR_ASSERTION(message || 'assertion error');
  }, 'process.assert() is deprecated. Please use the `assert` module instead.', 'DEP0100');

  // What internal/bootstrap/prepare fills in. V8 notes what a property has held; having held
  // anything, it can be assigned at start without another hidden class.
  for (const name of ['argv0', 'argv', 'execPath', 'execArgv', 'pid', 'env']) {
    for (const value of [undefined, 0, '', {}, undefined]) process[name] = value;
  }
  Object.defineProperty(process, 'allowedNodeEnvironmentFlags', {
    configurable: true,
    enumerable: true,
    get: () => environmentFlags ??= makeEnvironmentFlags(),
    set(value) {
      method('allowedNodeEnvironmentFlags', value);
    },
  });
  process.on('newListener', startListening);
  process.on('removeListener', stopListening);
  setEntryPoint(entryPoints.signal, onSignal);
  setEntryPoint(entryPoints.startDebugServer, startDebugServer);
  setEntryPoint(entryPoints.emitExit, emitExit);
  setEntryPoint(entryPoints.emitBeforeExit, emitBeforeExit);
}

module.exports = { areSourceMapsEnabled, exitHooks, install };
