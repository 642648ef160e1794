// enterWith lasts for the running callback and what it starts, and no longer.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');

const als = new AsyncLocalStorage();
const other = new AsyncLocalStorage();

setImmediate(mustCall(() => {
  als.enterWith('immediate');
  other.enterWith('other');
  als.enterWith('changed');
  assert.deepStrictEqual([als.getStore(), other.getStore()], ['changed', 'other']);
  process.nextTick(mustCall(() => assert.strictEqual(als.getStore(), 'changed')));
}));
setImmediate(mustCall(() => assert.strictEqual(als.getStore(), undefined)));

// In a promise job, too.
setImmediate(mustCall(() => {
  Promise.resolve().then(mustCall(() => als.enterWith('job')))
    .then(mustCall(() => assert.strictEqual(als.getStore(), undefined)));
  Promise.resolve().then(mustCall(() => assert.strictEqual(als.getStore(), undefined)));
  (async () => {
    await null;
    als.enterWith('async function');
    await null;
    assert.strictEqual(als.getStore(), 'async function');
  })().then(mustCall());
}));

// disable() ends all contexts that exist.
const disabled = new AsyncLocalStorage();
disabled.run('x', () => {
  setImmediate(mustCall(() => assert.strictEqual(disabled.getStore(), undefined)));
  disabled.disable();
  assert.strictEqual(disabled.getStore(), undefined);
  disabled.run('y', () => assert.strictEqual(disabled.getStore(), 'y'));
});
