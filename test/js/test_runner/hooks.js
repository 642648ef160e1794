// Hooks run around tests: before and after once, beforeEach from the outside in, afterEach back.
'use strict';

const assert = require('assert');
const { test, describe, it, before, after, beforeEach, afterEach } = require('node:test');

const order = [];
const add = (entry) => () => { order.push(entry); };

before(add('before root'));
after(add('after root'));
beforeEach(add('each root'));
afterEach(add('each end root'));
describe('suite', () => {
  before(add('before suite'));
  after(add('after suite'));
  beforeEach((t, done) => {
    order.push(`each suite ${t.name}`);
    setImmediate(done);
  });
  afterEach(async (t) => {
    await null;
    order.push(`each end suite ${t.name} ${t.passed}`);
  });
  it('one', add('one'));
  it('skipped', { skip: true }, add('skipped'));
});
test('test', async (t) => {
  t.after(add('after test'));
  t.beforeEach(add('each test'));
  order.push('test');
  await t.test('sub', add('sub'));
});

process.on('exit', () => {
  assert.deepStrictEqual(order, [
    'before root',
    'before suite', 'each root', 'each suite one', 'one', 'each end suite one true',
    'each end root', 'after suite',
    'each root', 'test', 'each root', 'each test', 'sub', 'each end root', 'each end root',
    'after test',
    'after root',
  ]);
});
