// tee() of default and byte streams; async iteration, from(), and what leaving early does.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');

const collect = async (stream) => {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
};

(async () => {
  const [one, two] = ReadableStream.from([1, 2, 3]).tee();
  assert.deepStrictEqual(await collect(one), [1, 2, 3]);
  assert.deepStrictEqual(await collect(two), [1, 2, 3]);

  // Branches of a byte stream do not share memory.
  const bytes = new ReadableStream({
    type: 'bytes',
    start(controller) {
      controller.enqueue(new Uint8Array([1, 2]));
      controller.close();
    },
  });
  const branches = bytes.tee();
  const chunks = await Promise.all(branches.map(collect));
  chunks[0][0][0] = 99;
  assert.deepStrictEqual([...chunks[1][0]], [1, 2]);

  // Both have to cancel.
  let reasons;
  const cancelled = new ReadableStream({ cancel(r) { reasons = r; } }).tee();
  const first = cancelled[0].cancel('a');
  assert.strictEqual(reasons, undefined);
  await Promise.all([first, cancelled[1].cancel('b')]);
  assert.deepStrictEqual(reasons, ['a', 'b']);

  let cancelReason = 'not cancelled';
  const left = new ReadableStream({
    pull(controller) { controller.enqueue('x'); },
    cancel(reason) { cancelReason = reason; },
  });
  for await (const chunk of left) {
    assert.strictEqual(chunk, 'x');
    break;
  }
  assert.strictEqual(cancelReason, undefined);
  assert.strictEqual(left.locked, false);

  const kept = ReadableStream.from([1, 2]);
  for await (const chunk of kept.values({ preventCancel: true })) {
    assert.strictEqual(chunk, 1);
    break;
  }
  assert.deepStrictEqual(await collect(kept), [2]);

  // from(): sync iterables are awaited, generators closed, errors passed on.
  assert.deepStrictEqual(await collect(ReadableStream.from([1, Promise.resolve(2)])), [1, 2]);
  let closed = false;
  const generated = ReadableStream.from((function* () {
    try {
      yield 1;
      yield 2;
    } finally {
      closed = true;
    }
  })());
  const reader = generated.getReader();
  await reader.read();
  await reader.cancel();
  assert.strictEqual(closed, true);
  const boom = new Error('boom');
  await assert.rejects(collect(ReadableStream.from((async function* () { throw boom; })())), boom);
  assert.throws(() => ReadableStream.from(5), { code: 'ERR_ARG_NOT_ITERABLE' });

  // Several next() at a time are answered in order.
  const iterator = ReadableStream.from([1, 2]).values();
  assert.deepStrictEqual(await Promise.all([iterator.next(), iterator.next(), iterator.next()]), [
    { value: 1, done: false }, { value: 2, done: false }, { value: undefined, done: true },
  ]);
  await assert.rejects(Object.getPrototypeOf(iterator).next.call({}), { code: 'ERR_INVALID_THIS' });
})().then(mustCall());
