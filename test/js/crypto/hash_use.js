// A Hash can be copied while it is open, is closed by digest(), and refuses what it can't hash.
'use strict';

require('../../common');
const assert = require('assert');
const { createHash, Hash, hash, getHashes } = require('crypto');

const open = createHash('sha256').update('ab');
const copy = open.copy();
assert.strictEqual(open.update('c').digest('hex'), hash('sha256', 'abc'));
assert.strictEqual(copy.update('d').digest('hex'), hash('sha256', 'abd'));
for (const use of [() => open.digest(), () => open.update('x'), () => open.copy()]) {
  assert.throws(use, { code: 'ERR_CRYPTO_HASH_FINALIZED', message: 'Digest already called' });
}
// The state of one that is done serves the next; those still open have their own.
const hashes = [];
for (let i = 0; i < 50; i++) hashes.push(createHash('md5').update(`${i}`));
for (let i = 0; i < 50; i += 2) assert.strictEqual(hashes[i].digest('hex'), hash('md5', `${i}`));
for (let i = 1; i < 50; i += 2) {
  assert.strictEqual(hashes[i].update('!').digest('hex'), hash('md5', `${i}!`));
}

assert(Hash('md5') instanceof Hash); // eslint-disable-line new-cap
assert(createHash('md5') instanceof require('stream').Transform);

assert.throws(() => createHash('nonsense'), { message: 'Digest method not supported' });
assert.throws(() => createHash('md5\0'), { message: 'Digest method not supported' });
assert.throws(() => createHash(''), { message: 'Digest method not supported' });
assert.throws(() => createHash(), { code: 'ERR_INVALID_ARG_TYPE' });
for (const value of [undefined, null, 1, {}, [], new ArrayBuffer(2)]) {
  assert.throws(() => createHash('md5').update(value), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => hash('md5', value), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => createHash('md5').update('abc', 'hex'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => hash('md5', 'a', 'nonsense'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => hash('nonsense', 'a'), { message: 'Digest method nonsense is not supported' });
for (const outputLength of [null, 'a', {}]) {
  assert.throws(() => createHash('shake128', { outputLength }), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const outputLength of [-1, 0.5, 2 ** 40]) {
  assert.throws(() => createHash('shake128', { outputLength }), { code: 'ERR_OUT_OF_RANGE' });
}

// OpenSSL's own errors.
assert.throws(() => createHash('sha256', { outputLength: 28 }), {
  name: 'Error',
  message: 'error:030000B2:digital envelope routines::not XOF or invalid length',
  library: 'digital envelope routines',
  reason: 'not XOF or invalid length',
  code: 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH',
});
assert.throws(() => createHash('md4'), { code: 'ERR_OSSL_EVP_UNSUPPORTED' });

// All that are listed can be used; the list is the caller's.
const names = getHashes();
assert(names.length > 20 && names.includes('sha256') && names.includes('RSA-SHA256'));
for (const name of names) assert(createHash(name).update('a').digest().length > 0, name);
names.length = 0;
assert(getHashes().length > 20);
