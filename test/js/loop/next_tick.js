'use strict';

// process.nextTick(): arguments, order over many chunks, what it refuses.

const assert = require('assert');
const { errorLike, mustCall } = require('../../common');

process.nextTick(mustCall((...args) => assert.deepStrictEqual(args, [])));
process.nextTick(mustCall((...args) => assert.deepStrictEqual(args, [1])), 1);
process.nextTick(mustCall((...args) => assert.deepStrictEqual(args, [1, 2])), 1, 2);
process.nextTick(mustCall((...args) => assert.deepStrictEqual(args, [1, 2, 3, undefined])),
                 1, 2, 3, undefined);
assert.strictEqual(process.nextTick(() => {}), undefined);

for (const value of [undefined, null, 1, 'x', {}, [], true, Symbol('s'), 1n]) {
  assert.throws(() => process.nextTick(value),
                errorLike({ code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' }));
}

// More than any one chunk holds; some queue more while they run.
const seen = [];
const total = 5000;
for (let i = 0; i < total; i++) {
  process.nextTick((n) => {
    seen.push(n);
    if (n % 100 === 0) process.nextTick((m) => seen.push(total + m / 100), n);
  }, i);
}
setImmediate(mustCall(() => {
  assert.deepStrictEqual(seen, Array.from({ length: total + total / 100 }, (_, i) => i));
}));
