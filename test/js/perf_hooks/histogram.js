// Histograms: exact small values, bounded error for large ones, percentiles, limits, errors.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { createHistogram, monitorEventLoopDelay } = require('perf_hooks');

const h = createHistogram();
assert.deepStrictEqual([h.min, h.max, h.count, h.exceeds], [9223372036854776000, 0, 0, 0]);
assert.ok(Number.isNaN(h.mean) && Number.isNaN(h.stddev));
assert.deepStrictEqual([...h.percentiles], [[100, 0]]);
for (let i = 1; i <= 1000; i++) h.record(i);
assert.deepStrictEqual([h.min, h.max, h.mean, h.count], [1, 1000, 500.5, 1000]);
assert.ok(Math.abs(h.stddev - 288.67499) < 1e-4);
assert.deepStrictEqual([h.percentile(50), h.percentile(99), h.percentile(100)], [500, 990, 1000]);
assert.deepStrictEqual([...h.percentiles].slice(0, 4), [[0, 1], [50, 500], [75, 750], [87.5, 875]]);
assert.strictEqual(h.percentileBigInt(99.9), 999n);

for (const value of [12345, 2 ** 31, 2 ** 32 + 1, 2 ** 40, Number.MAX_SAFE_INTEGER - 1]) {
  const one = createHistogram();
  one.record(value);
  assert.ok(one.max >= value && one.max <= value * 1.001, `${value} ${one.max}`);
  assert.ok(one.min <= value && one.min >= value * 0.999);
  const three = createHistogram({ figures: 5 });
  three.record(value);
  assert.ok(three.max - value <= value / 1e5);
}
const small = createHistogram({ lowest: 1, highest: 100, figures: 1 });
for (let i = 1; i < 200; i++) small.record(i);
assert.deepStrictEqual([small.count, small.exceeds], [100, 99]);

const sum = createHistogram();
sum.record(7n);
sum.add(h);
assert.deepStrictEqual([sum.count, sum.max], [1001, 1000]);
h.reset();
assert.strictEqual(h.count, 0);

for (const bad of [0, -1, 1.5, 2 ** 53]) {
  assert.throws(() => h.record(bad), { code: 'ERR_OUT_OF_RANGE' });
}
for (const bad of ['1', null, {}]) {
  assert.throws(() => h.record(bad), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => h.add(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => h.percentile(0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => createHistogram({ lowest: 10, highest: 19 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => createHistogram({ figures: 6 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => new h.constructor(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });

const delay = monitorEventLoopDelay({ resolution: 1 });
assert.deepStrictEqual([delay.enable(), delay.enable()], [true, false]);
const wait = setInterval(mustCall(() => {}, 0), 1e6);
(function check() {
  if (delay.count < 2) return setTimeout(check, 2);
  assert.ok(delay.min > 0);
  assert.deepStrictEqual([delay.disable(), delay.disable()], [true, false]);
  clearInterval(wait);
})();
