// Promises have ids and triggers while a hook is enabled, and nothing of it shows on them.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const asyncHooks = require('async_hooks');

const inits = [];
let resolved = 0;
const hook = asyncHooks.createHook({
  init(id, type, trigger, resource) {
    if (type === 'PROMISE') inits.push({ id, trigger, resource });
  },
  promiseResolve() { resolved++; },
}).enable();

const first = Promise.resolve(1);
const second = first.then(mustCall(() => {
  assert.strictEqual(asyncHooks.executionAsyncId(), inits[1].id);
  assert.strictEqual(asyncHooks.triggerAsyncId(), inits[0].id);
  assert.strictEqual(asyncHooks.executionAsyncResource(), second);
  hook.disable();
  const before = inits.length;
  Promise.resolve(2);
  assert.strictEqual(inits.length, before);
}));
assert.deepStrictEqual(inits.map((x) => x.resource), [first, second]);
assert.strictEqual(inits[1].trigger, inits[0].id);
assert.strictEqual(inits[0].trigger, asyncHooks.executionAsyncId());
assert.deepStrictEqual(Reflect.ownKeys(first), []);
assert.ok(resolved >= 1);
