'use strict';

// setInterval(): again and again, from the time the callback began, also after a throw.

const assert = require('assert');
const { mustCall, mustCallAtLeast } = require('../../common');

process.on('uncaughtException', mustCall((error) => assert.strictEqual(error.message, 'second')));
let runs = 0;
const interval = setInterval(mustCall(() => {
  if (++runs === 2) throw new Error('second');
  if (runs === 4) clearInterval(interval);
}, 4), 1);

// A callback that takes longer than the interval: the next comes at once, but the loop goes on
// between.
let slow = 0;
let immediates = 0;
const busy = setInterval(mustCall(() => {
  const start = process.hrtime.bigint();
  while (process.hrtime.bigint() - start < 4_000_000n);
  setImmediate(() => {
    immediates++;
  });
  if (++slow === 5) {
    clearInterval(busy);
    assert.ok(immediates >= 4, `${immediates}`);
  }
}, 5), 2);

// unref() in the callback ends the process.
setInterval(mustCallAtLeast(function() {
  this.unref();
}), 30);
