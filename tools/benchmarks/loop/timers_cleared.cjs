'use strict';
// Timers that are cleared before they fire, as those of network code nearly always are, while
// 100,000 others wait.
const { report } = require('../measure.cjs');

const LIVE = 1e5;
const COUNT = 1e6;
const live = [];
const noop = () => {};
for (let i = 0; i < LIVE; i++) live.push(setTimeout(noop, 60000 + (i % 1000)));

const start = performance.now();
for (let i = 0; i < COUNT; i++) {
  const slot = i % LIVE;
  clearTimeout(live[slot]);
  live[slot] = setTimeout(noop, 60000 + (i % 1000));
}
report('timer created and cleared, 100 k live', COUNT, start);
for (const timer of live) clearTimeout(timer);
