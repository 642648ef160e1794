'use strict';

// From an immediate, a timer that is due precedes an immediate made in the same callback.

const { Trace } = require('../../common');

const trace = new Trace();
setImmediate(() => {
  setTimeout(trace.mark('timeout'), 1);
  setImmediate(trace.mark('nested immediate'));
  const start = process.hrtime.bigint();
  while (process.hrtime.bigint() - start < 5_000_000n);
});
trace.expectAtExit(['timeout', 'nested immediate']);
