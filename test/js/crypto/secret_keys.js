// A secret KeyObject keeps its own copy of the bytes, gives it out as asked, and survives cloning.
'use strict';

const { mustSucceed } = require('../../common');
const assert = require('assert');
const util = require('util');
const { createSecretKey, generateKey, generateKeySync, KeyObject, createHmac } = require('crypto');

const bytes = Buffer.from('some secret');
const key = createSecretKey(bytes);
bytes.fill(0);
assert(key instanceof KeyObject);
assert(util.types.isKeyObject(key) && !util.types.isKeyObject({}) && !util.types.isKeyObject(null));
assert.strictEqual(key.type, 'secret');
assert.strictEqual(key.symmetricKeySize, 11);
assert.strictEqual(Object.prototype.toString.call(key), '[object KeyObject]');
assert.strictEqual(key.export().toString(), 'some secret');
key.export().fill(0);
assert.strictEqual(key.export({ format: 'buffer' }).toString(), 'some secret');
assert.deepStrictEqual(key.export({ format: 'jwk' }), { kty: 'oct', k: 'c29tZSBzZWNyZXQ' });
assert.throws(() => key.export({ format: 'pem' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert(!util.inspect(key, { showHidden: true }).includes('some secret'));

assert(key.equals(createSecretKey('some secret')));
assert(!key.equals(createSecretKey('some secreT')));
assert(!key.equals(createSecretKey('some')));
assert.throws(() => key.equals({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert(key.equals(createSecretKey('736f6d6520736563726574', 'hex')));
assert(key.equals(createSecretKey(new Uint8Array(Buffer.from('some secret')).buffer)));

const clone = structuredClone({ key }).key;
assert(clone instanceof KeyObject && clone !== key && clone.equals(key));
assert.strictEqual(createHmac('sha1', clone).digest('hex'), createHmac('sha1',
  'some secret').digest('hex'));

for (const value of [undefined, null, 1, {}]) {
  assert.throws(() => createSecretKey(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => new KeyObject('secret', {}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new KeyObject('nonsense'), { code: 'ERR_INVALID_ARG_VALUE' });

assert.strictEqual(generateKeySync('hmac', { length: 123 }).symmetricKeySize, 15);
assert.strictEqual(generateKeySync('aes', { length: 192 }).symmetricKeySize, 24);
assert(!generateKeySync('aes', { length: 256 }).equals(generateKeySync('aes', { length: 256 })));
generateKey('hmac', { length: 64 }, mustSucceed((made) => assert.strictEqual(made.symmetricKeySize,
  8)));
assert.throws(() => generateKeySync('aes', { length: 64 }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => generateKeySync('hmac', { length: 7 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => generateKeySync('rsa', { length: 1024 }), { code: 'ERR_INVALID_ARG_VALUE' });
