// EventTarget: order, once, capture, handleEvent, removal and stopping during a dispatch.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');

const target = new EventTarget();
const calls = [];
const object = { handleEvent(event) { calls.push([this === object, event.type]); } };
target.addEventListener('x', object);
target.addEventListener('x', object);
target.addEventListener('x', object, { capture: true });
target.dispatchEvent(new Event('x'));
assert.deepStrictEqual(calls, [[true, 'x'], [true, 'x']]);
target.removeEventListener('x', object, true);
target.removeEventListener('x', object);
target.dispatchEvent(new Event('x'));
assert.strictEqual(calls.length, 2);

// Removed listeners do not run any more, added ones not yet.
const gone = mustNotCall();
target.addEventListener('y', mustCall(() => {
  target.removeEventListener('y', gone);
  target.addEventListener('y', mustNotCall());
}), { once: true });
target.addEventListener('y', gone);
target.dispatchEvent(new Event('y'));

const stop = mustCall((event) => event.stopImmediatePropagation());
target.addEventListener('z', stop);
target.addEventListener('z', mustNotCall());
target.dispatchEvent(new Event('z'));

// preventDefault: only for cancelable events, and not in a passive listener.
target.addEventListener('passive', (event) => event.preventDefault(), { passive: true });
assert.strictEqual(target.dispatchEvent(new Event('passive', { cancelable: true })), true);
target.addEventListener('active', (event) => event.preventDefault());
assert.strictEqual(target.dispatchEvent(new Event('active', { cancelable: true })), false);
assert.strictEqual(target.dispatchEvent(new Event('active')), true);

// The event knows where it is only meanwhile.
const event = new Event('where');
target.addEventListener('where', mustCall((e) => {
  assert.strictEqual(e.currentTarget, target);
  assert.strictEqual(e.eventPhase, Event.AT_TARGET);
  assert.deepStrictEqual(e.composedPath(), [target]);
  assert.throws(() => target.dispatchEvent(e), { code: 'ERR_EVENT_RECURSION' });
}));
target.dispatchEvent(event);
assert.deepStrictEqual([event.target, event.currentTarget, event.eventPhase], [target, null, 0]);

for (const bad of [5, 'f', true, Symbol('s')]) {
  assert.throws(() => target.addEventListener('x', bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => target.addEventListener('x'), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => target.dispatchEvent({ type: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => target.addEventListener.call({}, 'x', () => {}), { code: 'ERR_INVALID_THIS' });
assert.throws(() => target.addEventListener(Symbol('s'), () => {}), TypeError);
