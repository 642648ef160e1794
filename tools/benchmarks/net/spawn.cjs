'use strict';
// /bin/true, started and waited for: one at a time, eight at a time, and synchronously.
const { spawn, spawnSync } = require('child_process');
const { report } = require('../measure.cjs');

function run(name, count, inFlight, next) {
  const start = performance.now();
  let started = 0;
  let ended = 0;
  const one = () => {
    if (started === count) return;
    started++;
    spawn('/bin/true').on('close', (code) => {
      if (code !== 0) throw new Error(`status ${code}`);
      if (++ended < count) {
        one();
        return;
      }
      report(name, count, start, 'processes/s');
      next();
    });
  };
  for (let i = 0; i < inFlight; i++) one();
}

run('spawn, one at a time', 200, 1, () => {
  run('spawn, 8 in flight', 400, 8, () => {
    const start = performance.now();
    for (let i = 0; i < 200; i++) {
      if (spawnSync('/bin/true').status !== 0) throw new Error('it failed');
    }
    report('spawnSync', 200, start, 'processes/s');
  });
});
