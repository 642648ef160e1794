'use strict';

// The queue of immediates over several of its chunks: order, clearing around the joints and all of
// the rest, a throw at a joint, what is queued during a batch of exactly one chunk.

const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

const kChunk = 1024;

// By a timer first, so that at times no immediate waits.
async function wait() {
  await new Promise((resolve) => { setTimeout(resolve, 1); });
  await new Promise((resolve) => { setImmediate(() => setImmediate(resolve)); });
}

async function order(count) {
  const seen = [];
  const immediates = [];
  for (let i = 0; i < count; i++) {
    immediates.push(setImmediate(() => {
      seen.push(i);
      // It waits for the next turn, whatever is left in the chunk.
      if (i === 0) setImmediate(() => seen.push('next'));
    }));
  }
  const cleared = new Set([1, kChunk - 1, kChunk, 2 * kChunk - 1, count - 1]);
  for (const i of cleared) clearImmediate(immediates[i]);
  await wait();
  const expected = [];
  for (let i = 0; i < count; i++) if (!cleared.has(i)) expected.push(i);
  assert.deepStrictEqual(seen, [...expected, 'next']);
  assert.ok(immediates.every((immediate) => immediate._destroyed));
}

// One of the batch clears all others; then the queue serves again.
async function clearTheRest() {
  const immediates = [];
  setImmediate(mustCall(() => {
    immediates.forEach(clearImmediate);
    setImmediate(mustCall());
    const twice = setImmediate(mustNotCall());
    clearImmediate(twice);
  }));
  for (let i = 0; i < 3 * kChunk; i++) immediates.push(setImmediate(mustNotCall()));
  await wait();
  assert.deepStrictEqual(process.getActiveResourcesInfo().filter((name) => name === 'Immediate'),
                         []);
}

// Cleared ones behind the thrower are passed over; the tick of the last thrower still runs.
async function throwAtJoint() {
  const seen = [];
  process.on('uncaughtException', mustCall((error) => seen.push(error.message), 2));
  const cleared = [];
  for (let i = 0; i < kChunk - 1; i++) setImmediate(() => {});
  setImmediate(() => {
    process.nextTick(() => seen.push('tick'));
    throw new Error('joint');
  });
  cleared.push(setImmediate(mustNotCall()));
  setImmediate(() => seen.push('after'));
  setImmediate(() => {
    process.nextTick(() => seen.push('last tick'));
    throw new Error('last');
  });
  cleared.push(setImmediate(mustNotCall()));
  cleared.forEach(clearImmediate);
  await wait();
  assert.deepStrictEqual(seen, ['joint', 'after', 'tick', 'last', 'last tick']);
  process.removeAllListeners('uncaughtException');
}

// Made and cleared without end, while the check phase never has one to run.
async function clearedAtOnce() {
  for (let i = 0; i < 5 * kChunk; i++) clearImmediate(setImmediate(mustNotCall()));
  await wait();
}

(async () => {
  for (const count of [3 * kChunk, 3 * kChunk + 1, 2 * kChunk + 2]) await order(count);
  await clearTheRest();
  await throwAtJoint();
  await clearedAtOnce();
  await order(2 * kChunk + 1);
})().then(mustCall());
