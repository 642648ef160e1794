'use strict';
// TextEncoder and TextDecoder on short and on middling texts.
const { report } = require('../measure.cjs');

const COUNT = 2e5;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const TEXTS = ['short', 'gr\u00f6\u00dfer \u20ac', 'x'.repeat(1000), '\u00e4'.repeat(500)];
let sum = 0;

function both(i) {
  sum += decoder.decode(encoder.encode(TEXTS[i & 3])).length;
}

for (let i = 0; i < 2e4; i++) both(i);
const start = performance.now();
for (let i = 0; i < COUNT; i++) both(i);
report('TextEncoder and TextDecoder', COUNT * 2, start);
if (sum === 0) throw new Error('nothing was decoded');
