// TracingChannel: the events of synchronous calls, promises and callbacks, and of their failures.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const dc = require('diagnostics_channel');

function trace(name) {
  const tracing = dc.tracingChannel(name);
  const log = [];
  const handlers = {};
  for (const event of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
    handlers[event] = (context) => log.push(context.error ? `${event}!` : event);
  }
  assert.strictEqual(tracing.hasSubscribers, false);
  tracing.subscribe(handlers);
  assert.strictEqual(tracing.hasSubscribers, true);
  return { tracing, log, handlers };
}

const err = new Error('traced');
{
  const { tracing, log } = trace('sync');
  const context = {};
  assert.strictEqual(tracing.traceSync((x) => x * 2, context, null, 4), 8);
  assert.strictEqual(context.result, 8);
  assert.throws(() => tracing.traceSync(() => { throw err; }), (x) => x === err);
  assert.deepStrictEqual(log, ['start', 'end', 'start', 'error!', 'end!']);
}
{
  const { tracing, log } = trace('promise');
  tracing.tracePromise(async () => 1).then(mustCall((x) => {
    assert.strictEqual(x, 1);
    assert.deepStrictEqual(log, ['start', 'end', 'asyncStart', 'asyncEnd']);
    log.length = 0;
    return assert.rejects(tracing.tracePromise(() => Promise.reject(err)), (e) => e === err);
  })).then(mustCall(() => {
    assert.deepStrictEqual(log, ['start', 'end', 'error!', 'asyncStart!', 'asyncEnd!']);
  }));
}
{
  const { tracing, log, handlers } = trace('callback');
  tracing.traceCallback((x, done) => setImmediate(done, null, x), -1, {}, null, 5,
                        mustCall((e, x) => {
                          assert.deepStrictEqual([e, x], [null, 5]);
                          assert.deepStrictEqual(log, ['start', 'end', 'asyncStart']);
                          setImmediate(mustCall(() => {
                            assert.strictEqual(log[3], 'asyncEnd');
                            assert.strictEqual(tracing.unsubscribe(handlers), true);
                            assert.strictEqual(tracing.hasSubscribers, false);
                          }));
                        }));
  assert.throws(() => tracing.traceCallback(mustNotCall(), 0, {}, null, 5),
                { code: 'ERR_INVALID_ARG_TYPE' });
  assert.strictEqual(tracing.unsubscribe({ start: mustNotCall() }), false);
}
for (const bad of [undefined, 5, null, { start: 5 }]) {
  assert.throws(() => dc.tracingChannel(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
