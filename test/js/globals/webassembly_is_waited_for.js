'use strict';

// WebAssembly is compiled in threads of V8's own: a program with nothing else to do waits for it.

const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

// (module (func (export "seven") (result i32) i32.const 7))
const bytes = new Uint8Array([
  0, 0x61, 0x73, 0x6D, 1, 0, 0, 0,
  1, 5, 1, 0x60, 0, 1, 0x7F,
  3, 2, 1, 0,
  7, 9, 1, 5, 0x73, 0x65, 0x76, 0x65, 0x6E, 0, 0,
  10, 6, 1, 4, 0, 0x41, 7, 0x0B,
]);

WebAssembly.instantiate(bytes).then(mustCall(({ instance, module }) => {
  assert.strictEqual(instance.exports.seven(), 7);
  assert.ok(module instanceof WebAssembly.Module);
}));
WebAssembly.compile(bytes).then(mustCall((module) => {
  assert.strictEqual(new WebAssembly.Instance(module).exports.seven(), 7);
  WebAssembly.instantiate(module).then(mustCall((instance) => {
    assert.ok(instance instanceof WebAssembly.Instance);
  }));
}));
for (const wrong of [bytes.subarray(0, 20), undefined, {}]) {
  WebAssembly.instantiate(wrong).then(mustNotCall(), mustCall());
  WebAssembly.compile(wrong).then(mustNotCall(), mustCall());
}
assert.strictEqual(WebAssembly.compile.name, 'compile');
assert.strictEqual(WebAssembly.compile.length, 1);
assert.strictEqual(WebAssembly.instantiate.length, 1);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(WebAssembly, 'instantiate').writable, true);
