'use strict';

// timers/promises scheduler: wait() and yield().

const assert = require('assert');
const { scheduler } = require('timers/promises');
const { Trace, errorLike, mustCall } = require('../../common');

const trace = new Trace();
(async () => {
  setImmediate(trace.mark('immediate'));
  assert.strictEqual(await scheduler.yield(), undefined);
  trace.add('after yield');
  setTimeout(trace.mark('timer'), 2);
  assert.strictEqual(await scheduler.wait(10), undefined);
  trace.add('after wait');
  await assert.rejects(scheduler.wait(60_000, { signal: AbortSignal.abort() }),
                       errorLike({ code: 'ABORT_ERR' }));
})().then(mustCall());

assert.throws(() => new scheduler.constructor(), errorLike({ code: 'ERR_ILLEGAL_CONSTRUCTOR' }));
assert.throws(() => scheduler.yield.call({}), errorLike({ code: 'ERR_INVALID_THIS' }));
assert.throws(() => scheduler.wait.call({}, 1), errorLike({ code: 'ERR_INVALID_THIS' }));
trace.expectAtExit(['immediate', 'after yield', 'timer', 'after wait']);
