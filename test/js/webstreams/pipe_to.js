// pipeTo() and pipeThrough(): ends and errors in both directions, the prevent options, a signal.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');

const source = (...chunks) => new ReadableStream({
  start(controller) {
    for (const chunk of chunks) controller.enqueue(chunk);
    controller.close();
  },
});
function recorder(events, sink = {}) {
  return new WritableStream({
    write(chunk) { events.push(chunk); },
    close() { events.push('close'); },
    abort(reason) { events.push(`abort ${reason?.message}`); },
    ...sink,
  });
}

(async () => {
  let events = [];
  await source('a', 'b').pipeTo(recorder(events));
  assert.deepStrictEqual(events, ['a', 'b', 'close']);

  events = [];
  const open = recorder(events);
  await source('a').pipeTo(open, { preventClose: true });
  assert.deepStrictEqual(events, ['a']);
  assert.strictEqual(open.locked, false);
  await source('b').pipeTo(open);
  assert.deepStrictEqual(events, ['a', 'b', 'close']);

  const boom = new Error('boom');
  events = [];
  const failing = new ReadableStream({ pull(controller) { controller.error(boom); } });
  await assert.rejects(failing.pipeTo(recorder(events)), boom);
  assert.deepStrictEqual(events, ['abort boom']);

  events = [];
  await assert.rejects(new ReadableStream({ start(c) { c.error(boom); } })
    .pipeTo(recorder(events), { preventAbort: true }), boom);
  assert.deepStrictEqual(events, []);

  // A failing destination cancels the source.
  let reason;
  const endless = new ReadableStream({
    pull(controller) { controller.enqueue('x'); },
    cancel(r) { reason = r; },
  });
  await assert.rejects(endless.pipeTo(recorder([], { write() { throw boom; } })), boom);
  assert.strictEqual(reason, boom);

  // A signal does both; what was written before is waited for.
  events = [];
  const controller = new AbortController();
  const waiting = new ReadableStream({ cancel(r) { events.push(`cancel ${r.message}`); } });
  const piped = waiting.pipeTo(recorder(events), { signal: controller.signal });
  controller.abort(boom);
  await assert.rejects(piped, boom);
  assert.deepStrictEqual(events.sort(), ['abort boom', 'cancel boom']);
  assert.strictEqual(waiting.locked, false);

  // Slow sinks are not overrun.
  let inFlight = 0;
  let pulled = 0;
  await new ReadableStream({
    pull(c) {
      if (++pulled > 20) c.close();
      else c.enqueue(pulled);
    },
  }, { highWaterMark: 0 }).pipeTo(new WritableStream({
    async write(chunk) {
      assert.strictEqual(++inFlight, 1);
      assert.ok(pulled - chunk <= 2);
      await new Promise(setImmediate);
      inFlight--;
    },
  }));

  events = [];
  const upper = new TransformStream({
    transform(chunk, c) { c.enqueue(chunk.toUpperCase()); },
  });
  await source('a', 'b').pipeThrough(upper).pipeTo(recorder(events));
  assert.deepStrictEqual(events, ['A', 'B', 'close']);

  await assert.rejects(source().pipeTo({}), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(source().pipeTo(new WritableStream(), { signal: {} }),
    { code: 'ERR_INVALID_ARG_TYPE' });
})().then(mustCall());

assert.throws(() => source().pipeThrough({}), { code: 'ERR_INVALID_ARG_TYPE' });
