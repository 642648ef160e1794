'use strict';

// Each timer and immediate runs in the async context in which it was made.

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const { mustCall } = require('../../common');

const storage = new AsyncLocalStorage();
for (const name of ['one', 'two']) {
  storage.run(name, () => {
    const check = () => assert.strictEqual(storage.getStore(), name);
    setTimeout(mustCall(check), 1);
    setImmediate(mustCall(check));
    process.nextTick(mustCall(check));
    queueMicrotask(mustCall(check));
    let runs = 0;
    const interval = setInterval(mustCall(() => {
      check();
      // The interval keeps its own, whatever its callback enters.
      storage.enterWith('left behind');
      if (++runs === 2) clearInterval(interval);
    }, 2), 1);
  });
}
setTimeout(mustCall(() => assert.strictEqual(storage.getStore(), undefined)), 10);
assert.strictEqual(storage.getStore(), undefined);
