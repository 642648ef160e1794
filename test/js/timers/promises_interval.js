'use strict';

// timers/promises setInterval(): an endless sequence that misses nothing and ends with the loop.

const assert = require('assert');
const { setInterval, setTimeout } = require('timers/promises');
const { mustCall } = require('../../common');

(async () => {
  let count = 0;
  for await (const value of setInterval(1, 'value')) {
    assert.strictEqual(value, 'value');
    if (++count === 3) break;
  }
  assert.strictEqual(count, 3);

  // What came while nobody asked is given at once.
  const iterator = setInterval(1);
  assert.deepStrictEqual(await iterator.next(), { done: false, value: undefined });
  await setTimeout(10);
  for (let i = 0; i < 3; i++) assert.strictEqual((await iterator.next()).done, false);
  assert.deepStrictEqual(await iterator.return(5), { done: true, value: 5 });
  assert.deepStrictEqual(await iterator.next(), { done: true, value: undefined });

  // An error in the loop ends it.
  await assert.rejects(async () => {
    for await (const _ of setInterval(1)) throw new Error('in the loop');
  }, { message: 'in the loop' });

  // unref'd: the process ends while it is awaited. This is the last thing that happens.
  setInterval(60_000, null, { ref: false }).next();
})().then(mustCall());
