'use strict';
// Buffer: to and from utf8, hex and base64, concat, indexOf, compare and short allocations.
const { report } = require('../measure.cjs');

const COUNT = 3e5;
const TEXT = 'The quick brown fox jumps over the lazy dog. \u00fc\u20ac'.repeat(4);
const OPERATIONS = 9;
let sum = 0;

function mix() {
  const bytes = Buffer.from(TEXT, 'utf8');
  const hex = bytes.toString('hex');
  const base64 = bytes.toString('base64');
  const back = Buffer.from(hex, 'hex');
  sum += Buffer.from(base64, 'base64').length;
  const both = Buffer.concat([bytes, bytes]);
  sum += both.indexOf('lazy') + both.toString('utf8').length + Buffer.compare(bytes, back);
  sum += Buffer.alloc(64).length;
}

for (let i = 0; i < 2e4; i++) mix();
const start = performance.now();
for (let i = 0; i < COUNT; i++) mix();
report('Buffer mix', COUNT * OPERATIONS, start);
if (sum === 0) throw new Error('nothing was done');
