'use strict';

// process.hrtime() and hrtime.bigint(): one clock that never goes back; differences.

const assert = require('assert');
const { errorLike } = require('../../common');

let previous = 0n;
for (let i = 0; i < 1000; i++) {
  const [seconds, nanoseconds] = process.hrtime();
  assert.ok(Number.isInteger(seconds) && Number.isInteger(nanoseconds));
  assert.ok(nanoseconds >= 0 && nanoseconds < 1e9);
  const now = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
  assert.ok(now >= previous);
  previous = process.hrtime.bigint();
  assert.ok(previous >= now);
}
// Two results are two arrays.
assert.notStrictEqual(process.hrtime(), process.hrtime());

const [seconds, nanoseconds] = process.hrtime();
const difference = process.hrtime([seconds, nanoseconds]);
assert.strictEqual(difference[0], 0);
assert.ok(difference[1] >= 0);
// Borrowing a second.
const [s, ns] = process.hrtime([seconds - 1, 999_999_999]);
assert.ok(s >= 0 && ns >= 0 && ns < 1e9, `${s} ${ns}`);

for (const value of [1, 'x', {}, null, () => {}]) {
  assert.throws(() => process.hrtime(value), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}
for (const value of [[], [1], [1, 2, 3]]) {
  assert.throws(() => process.hrtime(value), errorLike({ code: 'ERR_OUT_OF_RANGE' }));
}
assert.ok(process.uptime() > 0 && process.uptime() < 100);
