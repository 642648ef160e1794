// DOMException: name, message, legacy code, cause, stack.
'use strict';
require('../../common');
const assert = require('assert');

const err = new DOMException('text', 'DataCloneError');
assert.deepStrictEqual([err.name, err.message, err.code], ['DataCloneError', 'text', 25]);
assert.ok(err instanceof Error);
assert.strictEqual(DOMException.DATA_CLONE_ERR, 25);
assert.strictEqual(err.DATA_CLONE_ERR, 25);
assert.ok(err.stack.startsWith('DataCloneError: text\n    at '));
assert.deepStrictEqual(Object.getOwnPropertyNames(err), ['stack']);
assert.strictEqual(Object.prototype.toString.call(err), '[object DOMException]');
assert.deepStrictEqual([new DOMException().name, new DOMException().message], ['Error', '']);
assert.strictEqual(new DOMException('x', 'Nonsense').code, 0);
assert.strictEqual(new DOMException('x', { name: 'AbortError', cause: 5 }).cause, 5);
assert.ok(!('cause' in new DOMException('x', { name: 'AbortError' })));
assert.throws(() => DOMException.prototype.name, { code: 'ERR_INVALID_THIS' });
assert.throws(() => DOMException('x'), TypeError);
