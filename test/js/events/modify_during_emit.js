// Listeners that are added or removed during an emit have no effect on that emit.
'use strict';
require('../../common');
const assert = require('assert');
const EventEmitter = require('events');

for (const size of [1, 2, 3, 4]) {
  const e = new EventEmitter();
  const calls = [];
  const listeners = [];
  for (let i = 0; i < size; i++) {
    listeners[i] = () => {
      calls.push(i);
      if (i === 0) {
        for (const each of listeners) e.removeListener('x', each);
        e.on('x', () => calls.push('late'));
      }
    };
    e.on('x', listeners[i]);
  }
  e.emit('x');
  assert.deepStrictEqual(calls, listeners.map((_, i) => i));
  calls.length = 0;
  e.emit('x');
  assert.deepStrictEqual(calls, ['late']);
}

// A once listener is gone before it is called, so it can emit its event again.
const e = new EventEmitter();
let depth = 0;
e.once('again', () => {
  depth++;
  assert.strictEqual(e.emit('again'), false);
});
assert.strictEqual(e.emit('again'), true);
assert.strictEqual(depth, 1);

// A listener that throws leaves the emitter usable.
e.on('throw', () => { throw new TypeError('once'); });
e.on('throw', () => { depth = 99; });
assert.throws(() => e.emit('throw'), TypeError);
assert.strictEqual(depth, 1);
e.removeAllListeners('throw');
assert.strictEqual(e.emit('throw'), false);
