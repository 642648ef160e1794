'use strict';
// readdir() of 1000 entries with types: by promise and synchronous.
const fs = require('fs');
const path = require('path');
const { report } = require('../measure.cjs');
const { byPromise } = require('../in_flight.cjs');

const COUNT = 3000;
const ENTRIES = 1000;
const folder = path.join(process.env.BENCH_FOLDER, 'readdir');
fs.mkdirSync(folder, { recursive: true });
for (let i = 0; i < ENTRIES; i++) fs.writeFileSync(path.join(folder, `entry-${i}.txt`), '');
const options = { withFileTypes: true };
const promise = () => fs.promises.readdir(folder, options);

(async () => {
  await byPromise(COUNT / 5, 8, promise);
  let start = performance.now();
  await byPromise(COUNT, 8, promise);
  report('readdir of 1000 with types, promise', COUNT, start);

  let files = 0;
  for (let i = 0; i < COUNT / 5; i++) files += fs.readdirSync(folder, options).length;
  start = performance.now();
  for (let i = 0; i < COUNT; i++) files += fs.readdirSync(folder, options).length;
  report('readdir of 1000 with types, sync', COUNT, start);
  if (files !== COUNT * 1.2 * ENTRIES) throw new Error('entries are missing');
})();
