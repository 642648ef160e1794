'use strict';
// A million timeouts of 0 to 50 ms, scheduled and run down.
const { report } = require('../measure.cjs');

const COUNT = 1e6;
let fired = 0;
const start = performance.now();
function onTimeout() {
  if (++fired === COUNT) report('setTimeout of 0..50 ms', COUNT, start);
}
for (let i = 0; i < COUNT; i++) setTimeout(onTimeout, i % 51);
