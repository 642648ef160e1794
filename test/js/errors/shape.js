// An error with a code has its base class, own enumerable key `code`, and the code in its texts.
'use strict';

const assert = require('assert');
const path = require('path');

let error;
try {
  path.join(1);
} catch (thrown) {
  error = thrown;
}
const message = 'The "path" argument must be of type string. Received type number (1)';
assert.ok(error instanceof TypeError);
assert.strictEqual(error.name, 'TypeError');
assert.strictEqual(error.constructor, TypeError);
assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
assert.strictEqual(error.message, message);
assert.deepStrictEqual(Object.keys(error), ['code']);
assert.strictEqual(Object.hasOwn(error, 'name'), false);
assert.strictEqual(String(error), `TypeError [ERR_INVALID_ARG_TYPE]: ${message}`);
assert.strictEqual(error.stack.split('\n')[0], `TypeError [ERR_INVALID_ARG_TYPE]: ${message}`);

// Everything can be changed, as on errors of the language.
error.message = 'changed';
error.code = 'ERR_OTHER';
error.name = 'Named';
assert.deepStrictEqual(Object.keys(error), ['code', 'name']);
assert.strictEqual(String(error), 'Named [ERR_INVALID_ARG_TYPE]: changed');
