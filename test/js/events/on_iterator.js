// events.on() queues events, ends on `close`, errors and abort, and pauses the emitter.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { EventEmitter, on } = require('events');

(async () => {
  const e = new EventEmitter();
  const seen = [];
  const iterator = on(e, 'x', { close: ['end'] });
  e.emit('x', 1);
  e.emit('x', 2, 3);
  e.emit('end');
  e.emit('x', 'too late');
  for await (const args of iterator) seen.push(args);
  assert.deepStrictEqual(seen, [[1], [2, 3]]);
  assert.deepStrictEqual(e.eventNames(), []);

  // What was queued comes before the error; after it the iteration is over.
  const failing = on(e, 'x');
  e.emit('x', 1);
  const err = new Error('failed');
  e.emit('error', err);
  assert.deepStrictEqual(await failing.next(), { value: [1], done: false });
  await assert.rejects(failing.next(), (x) => x === err);
  assert.deepStrictEqual(await failing.next(), { value: undefined, done: true });

  const controller = new AbortController();
  const aborted = on(e, 'x', { signal: controller.signal });
  const next = aborted.next();
  controller.abort();
  await assert.rejects(next, { name: 'AbortError' });
  assert.deepStrictEqual(e.eventNames(), []);
  assert.throws(() => on(e, 'x', { signal: controller.signal }), { name: 'AbortError' });

  // High and low water marks.
  const calls = [];
  const flow = Object.assign(new EventEmitter(), {
    pause() { calls.push('pause'); }, resume() { calls.push('resume'); },
  });
  const marked = on(flow, 'x', { highWaterMark: 2, lowWaterMark: 2 });
  for (let i = 0; i < 3; i++) flow.emit('x', i);
  assert.deepStrictEqual(calls, ['pause']);
  await marked.next();
  assert.deepStrictEqual(calls, ['pause']);
  await marked.next();
  assert.deepStrictEqual(calls, ['pause', 'resume']);
  assert.throws(() => on(flow, 'x', { highWaterMark: 0 }), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => on({}, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });

  // Many events, so that the queue's front is cut off.
  const many = on(flow, 'many');
  for (let i = 0; i < 5000; i++) flow.emit('many', i);
  for (let i = 0; i < 5000; i++) assert.strictEqual((await many.next()).value[0], i);
  many.return();
})().then(mustCall());
