// Promise.withResolvers and Promise.try, also with constructors of users.
'use strict';
const assert = require('assert');
const { mustCall } = require('../../common');

const { promise, resolve, reject, ...rest } = Promise.withResolvers();
assert.deepStrictEqual(rest, {});
assert.deepStrictEqual(Object.keys(Promise.withResolvers()), ['promise', 'resolve', 'reject']);
promise.then(mustCall((value) => assert.strictEqual(value, 1)));
resolve(1);
reject(new Error('too late'));

class Mine extends Promise {}
assert.ok(Promise.withResolvers.call(Mine).promise instanceof Mine);
assert.ok(Promise.try.call(Mine, () => 1) instanceof Mine);
for (const bad of [undefined, null, 1, {}, () => {}, Math.max]) {
  assert.throws(() => Promise.withResolvers.call(bad), TypeError);
  assert.throws(() => Promise.try.call(bad, () => 1), TypeError);
}
assert.throws(() => Promise.withResolvers.call(function(executor) { executor(1, 2); }), TypeError);
assert.throws(() => Promise.withResolvers.call(function(executor) {
  executor(() => {}, () => {});
  executor(() => {}, () => {});
}), TypeError);

let ran = false;
Promise.try(function(...args) {
  ran = true;
  assert.deepStrictEqual([this, args], [undefined, [1, 2]]);
  return Promise.resolve('inner');
}, 1, 2).then(mustCall((value) => assert.strictEqual(value, 'inner')));
assert.ok(ran, 'the function is called at once');
Promise.try(() => { throw new RangeError('mine'); })
  .catch(mustCall((error) => assert.strictEqual(error.message, 'mine')));
Promise.try(null).catch(mustCall((error) => assert.ok(error instanceof TypeError)));
