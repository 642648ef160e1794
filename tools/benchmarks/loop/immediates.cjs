'use strict';
// setImmediate: each from the last one's callback, and a million at once.
const { report } = require('../measure.cjs');

const CHAIN = 3e5;
const BATCH = 1e6;

function chain(next) {
  let left = CHAIN;
  const start = performance.now();
  setImmediate(function step() {
    if (--left > 0) return void setImmediate(step);
    report('setImmediate chain', CHAIN, start);
    next();
  });
}

function batch(next) {
  let left = BATCH;
  const start = performance.now();
  function step() {
    if (--left > 0) return;
    report('setImmediate batch of 1e6', BATCH, start);
    next();
  }
  for (let i = 0; i < BATCH; i++) setImmediate(step);
}

chain(() => batch(() => {}));
