'use strict';

// What every program finds when it begins: process and the globals. Runs into the snapshot. In the
// order of the steps; each may use those before it.
//   1. process as an EventEmitter, with its methods.
//   2. Ticks, microtasks, rejections, uncaught errors: the loop can run JavaScript.
//   3. Timers.
//   4. The globals of the Web and of Node.
//   5. Polyfills of the language.
//   6. Modules that nearly every program needs next; a program that does not, pays nothing for
//   them.

// 1.
const EventEmitter = require('events');
const prototype = Object.getPrototypeOf(process);
Object.setPrototypeOf(prototype, EventEmitter.prototype);
Object.defineProperty(process, Symbol.toStringTag, {
  value: 'process', writable: true, enumerable: false, configurable: false,
});
EventEmitter.call(process);
require('internal/process/methods').install();

// 2.
const { nextTick, queueMicrotask } = require('internal/process/task_queues');
process.nextTick = nextTick;
const uncaught = require('internal/process/uncaught');
process.setUncaughtExceptionCaptureCallback = uncaught.setUncaughtExceptionCaptureCallback;
process.hasUncaughtExceptionCaptureCallback = uncaught.hasUncaughtExceptionCaptureCallback;
const { emitWarning } = require('internal/process/warning');
process.emitWarning = emitWarning;
const { setEntryPoint, entryPoints } = binding('loop');
const { prepareStackTraceCallback } = require('internal/errors');
setEntryPoint(entryPoints.prepareStackTrace, prepareStackTraceCallback);
setEntryPoint(entryPoints.importDynamically, (specifier, referrer, attributes, host) => {
  if (host !== undefined) {
    return require('internal/vm').importFrom(host, specifier, referrer, attributes);
  }
  return require('internal/modules/esm/loader').importDynamically(specifier, referrer, attributes);
});

// 3.
const timers = require('timers');

// 4. Properties of the global object as Web IDL makes them: interfaces are not enumerable,
// operations are.
function define(name, value, enumerable) {
  Object.defineProperty(globalThis, name, {
    value, writable: true, enumerable, configurable: true,
  });
}

// A module's export that is loaded by its first use.
function defineLazy(name, id, key = name) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: false,
    get() {
      const value = require(id)[key];
      define(name, value, false);
      return value;
    },
    set(value) {
      define(name, value, false);
    },
  });
}

define('global', globalThis, true);
Object.defineProperty(globalThis, Symbol.toStringTag, {
  value: 'global', writable: false, enumerable: false, configurable: true,
});
for (const name of ['clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout',
  'setInterval', 'setTimeout']) {
  define(name, timers[name], true);
}
define('queueMicrotask', queueMicrotask, true);

for (const [name, id] of [
  ['process', null],
  ['Buffer', 'buffer'],
]) {
  let value = id === null ? process : undefined;
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: false,
    get() {
      value ??= require(id)[name];
      return value;
    },
    set(replacement) {
      define(name, replacement, false);
    },
  });
}

const console = require('internal/console').console ?? require('console');
define('console', console, false);

for (const [id, names] of Object.entries({
  'internal/event_target': ['Event', 'EventTarget', 'CustomEvent'],
  'internal/abort_controller': ['AbortController', 'AbortSignal'],
  'internal/dom_exception': ['DOMException'],
  'internal/encoding': ['TextEncoder', 'TextDecoder'],
  'internal/blob': ['Blob'],
  'internal/file': ['File'],
  'internal/crypto/webcrypto': ['Crypto', 'CryptoKey', 'SubtleCrypto'],
  'internal/message_port': ['MessageChannel', 'MessagePort', 'MessageEvent', 'BroadcastChannel'],
  'perf_hooks': ['PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure', 'PerformanceObserver',
    'PerformanceObserverEntryList', 'PerformanceResourceTiming', 'Performance'],
  'stream/web': ['ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader',
    'ReadableStreamBYOBRequest', 'ReadableByteStreamController', 'ReadableStreamDefaultController',
    'TransformStream', 'TransformStreamDefaultController', 'WritableStream',
    'WritableStreamDefaultController', 'WritableStreamDefaultWriter', 'ByteLengthQueuingStrategy',
    'CountQueuingStrategy', 'TextEncoderStream', 'TextDecoderStream', 'CompressionStream',
    'DecompressionStream'],
})) {
  for (const name of names) defineLazy(name, id);
}

// Operations are enumerable functions; these load their module when called, not when looked at.
define('structuredClone', function structuredClone(value, options) {
  return require('internal/structured_clone').structuredClone(...arguments);
}, true);
const { atob, btoa } = require('buffer');
define('atob', atob, true);
define('btoa', btoa, true);
let performance;
Object.defineProperty(globalThis, 'performance', {
  configurable: true,
  enumerable: true,
  get() {
    performance ??= require('perf_hooks').performance;
    return performance;
  },
  set(value) {
    define('performance', value, true);
  },
});
Object.defineProperty(globalThis, 'crypto', {
  configurable: true,
  enumerable: true,
  get() {
    return require('internal/crypto/webcrypto').crypto;
  },
  set: undefined,
});

// 5.
require('internal/polyfills/index').install(globalThis);

// 6.
require('path');
const { URL, URLSearchParams } = require('internal/url');
define('URL', URL, false);
define('URLSearchParams', URLSearchParams, false);
require('internal/modules/cjs/loader');
require('internal/modules/run_main');
require('internal/process/pre_execution');
require('internal/process/stdio');
require('internal/fatal_exception');
require('internal/bootstrap/prepare');
require('internal/main/run_main_module');
require('internal/main/eval_string');
require('internal/process/execution');
require('vm');
require('stream');
