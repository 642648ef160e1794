// util.promisify: results, errors, this, custom symbols and idempotence.
'use strict';
const assert = require('assert');
const util = require('util');
const { mustCall } = require('../../common');

const { promisify } = util;

const add = promisify(function add(a, b, callback) { callback(null, a + b, 'ignored'); });
assert.strictEqual(add.name, 'add');
assert.strictEqual(promisify(add), add);
add(1, 2).then(mustCall((sum) => assert.strictEqual(sum, 3)));

const failure = new Error('failed');
promisify((callback) => callback(failure))()
  .catch(mustCall((error) => assert.strictEqual(error, failure)));
promisify(() => { throw failure; })()
  .catch(mustCall((error) => assert.strictEqual(error, failure)));

const object = { method: promisify(function(callback) { callback(null, this); }) };
object.method().then(mustCall((self) => assert.strictEqual(self, object)));

function original() {}
function replacement() {}
original[promisify.custom] = replacement;
assert.strictEqual(promisify(original), replacement);
assert.strictEqual(promisify.custom, Symbol.for('nodejs.util.promisify.custom'));

original[promisify.custom] = 'no function';
assert.throws(() => promisify(original), { code: 'ERR_INVALID_ARG_TYPE' });
for (const bad of [undefined, null, 1, 'x', {}]) {
  assert.throws(() => promisify(bad), {
    code: 'ERR_INVALID_ARG_TYPE', message: /^The "original" argument must be of type function/,
  });
}
