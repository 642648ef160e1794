'use strict';

// Ticks and microtasks run between two timers of one phase, of one list and of two.

const { Trace } = require('../../common');

const trace = new Trace();
function timer(name) {
  return () => {
    trace.add(name);
    Promise.resolve().then(trace.mark(`${name} micro`));
    process.nextTick(trace.mark(`${name} tick`));
  };
}
setTimeout(timer('one'), 1);
setTimeout(timer('two'), 1);
setTimeout(timer('three'), 2);
// All are due when the loop comes to them.
const start = process.hrtime.bigint();
while (process.hrtime.bigint() - start < 8_000_000n);

trace.expectAtExit([
  'one', 'one tick', 'one micro', 'two', 'two tick', 'two micro', 'three', 'three tick',
  'three micro',
]);
