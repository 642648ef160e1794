// t.filePath is the file that was run, also for tests that another module declares.
'use strict';

const assert = require('assert');
const { suite, test } = require('node:test');

test('of a test', (t) => assert.strictEqual(t.filePath, __filename));
suite('of a suite', (s) => {
  assert.strictEqual(s.filePath, __filename);
  require('./fixtures/declares_test.js');
});
process.on('exit', () => assert.strictEqual(process.exitCode, undefined));
