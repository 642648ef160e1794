'use strict';
// Counts lines, words and bytes of files, and tells which words come most often.
//
// usage: tools/run examples/word_count.js [file...]       without a file: this one

const fs = require('fs');

const files = process.argv.length > 2 ? process.argv.slice(2) : [__filename];
const counts = new Map();

for (const file of files) {
  let text;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    console.error(`word_count: ${error.message}`);
    process.exitCode = 1;
    continue;
  }
  const words = text.toLowerCase().match(/\p{L}+/gu) || [];
  for (const word of words) counts.set(word, (counts.get(word) || 0) + 1);
  const lines = text.split('\n').length - 1;
  console.log(`${file}: ${lines} lines, ${words.length} words, ${Buffer.byteLength(text)} bytes`);
}

const common = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 5);
if (common.length > 0) {
  console.table(common.map(([word, times]) => ({ word, times })));
}
