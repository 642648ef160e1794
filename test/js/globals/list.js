'use strict';

// The global object has these properties, this enumerable, and no others.

const assert = require('assert');

const language = `
  AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date
  Error EvalError FinalizationRegistry Float32Array Float64Array Function Infinity Int16Array
  Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError
  ReferenceError Reflect RegExp Set SharedArrayBuffer String Symbol SyntaxError TypeError URIError
  Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI
  decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat
  parseInt undefined unescape`;
const interfaces = `
  AbortController AbortSignal Blob BroadcastChannel Buffer ByteLengthQueuingStrategy
  CompressionStream CountQueuingStrategy CustomEvent DOMException DecompressionStream Event
  EventTarget File MessageChannel MessageEvent MessagePort Performance PerformanceEntry
  PerformanceMark PerformanceMeasure PerformanceObserver PerformanceObserverEntryList
  PerformanceResourceTiming ReadableByteStreamController ReadableStream ReadableStreamBYOBReader
  ReadableStreamBYOBRequest ReadableStreamDefaultController ReadableStreamDefaultReader
  TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream
  TransformStreamDefaultController URL URLSearchParams WritableStream
  WritableStreamDefaultController WritableStreamDefaultWriter console process`;
const operations = `
  atob btoa clearImmediate clearInterval clearTimeout global performance queueMicrotask
  setImmediate setInterval setTimeout structuredClone`;
// Only where the library has been built with what they need.
const optional = {
  Crypto: false, CryptoKey: false, FormData: false, Headers: false, Request: false,
  Response: false, SubtleCrypto: false, WebSocket: false, crypto: true, fetch: true,
};

const words = (text) => text.trim().split(/\s+/);
const expected = {};
for (const name of words(language)) expected[name] = false;
for (const name of words(interfaces)) expected[name] = false;
for (const name of words(operations)) expected[name] = true;

const found = {};
for (const [name, { enumerable, configurable }] of
  Object.entries(Object.getOwnPropertyDescriptors(globalThis))) {
  found[name] = enumerable;
  if (Object.hasOwn(optional, name)) expected[name] = optional[name];
  const constant = ['Infinity', 'NaN', 'undefined'].includes(name);
  assert.strictEqual(configurable, !constant, name);
}
assert.deepStrictEqual(Object.entries(found).sort(), Object.entries(expected).sort());
assert.deepStrictEqual(Object.getOwnPropertySymbols(globalThis), [Symbol.toStringTag]);
