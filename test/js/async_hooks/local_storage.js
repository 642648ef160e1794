// AsyncLocalStorage follows ticks, microtasks, promises, timers, immediates and thenables.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');

const als = new AsyncLocalStorage();
assert.strictEqual(als.getStore(), undefined);
const expect = (store) => mustCall(() => assert.strictEqual(als.getStore(), store));

for (const store of ['a', 'b', 0, null]) {
  const result = als.run(store, (x, y) => {
    process.nextTick(expect(store));
    queueMicrotask(expect(store));
    setTimeout(expect(store), 1);
    setImmediate(expect(store));
    Promise.resolve().then(expect(store));
    Promise.reject(new Error('x')).catch(expect(store)).finally(expect(store));
    (async () => {
      await null;
      assert.strictEqual(als.getStore(), store);
      await { then: mustCall((done) => {
        assert.strictEqual(als.getStore(), store);
        setImmediate(done);
      }) };
      assert.strictEqual(als.getStore(), store);
    })().then(mustCall());
    return x + y;
  }, 1, 2);
  assert.strictEqual(result, 3);
  assert.strictEqual(als.getStore(), undefined);
}

// Where `then` is called decides, not where the promise was made.
const made = als.run('made', () => Promise.resolve());
als.run('then', () => made.then(expect('then')));
made.then(expect(undefined));

// Nesting, exit, exceptions.
als.run(1, () => {
  als.run(2, () => assert.strictEqual(als.getStore(), 2));
  assert.throws(() => als.run(3, () => { throw new RangeError('x'); }), RangeError);
  als.exit(() => {
    assert.strictEqual(als.getStore(), undefined);
    setImmediate(expect(undefined));
  });
  assert.strictEqual(als.getStore(), 1);
});
setImmediate(expect(undefined));
