'use strict';

// AsyncLocalStorage and hooks follow promises of contexts of `vm`, made before and after their
// first use.

const assert = require('assert');
const vm = require('vm');
const { AsyncLocalStorage, createHook } = require('async_hooks');
const { mustCall } = require('../../common');

const code = `(async () => {
  const first = storage.getStore();
  await 42;
  const second = storage.getStore();
  await new Promise((resolve) => setImmediate(resolve));
  const third = await Promise.resolve().then(() => storage.getStore());
  return [first, second, third].join();
})()`;

const storage = new AsyncLocalStorage();
const globals = () => ({ storage, setImmediate });
const early = vm.createContext(globals());

async function run(context, name) {
  const seen = await storage.run(name, () => vm.runInContext(code, context));
  assert.strictEqual(seen, [name, name, name].join());
}

(async () => {
  await Promise.all([run(early, 'one'), run(early, 'two')]);
  await run(vm.createContext(globals()), 'three');
  assert.strictEqual(storage.getStore(), undefined);
  assert.strictEqual(await vm.runInContext(code, early), ',,');

  const types = [];
  const hook = createHook({ init: (id, type) => types.push(type) }).enable();
  vm.runInContext('Promise.resolve()', early);
  vm.runInNewContext('Promise.resolve()');
  hook.disable();
  assert.deepStrictEqual(types, ['PROMISE', 'PROMISE']);
})().then(mustCall());
