// Byte streams: enqueue() takes the memory, BYOB reads fill the given buffer, respond() and min.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');

(async () => {
  let controller;
  const stream = new ReadableStream({ type: 'bytes', start(c) { controller = c; } });
  const chunk = new Uint8Array([1, 2, 3, 4, 5]);
  controller.enqueue(chunk);
  assert.strictEqual(chunk.byteLength, 0);

  const reader = stream.getReader({ mode: 'byob' });
  const given = new Uint8Array(8);
  const { buffer } = given;
  const { value, done } = await reader.read(new Uint8Array(buffer, 2, 3));
  assert.strictEqual(done, false);
  assert.strictEqual(given.byteLength, 0);
  assert.deepStrictEqual([...value], [1, 2, 3]);
  assert.strictEqual(value.byteOffset, 2);
  assert.strictEqual(value.buffer.byteLength, 8);

  // Elements are whole: two bytes are left, which make up one Uint16.
  const sixteen = await reader.read(new Uint16Array(4));
  assert.ok(sixteen.value instanceof Uint16Array);
  assert.strictEqual(sixteen.value.length, 1);

  // respond() on what the request offers.
  const pending = reader.read(new Uint8Array(4));
  const request = controller.byobRequest;
  assert.strictEqual(request.view.byteLength, 4);
  request.view[0] = 9;
  request.respond(1);
  assert.strictEqual(request.view, null);
  assert.throws(() => request.respond(1), { code: 'ERR_INVALID_STATE' });
  assert.deepStrictEqual([...(await pending).value], [9]);

  // `min` waits for that many elements.
  const waiting = reader.read(new Uint8Array(4), { min: 3 });
  controller.enqueue(new Uint8Array([1]));
  controller.enqueue(new Uint8Array([2, 3, 4]));
  assert.deepStrictEqual([...(await waiting).value], [1, 2, 3, 4]);

  // The end gives the memory back.
  const last = reader.read(new Uint8Array(4));
  controller.close();
  controller.byobRequest.respond(0);
  const end = await last;
  assert.strictEqual(end.done, true);
  assert.strictEqual(end.value.byteLength, 0);
  assert.strictEqual(end.value.buffer.byteLength, 4);

  // autoAllocateChunkSize gives default readers a request as well.
  const auto = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: 16,
    pull(c) {
      const { view } = c.byobRequest;
      assert.strictEqual(view.byteLength, 16);
      new Uint8Array(view.buffer)[0] = 7;
      c.byobRequest.respond(1);
    },
  });
  assert.deepStrictEqual([...(await auto.getReader().read()).value], [7]);

  // Hostile views.
  const bad = new ReadableStream({ type: 'bytes', start(c) { controller = c; } });
  const badReader = bad.getReader({ mode: 'byob' });
  await assert.rejects(badReader.read(), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(badReader.read(new Uint8Array(0)), { code: 'ERR_INVALID_STATE' });
  await assert.rejects(badReader.read(new Uint8Array(1), { min: 2 }), RangeError);
  await assert.rejects(badReader.read(new Uint8Array(1), { min: 0 }), TypeError);
  const detached = new Uint8Array(4);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  await assert.rejects(badReader.read(detached), { code: 'ERR_INVALID_STATE' });
  assert.throws(() => controller.enqueue(detached), { code: 'ERR_INVALID_STATE' });
  assert.throws(() => controller.enqueue('x'), { code: 'ERR_INVALID_ARG_TYPE' });
  badReader.read(new Uint8Array(2)).catch(() => {});
  assert.throws(() => controller.byobRequest.respond(3), RangeError);
  assert.throws(() => controller.byobRequest.respondWithNewView(new Uint8Array(3)), RangeError);
})().then(mustCall());

assert.throws(() => new ReadableStream({ type: 'bytes' }, { size: () => 1 }), RangeError);
assert.throws(() => new ReadableStream().getReader({ mode: 'byob' }), {
  code: 'ERR_INVALID_ARG_VALUE',
});
