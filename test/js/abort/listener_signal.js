// addEventListener({ signal }) removes the listener on abort, even if propagation is stopped.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const { getEventListeners } = require('events');
const assert = require('assert');

const controller = new AbortController();
const { signal } = controller;
signal.addEventListener('abort', (event) => event.stopImmediatePropagation());
const target = new EventTarget();
target.addEventListener('x', mustCall(), { signal, once: true });
target.dispatchEvent(new Event('x'));
target.addEventListener('x', mustNotCall(), { signal });
controller.abort();
target.dispatchEvent(new Event('x'));
assert.deepStrictEqual(getEventListeners(target, 'x'), []);
target.addEventListener('x', mustNotCall(), { signal });
assert.deepStrictEqual(getEventListeners(target, 'x'), []);
assert.throws(() => target.addEventListener('x', () => {}, { signal: null }),
              { code: 'ERR_INVALID_ARG_TYPE' });
