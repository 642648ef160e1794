// A cipher refuses wrong keys, nonces and tags, and what comes in the wrong order; it is a stream,
// too.
'use strict';

const { mustCall } = require('../../common');
const assert = require('assert');
const { createCipheriv, createDecipheriv, getCiphers, getCipherInfo, Cipheriv } = require('crypto');
const { pipeline, PassThrough } = require('stream');

const key = Buffer.alloc(16, 1);
const iv = Buffer.alloc(16, 2);
const nonce = Buffer.alloc(12, 3);
const make = (name, ...rest) => createCipheriv(name, key, ...rest);

for (const use of [() => createCipheriv('aes-128-cbc', Buffer.alloc(15), iv),
  () => createCipheriv('aes-256-gcm', key, nonce)]) {
  assert.throws(use, { code: 'ERR_CRYPTO_INVALID_KEYLEN', name: 'RangeError' });
}
for (const use of [() => make('aes-128-cbc', nonce), () => make('aes-128-cbc', null),
  () => make('aes-128-ecb', iv), () => make('aes-128-gcm', ''), () => make('aes-128-gcm', null),
  () => createCipheriv('chacha20-poly1305', Buffer.alloc(32), Buffer.alloc(13))]) {
  assert.throws(use, { code: 'ERR_CRYPTO_INVALID_IV', name: 'TypeError' });
}
assert.throws(() => make('nonsense', iv), { code: 'ERR_CRYPTO_UNKNOWN_CIPHER' });
assert.throws(() => make('aes-128-cbc\0', iv), { code: 'ERR_CRYPTO_UNKNOWN_CIPHER' });
assert.throws(() => createCipheriv('des-cbc', Buffer.alloc(8), Buffer.alloc(8)),
  { code: 'ERR_OSSL_EVP_UNSUPPORTED' });
for (const value of [undefined, 1, {}]) {
  assert.throws(() => createCipheriv('aes-128-cbc', value, iv), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => make('aes-128-cbc', value), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => make('aes-128-cbc', iv).update(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const authTagLength of [0, 3, 5, 17]) {
  assert.throws(() => make('aes-128-gcm', nonce, { authTagLength }),
    { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' });
  assert.throws(() => make('aes-128-ccm', nonce, { authTagLength }),
    { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' });
}
assert.throws(() => make('aes-128-ccm', nonce),
  { message: 'authTagLength required for aes-128-ccm' });
assert.throws(() => make('aes-128-gcm', nonce, { authTagLength: -1 }),
  { code: 'ERR_INVALID_ARG_VALUE' });

// Order.
const done = make('aes-128-cbc', iv);
done.final();
assert.throws(() => done.update('a'), { message: 'Trying to add data in unsupported state' });
assert.throws(() => done.final(), { code: 'ERR_CRYPTO_INVALID_STATE' });
assert.throws(() => done.setAutoPadding(), { code: 'ERR_CRYPTO_INVALID_STATE' });
assert.throws(() => done.getAuthTag(), { code: 'ERR_CRYPTO_INVALID_STATE' });
assert.throws(() => make('aes-128-cbc', iv).setAAD(iv), { code: 'ERR_CRYPTO_INVALID_STATE' });
assert.throws(() => make('aes-128-gcm', nonce).getAuthTag(), { code: 'ERR_CRYPTO_INVALID_STATE' });
const open = createDecipheriv('aes-128-gcm', key, nonce);
assert.throws(() => open.setAuthTag(Buffer.alloc(3)), { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' });
open.setAuthTag(iv);
assert.throws(() => open.setAuthTag(iv), { code: 'ERR_CRYPTO_INVALID_STATE' });
assert.throws(() => createDecipheriv('aes-128-gcm', key, nonce).final(), {
  message: 'Unsupported state or unable to authenticate data',
});
const ccm = make('aes-128-ccm', nonce, { authTagLength: 16 });
assert.throws(() => ccm.setAAD(iv), { code: 'ERR_MISSING_ARGS' });
ccm.setAAD(iv, { plaintextLength: 1 });
assert.throws(() => ccm.update('ab'), { message: 'Trying to add data in unsupported state' });

// OpenSSL's reasons.
assert.throws(() => createDecipheriv('aes-128-cbc', key, iv).final(), {
  code: 'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH', reason: 'wrong final block length',
    library: 'Provider routines',
});
const bad = createDecipheriv('aes-128-cbc', key, iv);
bad.update(Buffer.alloc(32));
assert.throws(() => bad.final(), { code: 'ERR_OSSL_BAD_DECRYPT',
  message: 'error:1C800064:Provider routines::bad decrypt' });

// The output is text in one encoding, or Buffers.
const text = make('aes-128-ctr', iv);
const encoded = text.update('some text', 'utf8', 'base64');
assert.throws(() => text.update('x', 'utf8', 'hex'), { code: 'ERR_INTERNAL_ASSERTION' });
assert.throws(() => make('aes-128-ctr', iv).update('x', 'utf8', 'nonsense'),
  { code: 'ERR_UNKNOWN_ENCODING' });
const back = createDecipheriv('aes-128-ctr', key, iv);
const expected = Buffer.from('some text').toString('base64');
assert.strictEqual(Buffer.from(encoded + text.final('base64'), 'base64').length, 9);
assert.strictEqual(back.update(Buffer.from(make('aes-128-ctr', iv).update('some text')), null,
  'base64') +
  back.final('base64'), expected);

// Streams: everything comes back; a wrong key is an 'error' event.
const data = Buffer.alloc(100_000, 'data');
const chunks = [];
const source = new PassThrough();
pipeline(source, make('aes-128-cbc', iv), createDecipheriv('aes-128-cbc', key, iv),
  mustCall((error) => {
  assert.ifError(error);
  assert(Buffer.concat(chunks).equals(data));
})).on('data', (chunk) => chunks.push(chunk));
source.end(data);
const wrong = createDecipheriv('aes-128-cbc', key, iv);
wrong.on('error', mustCall((error) => assert.strictEqual(error.code, 'ERR_OSSL_BAD_DECRYPT')));
wrong.resume();
wrong.end(Buffer.alloc(32));

assert(Cipheriv('aes-128-cbc', key, iv) instanceof Cipheriv); // eslint-disable-line new-cap

const names = getCiphers();
assert(names.includes('aes-256-gcm') && names.includes('aes-128-cbc'));
assert.deepStrictEqual(getCipherInfo('aes-128-cbc'), {
  mode: 'cbc', name: 'aes-128-cbc', nid: 419, blockSize: 16, ivLength: 16, keyLength: 16,
});
assert.deepStrictEqual(getCipherInfo(419), getCipherInfo('AES-128-CBC'));
assert.strictEqual(getCipherInfo('nonsense'), undefined);
assert.strictEqual(getCipherInfo('aes-128-cbc', { keyLength: 15 }), undefined);
assert.strictEqual(getCipherInfo('aes-128-cbc', { ivLength: 15 }), undefined);
assert.strictEqual(getCipherInfo('aes-128-gcm', { ivLength: 15 }).ivLength, 15);
