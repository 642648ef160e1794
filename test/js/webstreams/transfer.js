// Streams are transferred, not cloned: data, ends, errors and back-pressure go through the ports.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');

const transfer = (value) => structuredClone(value, { transfer: [value] });

(async () => {
  let pulls = 0;
  const source = new ReadableStream({
    pull(controller) {
      if (++pulls > 3) controller.close();
      else controller.enqueue({ pulls });
    },
  });
  const received = transfer(source);
  assert.ok(received instanceof ReadableStream);
  assert.strictEqual(source.locked, true);
  const chunks = [];
  // The ports do not keep the process alive, so something else has to.
  const timer = setInterval(() => {}, 1000);
  for await (const chunk of received) chunks.push(chunk);
  assert.deepStrictEqual(chunks, [{ pulls: 1 }, { pulls: 2 }, { pulls: 3 }]);

  const written = [];
  const sink = new WritableStream({
    write(chunk) { written.push(chunk); },
    close() { written.push('close'); },
  });
  const closed = new Promise((resolve) => {
    const poll = () => (written.includes('close') ? resolve() : setImmediate(poll));
    poll();
  });
  const writer = transfer(sink).getWriter();
  await writer.write('a');
  await writer.close();
  await closed;
  assert.deepStrictEqual(written, ['a', 'close']);

  const upper = transfer(new TransformStream({
    transform(chunk, controller) { controller.enqueue(chunk.toUpperCase()); },
  }));
  assert.ok(upper instanceof TransformStream);
  const upperWriter = upper.writable.getWriter();
  upperWriter.write('text');
  upperWriter.close();
  const upperReader = upper.readable.getReader();
  assert.deepStrictEqual(await upperReader.read(), { value: 'TEXT', done: false });
  assert.deepStrictEqual(await upperReader.read(), { value: undefined, done: true });

  // Errors are cloned; what cannot be cloned is an error of both ends.
  const failing = transfer(new ReadableStream({ pull() { throw new RangeError('far'); } }));
  await assert.rejects(failing.getReader().read(), { name: 'RangeError', message: 'far' });
  const reason = new Promise((resolve) => {
    const unclonable = transfer(new ReadableStream({
      pull(controller) { controller.enqueue(() => {}); },
      cancel: resolve,
    }));
    unclonable.getReader().read().then(mustNotCall(), mustCall());
  });
  assert.strictEqual((await reason).name, 'DataCloneError');
  const cancelled = new Promise((resolve) => {
    transfer(new ReadableStream({ cancel: resolve })).cancel('enough');
  });
  assert.strictEqual(await cancelled, 'enough');
  clearInterval(timer);
})().then(mustCall());

for (const stream of [new ReadableStream(), new WritableStream(), new TransformStream()]) {
  assert.throws(() => structuredClone(stream), {
    code: 'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST',
  });
}
const locked = new ReadableStream();
locked.getReader();
assert.throws(() => transfer(locked), { name: 'DataCloneError', message: /locked/ });
const lockedSink = new WritableStream();
lockedSink.getWriter();
assert.throws(() => transfer(lockedSink), { name: 'DataCloneError', message: /locked/ });

// What was transferred and is never used does not keep the process alive.
transfer(new ReadableStream());
transfer(new WritableStream());
