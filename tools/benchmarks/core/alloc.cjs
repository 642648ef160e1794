'use strict';
// Buffer.alloc of 1 KiB.
const { report } = require('../measure.cjs');

const COUNT = 1e6;
let sum = 0;
for (let i = 0; i < 2e4; i++) sum += Buffer.alloc(1024).length;
const start = performance.now();
for (let i = 0; i < COUNT; i++) sum += Buffer.alloc(1024).length;
report('Buffer.alloc(1024)', COUNT, start);
if (sum === 0) throw new Error('nothing was allocated');
