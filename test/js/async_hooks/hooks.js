// Hooks hear of init, before, after and destroy of timers and immediates, in order.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const asyncHooks = require('async_hooks');

const types = new Map();
const log = [];
const hook = asyncHooks.createHook({
  init(id, type, trigger, resource) {
    if (!['Timeout', 'Immediate', 'TickObject', 'Microtask'].includes(type)) return;
    assert.ok(!types.has(id));
    assert.ok(resource !== null && typeof resource === 'object');
    types.set(id, type);
    log.push(`init ${type} by ${types.get(trigger) ?? 'main'}`);
  },
  before(id) {
    if (!types.has(id)) return;
    assert.strictEqual(asyncHooks.executionAsyncId(), id);
    log.push(`before ${types.get(id)}`);
  },
  after(id) {
    if (types.has(id)) log.push(`after ${types.get(id)}`);
  },
  destroy(id) {
    if (types.has(id)) log.push(`destroy ${types.get(id)}`);
  },
}).enable();
assert.strictEqual(hook.enable(), hook);

setTimeout(mustCall(() => {
  setImmediate(mustCall(() => hook.disable()));
}), 1);

process.on('exit', () => {
  assert.deepStrictEqual(log, [
    'init Timeout by main', 'before Timeout', 'init Immediate by Timeout', 'after Timeout',
    'destroy Timeout', 'before Immediate',
  ]);
});
for (const bad of [null, 1, {}, 'x']) {
  assert.throws(() => asyncHooks.createHook({ before: bad }),
                { code: 'ERR_ASYNC_CALLBACK', message: 'hook.before must be a function' });
}
