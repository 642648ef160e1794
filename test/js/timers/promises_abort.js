'use strict';

// timers/promises with an AbortSignal: before, while and after they wait.

const assert = require('assert');
const { setTimeout, setImmediate, setInterval } = require('timers/promises');
const { getEventListeners } = require('events');
const { mustCall } = require('../../common');

function isAbort(reason) {
  return (error) => {
    assert.strictEqual(error.name, 'AbortError');
    assert.strictEqual(error.code, 'ABORT_ERR');
    assert.strictEqual(error.message, 'The operation was aborted');
    assert.strictEqual(error.cause, reason);
    return true;
  };
}

(async () => {
  const reason = new Error('the reason');
  const aborted = AbortSignal.abort(reason);
  await assert.rejects(setTimeout(60_000, null, { signal: aborted }), isAbort(reason));
  await assert.rejects(setImmediate(null, { signal: aborted }), isAbort(reason));
  await assert.rejects(setInterval(60_000, null, { signal: aborted }).next(), isAbort(reason));

  for (const start of [
    (signal) => setTimeout(60_000, null, { signal }),
    (signal) => setImmediate(null, { signal }),
    (signal) => setInterval(60_000, null, { signal }).next(),
  ]) {
    const controller = new AbortController();
    const promise = start(controller.signal);
    controller.abort(reason);
    await assert.rejects(promise, isAbort(reason));
    assert.strictEqual(getEventListeners(controller.signal, 'abort').length, 0);
  }

  // After the end it has no effect, and nothing listens any more.
  const controller = new AbortController();
  const { signal } = controller;
  await setTimeout(1, null, { signal });
  await setImmediate(null, { signal });
  assert.strictEqual(getEventListeners(signal, 'abort').length, 0);
  controller.abort();

  // A listener that stops the propagation does not stop the timer's own.
  const other = new AbortController();
  other.signal.addEventListener('abort', (event) => event.stopImmediatePropagation());
  const waiting = setTimeout(60_000, null, { signal: other.signal });
  other.abort(reason);
  await assert.rejects(waiting, isAbort(reason));
})().then(mustCall());
