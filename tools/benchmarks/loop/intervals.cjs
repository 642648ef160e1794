'use strict';
// 20,000 intervals of 1 to 4 ms that tick three times each, in ten waves.
const { report } = require('../measure.cjs');

const LIVE = 20000;
const TICKS = 3;
const WAVES = 10;
let waves = 0;
let ended = 0;
const start = performance.now();

function wave() {
  for (let i = 0; i < LIVE; i++) {
    let ticks = 0;
    const interval = setInterval(() => {
      if (++ticks < TICKS) return;
      clearInterval(interval);
      if (++ended === LIVE) done();
    }, 1 + (i % 4));
  }
}

function done() {
  ended = 0;
  if (++waves < WAVES) wave();
  else report('interval ticks, 20 k live', LIVE * TICKS * WAVES, start, 'ticks/s');
}

wave();
