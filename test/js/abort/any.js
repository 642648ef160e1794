// AbortSignal.any follows the first source that is aborted; dependents are marked before any event.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');

const a = new AbortController();
const b = new AbortController();
const first = AbortSignal.any([a.signal, b.signal]);
const second = AbortSignal.any([first, a.signal]);
const order = [];
a.signal.addEventListener('abort', mustCall(() => {
  order.push('source');
  assert.deepStrictEqual([first.aborted, second.aborted], [true, true]);
}));
first.addEventListener('abort', mustCall(() => order.push('first')));
second.addEventListener('abort', mustCall(() => order.push('second')));
a.abort('why');
b.abort('too late');
assert.deepStrictEqual(order, ['source', 'first', 'second']);
assert.strictEqual(first.reason, 'why');
assert.strictEqual(second.reason, 'why');

assert.strictEqual(AbortSignal.any([b.signal, AbortSignal.abort(1)]).reason, 'too late');
assert.strictEqual(AbortSignal.any([]).aborted, false);
for (const bad of [undefined, 5, [5], [null]]) {
  assert.throws(() => AbortSignal.any(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
