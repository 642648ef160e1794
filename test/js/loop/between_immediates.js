'use strict';

// Ticks and microtasks run between two immediates of one phase.

const { Trace } = require('../../common');

const trace = new Trace();
for (const name of ['one', 'two', 'three']) {
  setImmediate(() => {
    trace.add(name);
    Promise.resolve().then(trace.mark(`${name} micro`));
    process.nextTick(trace.mark(`${name} tick`));
  });
}
trace.expectAtExit([
  'one', 'one tick', 'one micro', 'two', 'two tick', 'two micro', 'three', 'three tick',
  'three micro',
]);
