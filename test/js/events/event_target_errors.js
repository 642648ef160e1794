// An error of a listener, thrown or rejected, does not stop the others and becomes uncaught.
'use strict';
const { checkAtExit, mustCall } = require('../../common');
const assert = require('assert');

const target = new EventTarget();
const order = [];
process.on('uncaughtException', mustCall((err, origin) => {
  order.push(err.message);
  assert.strictEqual(origin, 'uncaughtException');
}, 3));
target.addEventListener('x', () => { throw new Error('thrown'); });
target.addEventListener('x', async () => { throw new Error('rejected'); });
target.addEventListener('x', { handleEvent: 5 });
target.addEventListener('x', mustCall(() => order.push('last')));
assert.strictEqual(target.dispatchEvent(new Event('x')), true);
assert.deepStrictEqual(order, ['last']);
checkAtExit(() => {
  assert.strictEqual(order[0], 'last');
  assert.ok(order.includes('thrown') && order.includes('rejected'));
});
