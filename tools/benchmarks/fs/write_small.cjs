'use strict';
// writeFile() of 4 KB over 64 files that exist, one write for each in flight: by callback and by
// promise.
const fs = require('fs');
const path = require('path');
const { report } = require('../measure.cjs');
const { byCallback, byPromise } = require('../in_flight.cjs');

const COUNT = 6e4;
const WIDTH = 64;
const data = Buffer.alloc(4096, 'x');
const files = Array.from({ length: WIDTH },
  (_, i) => path.join(process.env.BENCH_FOLDER, `write_small${i}`));
let turn = 0;
const callback = (done) => fs.writeFile(files[turn++ % WIDTH], data, done);
const promise = () => fs.promises.writeFile(files[turn++ % WIDTH], data);

(async () => {
  await byCallback(COUNT / 5, WIDTH, callback);
  let start = performance.now();
  await byCallback(COUNT, WIDTH, callback);
  report('writeFile 4 KB, callback', COUNT, start);

  await byPromise(COUNT / 5, WIDTH, promise);
  start = performance.now();
  await byPromise(COUNT, WIDTH, promise);
  report('writeFile 4 KB, promise', COUNT, start);
  for (const file of files) fs.unlinkSync(file);
})();
