'use strict';

// ChildProcess, and the synchronous way to run a program.
//
// The binding starts the program and tells once how it ended. Everything else is here: which
// descriptors the child gets, the streams at our ends of its pipes, and the order of the events:
//
//   'spawn' or 'error'    on the next tick
//   'exit'                the process has ended; data may still wait in the pipes
//   'close'               it has ended, every pipe has been read to its end, and the channel is
//   closed
//
// After 'exit' pipes that nobody reads are drained, so that 'close' comes.

const EventEmitter = require('events');
const {
  errnoException,
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const {
  validateArray, validateObject, validateOneOf, validateString,
} = require('internal/validators');
const hooks = require('internal/async_hooks');
const { SymbolDispose, convertToValidSignal } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const {
  normalizeStdio, rejectNulInArray, signalName,
} = require('internal/child_process/arguments');

const kNewSession = 1;  // flag of the bindings
const kGivenAway = Symbol('descriptor is used by a child');

let constants;
function errors() {
  constants ??= binding('uv');
  return constants;
}

let diagnostics;

/** A running or finished program. Source: Node.js documentation, class ChildProcess. */
class ChildProcess extends EventEmitter {
  constructor() {
    super();
    this._closesNeeded = 1;
    this._closesGot = 0;
    this.connected = false;
    this.signalCode = null;
    this.exitCode = null;
    this.killed = false;
    this.spawnfile = null;
    this._handle = null;
    diagnostics ??= require('diagnostics_channel').channel('child_process');
    if (diagnostics.hasSubscribers) diagnostics.publish({ process: this });
  }

  /**
   * Starts the program. For programs that make ChildProcess objects themselves; others use spawn().
   * @param {any} options as normalizeSpawnArguments() returns them
   * @returns {number} 0 or a negative error number
   * @throws {TypeError | Error} for bad options; a system error when the program can't be started,
   *   except for those that 'error' tells
   */
  spawn(options) {
    validateObject(options, 'options');
    const { entries, ipcFd } = normalizeStdio(options.stdio || 'pipe', false);
    validateOneOf(
      options.serialization, 'options.serialization', [undefined, 'json', 'advanced']);
    const serialization = options.serialization || 'json';
    let { envPairs } = options;
    if (ipcFd !== -1) {
      if (envPairs === undefined) envPairs = [];
      else validateArray(envPairs, 'options.envPairs');
      envPairs.push(
        `NODE_CHANNEL_FD=${ipcFd}`, `NODE_CHANNEL_SERIALIZATION_MODE=${serialization}`);
    }
    validateString(options.file, 'options.file');
    this.spawnfile = options.file;
    if (options.args === undefined) this.spawnargs = [];
    else validateArray(options.args, 'options.args');
    if (options.args !== undefined) this.spawnargs = options.args;

    const { Pipe, SOCKET, IPC } = binding('pipe');
    const native = entries.map((entry) => {
      switch (entry.type) {
        case 'pipe': return (entry.handle = new Pipe(SOCKET));
        case 'ipc': return (entry.handle = new Pipe(IPC));
        case 'fd': return entry.fd;
        default: return null;
      }
    });

    const result = binding('process_wrap').spawn(
      options.file, toStrings(this.spawnargs), options.cwd ?? undefined,
      Array.isArray(envPairs) ? toStrings(envPairs) : undefined,
      options.uid ?? undefined, options.gid ?? undefined, options.detached ? kNewSession : 0,
      native, (code, signal) => onExit(this, code, signal));

    if (typeof result === 'number') {
      if (!isReportedLater(result)) {
        closeHandles(entries);
        throw errnoException(result, 'spawn');
      }
      process.nextTick(onSpawnError, this, result);
      const { UV_EMFILE, UV_ENFILE } = errors();
      if (result === UV_EMFILE || result === UV_ENFILE) {
        // There are no descriptors for streams.
        closeHandles(entries);
        return result;
      }
    } else {
      this._handle = result;
      if (hooks.hooksState.active) hooks.initResource(result, 'PROCESSWRAP');
      this.pid = result.pid;
      process.nextTick(onSpawn, this);
    }

    makeStreams(this, entries);
    if (ipcFd !== -1) {
      const { setupChannel } = require('internal/child_process/channel');
      setupChannel(this, entries[ipcFd].handle, serialization, () => maybeClose(this));
    }
    return typeof result === 'number' ? result : 0;
  }

  /**
   * @param {string | number} [signal] 'SIGTERM' by default; 0 only asks whether the process is
   *   there
   * @returns {boolean} whether it was sent
   * @throws {TypeError | Error} ERR_UNKNOWN_SIGNAL; EINVAL
   */
  kill(signal) {
    const number =
      signal === 0 ? 0 : convertToValidSignal(signal === undefined ? 'SIGTERM' : signal);
    if (this._handle === null) return false;
    const status = this._handle.kill(number);
    if (status === 0) {
      this.killed = true;
      return true;
    }
    const { UV_ESRCH, UV_EINVAL, UV_ENOSYS } = errors();
    if (status === UV_ESRCH) return false;
    if (status === UV_EINVAL || status === UV_ENOSYS) throw errnoException(status, 'kill');
    this.emit('error', errnoException(status, 'kill'));
    return false;
  }

  /** The process keeps the event loop alive: the default. */
  ref() {
    this._handle?.ref();
  }

  /** The event loop does not wait for the process. */
  unref() {
    this._handle?.unref();
  }
}

Object.defineProperty(ChildProcess.prototype, SymbolDispose, {
  value: function() {
    if (!this.killed) this.kill();
  },
  configurable: true, writable: true, enumerable: false,
});

// The binding takes strings; programs give numbers as well.
function toStrings(values) {
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] === 'string') continue;
    values = values.map((value) => `${value}`);
    rejectNulInArray(values, 'args');
    break;
  }
  return values;
}

// Our ends of the child's pipes.
function makeStreams(child, entries) {
  const stdio = [];
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    let socket = null;
    if (entry.type === 'pipe') {
      const net = require('net');
      socket = new net.Socket({ handle: entry.handle, readable: i > 0 });
      // The child's input is closed by us: there is nothing to wait for.
      if (i > 0) {
        child._closesNeeded++;
        socket.on('close', () => maybeClose(child));
      }
    } else if (entry.type === 'ipc') {
      child._closesNeeded++;
    } else if (entry.stream !== undefined) {
      stopReading(entry.stream);
    }
    stdio.push(socket);
  }
  child.stdin = stdio[0];
  child.stdout = stdio[1];
  child.stderr = stdio[2];
  child.stdio = stdio;
}

// Errors that depend on the world and not on the program that calls.
function isReportedLater(status) {
  const { UV_EACCES, UV_EAGAIN, UV_EMFILE, UV_ENFILE, UV_ENOENT } = errors();
  return status === UV_ENOENT || status === UV_EACCES || status === UV_EAGAIN ||
    status === UV_EMFILE || status === UV_ENFILE;
}

function closeHandles(entries) {
  for (const entry of entries) entry.handle?.close();
}

// A stream whose descriptor the child got: what arrives is for the child.
function stopReading(stream) {
  const handle = stream._handle;
  if (typeof handle?.readStop !== 'function') return;
  handle.reading = false;
  handle.readStop();
  stream.pause?.();
  if (stream._readableState) {
    stream._readableState.flowing = false;
    stream._readableState.reading = false;
  }
  stream[kGivenAway] = true;
}

function onSpawn(child) {
  child.emit('spawn');
}

function onSpawnError(child, status) {
  finish(child, status, 0);
}

function onExit(child, code, signal) {
  child._handle.close();
  hooks.destroyResource(child._handle);
  child._handle = null;
  finish(child, code, signal);
}

function finish(child, code, signal) {
  if (signal !== 0) child.signalCode = signalName(signal);
  else child.exitCode = code;
  child.stdin?.destroy();
  if (code < 0) {
    const { spawnfile } = child;
    const error = errnoException(code, spawnfile ? `spawn ${spawnfile}` : 'spawn');
    if (spawnfile) error.path = spawnfile;
    error.spawnargs = child.spawnargs.slice(1);
    child.emit('error', error);
  } else {
    child.emit('exit', child.exitCode, child.signalCode);
  }
  // A listener of 'exit' may begin to read.
  process.nextTick(drain, child);
  maybeClose(child);
}

function drain(child) {
  const { stdio } = child;
  if (!stdio) return;
  for (const stream of stdio) {
    if (stream?.readable && !stream[kGivenAway]) stream.resume();
  }
}

function maybeClose(child) {
  child._closesGot++;
  if (child._closesGot === child._closesNeeded) {
    child.emit('close', child.exitCode, child.signalCode);
  }
}

/**
 * Runs a program to its end.
 * @param {any} options as normalizeSpawnArguments() returns them, with input, timeout, maxBuffer,
 *   killSignal (a number), encoding
 * @returns {any} pid, output, stdout, stderr, status, signal, error
 * @throws {TypeError} ERR_INVALID_ARG_TYPE for bad input
 */
function spawnSync(options) {
  const native = options.stdio.map((entry, i) => {
    if (entry.type === 'ignore') return null;
    if (entry.type === 'fd') return entry.fd;
    if (entry.input === undefined) return i === 0 ? new Uint8Array(0) : true;
    return toBytes(entry.input, options, i);
  });
  const { UV_ENOMEM } = errors();
  const maxBuffer = options.maxBuffer === Infinity ? 0 : options.maxBuffer ?? 0;
  const { lendTerminal } = require('internal/process/stdio');
  const raw = lendTerminal(() => binding('spawn_sync').spawnSync(
    options.file, toStrings(options.args), options.cwd ?? undefined, options.envPairs,
    options.uid ?? undefined, options.gid ?? undefined, options.detached ? kNewSession : 0,
    native, options.timeout ?? 0, maxBuffer,
    options.killSignal ?? convertToValidSignal('SIGTERM')));

  const [pid, status, signal, errno, output] =
    typeof raw === 'number' ? [0, null, 0, raw || UV_ENOMEM, null] : raw;
  const result = {};
  if (errno !== 0) {
    const error = errnoException(errno, `spawnSync ${options.file}`);
    error.path = options.file;
    error.spawnargs = options.args.slice(1);
    result.error = error;
  }
  const { encoding } = options;
  if (output !== null && encoding && encoding !== 'buffer') {
    for (let i = 0; i < output.length; i++) {
      if (output[i] !== null) output[i] = output[i].toString(encoding);
    }
  }
  result.status = status;
  result.signal = signalName(signal);
  result.output = output;
  result.pid = pid;
  result.stdout = output && output[1];
  result.stderr = output && output[2];
  return result;
}

function toBytes(input, options, index) {
  if (isArrayBufferView(input)) return input;
  if (typeof input === 'string') {
    const { encoding } = options;
    return Buffer.from(input, encoding && encoding !== 'buffer' ? encoding : 'utf8');
  }
  throw new ERR_INVALID_ARG_TYPE(
    `options.stdio[${index}]`, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
}

/**
 * Makes process.send() and its kin, in a child that was started with a channel. Takes the channel's
 * variables out of the environment: they are not for this process's own children.
 * @returns {void}
 */
function setupChildProcessIpcChannel() {
  const fd = Number.parseInt(process.env.NODE_CHANNEL_FD, 10);
  const serialization = process.env.NODE_CHANNEL_SERIALIZATION_MODE || 'json';
  delete process.env.NODE_CHANNEL_FD;
  delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;
  if (!(fd >= 0)) return;
  require('internal/child_process/channel').openChannel(fd, serialization);
}

module.exports = {
  ChildProcess,
  setupChildProcessIpcChannel,
  spawnSync,
};
