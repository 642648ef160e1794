'use strict';

// The globals are what the modules export, and can be replaced by the program.

const assert = require('assert');

for (const [name, value] of [
  ['Buffer', require('buffer').Buffer],
  ['Blob', require('buffer').Blob],
  ['atob', require('buffer').atob],
  ['URL', require('url').URL],
  ['URLSearchParams', require('url').URLSearchParams],
  ['TextEncoder', require('util').TextEncoder],
  ['TextDecoder', require('util').TextDecoder],
  ['performance', require('perf_hooks').performance],
  ['PerformanceObserver', require('perf_hooks').PerformanceObserver],
  ['console', require('console')],
  ['process', require('process')],
  ['setTimeout', require('timers').setTimeout],
  ['setImmediate', require('timers').setImmediate],
  ['clearInterval', require('timers').clearInterval],
  ['ReadableStream', require('stream/web').ReadableStream],
  ['MessageChannel', require('worker_threads').MessageChannel],
  ['BroadcastChannel', require('worker_threads').BroadcastChannel],
]) {
  assert.ok(value !== undefined, name);
  assert.strictEqual(globalThis[name], value, name);
}
assert.strictEqual(global, globalThis);
assert.strictEqual(Object.prototype.toString.call(globalThis), '[object global]');

// Those that are loaded by their first use, too.
for (const name of ['process', 'Buffer', 'URL', 'AbortController', 'performance', 'structuredClone',
                    'fetch', 'ReadableStream', 'setTimeout']) {
  if (!(name in globalThis)) continue;
  const before = globalThis[name];
  globalThis[name] = 'replaced';
  assert.strictEqual(globalThis[name], 'replaced', name);
  Object.defineProperty(globalThis, name, {
    value: before, writable: true, configurable: true, enumerable: false,
  });
  assert.strictEqual(globalThis[name], before, name);
  assert.strictEqual(delete globalThis[name], true);
  assert.ok(!(name in globalThis), name);
  globalThis[name] = before;
}
