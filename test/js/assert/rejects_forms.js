// rejects and doesNotReject take promises, thenables and functions, and always give a promise.
'use strict';

const assert = require('assert');
const { mustCall } = require('../../common');

const error = new TypeError('boom');
const thenable = { then(resolve, reject) { reject(error); }, catch() {} };

(async () => {
  await assert.rejects(Promise.reject(error), TypeError);
  await assert.rejects(async () => { throw error; }, /boom/);
  await assert.rejects(thenable, { message: 'boom' });
  await assert.doesNotReject(Promise.resolve());
  await assert.doesNotReject(async () => {});

  await assert.rejects(assert.rejects(Promise.resolve(), TypeError),
                       { message: 'Missing expected rejection (TypeError).', operator: 'rejects' });
  await assert.rejects(assert.doesNotReject(Promise.reject(error), 'why'), {
    message: 'Got unwanted rejection: why\nActual message: "boom"', operator: 'doesNotReject',
  });

  for (const wrong of [1, {}, { then() {} }, null]) {
    await assert.rejects(assert.rejects(wrong), { code: 'ERR_INVALID_ARG_TYPE' });
    await assert.rejects(assert.rejects(() => wrong), { code: 'ERR_INVALID_RETURN_VALUE' });
  }
  // What the function throws is a rejection too, and no result of the assertion.
  await assert.rejects(assert.rejects(() => { throw error; }, RangeError), (thrown) => {
    return thrown === error;
  });
})().then(mustCall());
