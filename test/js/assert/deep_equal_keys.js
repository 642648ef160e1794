// KeyObjects are equal when their key material is.
'use strict';
const assert = require('assert');
const { createSecretKey } = require('crypto');

const key = (byte) => createSecretKey(Buffer.alloc(8, byte));
assert.deepStrictEqual(key(1), key(1));
assert.deepEqual(key(1), key(1));
assert.notDeepStrictEqual(key(1), key(2));
assert.notDeepEqual({ key: key(1) }, { key: key(2) });
assert.notDeepStrictEqual(key(1), createSecretKey(Buffer.alloc(9, 1)));
assert.notDeepEqual(key(1), {});
