// A null encoding of buf.fill and Buffer.alloc is UTF-8; without an offset nothing after it counts.
'use strict';
const assert = require('assert');

const fill = (...args) => Buffer.alloc(4, 9).fill(...args).toString('latin1');
assert.strictEqual(fill('a', 1, 2, null), '\ta\t\t');
assert.strictEqual(fill('61', undefined, 1, 'hex'), '6161');
assert.strictEqual(fill('61', undefined, '1', 'hex'), '6161');
assert.strictEqual(fill('61', 0, 1, 'hex'), 'a\t\t\t');
assert.strictEqual(fill('61', 'hex'), 'aaaa');
assert.strictEqual(fill('61', 2, 'hex'), '\t\taa');
assert.strictEqual(Buffer.alloc(2, 'a', null).toString(), 'aa');

// Positions at the end of what a number can count exactly are clamped, not dropped.
const target = Buffer.alloc(3);
assert.strictEqual(Buffer.from('abc').copy(target, 0, 0, 2 ** 53), 3);
assert.strictEqual(Buffer.from('abc').copy(target, 2 ** 53), 0);
assert.throws(() => Buffer.from('abc').copy(target, 0, 2 ** 53), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => fill('a', 1, 2, 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fill('a', 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
