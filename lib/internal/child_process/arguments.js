'use strict';

// What spawn() and its kin accept, turned into what the bindings take.

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_SYNC_FORK_INPUT, ERR_IPC_ONE_PIPE,
    ERR_IPC_SYNC_FORK, ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  isInt32, validateBoolean, validateObject, validateString,
} = require('internal/validators');
const { convertToValidSignal } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { getPath } = require('internal/fs/utils');

/**
 * @param {any} value
 * @param {string} name
 * @throws {TypeError} ERR_INVALID_ARG_VALUE when it is a string with a NUL: the system would cut it
 *   off
 */
function rejectNul(value, name) {
  if (typeof value === 'string' && value.includes('\0')) {
    throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a string without null bytes');
  }
}

/**
 * @param {any[]} values
 * @param {string} name
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function rejectNulInArray(values, name) {
  for (let i = 0; i < values.length; i++) rejectNul(values[i], `${name}[${i}]`);
}

/**
 * @param {any} timeout milliseconds; null and undefined are none
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function validateTimeout(timeout) {
  if (timeout === null || timeout === undefined) return;
  if (!Number.isInteger(timeout) || timeout < 0) {
    throw new ERR_OUT_OF_RANGE('timeout', 'an unsigned integer', timeout);
  }
}

/**
 * @param {any} maxBuffer bytes; null and undefined are the default
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function validateMaxBuffer(maxBuffer) {
  if (maxBuffer === null || maxBuffer === undefined) return;
  if (typeof maxBuffer !== 'number' || !(maxBuffer >= 0)) {
    throw new ERR_OUT_OF_RANGE('options.maxBuffer', 'a positive number', maxBuffer);
  }
}

/**
 * @param {any} killSignal
 * @returns {number | undefined}
 * @throws {TypeError} ERR_UNKNOWN_SIGNAL, ERR_INVALID_ARG_TYPE
 */
function signalNumber(killSignal) {
  if (typeof killSignal === 'string' || typeof killSignal === 'number') {
    return convertToValidSignal(killSignal);
  }
  if (killSignal === null || killSignal === undefined) return undefined;
  throw new ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], killSignal);
}

let signalNames;

/**
 * @param {number} number 0 for none
 * @returns {string | null}
 */
function signalName(number) {
  if (number === 0) return null;
  if (signalNames === undefined) {
    signalNames = new Map();
    // Of the names that share a number the first is the usual one.
    for (const [name, value] of Object.entries(require('os').constants.signals)) {
      if (!signalNames.has(value)) signalNames.set(value, name);
    }
  }
  // Real-time signals have no names.
  return signalNames.get(number) ?? null;
}

/**
 * The arguments `(file[, args][, options])` of spawn and spawnSync.
 * Source: https://nodejs.org/docs/latest-v20.x/api/child_process.html
 * @param {any} file
 * @param {any} args
 * @param {any} options
 * @returns {any} a copy of the options with file, args (argv, with argv[0]) and envPairs
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
function normalizeSpawnArguments(file, args, options) {
  validateString(file, 'file');
  rejectNul(file, 'file');
  if (file.length === 0) throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');

  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args === null || args === undefined) {
    args = [];
  } else if (typeof args !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  } else {
    options = args;
    args = [];
  }
  rejectNulInArray(args, 'args');

  if (options === undefined) options = {};
  else validateObject(options, 'options');

  let { cwd } = options;
  if (cwd !== null && cwd !== undefined) cwd = pathString(cwd, 'options.cwd');
  const { detached, uid, gid, shell, argv0, windowsHide, windowsVerbatimArguments } = options;
  if (detached !== null && detached !== undefined) validateBoolean(detached, 'options.detached');
  validateId(uid, 'options.uid');
  validateId(gid, 'options.gid');
  if (shell !== null && shell !== undefined && typeof shell !== 'boolean' &&
      typeof shell !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.shell', ['boolean', 'string'], shell);
  }
  if (argv0 !== null && argv0 !== undefined) {
    validateString(argv0, 'options.argv0');
    rejectNul(argv0, 'options.argv0');
  }
  if (windowsHide !== null && windowsHide !== undefined) {
    validateBoolean(windowsHide, 'options.windowsHide');
  }
  if (windowsVerbatimArguments !== null && windowsVerbatimArguments !== undefined) {
    validateBoolean(windowsVerbatimArguments, 'options.windowsVerbatimArguments');
  }

  if (shell) {
    rejectNul(shell, 'options.shell');
    const command = [file, ...args].join(' ');
    file = typeof shell === 'string' ? shell : '/bin/sh';
    args = ['-c', command];
  }
  args.unshift(typeof argv0 === 'string' ? argv0 : file);

  return {
    ...options,
    args,
    cwd,
    detached: !!detached,
    envPairs: environmentPairs(options.env || process.env),
    file,
    windowsHide: !!windowsHide,
    windowsVerbatimArguments: !!windowsVerbatimArguments,
  };
}

/**
 * @param {any} path string, Buffer or file: URL
 * @param {string} name
 * @returns {string}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_URL_SCHEME
 */
function pathString(path, name) {
  path = getPath(path, name);
  return typeof path === 'string' ? path : Buffer.from(path).toString();
}

function validateId(id, name) {
  if (id !== null && id !== undefined && !isInt32(id)) {
    throw new ERR_INVALID_ARG_TYPE(name, 'int32', id);
  }
}

// Inherited properties count: programs derive environments with Object.create(process.env).
function environmentPairs(env) {
  const pairs = [];
  for (const key in env) {
    const value = env[key];
    if (value === undefined) continue;
    const pair = `${key}=${value}`;
    if (pair.includes('\0')) {
      rejectNul(key, `options.env['${key}']`);
      rejectNul(`${value}`, `options.env['${key}']`);
    }
    pairs.push(pair);
  }
  return pairs;
}

/**
 * @param {any} stdio 'pipe', 'ignore', ...
 * @param {string} [channel] a fourth entry
 * @returns {any[]}
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function expandStdioString(stdio, channel) {
  let entries;
  switch (stdio) {
    case 'ignore':
    case 'overlapped':
    case 'pipe': entries = [stdio, stdio, stdio]; break;
    case 'inherit': entries = [0, 1, 2]; break;
    default: throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  }
  if (channel) entries.push(channel);
  return entries;
}

/**
 * One descriptor of a child.
 * @typedef {object} StdioEntry
 * @property {'ignore' | 'pipe' | 'ipc' | 'fd'} type
 * @property {number} [fd]
 * @property {any} [stream] the stream of ours whose descriptor the child gets
 * @property {any} [input] for a synchronous child: what it can read
 */

/**
 * @param {any} stdio
 * @param {boolean} sync whether for spawnSync, where there is no channel but input
 * @returns {{entries: StdioEntry[], ipcFd: number}} ipcFd is -1 without a channel
 * @throws {TypeError | Error} ERR_INVALID_ARG_VALUE, ERR_INVALID_SYNC_FORK_INPUT, ERR_IPC_ONE_PIPE,
 *   ERR_IPC_SYNC_FORK
 */
function normalizeStdio(stdio, sync) {
  if (typeof stdio === 'string') stdio = expandStdioString(stdio);
  else if (!Array.isArray(stdio)) throw new ERR_INVALID_ARG_VALUE('stdio', stdio);

  let ipcFd = -1;
  const entries = [];
  for (let i = 0; i < stdio.length || i < 3; i++) {
    const entry = stdio[i] ?? (i < 3 ? 'pipe' : 'ignore');
    if (entry === 'ipc') {
      if (sync) throw new ERR_IPC_SYNC_FORK();
      if (ipcFd !== -1) throw new ERR_IPC_ONE_PIPE();
      ipcFd = i;
      entries.push({ type: 'ipc' });
    } else {
      entries.push(normalizeStdioEntry(entry, i, sync));
    }
  }
  return { entries, ipcFd };
}

function normalizeStdioEntry(entry, index, sync) {
  switch (entry) {
    case 'ignore': return { type: 'ignore' };
    case 'pipe':
    case 'overlapped': return { type: 'pipe' };
    case 'inherit': return { type: 'fd', fd: index };
    default:
  }
  if (typeof entry === 'number') return entry < 0 ? { type: 'pipe' } : { type: 'fd', fd: entry };
  if (typeof entry === 'string' || isArrayBufferView(entry)) {
    if (sync) return { type: 'pipe', input: entry };
    throw new ERR_INVALID_SYNC_FORK_INPUT(require('internal/util/inspect').inspect(entry));
  }
  if (typeof entry.fd === 'number' && entry.fd >= 0) {
    return { type: 'fd', fd: entry.fd, stream: entry };
  }
  const fd = (entry.handle ?? entry._handle)?.fd;
  if (typeof fd === 'number' && fd >= 0) return { type: 'fd', fd, stream: entry };
  throw new ERR_INVALID_ARG_VALUE('stdio', entry);
}

module.exports = {
  expandStdioString,
  normalizeSpawnArguments,
  normalizeStdio,
  pathString,
  rejectNul,
  rejectNulInArray,
  signalName,
  signalNumber,
  validateMaxBuffer,
  validateTimeout,
};
