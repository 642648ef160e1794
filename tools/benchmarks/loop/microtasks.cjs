'use strict';
// Awaiting a settled promise again and again, and queueMicrotask from a microtask.
const { report } = require('../measure.cjs');

const COUNT = 3e6;

async function awaits() {
  const start = performance.now();
  for (let i = 0; i < COUNT; i++) await undefined;
  report('await chain', COUNT, start);
}

function queue() {
  let left = COUNT;
  const start = performance.now();
  queueMicrotask(function step() {
    if (--left > 0) queueMicrotask(step);
    else report('queueMicrotask chain', COUNT, start);
  });
}

awaits().then(() => setImmediate(queue));
