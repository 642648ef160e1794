// TransformStream: identity, back-pressure, flush, cancel, terminate, and errors on both sides.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');

(async () => {
  const identity = new TransformStream();
  const writer = identity.writable.getWriter();
  const reader = identity.readable.getReader();
  let settled = false;
  const write = writer.write('x').then(() => { settled = true; });
  await new Promise(setImmediate);
  assert.strictEqual(settled, false);
  assert.deepStrictEqual(await reader.read(), { value: 'x', done: false });
  await write;
  writer.close();
  assert.deepStrictEqual(await reader.read(), { value: undefined, done: true });

  const flushed = new TransformStream({ flush(controller) { controller.enqueue('last'); } });
  flushed.writable.close();
  assert.deepStrictEqual(await flushed.readable.getReader().read(), { value: 'last', done: false });

  const boom = new Error('boom');
  const failing = new TransformStream({ transform() { throw boom; } });
  const failingWriter = failing.writable.getWriter();
  const read = failing.readable.getReader().read();
  await assert.rejects(failingWriter.write('x'), boom);
  await assert.rejects(read, boom);
  await assert.rejects(failingWriter.closed, boom);

  const terminated = new TransformStream({
    start(controller) {
      controller.enqueue('only');
      controller.terminate();
    },
  });
  const last = terminated.readable.getReader();
  assert.strictEqual((await last.read()).value, 'only');
  assert.strictEqual((await last.read()).done, true);
  await assert.rejects(terminated.writable.getWriter().closed, TypeError);

  const reasons = [];
  await new TransformStream({ cancel(r) { reasons.push(r); } }).readable.cancel('read side');
  await new TransformStream({ cancel(r) { reasons.push(r); } }).writable.abort('write side');
  assert.deepStrictEqual(reasons, ['read side', 'write side']);
})().then(mustCall());

assert.throws(() => new TransformStream({ readableType: 'bytes' }), RangeError);
assert.throws(() => new TransformStream({ writableType: 'bytes' }), RangeError);
assert.throws(() => new TransformStream({ start() { throw new Error('start'); } }),
  { message: 'start' });
