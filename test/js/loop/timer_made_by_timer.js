'use strict';

// A timer made in a timer's callback never runs in the same pass, however late it is.

const { Trace } = require('../../common');

const trace = new Trace();
setTimeout(() => {
  trace.add('timer');
  setTimeout(trace.mark('timer of the timer'), 0);
  setImmediate(trace.mark('immediate'));
  const start = process.hrtime.bigint();
  while (process.hrtime.bigint() - start < 5_000_000n);
}, 1);
trace.expectAtExit(['timer', 'immediate', 'timer of the timer']);
