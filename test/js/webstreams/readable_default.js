// ReadableStream: pulls, sizes, close, errors, cancel, and what a released reader answers.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');

(async () => {
  // Pulled up to the high-water mark before anybody reads.
  let pulls = 0;
  const sized = new ReadableStream({
    pull(controller) {
      pulls++;
      controller.enqueue('abc');
    },
  }, { highWaterMark: 5, size: (chunk) => chunk.length });
  await new Promise(setImmediate);
  assert.strictEqual(pulls, 2);
  const reader = sized.getReader();
  assert.deepStrictEqual(await reader.read(), { value: 'abc', done: false });
  assert.strictEqual(pulls, 3);
  await reader.cancel();
  assert.deepStrictEqual(await reader.read(), { value: undefined, done: true });

  // What is queued is read before the end.
  let controller;
  const closing = new ReadableStream({ start(c) { controller = c; } });
  controller.enqueue(1);
  controller.close();
  assert.throws(() => controller.enqueue(2), { name: 'TypeError', code: 'ERR_INVALID_STATE' });
  assert.throws(() => controller.close(), { code: 'ERR_INVALID_STATE' });
  const closingReader = closing.getReader();
  assert.deepStrictEqual(await closingReader.read(), { value: 1, done: false });
  await closingReader.closed;

  // An error discards the queue.
  const boom = new Error('boom');
  const failing = new ReadableStream({ start(c) { controller = c; } });
  controller.enqueue(1);
  controller.error(boom);
  assert.strictEqual(controller.desiredSize, null);
  await assert.rejects(failing.getReader().read(), boom);
  await assert.rejects(new ReadableStream({ pull() { throw boom; } }).getReader().read(), boom);
  await assert.rejects(new ReadableStream({ start: async () => { throw boom; } })
    .getReader().closed, boom);

  // The reason of cancel() reaches the source; the source's failure reaches the caller.
  let reason;
  await new ReadableStream({ cancel(r) { reason = r; } }).cancel('why');
  assert.strictEqual(reason, 'why');
  await assert.rejects(new ReadableStream({ cancel() { throw boom; } }).cancel(), boom);

  const released = new ReadableStream();
  const first = released.getReader();
  assert.throws(() => released.getReader(), { code: 'ERR_INVALID_STATE' });
  await assert.rejects(released.cancel(), { code: 'ERR_INVALID_STATE' });
  const pending = first.read();
  first.releaseLock();
  await assert.rejects(pending, { code: 'ERR_INVALID_STATE' });
  await assert.rejects(first.read(), { code: 'ERR_INVALID_STATE' });
  assert.strictEqual(released.locked, false);
  released.getReader();

  // A size that is no size breaks the stream.
  for (const size of [() => -1, () => NaN, () => Infinity, () => { throw boom; }]) {
    const bad = new ReadableStream({ start(c) { controller = c; } }, { size });
    assert.throws(() => controller.enqueue('x'));
    await assert.rejects(bad.getReader().closed);
  }
})().then(mustCall());

for (const source of [null, 1, 'x']) {
  assert.throws(() => new ReadableStream(source), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => new ReadableStream({ type: 'text' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new ReadableStream({ pull: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new ReadableStream({}, { highWaterMark: -1 }), RangeError);
assert.throws(() => new ReadableStreamDefaultController(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => ReadableStream.prototype.locked, { code: 'ERR_INVALID_THIS' });
