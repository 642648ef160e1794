'use strict';

// Timers of one duration run in the order they were made; of several, by the time they are due.

const { Trace } = require('../../common');

const trace = new Trace();
// On a busy machine it can take long to make six timers: then the 30 ms of the first may be over
// before the 10 ms of the second, and all are made again.
let timers = [];
let start;
do {
  timers.forEach(clearTimeout);
  start = process.hrtime.bigint();
  timers = ['30 first', '10 first', '20', '10 second', '30 second', '1'].map(
    (name) => setTimeout(trace.mark(name), parseInt(name)));
} while (process.hrtime.bigint() - start > 5_000_000n);
trace.expectAtExit(['1', '10 first', '10 second', '20', '30 first', '30 second']);
