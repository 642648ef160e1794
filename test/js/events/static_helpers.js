// getEventListeners, getMaxListeners, setMaxListeners and listenerCount for emitters and targets.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const events = require('events');

const e = new events.EventEmitter();
const t = new EventTarget();
const f = () => {};
e.once('x', f);
t.addEventListener('x', f);
assert.deepStrictEqual(events.getEventListeners(e, 'x'), [f]);
assert.deepStrictEqual(events.getEventListeners(t, 'x'), [f]);
assert.deepStrictEqual(events.getEventListeners(t, 'y'), []);
assert.strictEqual(events.listenerCount(e, 'x'), 1);
events.setMaxListeners(3, e, t);
assert.deepStrictEqual([events.getMaxListeners(e), events.getMaxListeners(t)], [3, 3]);
events.setMaxListeners(5);
assert.strictEqual(events.defaultMaxListeners, 5);
assert.strictEqual(events.getMaxListeners(new EventTarget()), 5);
for (const call of [
  () => events.getEventListeners({}, 'x'),
  () => events.getMaxListeners({}),
  () => events.setMaxListeners(1, {}),
]) assert.throws(call, { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => events.setMaxListeners(-1), { code: 'ERR_OUT_OF_RANGE' });

// addAbortListener runs whatever other listeners do, once, and can be disposed of.
const controller = new AbortController();
controller.signal.addEventListener('abort', (event) => event.stopImmediatePropagation());
events.addAbortListener(controller.signal, mustCall());
events.addAbortListener(controller.signal, () => assert.fail('disposed'))[Symbol.dispose]();
controller.abort();
events.addAbortListener(controller.signal, mustCall());
assert.throws(() => events.addAbortListener(undefined, f), { code: 'ERR_INVALID_ARG_TYPE' });
