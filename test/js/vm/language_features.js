'use strict';

// Contexts have the features of the language that the main one has, made of their own built-ins,
// and nothing of that is seen on the object that stands for the global one.

const assert = require('assert');
const vm = require('vm');

const features = `
  const missing = [];
  for (const [object, name] of [
    [Array.prototype, 'toSorted'], [Array.prototype, 'with'], [Array, 'fromAsync'],
    [Uint8Array.prototype, 'toReversed'], [Object, 'groupBy'], [Map, 'groupBy'],
    [Promise, 'withResolvers'], [Promise, 'try'], [Set.prototype, 'union'],
    [ArrayBuffer.prototype, 'transfer'], [Uint8Array, 'fromHex'],
    [String.prototype, 'isWellFormed'], [RegExp, 'escape'], [Error, 'isError'],
    [globalThis, 'Iterator'],
  ]) {
    if (!(name in object)) missing.push(name);
  }
  missing.join()`;

for (const object of [{}, Object.freeze({}), new Proxy({}, {})]) {
  const before = Reflect.ownKeys(object);
  const context = vm.createContext(object);
  assert.strictEqual(vm.runInContext(features, context), '');
  assert.deepStrictEqual(Reflect.ownKeys(object).filter((key) => key !== 'missing'), before);
}
assert.strictEqual(vm.runInNewContext(features), vm.runInThisContext(`{ ${features} }`));

// The built-ins are those of the context.
const own = vm.runInNewContext(`[
  [3, 1].toSorted() instanceof Array,
  new ArrayBuffer(8).transfer() instanceof ArrayBuffer,
  new ArrayBuffer(8).transfer(4) instanceof ArrayBuffer,
  new Set([1]).union(new Set([2])) instanceof Set,
  Promise.withResolvers().promise instanceof Promise,
  Iterator.prototype.isPrototypeOf([].values()),
  [1, 2].values().map((x) => x * 2).toArray() instanceof Array,
  (() => { try { new Set([1]).union(5); } catch (error) { return error instanceof TypeError; } })(),
]`);
assert.deepStrictEqual([...own], new Array(8).fill(true));
assert.strictEqual(vm.runInNewContext('Array.prototype.toSorted === outer',
                                      { outer: Array.prototype.toSorted }), false);

// A context that may not make code of strings has them, too.
const strict = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
assert.strictEqual(vm.runInContext(features, strict), '');

// What a program has done to the main context does not matter.
const { toReversed } = Array.prototype;
delete Array.prototype.toReversed;
assert.strictEqual(vm.runInNewContext('[1, 2].toReversed().join()'), '2,1');
Array.prototype.toReversed = toReversed;
