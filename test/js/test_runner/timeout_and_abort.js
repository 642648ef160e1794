// A timeout and an abort end a test; its signal tells its work, and its subtests are cancelled.
'use strict';

const assert = require('assert');
const { spawnScript } = require('../../common');

const { stdout, status } = spawnScript(`
const { test } = require('node:test');
test('times out', { timeout: 5 }, (t) => {
  t.signal.addEventListener('abort', () => console.log('# told'));
  t.test('sub', () => new Promise(() => {}));
  return new Promise((resolve) => setTimeout(resolve, 1000).unref() && setTimeout(() => {}, 30));
});
test('aborted before', { signal: AbortSignal.abort() }, () => console.log('# must not run'));
const controller = new AbortController();
test('aborted', { signal: controller.signal }, () => {
  setImmediate(() => controller.abort());
  return new Promise(() => {});
});
test('goes on', () => {});
`);
assert.strictEqual(status, 1);
assert.match(stdout, /^# told$/m);
assert.doesNotMatch(stdout, /must not run/);
assert.match(stdout, /not ok 1 - sub\n[^]*?failureType: 'cancelledByParent'/);
assert.match(stdout, /not ok 1 - times out[^]*?error: 'test timed out after 5ms'/);
assert.match(stdout, /not ok 2 - aborted before[^]*?failureType: 'testAborted'/);
assert.match(stdout, /not ok 3 - aborted\n[^]*?failureType: 'testAborted'/);
assert.match(stdout, /^ok 4 - goes on$/m);
assert.match(stdout, /^# cancelled 4$/m);
