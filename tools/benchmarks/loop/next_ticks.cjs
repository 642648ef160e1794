'use strict';
// process.nextTick: each from the last one's callback, and a million at once.
const { report } = require('../measure.cjs');

const CHAIN = 3e6;
const BATCH = 1e6;

function chain(next) {
  let left = CHAIN;
  const start = performance.now();
  process.nextTick(function step() {
    if (--left > 0) return void process.nextTick(step);
    report('nextTick chain', CHAIN, start);
    setImmediate(next);
  });
}

function batch() {
  let left = BATCH;
  const start = performance.now();
  function step() {
    if (--left === 0) report('nextTick batch of 1e6', BATCH, start);
  }
  for (let i = 0; i < BATCH; i++) process.nextTick(step);
}

chain(batch);
