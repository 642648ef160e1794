'use strict';

// Many timers of many durations, made, cleared and refreshed in disorder, all run by their time.

const assert = require('assert');
const { mustCall } = require('../../common');

// A fixed sequence that looks random.
let seed = 12345;
function random(limit) {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return seed % limit;
}

let expected = 0;
let ran = 0;
const timers = [];
for (let i = 0; i < 20_000; i++) {
  const delay = 1 + random(60);
  const timer = setTimeout(() => {
    assert.strictEqual(timer.cleared, undefined);
    ran++;
  }, delay);
  expected++;
  timers.push(timer);
  if (i % 3 === 0) {
    const victim = timers[random(timers.length)];
    if (!victim.cleared) {
      clearTimeout(victim);
      victim.cleared = true;
      expected--;
    }
  }
  if (i % 7 === 0) timers[random(timers.length)].refresh();
}
setTimeout(mustCall(() => assert.strictEqual(ran, expected)), 300);
