'use strict';
// readFile() of 4 KB: by callback and by promise with 64 in flight, and synchronous.
const fs = require('fs');
const path = require('path');
const { report } = require('../measure.cjs');
const { byCallback, byPromise } = require('../in_flight.cjs');

const COUNT = 1e5;
const WIDTH = 64;
const file = path.join(process.env.BENCH_FOLDER, 'read_small');
fs.writeFileSync(file, Buffer.alloc(4096, 'x'));
const callback = (done) => fs.readFile(file, done);
const promise = () => fs.promises.readFile(file);

(async () => {
  await byCallback(COUNT / 5, WIDTH, callback);
  let start = performance.now();
  await byCallback(COUNT, WIDTH, callback);
  report('readFile 4 KB, callback', COUNT, start);

  await byPromise(COUNT / 5, WIDTH, promise);
  start = performance.now();
  await byPromise(COUNT, WIDTH, promise);
  report('readFile 4 KB, promise', COUNT, start);

  let bytes = 0;
  for (let i = 0; i < COUNT / 5; i++) bytes += fs.readFileSync(file).length;
  start = performance.now();
  for (let i = 0; i < COUNT; i++) bytes += fs.readFileSync(file).length;
  report('readFile 4 KB, sync', COUNT, start);
  if (bytes !== COUNT * 1.2 * 4096) throw new Error('bytes are missing');
})();
