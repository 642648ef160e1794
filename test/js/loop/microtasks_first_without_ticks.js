'use strict';

// Where no tick waits when a callback returns, microtasks run first, then the ticks they queue.

const { Trace } = require('../../common');

const trace = new Trace();
setImmediate(() => {
  queueMicrotask(() => {
    trace.add('micro 1');
    process.nextTick(trace.mark('tick'));
    queueMicrotask(trace.mark('micro 3'));
  });
  queueMicrotask(trace.mark('micro 2'));
  trace.add('immediate');
});
trace.expectAtExit(['immediate', 'micro 1', 'micro 2', 'micro 3', 'tick']);
