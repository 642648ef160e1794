'use strict';

// A timer that throws does not lose the others, which run before the ticks of the thrower.

const { Trace, mustCall } = require('../../common');

const trace = new Trace();
process.on('uncaughtException', mustCall((error) => trace.add(error.message)));
setTimeout(() => {
  process.nextTick(trace.mark('tick of the thrower'));
  throw new Error('thrown');
}, 1);
setTimeout(trace.mark('second'), 1);
setTimeout(trace.mark('third'), 2);
const start = process.hrtime.bigint();
while (process.hrtime.bigint() - start < 8_000_000n);
trace.expectAtExit(['thrown', 'second', 'tick of the thrower', 'third']);
