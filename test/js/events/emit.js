// emit() calls the listeners in order, with `this` and all arguments; its result tells of any.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const EventEmitter = require('events');

const e = new EventEmitter();
assert.strictEqual(e.emit('nobody'), false);
assert.strictEqual(e.emit('toString'), false);
assert.strictEqual(e.emit('constructor'), false);
assert.strictEqual(e.emit('__proto__'), false);

// Every number of arguments takes its own way through emit().
for (const listeners of [1, 2, 3]) {
  const name = Symbol(`${listeners} listeners`);
  const seen = [];
  for (let i = 0; i < listeners; i++) {
    e.on(name, mustCall(function(...args) {
      assert.strictEqual(this, e);
      seen.push(`${i}:${args}`);
    }, 7));
  }
  for (let argc = 0; argc < 7; argc++) {
    seen.length = 0;
    const args = Array.from({ length: argc }, (_, i) => i);
    assert.strictEqual(e.emit(name, ...args), true);
    assert.deepStrictEqual(seen, Array.from({ length: listeners }, (_, i) => `${i}:${args}`));
  }
}

// Names that objects inherit are events like any other.
e.on('__proto__', mustCall((x) => assert.strictEqual(x, 1)));
e.on('hasOwnProperty', mustCall());
assert.strictEqual(e.emit('__proto__', 1), true);
assert.strictEqual(e.emit('hasOwnProperty'), true);

// A listener's own `call` and `apply` are not what calls it.
const odd = mustCall();
odd.call = odd.apply = () => { throw new Error('not to be called'); };
e.on('odd', odd);
e.emit('odd');
