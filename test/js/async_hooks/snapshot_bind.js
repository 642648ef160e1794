// AsyncLocalStorage.bind and snapshot, AsyncResource.bind and runInAsyncScope keep the context.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { AsyncLocalStorage, AsyncResource, executionAsyncId } = require('async_hooks');

const als = new AsyncLocalStorage();
const { bound, snapshot, resource } = als.run('then', () => ({
  bound: AsyncLocalStorage.bind(function(a, b) { return [this, a, b, als.getStore()]; }),
  snapshot: AsyncLocalStorage.snapshot(),
  resource: new AsyncResource('Mine'),
}));
als.run('now', () => {
  assert.deepStrictEqual(bound.call('me', 1, 2), ['me', 1, 2, 'then']);
  assert.strictEqual(bound.length, 2);
  assert.strictEqual(snapshot((x) => als.getStore() + x, 1), 'then1');
  assert.strictEqual(resource.runInAsyncScope(() => als.getStore()), 'then');
  assert.throws(() => resource.runInAsyncScope(() => { throw new TypeError('x'); }), TypeError);
  assert.strictEqual(als.getStore(), 'now');
});
assert.strictEqual(resource.bind(() => executionAsyncId())(), resource.asyncId());
assert.strictEqual(resource.bind(function() { return this; }, 5).call(6), 5);
assert.strictEqual(AsyncResource.bind(mustCall((x) => x))(7), 7);
for (const bad of [undefined, 1, 'f', {}]) {
  for (const bind of [AsyncLocalStorage.bind, AsyncResource.bind, (f) => resource.bind(f)]) {
    assert.throws(() => bind(bad), { code: 'ERR_INVALID_ARG_TYPE' });
  }
}
for (const bad of [undefined, null, 5]) {
  assert.throws(() => new AsyncResource(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const bad of [-2, 1.5, NaN]) {
  assert.throws(() => new AsyncResource('x', bad), { code: 'ERR_INVALID_ASYNC_ID' });
}
