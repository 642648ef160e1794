// HMACs agree with RFC 4231 and RFC 2202, for keys of every kind.
'use strict';

require('../../common');
const assert = require('assert');
const { createHmac, Hmac, createSecretKey } = require('crypto');

const cases = [
  ['md5', Buffer.alloc(16, 0x0b), 'Hi There', '9294727a3638bb1c13f48ef8158bfc9d'],
  ['sha1', 'Jefe', 'what do ya want for nothing?', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'],
  ['sha256', Buffer.alloc(20, 0x0b), 'Hi There',
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  ['sha256', 'Jefe', 'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  ['sha512', Buffer.alloc(20, 0xaa), Buffer.alloc(50, 0xdd),
    'fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39' +
    'bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb'],
  // A key longer than a block is hashed first.
  ['sha256', Buffer.alloc(131, 0xaa), 'Test Using Larger Than Block-Size Key - Hash Key First',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54'],
];
for (const [digest, key, data, expected] of cases) {
  assert.strictEqual(createHmac(digest, key).update(data).digest('hex'), expected);
  const bytes = Buffer.from(key);
  for (const other of [bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    new Uint8Array(bytes).buffer, createSecretKey(bytes)]) {
    assert.strictEqual(createHmac(digest, other).update(data).digest('hex'), expected);
  }
  assert.strictEqual(createHmac(digest, bytes.toString('hex'), { encoding: 'hex' })
    .update(data).digest('hex'), expected);
}
// No key, no data.
assert.strictEqual(createHmac('sha256', '').digest('hex'),
                   'b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad');
assert.strictEqual(createHmac('sha256', createSecretKey(Buffer.alloc(0))).digest('hex'),
                   createHmac('sha256', '').digest('hex'));

// After digest() there is nothing more.
const done = createHmac('sha1', 'k');
done.digest();
assert.strictEqual(done.digest('hex'), '');
assert.deepStrictEqual(done.digest(), Buffer.alloc(0));
assert.throws(() => done.update('x'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });

assert(Hmac('md5', 'k') instanceof Hmac); // eslint-disable-line new-cap
assert.throws(() => createHmac('nonsense', 'k'), {
  code: 'ERR_CRYPTO_INVALID_DIGEST', name: 'TypeError', message: 'Invalid digest: nonsense',
});
for (const key of [undefined, null, 1, {}]) {
  assert.throws(() => createHmac('md5', key), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => createHmac(null, 'k'), { code: 'ERR_INVALID_ARG_TYPE' });
// Extendable digests have no HMAC.
assert.throws(() => createHmac('shake128', 'k'), Error);
