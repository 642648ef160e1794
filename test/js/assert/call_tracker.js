// CallTracker counts calls of functions and reports those not called as expected.
'use strict';

const assert = require('assert');

process.removeAllListeners('warning');
const tracker = new assert.CallTracker();
function named(a, b) {
  return [this, a, b];
}
const tracked = tracker.calls(named, 2);
assert.strictEqual(tracked.length, 2);
assert.strictEqual(tracked.name, 'named');
assert.deepStrictEqual(tracked.call(1, 2, 3).slice(1), [2, 3]);
assert.deepStrictEqual(tracker.getCalls(tracked)[0].arguments, [2, 3]);
assert.ok(Object.isFrozen(tracker.getCalls(tracked)));
assert.deepStrictEqual(tracker.report().map(({ actual, expected, operator }) =>
  [actual, expected, operator]), [[1, 2, 'named']]);
assert.throws(() => tracker.verify(), {
  message: 'Expected the named function to be executed 2 time(s) but was executed 1 time(s).',
});
tracked();
tracker.verify();
tracker.reset(tracked);
assert.throws(() => tracker.verify(), assert.AssertionError);

for (const wrong of [0, -1, 1.5, '1']) {
  assert.throws(() => tracker.calls(named, wrong), /ERR_(?:OUT_OF_RANGE|INVALID_ARG_TYPE)/);
}
assert.throws(() => tracker.getCalls(named), { code: 'ERR_INVALID_ARG_VALUE' });
