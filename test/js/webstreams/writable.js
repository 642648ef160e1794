// WritableStream: one write at a time, ready and desiredSize, abort, close, and errors.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');

(async () => {
  const written = [];
  let release;
  const stream = new WritableStream({
    write(chunk) {
      written.push(chunk);
      return new Promise((resolve) => { release = resolve; });
    },
    close() { written.push('close'); },
  }, { highWaterMark: 2 });
  const writer = stream.getWriter();
  await writer.ready;
  assert.strictEqual(writer.desiredSize, 2);
  const one = writer.write(1);
  const two = writer.write(2);
  assert.strictEqual(writer.desiredSize, 0);
  await new Promise(setImmediate);
  assert.deepStrictEqual(written, [1]);
  release();
  await one;
  await writer.ready;
  assert.strictEqual(writer.desiredSize, 1);
  release();
  await two;
  await writer.close();
  assert.deepStrictEqual(written, [1, 2, 'close']);
  await assert.rejects(writer.write(3), { code: 'ERR_INVALID_STATE' });
  await assert.rejects(writer.close(), { code: 'ERR_INVALID_STATE' });

  // abort() drops what is queued and tells the sink and its signal.
  let signal;
  let reason;
  const aborted = new WritableStream({
    start(controller) { ({ signal } = controller); },
    write: () => new Promise(() => {}),
    abort(r) { reason = r; },
  });
  assert.strictEqual(signal.aborted, false);
  const boom = new Error('boom');
  await aborted.abort(boom);
  assert.strictEqual(signal.reason, boom);
  assert.strictEqual(reason, boom);
  await assert.rejects(aborted.getWriter().closed, boom);

  // A failing write fails the writes behind it.
  const failing = new WritableStream({ write() { throw boom; } });
  const failingWriter = failing.getWriter();
  const results = await Promise.allSettled([failingWriter.write(1), failingWriter.write(2)]);
  assert.deepStrictEqual(results.map(({ reason: r }) => r), [boom, boom]);
  await assert.rejects(failingWriter.ready, boom);
  assert.strictEqual(failingWriter.desiredSize, null);

  const locked = new WritableStream();
  const lock = locked.getWriter();
  assert.throws(() => locked.getWriter(), { code: 'ERR_INVALID_STATE' });
  await assert.rejects(locked.close(), { code: 'ERR_INVALID_STATE' });
  lock.releaseLock();
  await assert.rejects(lock.closed, { code: 'ERR_INVALID_STATE' });
  assert.throws(() => lock.desiredSize, { code: 'ERR_INVALID_STATE' });
  await locked.close();
})().then(mustCall());

assert.throws(() => new WritableStream({ type: 'x' }), RangeError);
assert.throws(() => new WritableStream({ write: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
