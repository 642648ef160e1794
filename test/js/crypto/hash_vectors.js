// Digests agree with the vectors of FIPS 180-4, FIPS 202, RFC 1321 and the BLAKE2 paper, in one
// piece and in many.
'use strict';

require('../../common');
const assert = require('assert');
const { createHash, hash } = require('crypto');

const abc = {
  'md5': '900150983cd24fb0d6963f7d28e17f72',
  'ripemd160': '8eb208f7e05d987a9b044a8e98c6b087f15a0bfc',
  'sha1': 'a9993e364706816aba3e25717850c26c9cd0d89d',
  'RSA-SHA1': 'a9993e364706816aba3e25717850c26c9cd0d89d',
  'sha224': '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7',
  'sha256': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  'SHA256': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  'sha384': 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed' +
    '8086072ba1e7cc2358baeca134c825a7',
  'sha512': 'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a' +
    '2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  'sha512-256': '53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23',
  'sha3-256': '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532',
  'blake2s256': '508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982',
};
for (const [name, expected] of Object.entries(abc)) {
  assert.strictEqual(createHash(name).update('abc').digest('hex'), expected, name);
  assert.strictEqual(createHash(name).update('a').update(Buffer.from('b')).update('63', 'hex')
    .digest('hex'), expected, name);
  assert.strictEqual(createHash(name).update('abc').digest().toString('hex'), expected, name);
  assert.strictEqual(hash(name, 'abc'), expected, name);
  assert.strictEqual(hash(name, new Uint8Array([97, 98, 99]), 'buffer').toString('hex'), expected);
}

// A million times "a", in pieces that fit no block.
const million = createHash('sha256');
const piece = 'a'.repeat(1000 - 7);
for (let i = 0; i < 1000; i++) million.update(piece).update('aaaaaaa');
assert.strictEqual(million.digest('hex'),
                   'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0');

// Extendable digests.
assert.strictEqual(createHash('shake128').digest('hex'), '7f9c2ba4e88f827d616045507605853e');
assert.strictEqual(createHash('shake256', { outputLength: 5 }).digest('hex'), '46b9dd2b0b');
assert.strictEqual(createHash('shake128', { outputLength: 0 }).digest('hex'), '');
assert.strictEqual(createHash('shake256', { outputLength: 100 }).digest().length, 100);

// Text is UTF-8 unless it is said otherwise; text longer than any internal buffer, and lone
// surrogates.
assert.strictEqual(hash('sha256', '\u20ac'), hash('sha256', Buffer.from('e282ac', 'hex')));
assert.strictEqual(hash('sha256', '\ud800'), hash('sha256', Buffer.from('efbfbd', 'hex')));
const long = '\u00e9\u20ac\u{1f600}a'.repeat(10000);
assert.strictEqual(hash('sha1', long), hash('sha1', Buffer.from(long)));
assert.strictEqual(createHash('sha1').update('\u00e9', 'latin1').digest('hex'),
                   hash('sha1', Buffer.from([0xe9])));

// Every form of output.
const bytes = createHash('sha1').update('abc').digest();
for (const encoding of ['hex', 'base64', 'base64url', 'latin1', 'binary', 'ucs2', 'utf8', 'ascii',
  'HEX']) {
  assert.strictEqual(createHash('sha1').update('abc').digest(encoding), bytes.toString(encoding),
    encoding);
  assert.strictEqual(hash('sha1', 'abc', encoding), bytes.toString(encoding), encoding);
}
