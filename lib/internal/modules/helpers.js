'use strict';

// Small things that every kind of module loading needs: which names are builtins, and the text of a
// source file.

/**
 * The public modules of Node.js 20, in the order that `module.builtinModules` has there.
 * @type {string[]}
 */
const publicIds = [
  '_http_agent', '_http_client', '_http_common', '_http_incoming', '_http_outgoing',
  '_http_server', '_stream_duplex', '_stream_passthrough', '_stream_readable',
  '_stream_transform', '_stream_wrap', '_stream_writable', '_tls_common', '_tls_wrap', 'assert',
  'assert/strict', 'async_hooks', 'buffer', 'child_process', 'cluster', 'console', 'constants',
  'crypto', 'dgram', 'diagnostics_channel', 'dns', 'dns/promises', 'domain', 'events', 'fs',
  'fs/promises', 'http', 'http2', 'https', 'inspector', 'inspector/promises', 'module', 'net',
  'os', 'path', 'path/posix', 'path/win32', 'perf_hooks', 'process', 'punycode', 'querystring',
  'readline', 'readline/promises', 'repl', 'stream', 'stream/consumers', 'stream/promises',
  'stream/web', 'string_decoder', 'sys', 'timers', 'timers/promises', 'tls', 'trace_events',
  'tty', 'url', 'util', 'util/types', 'v8', 'vm', 'wasi', 'worker_threads', 'zlib',
];

/** Builtins that are reached only as 'node:<id>', so that they shadow no package of that name. */
const prefixOnlyIds = ['test', 'test/reporters', 'sea', 'sqlite'];

let schemeless;
let prefixed;

/** Keeps of the public modules those that this executable contains. */
function initialize() {
  const present = new Set(binding('builtins').ids());
  schemeless = new Set(publicIds.filter((id) => id === 'process' || present.has(id)));
  prefixed = new Set([...schemeless, ...prefixOnlyIds.filter((id) => present.has(id))]);
}

/**
 * @returns {string[]} what `module.builtinModules` lists
 */
function builtinModules() {
  if (schemeless === undefined) initialize();
  return [...schemeless];
}

/**
 * Whether `require(id)` without a prefix means a builtin.
 * @param {string} id
 * @returns {boolean}
 */
function isSchemelessBuiltin(id) {
  if (schemeless === undefined) initialize();
  return schemeless.has(id) || (id.startsWith('internal/') && internalId(id) !== undefined);
}

/**
 * The id of the builtin that a specifier names.
 * @param {string} specifier 'fs', 'node:fs', 'node:test'
 * @returns {string | undefined} 'fs', 'test'; undefined when it is none
 */
function builtinId(specifier) {
  if (schemeless === undefined) initialize();
  if (schemeless.has(specifier)) return specifier;
  if (specifier.startsWith('internal/')) return internalId(specifier);
  if (!specifier.startsWith('node:')) return undefined;
  const id = specifier.slice(5);
  return prefixed.has(id) ? id : undefined;
}

/** --expose-internals: programs that test lib/ reach what is internal to it. */
function internalId(specifier) {
  if (!require('internal/options').getOptionValue('--expose-internals')) return undefined;
  return binding('builtins').ids().includes(specifier) ? specifier : undefined;
}

/**
 * Whether a name is that of a builtin module. `module.isBuiltin`.
 * @param {any} name
 * @returns {boolean}
 */
function isBuiltin(name) {
  return typeof name === 'string' && builtinId(name) !== undefined;
}

/**
 * The exports of a builtin.
 * @param {string} id as returned by `builtinId`
 * @returns {any}
 */
function requireBuiltin(id) {
  if (id === 'process') return process;
  const exports = require(id);
  if (id === 'fs' && publicFs.exports === null) {
    publicFs.exports = exports;
    publicFs.readFileSync = exports.readFileSync;
    publicFs.realpathSync = exports.realpathSync;
  }
  return exports;
}

/**
 * `fs` as the program has it, with the functions it had when the program got it: virtual file
 * systems replace them, and expect the loader to notice. As long as the program has no `fs`,
 * `exports` is null.
 */
const publicFs = {
  exports: null,
  readFileSync: null,
  realpathSync: null,
};

/**
 * Modules that tests have replaced (internal/test_runner/mock/mock_module), by the keys of
 * internal/modules/esm/resolve. null as long as there are none.
 * @type {{ byKey: Map<string, any> | null }}
 */
const moduleMocks = { byKey: null };

/**
 * What an error adds to the name of a module that Node has and this library has not.
 * @param {string} request with or without node:
 * @returns {string} empty for any other name
 */
function whyMissing(request) {
  const id = request.startsWith('node:') ? request.slice(5) : request;
  const isNodes = ['http2', 'https', 'repl',
    'sea', 'tls', 'trace_events', 'wasi'].includes(id);
  return isNodes ? ' (a module of Node.js that is not available in Gyre)' : '';
}

/**
 * Removes a byte order mark.
 * @param {string} text
 * @returns {string}
 */
function stripBom(text) {
  return text.charCodeAt(0) === 0xFEFF ? text.slice(1) : text;
}

module.exports = {
  builtinId,
  builtinModules,
  isBuiltin,
  isSchemelessBuiltin,
  moduleMocks,
  publicFs,
  requireBuiltin,
  stripBom,
  whyMissing,
};
