'use strict';
// open() and close() of a file: by callback with 64 in flight, as a FileHandle, and synchronous.
const fs = require('fs');
const path = require('path');
const { report } = require('../measure.cjs');
const { byCallback, byPromise } = require('../in_flight.cjs');

const COUNT = 1e5;
const WIDTH = 64;
const file = path.join(process.env.BENCH_FOLDER, 'open_close');
fs.writeFileSync(file, '');
const callback = (done) => fs.open(file, 'r', (error, fd) => {
  if (error) done(error);
  else fs.close(fd, done);
});
const promise = async () => (await fs.promises.open(file)).close();

(async () => {
  await byCallback(COUNT / 5, WIDTH, callback);
  let start = performance.now();
  await byCallback(COUNT, WIDTH, callback);
  report('open and close, callback', COUNT, start);

  await byPromise(COUNT / 10, WIDTH, promise);
  start = performance.now();
  await byPromise(COUNT / 2, WIDTH, promise);
  report('open and close, FileHandle', COUNT / 2, start);

  for (let i = 0; i < COUNT / 5; i++) fs.closeSync(fs.openSync(file));
  start = performance.now();
  for (let i = 0; i < COUNT; i++) fs.closeSync(fs.openSync(file));
  report('open and close, sync', COUNT, start);
})();
