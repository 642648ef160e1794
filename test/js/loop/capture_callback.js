'use strict';

// process.setUncaughtExceptionCaptureCallback(): instead of the event, after the monitor.

const assert = require('assert');
const { errorLike, mustCall, mustNotCall } = require('../../common');

assert.strictEqual(process.hasUncaughtExceptionCaptureCallback(), false);
for (const value of [undefined, 1, 'x', {}]) {
  assert.throws(() => process.setUncaughtExceptionCaptureCallback(value),
                errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}
process.on('uncaughtException', mustNotCall());
process.on('uncaughtExceptionMonitor', mustCall((error) => assert.strictEqual(error, 'one')));
process.setUncaughtExceptionCaptureCallback(mustCall((error) => {
  assert.strictEqual(error, 'one');
}));
assert.strictEqual(process.hasUncaughtExceptionCaptureCallback(), true);
assert.throws(() => process.setUncaughtExceptionCaptureCallback(() => {}),
              errorLike({ code: 'ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET' }));
setImmediate(() => {
  throw 'one'; // eslint-disable-line no-throw-literal
});
setTimeout(mustCall(() => {
  process.setUncaughtExceptionCaptureCallback(null);
  assert.strictEqual(process.hasUncaughtExceptionCaptureCallback(), false);
  process.setUncaughtExceptionCaptureCallback(() => {});
  process.setUncaughtExceptionCaptureCallback(null);
}), 5);
