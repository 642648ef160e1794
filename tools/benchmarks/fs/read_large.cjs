'use strict';
// fs.promises.readFile() of 64 MB, and the memory that the process has after the first.
const fs = require('fs');
const path = require('path');
const { report, reportLess } = require('../measure.cjs');

const SIZE = 64 * 1024 * 1024;
const COUNT = 12;
const file = path.join(process.env.BENCH_FOLDER, 'read_large');
const fd = fs.openSync(file, 'w');
const piece = Buffer.alloc(1024 * 1024, 'x');
for (let i = 0; i < SIZE; i += piece.length) fs.writeSync(fd, piece);
fs.closeSync(fd);

(async () => {
  const before = process.memoryUsage().rss;
  let bytes = (await fs.promises.readFile(file)).length;
  const grown = process.memoryUsage().rss - before;
  reportLess('readFile 64 MB, memory by size of the file', grown / SIZE, 'x');
  const start = performance.now();
  for (let i = 0; i < COUNT; i++) bytes += (await fs.promises.readFile(file)).length;
  report('readFile 64 MB, promise', COUNT * SIZE / 1e6, start, 'MB/s');
  if (bytes !== (COUNT + 1) * SIZE) throw new Error('bytes are missing');
  fs.unlinkSync(file);
})();
