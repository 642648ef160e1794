'use strict';

// Arguments reach the callback; `this` is the timer.

const assert = require('assert');
const { mustCall } = require('../../common');

for (let count = 0; count < 6; count++) {
  const args = Array.from({ length: count }, (_, i) => i);
  const timeout = setTimeout(mustCall(function(...seen) {
    assert.strictEqual(this, timeout);
    assert.deepStrictEqual(seen, args);
  }), 1, ...args);
  const immediate = setImmediate(mustCall(function(...seen) {
    assert.strictEqual(this, immediate);
    assert.deepStrictEqual(seen, args);
  }), ...args);
  const interval = setInterval(mustCall(function(...seen) {
    assert.strictEqual(this, interval);
    assert.deepStrictEqual(seen, args);
    clearInterval(this);
  }), 1, ...args);
}
