// timerify makes an entry per call, of functions, constructors and promises; not of what fails.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { createHistogram, performance, PerformanceObserver } = require('perf_hooks');

const names = [];
const observer = new PerformanceObserver(mustCall((list) => {
  for (const entry of list.getEntries()) {
    assert.strictEqual(entry.entryType, 'function');
    names.push(entry.name);
  }
  assert.deepStrictEqual(names, ['sync', 'Class', 'later']);
  assert.deepStrictEqual(list.getEntries()[0].detail, [1, 2]);
  observer.disconnect();
}));
observer.observe({ type: 'function' });

const histogram = createHistogram();
const sync = performance.timerify(function sync(a, b) { return [this, a, b]; }, { histogram });
assert.deepStrictEqual(sync.call('me', 1, 2).slice(1), [1, 2]);
assert.deepStrictEqual([sync.length, sync.name], [2, 'timerified sync']);
assert.strictEqual(histogram.count, 1);
class Class {}
assert.ok(new (performance.timerify(Class))() instanceof Class);
assert.throws(() => performance.timerify(() => { throw new RangeError('x'); })(), RangeError);
performance.timerify(async function later() { await null; return 5; })()
  .then(mustCall((x) => assert.strictEqual(x, 5)));

for (const bad of [undefined, 1, {}]) {
  assert.throws(() => performance.timerify(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => performance.timerify(sync, { histogram: {} }),
              { code: 'ERR_INVALID_ARG_TYPE' });
