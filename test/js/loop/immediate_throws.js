'use strict';

// An immediate that throws does not lose the rest of its batch: the next one runs, then the
// thrower's ticks.

const { Trace, mustCall } = require('../../common');

const trace = new Trace();
process.on('uncaughtException', mustCall((error) => trace.add(error.message), 2));
setImmediate(() => {
  process.nextTick(trace.mark('tick'));
  throw new Error('first');
});
setImmediate(trace.mark('second'));
setImmediate(() => {
  setImmediate(trace.mark('next turn'));
  throw new Error('third');
});
const cleared = setImmediate(trace.mark('cleared'));
setImmediate(trace.mark('fifth'));
clearImmediate(cleared);
trace.expectAtExit(['first', 'second', 'tick', 'third', 'fifth', 'next turn']);
