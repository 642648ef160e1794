'use strict';
// 256 MB through createReadStream().pipe(createWriteStream()), all sizes as they are by default.
const fs = require('fs');
const path = require('path');
const { report } = require('../measure.cjs');

const SIZE = 256 * 1024 * 1024;
const from = path.join(process.env.BENCH_FOLDER, 'copy_from');
const to = path.join(process.env.BENCH_FOLDER, 'copy_to');
if (!fs.existsSync(from) || fs.statSync(from).size !== SIZE) {
  const fd = fs.openSync(from, 'w');
  const piece = Buffer.alloc(1024 * 1024, 'x');
  for (let i = 0; i < SIZE; i += piece.length) fs.writeSync(fd, piece);
  fs.closeSync(fd);
}

const start = performance.now();
const target = fs.createWriteStream(to);
fs.createReadStream(from).pipe(target);
target.on('finish', () => {
  report('copy 256 MB by streams', SIZE / 1e6, start, 'MB/s');
  if (fs.statSync(to).size !== SIZE) throw new Error('bytes are missing');
  fs.unlinkSync(to);
});
