'use strict';

// A timer never runs before its time (less the one millisecond of the cached clock).

const assert = require('assert');
const { mustCall } = require('../../common');

for (const delay of [1, 2, 5, 11, 23, 47]) {
  const start = performance.now();
  setTimeout(mustCall(() => {
    const elapsed = performance.now() - start;
    assert.ok(elapsed >= delay - 1, `${elapsed} of ${delay}`);
  }), delay);
}
