// assert.strict has the strict functions under the short names, and is assert/strict.
'use strict';

const assert = require('assert');

const { strict } = assert;
assert.strictEqual(require('assert/strict'), strict);
assert.strictEqual(strict.strict, strict);
assert.deepStrictEqual(Object.keys(strict), Object.keys(assert));
assert.strictEqual(strict.equal, assert.strictEqual);
assert.strictEqual(strict.notEqual, assert.notStrictEqual);
assert.strictEqual(strict.deepEqual, assert.deepStrictEqual);
assert.strictEqual(strict.notDeepEqual, assert.notDeepStrictEqual);
assert.throws(() => strict.equal(1, '1'), { operator: 'strictEqual' });
assert.throws(() => strict(0), { message: /strict\(0\)/ });

for (const name of ['equal', 'notEqual', 'deepEqual', 'notDeepEqual', 'strictEqual',
                    'notStrictEqual', 'deepStrictEqual', 'notDeepStrictEqual']) {
  assert.throws(() => assert[name](1), { code: 'ERR_MISSING_ARGS' });
}
