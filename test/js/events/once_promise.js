// events.once() waits for one event, fails with 'error', and can be aborted.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const EventEmitter = require('events');
const { once } = EventEmitter;

(async () => {
  const e = new EventEmitter();
  setImmediate(() => e.emit('x', 1, 2));
  assert.deepStrictEqual(await once(e, 'x', null), [1, 2]);
  assert.deepStrictEqual(e.eventNames(), []);

  const err = new Error('failed');
  setImmediate(() => e.emit('error', err));
  await assert.rejects(once(e, 'x'), (x) => x === err);
  assert.deepStrictEqual(e.eventNames(), []);

  // 'error' itself can be waited for.
  setImmediate(() => e.emit('error', err));
  assert.deepStrictEqual(await once(e, 'error'), [err]);

  const controller = new AbortController();
  setImmediate(() => controller.abort('why'));
  await assert.rejects(once(e, 'x', { signal: controller.signal }),
                       { name: 'AbortError', code: 'ABORT_ERR', cause: 'why' });
  assert.deepStrictEqual(e.eventNames(), []);
  await assert.rejects(once(e, 'x', { signal: controller.signal }), { name: 'AbortError' });
  await assert.rejects(once(e, 'x', { signal: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(once({}, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });

  const target = new EventTarget();
  setImmediate(() => target.dispatchEvent(new Event('x')));
  assert.strictEqual((await once(target, 'x'))[0].type, 'x');
})().then(mustCall());
