// Marks and measures: times, details, order, clearing, errors.
'use strict';
require('../../common');
const assert = require('assert');
const { performance, PerformanceMark, PerformanceEntry } = require('perf_hooks');

// A microsecond after the start and two, with exact differences: long ago, however fast the start.
const A = 2 ** -10;
const B = 2 * A;
const before = performance.now();
const mark = performance.mark('a', { startTime: A, detail: 'd' });
assert.ok(mark instanceof PerformanceMark && mark instanceof PerformanceEntry);
assert.deepStrictEqual(mark.toJSON(),
                       { name: 'a', entryType: 'mark', startTime: A, duration: 0, detail: 'd' });
performance.mark('b', { startTime: B });
assert.ok(performance.mark('now').startTime >= before);
const measure = (...args) => {
  const { startTime, duration } = performance.measure('m', ...args);
  return [startTime, duration];
};
assert.deepStrictEqual(measure('a', 'b'), [A, B - A]);
assert.deepStrictEqual(measure({ start: 'a', end: 'b' }), [A, B - A]);
assert.deepStrictEqual(measure({ start: 1, duration: 2 }), [1, 2]);
assert.deepStrictEqual(measure({ end: 'b', duration: A }), [B - A, A]);
assert.ok(measure('a')[1] > 0);
assert.strictEqual(performance.measure('from the origin').startTime, 0);

assert.deepStrictEqual(performance.getEntriesByType('mark').map((x) => x.name), ['a', 'b', 'now']);
const times = performance.getEntries().map((x) => x.startTime);
assert.deepStrictEqual(times, [...times].sort((x, y) => x - y));
performance.clearMarks('a');
assert.deepStrictEqual(performance.getEntriesByName('a'), []);
performance.clearMarks();
performance.clearMeasures();
assert.deepStrictEqual(performance.getEntries(), []);

assert.throws(() => performance.measure('x', 'a'), { name: 'SyntaxError' });
for (const name of [undefined, null, 1, {}, Symbol('s')]) {
  assert.throws(() => performance.measure(name),
    { code: 'ERR_INVALID_ARG_TYPE', message: /^The "name" argument must be of type string\./ });
}
assert.throws(() => performance.mark('x', { startTime: -1 }),
              { code: 'ERR_PERFORMANCE_INVALID_TIMESTAMP' });
assert.throws(() => performance.mark('x', { startTime: '1' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => performance.mark('nodeStart'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => performance.mark(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => performance.measure('x', { start: 1, end: 2, duration: 1 }),
              { code: 'ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS' });
assert.throws(() => new PerformanceEntry(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => performance.now.call({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.ok(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 10000);
