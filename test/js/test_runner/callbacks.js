// A test with a second parameter ends by its callback; calling it twice or also returning a
// promise is a failure.
'use strict';

const assert = require('assert');
const { spawnScript } = require('../../common');

const { stdout } = spawnScript(`
const { test } = require('node:test');
test('passes', (t, done) => setImmediate(done));
test('fails', (t, done) => setImmediate(done, new Error('given')));
test('twice', (t, done) => { done(); done(); });
test('both', async (t, done) => { done(); });
test('throws', (t, done) => { throw new Error('thrown'); });
`);
assert.match(stdout, /^ok 1 - passes$/m);
assert.match(stdout, /not ok 2 - fails[^]*?error: 'given'/);
assert.match(stdout, /not ok 3 - twice[^]*?failureType: 'multipleCallbackInvocations'/);
assert.match(stdout, /not ok 4 - both[^]*?failureType: 'callbackAndPromisePresent'/);
assert.match(stdout, /not ok 5 - throws[^]*?error: 'thrown'/);
