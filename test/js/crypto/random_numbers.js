// randomInt() stays in its range, reaches every number of it and prefers none; UUIDs are of version
// 4.
'use strict';

const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const { randomInt, randomUUID } = require('crypto');

for (const [min, max] of [[0, 1], [0, 3], [-5, 5], [10, 17], [-3, -1]]) {
  const counts = new Map();
  for (let i = 0; i < 3000; i++) {
    const value = randomInt(min, max);
    assert(Number.isInteger(value) && value >= min && value < max);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  assert.strictEqual(counts.size, max - min);
  // Ten standard deviations off would be a defect, not chance.
  const expected = 3000 / (max - min);
  for (const count of counts.values()) assert(Math.abs(count - expected) < 10 * Math.sqrt(
    expected) + 1);
}
// Around 32 bits, and the largest range there is.
for (const max of [2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 40, 2 ** 48 - 1]) {
  let upper = 0;
  for (let i = 0; i < 200; i++) {
    const value = randomInt(max);
    assert(Number.isInteger(value) && value >= 0 && value < max);
    if (value >= max / 2) upper++;
  }
  assert(upper > 40 && upper < 160, `${upper} of 200 in the upper half of ${max}`);
}
assert.strictEqual(randomInt(Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER),
                   Number.MAX_SAFE_INTEGER - 1);

let later = false;
randomInt(3, 4, mustCall((error, value) => {
  assert(later);
  assert.strictEqual(error, undefined);
  assert.strictEqual(value, 3);
}));
later = true;

for (const value of [undefined, 'a', 1.5, NaN, 2 ** 53, 1n]) {
  assert.throws(() => randomInt(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => randomInt(0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => randomInt(3, 3), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => randomInt(2 ** 48), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => randomInt(Number.MIN_SAFE_INTEGER, 0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => randomInt(0, 0, mustNotCall()), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => randomInt(1, 2, 3), { code: 'ERR_INVALID_ARG_TYPE' });

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const uuids = new Set();
const bits = new Array(36).fill('');
for (let i = 0; i < 1000; i++) {
  const uuid = i % 2 === 0 ? randomUUID() : randomUUID({ disableEntropyCache: true });
  assert.match(uuid, pattern);
  uuids.add(uuid);
  for (let j = 0; j < 36; j++) if (!bits[j].includes(uuid[j])) bits[j] += uuid[j];
}
assert.strictEqual(uuids.size, 1000);
// Each place but those of version, variant and dashes takes every digit.
bits.forEach((digits, at) => {
  const expected = [8, 13, 14, 18, 23].includes(at) ? 1 : at === 19 ? 4 : 16;
  assert.strictEqual(digits.length, expected, `place ${at}: ${digits}`);
});
assert.throws(() => randomUUID(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => randomUUID({ disableEntropyCache: '' }), { code: 'ERR_INVALID_ARG_TYPE' });
