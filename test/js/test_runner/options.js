// Bad options throw at the call; skip, todo and only, and their shorthands, do not run or count.
'use strict';

const assert = require('assert');
const test = require('node:test');
const { mustNotCall } = require('../../common');

for (const options of [{ timeout: '1' }, { concurrency: '2' }, { signal: {} }, { plan: 'x' }]) {
  assert.throws(() => test('bad', options, mustNotCall()), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const options of [{ timeout: -1 }, { timeout: NaN }, { concurrency: 0 }, { plan: -1 }]) {
  assert.throws(() => test('bad', options, mustNotCall()), { code: 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => test.before(), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(test.test, test);
assert.strictEqual(test.it, test);
assert.strictEqual(test.describe, test.suite);
for (const promise of [test.skip('s', mustNotCall()), test.todo('t'), test.only('o')]) {
  assert.ok(promise instanceof Promise);
}
test('names', async (t) => {
  assert.strictEqual(t.fullName, 'names');
  await t.test('inner', (inner) => assert.strictEqual(inner.fullName, 'names > inner'));
  await t.test(function byFunction(inner) { assert.strictEqual(inner.name, 'byFunction'); });
  await t.test('', (inner) => assert.strictEqual(inner.name, '<anonymous>'));
  t.assert.strictEqual(1, 1);
});

assert.throws(() => require('test'), { code: 'MODULE_NOT_FOUND' });
process.on('exit', () => assert.strictEqual(process.exitCode, undefined));
