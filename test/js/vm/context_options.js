// The options of createContext: code generation, names, microtask mode; and what they refuse.
'use strict';

const assert = require('assert');
const vm = require('vm');
const { errorLike } = require('../../common');

const wasm = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const noStrings = vm.createContext({}, { codeGeneration: { strings: false } });
assert.throws(() => vm.runInContext('eval("1")', noStrings), { name: 'EvalError' });
assert.throws(() => vm.runInContext('new Function("")', noStrings), { name: 'EvalError' });
assert.strictEqual(
  vm.runInContext('typeof new WebAssembly.Module(wasm)', vm.createContext({ wasm })),
  'object',
);

const noWasm = vm.createContext({ wasm }, { codeGeneration: { wasm: false } });
assert.throws(() => vm.runInContext('new WebAssembly.Module(wasm)', noWasm), {
  name: 'CompileError',
});
assert.strictEqual(vm.runInContext('eval("1 + 1")', noWasm), 2);
// Other contexts are not affected.
assert.ok(new WebAssembly.Module(wasm));
assert.ok(vm.runInNewContext('new WebAssembly.Module(wasm)', { wasm }));
assert.throws(
  () => vm.runInNewContext('eval("1")', {}, { contextCodeGeneration: { strings: false } }),
  { name: 'EvalError' },
);

const typeError = errorLike({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
for (const options of [
  5,
  null,
  { name: 5 },
  { origin: null },
  { codeGeneration: null },
  { codeGeneration: { strings: 1 } },
  { codeGeneration: { wasm: 'x' } },
]) {
  assert.throws(() => vm.createContext({}, options), typeError);
}
for (const options of [
  { contextName: 5 }, { contextOrigin: 5 }, { contextCodeGeneration: 5 }, { microtaskMode: 5 },
]) {
  assert.throws(() => vm.runInNewContext('', {}, options), typeError);
}
assert.throws(
  () => vm.createContext({}, { microtaskMode: 'x' }),
  errorLike({ code: 'ERR_INVALID_ARG_VALUE' }),
);
for (const object of [5, 'x', null, () => {}, Symbol('x')]) {
  assert.throws(() => vm.createContext(object), typeError);
  assert.throws(() => vm.isContext(object), typeError);
}
