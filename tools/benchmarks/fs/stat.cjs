'use strict';
// stat(): by callback and by promise with 64 in flight, and synchronous.
const fs = require('fs');
const path = require('path');
const { report } = require('../measure.cjs');
const { byCallback, byPromise } = require('../in_flight.cjs');

const COUNT = 2e5;
const WIDTH = 64;
const file = path.join(process.env.BENCH_FOLDER, 'stat');
fs.writeFileSync(file, '');
const callback = (done) => fs.stat(file, done);
const promise = () => fs.promises.stat(file);

(async () => {
  await byCallback(COUNT / 5, WIDTH, callback);
  let start = performance.now();
  await byCallback(COUNT, WIDTH, callback);
  report('stat, callback', COUNT, start);

  await byPromise(COUNT / 5, WIDTH, promise);
  start = performance.now();
  await byPromise(COUNT, WIDTH, promise);
  report('stat, promise', COUNT, start);

  let files = 0;
  for (let i = 0; i < COUNT / 5; i++) files += fs.statSync(file).isFile() ? 1 : 0;
  start = performance.now();
  for (let i = 0; i < COUNT; i++) files += fs.statSync(file).isFile() ? 1 : 0;
  report('stat, sync', COUNT, start);
  if (files !== COUNT * 1.2) throw new Error('files are missing');
})();
