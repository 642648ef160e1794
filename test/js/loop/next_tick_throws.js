'use strict';

// A tick that throws does not lose those behind it, nor the microtasks: they run after the
// next callback.

const { Trace, mustCall } = require('../../common');

const trace = new Trace();
process.on('uncaughtException', mustCall((error, origin) => {
  trace.add(`${origin}: ${error.message}`);
}, 2));
process.nextTick(() => {
  queueMicrotask(trace.mark('micro'));
  throw new Error('one');
});
process.nextTick(trace.mark('two'));
process.nextTick((message) => {
  throw new Error(message);
}, 'three');
process.nextTick(trace.mark('four'));
trace.expectAtExit([
  'uncaughtException: one', 'two', 'uncaughtException: three', 'four', 'micro',
]);
