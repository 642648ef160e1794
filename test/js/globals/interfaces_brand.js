'use strict';

// Web interfaces: name, length, toStringTag; calling one without `new` is a TypeError.

const assert = require('assert');

for (const [name, length] of Object.entries({
  AbortController: 0, AbortSignal: 0, Blob: 0, BroadcastChannel: 1, CustomEvent: 1, DOMException: 0,
  Event: 1, EventTarget: 0, File: 2, MessageChannel: 0, ReadableStream: 0, TextDecoder: 0,
  TextEncoder: 0, TransformStream: 0, URL: 1, URLSearchParams: 0, WritableStream: 0,
})) {
  const constructor = globalThis[name];
  assert.strictEqual(typeof constructor, 'function', name);
  assert.strictEqual(constructor.name, name);
  assert.strictEqual(constructor.length, length, name);
  assert.throws(() => constructor(), TypeError, name);
  if (Symbol.toStringTag in constructor.prototype) {
    const tag = Object.getOwnPropertyDescriptor(constructor.prototype, Symbol.toStringTag);
    if (tag?.value !== undefined) {
      assert.strictEqual(tag.value, name);
      assert.strictEqual(tag.enumerable, false, name);
    }
  }
}
