// PerformanceObserver: delivery in batches, types, buffered entries, disconnect, takeRecords.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const { performance, PerformanceObserver } = require('perf_hooks');

performance.mark('early');
const observer = new PerformanceObserver(mustCall(function(list, self) {
  assert.strictEqual(this, observer);
  assert.strictEqual(self, observer);
  assert.deepStrictEqual(list.getEntries().map((x) => x.name), ['m', 'one', 'two', 'far']);
  assert.deepStrictEqual(list.getEntriesByType('measure').length, 2);
  assert.deepStrictEqual(list.getEntriesByName('two', 'mark').length, 1);
  observer.disconnect();
  setImmediate(() => performance.mark('after'));
}));
observer.observe({ entryTypes: ['mark', 'measure', 'nonsense'] });
const taken = new PerformanceObserver(mustNotCall());
taken.observe({ type: 'measure' });
performance.mark('one');
performance.mark('two');
performance.measure('m');
assert.deepStrictEqual(taken.takeRecords().map((x) => x.name), ['m']);
performance.measure('far', { start: 1e9, end: 1e9 + 1 });
taken.disconnect();

new PerformanceObserver(mustCall(function(list) {
  assert.deepStrictEqual(list.getEntries().map((x) => x.name), ['early', 'one', 'two']);
  this.disconnect();
})).observe({ type: 'mark', buffered: true });

assert.throws(() => new PerformanceObserver(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => taken.observe(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => taken.observe({ entryTypes: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });

const types = PerformanceObserver.supportedEntryTypes;
assert.ok(types.includes('mark'));
assert.ok(Object.isFrozen(types));
assert.strictEqual(PerformanceObserver.supportedEntryTypes, types);
