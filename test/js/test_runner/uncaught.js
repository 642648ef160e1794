// An error of asynchronous work fails the test it came from, or is reported if that has ended.
'use strict';

const assert = require('assert');
const { spawnScript } = require('../../common');

const { stdout, status } = spawnScript(`
const { test } = require('node:test');
test('thrower', (t, done) => { setImmediate(() => { throw new Error('first'); }); });
test('rejecter', async () => {
  Promise.reject(new Error('second'));
  await new Promise((resolve) => setTimeout(resolve, 10_000).unref() && setTimeout(() => {}, 50));
});
test('leaver', () => { setTimeout(() => { throw new Error('third'); }, 1); });
test('keeper', () => new Promise((resolve) => setTimeout(resolve, 30)));
`);
assert.strictEqual(status, 1);
assert.match(stdout, /not ok 1 - thrower[^]*?failureType: 'uncaughtException'\n {2}error: 'first'/);
assert.match(stdout,
             /not ok 2 - rejecter[^]*?failureType: 'unhandledRejection'\n {2}error: 'second'/);
assert.match(stdout, /^ok 3 - leaver$/m);
assert.match(stdout, /^ok 4 - keeper$/m);
assert.match(stdout, /# Error: Test "leaver" at .*script\.js:8:1 generated asynchronous activity/);
