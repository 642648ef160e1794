'use strict';

// Immediates run as a batch: one queued meanwhile waits for the next turn, one cleared meanwhile is
// skipped, also when a tick clears it.

const { Trace } = require('../../common');

const trace = new Trace();
setImmediate(() => {
  trace.add('one');
  clearImmediate(two);
  setImmediate(trace.mark('next turn'));
  process.nextTick(() => clearImmediate(four));
});
const two = setImmediate(trace.mark('two'));
setImmediate(trace.mark('three'));
const four = setImmediate(trace.mark('four'));
setImmediate(() => {
  trace.add('five');
  clearImmediate(six);
});
const six = setImmediate(trace.mark('six, the last'));
trace.expectAtExit(['one', 'three', 'five', 'next turn']);
