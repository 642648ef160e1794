// Observers of 'gc' are told of each garbage collection, later, without keeping the process alive.
'use strict';
const { mustCall, mustCallAtLeast, mustNotCall } = require('../../common');
const assert = require('assert');
const { PerformanceObserver, constants, performance } = require('perf_hooks');
require('v8').setFlagsFromString('--expose-gc');
const gc = require('vm').runInNewContext('gc');

const { NODE_PERFORMANCE_GC_MAJOR, NODE_PERFORMANCE_GC_FLAGS_FORCED } = constants;
assert.ok(PerformanceObserver.supportedEntryTypes.includes('gc'));

gc(); // nobody observes this one
const begin = performance.now();
const observer = new PerformanceObserver(mustCallAtLeast((list) => {
  for (const entry of list.getEntries()) {
    assert.strictEqual(entry.name, 'gc');
    assert.strictEqual(entry.entryType, 'gc');
    assert.ok(entry.startTime >= begin && entry.startTime <= performance.now());
    assert.ok(entry.duration >= 0);
    assert.strictEqual(typeof entry.detail.kind, 'number');
    assert.strictEqual(entry.kind, entry.detail.kind);
    assert.strictEqual(entry.flags, entry.detail.flags);
  }
  const forced = list.getEntries().filter(({ detail }) =>
    detail.kind === NODE_PERFORMANCE_GC_MAJOR &&
    detail.flags === NODE_PERFORMANCE_GC_FLAGS_FORCED);
  assert.ok(forced.length >= 1);
  observer.disconnect();
  gc(); // nor this one
  setImmediate(() => setImmediate(mustCall()));
}));
observer.observe({ entryTypes: ['gc'] });
gc();

const never = new PerformanceObserver(mustNotCall());
never.observe({ type: 'gc' });
never.disconnect();
setImmediate(() => setImmediate(() => {}));
process.once('beforeExit', mustCall(() => gc()));
