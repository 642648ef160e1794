'use strict';

// The whole tick queue runs before the microtasks, and both until they are empty.

const { Trace } = require('../../common');

const trace = new Trace();
Promise.resolve().then(() => {
  trace.add('micro 1');
  process.nextTick(() => {
    trace.add('tick 3');
    queueMicrotask(trace.mark('micro 3'));
    process.nextTick(trace.mark('tick 5'));
  });
  process.nextTick(trace.mark('tick 4'));
}).then(trace.mark('micro 2'));
process.nextTick(() => {
  trace.add('tick 1');
  process.nextTick(trace.mark('tick 2, queued by a tick'));
  Promise.resolve().then(trace.mark('micro 1b'));
});
process.nextTick(trace.mark('tick 1b'));
trace.add('main');

trace.expectAtExit([
  'main', 'tick 1', 'tick 1b', 'tick 2, queued by a tick', 'micro 1', 'micro 1b', 'micro 2',
  'tick 3', 'tick 4', 'tick 5', 'micro 3',
]);
