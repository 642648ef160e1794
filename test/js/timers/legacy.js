'use strict';

// timers.enroll() and its kin: any object as a timer, each with its deprecation.

const assert = require('assert');
const timers = require('timers');
const { errorLike, expectWarnings, mustCall, mustNotCall } = require('../../common');

process.removeAllListeners('warning');
expectWarnings({ code: 'DEP0095' }, { code: 'DEP0126' }, { code: 'DEP0096' }, { code: 'DEP0127' });

const item = { _onTimeout: mustCall(function() {
  assert.strictEqual(this, item);
}) };
timers.enroll(item, 1);
timers.active(item);

const left = { _onTimeout: mustNotCall() };
timers.enroll(left, 1);
timers.active(left);
timers.unenroll(left);

const unrefd = { _onTimeout: mustNotCall() };
timers.enroll(unrefd, 60_000);
timers._unrefActive(unrefd);

for (const msecs of [undefined, null, 'x', {}]) {
  assert.throws(() => timers.enroll({}, msecs), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}
for (const msecs of [-1, Infinity, NaN]) {
  assert.throws(() => timers.enroll({}, msecs), errorLike({ code: 'ERR_OUT_OF_RANGE' }));
}
