'use strict';

// Messages of a MessagePort come in the poll phase: after due timers, before immediates.

const { MessageChannel } = require('worker_threads');
const { Trace, mustCall } = require('../../common');

const trace = new Trace();
setImmediate(() => {
  const { port1, port2 } = new MessageChannel();
  let left = 2;
  port2.on('message', mustCall((value) => {
    trace.add(value);
    if (--left === 0) port2.close();
  }, 2));
  port1.postMessage('message 1');
  port1.postMessage('message 2');
  setTimeout(trace.mark('timeout'), 1);
  setImmediate(trace.mark('immediate'));
  process.nextTick(trace.mark('tick'));
  const start = process.hrtime.bigint();
  while (process.hrtime.bigint() - start < 5_000_000n);
});
trace.expectAtExit(['tick', 'timeout', 'message 1', 'message 2', 'immediate']);
