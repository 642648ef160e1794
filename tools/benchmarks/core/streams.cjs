'use strict';
// Objects through three Transforms, for long enough that compiling the code does not count.
const { Readable, Transform, Writable, pipeline } = require('stream');
const { report } = require('../measure.cjs');

const COUNT = 4e6;
let produced = 0;
let received = 0;
const pass = () => new Transform({
  objectMode: true,
  transform(chunk, encoding, callback) { callback(null, chunk); },
});
const source = new Readable({
  objectMode: true,
  read() { this.push(produced < COUNT ? { number: produced++ } : null); },
});
const sink = new Writable({
  objectMode: true,
  write(chunk, encoding, callback) { received++; callback(); },
});
const start = performance.now();
pipeline(source, pass(), pass(), pass(), sink, (error) => {
  if (error || received !== COUNT) throw error || new Error('objects were lost');
  report('objects through 3 Transforms', COUNT, start);
});
