// Tests start after the script's synchronous part, in order, one at a time; suites declare first.
'use strict';

const assert = require('assert');
const { test, describe, it } = require('node:test');

const order = [];
test('first', async () => {
  order.push('first starts');
  await new Promise(setImmediate);
  order.push('first ends');
});
describe('suite', () => {
  order.push('suite declares');
  it('a', () => { order.push('a'); });
  describe('inner', () => {
    order.push('inner declares');
    it('b', () => { order.push('b'); });
  });
  it('c', () => { order.push('c'); });
});
test('second', async (t) => {
  order.push('second');
  await t.test('sub', () => { order.push('sub'); });
  order.push('second after sub');
});
order.push('end of script');

process.on('exit', () => {
  assert.deepStrictEqual(order, [
    'suite declares', 'inner declares', 'end of script', 'first starts', 'first ends',
    'a', 'b', 'c', 'second', 'sub', 'second after sub',
  ]);
  assert.strictEqual(process.exitCode, undefined);
});
