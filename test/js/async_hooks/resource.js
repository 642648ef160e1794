// AsyncResource: ids, nesting, destroy exactly once, current resource.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { AsyncResource, createHook, executionAsyncId, executionAsyncResource, triggerAsyncId } =
  require('async_hooks');

const destroyed = [];
createHook({ destroy(id) { destroyed.push(id); } }).enable();
const outer = new AsyncResource('Outer');
const inner = new AsyncResource('Inner', { triggerAsyncId: outer.asyncId(),
                                           requireManualDestroy: true });
assert.notStrictEqual(outer.asyncId(), inner.asyncId());
assert.strictEqual(inner.triggerAsyncId(), outer.asyncId());
const main = executionAsyncId();
outer.runInAsyncScope(mustCall(() => {
  assert.strictEqual(executionAsyncId(), outer.asyncId());
  inner.runInAsyncScope(mustCall(() => {
    assert.strictEqual(executionAsyncId(), inner.asyncId());
    assert.strictEqual(triggerAsyncId(), outer.asyncId());
    assert.strictEqual(executionAsyncResource(), inner);
  }));
  assert.throws(() => inner.runInAsyncScope(() => { throw new Error('x'); }), /x/);
  assert.strictEqual(executionAsyncId(), outer.asyncId());
}));
assert.strictEqual(executionAsyncId(), main);
assert.ok(executionAsyncResource());

assert.strictEqual(outer.emitDestroy(), outer);
assert.ok(!destroyed.includes(outer.asyncId()));
setImmediate(() => setImmediate(mustCall(() => {
  assert.strictEqual(destroyed.filter((id) => id === outer.asyncId()).length, 1);
})));

// The stack may be deep.
(function recurse(n) {
  if (n > 0) new AsyncResource('Deep').runInAsyncScope(recurse, null, n - 1);
})(500);
