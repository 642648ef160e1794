// PBKDF2, scrypt and HKDF agree with RFC 6070, RFC 7914 and RFC 5869, on the loop and on the worker
// pool.
'use strict';

const { mustCall, mustNotCall, mustSucceed } = require('../../common');
const assert = require('assert');
const { promisify } = require('util');
const crypto = require('crypto');

const { pbkdf2, pbkdf2Sync, scrypt, scryptSync, hkdf, hkdfSync } = crypto;

for (const [password, salt, iterations, size, digest, expected] of [
  ['password', 'salt', 1, 20, 'sha1', '0c60c80f961f0e71f3a9b524af6012062fe037a6'],
  ['password', 'salt', 4096, 20, 'sha1', '4b007901b765489abead49d926f721d065a429c1'],
  ['pass\0word', 'sa\0lt', 4096, 16, 'sha1', '56fa6aa75548099dcc37d7f03425e0c3'],
  ['passwd', 'salt', 1, 64, 'sha256',
    '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc' +
    '49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783'],
]) {
  assert.strictEqual(pbkdf2Sync(password, salt, iterations, size, digest).toString('hex'),
    expected);
  pbkdf2(Buffer.from(password), Buffer.from(salt), iterations, size, digest, mustSucceed((key) => {
    assert.strictEqual(key.toString('hex'), expected);
  }));
}
assert.strictEqual(pbkdf2Sync('', '', 1, 0, 'sha1').length, 0);

const scryptCases = [
  ['', '', { N: 16, r: 1, p: 1 },
    '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442' +
    'fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906'],
  ['password', 'NaCl', { cost: 1024, blockSize: 8, parallelization: 16 },
    'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162' +
    '2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640'],
];
for (const [password, salt, options, expected] of scryptCases) {
  assert.strictEqual(scryptSync(password, salt, 64, options).toString('hex'), expected);
  scrypt(password, salt, 64, options, mustSucceed((key) => {
    assert.strictEqual(key.toString('hex'), expected);
  }));
}
assert.strictEqual(scryptSync('a', 'b', 0).length, 0);

const hkdfCases = [
  ['sha256', Buffer.alloc(22, 0x0b), Buffer.from('000102030405060708090a0b0c', 'hex'),
    Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex'), 42,
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'],
  ['sha256', Buffer.alloc(22, 0x0b), '', '', 42,
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8'],
  ['sha1', crypto.createSecretKey(Buffer.alloc(22, 0x0c)), '', '', 42,
    '2c91117204d745f3500d636a62f64f0ab3bae548aa53d423b0d1f27ebba6f5e5673a081d70cce7acfc48'],
];
for (const [digest, key, salt, info, size, expected] of hkdfCases) {
  const derived = hkdfSync(digest, key, salt, info, size);
  assert(derived instanceof ArrayBuffer);
  assert.strictEqual(Buffer.from(derived).toString('hex'), expected);
  hkdf(digest, key, salt, info, size, mustSucceed((later) => {
    assert(later instanceof ArrayBuffer);
    assert.strictEqual(Buffer.from(later).toString('hex'), expected);
  }));
}
assert.strictEqual(hkdfSync('sha256', '', '', '', 255 * 32).byteLength, 255 * 32);
assert.strictEqual(hkdfSync('sha256', 'k', '', '', 0).byteLength, 0);

// The arguments are copied: changing them afterwards changes nothing.
const password = Buffer.from('password');
pbkdf2(password, 'salt', 1, 20, 'sha1', mustSucceed((key) => {
  assert.strictEqual(key.toString('hex'), '0c60c80f961f0e71f3a9b524af6012062fe037a6');
}));
password.fill(0);
promisify(scrypt)('a', 'b', 4, { N: 2 }).then(mustCall((key) => assert.strictEqual(key.length, 4)));

for (const value of [undefined, null, 1, {}]) {
  const expected = { code: 'ERR_INVALID_ARG_TYPE' };
  assert.throws(() => pbkdf2Sync(value, 'b', 1, 1, 'sha1'), expected);
  assert.throws(() => pbkdf2Sync('a', value, 1, 1, 'sha1'), expected);
  assert.throws(() => pbkdf2Sync('a', 'b', 1, 1, value), expected);
  assert.throws(() => pbkdf2('a', 'b', 1, 1, 'sha1', value), expected);
  assert.throws(() => scryptSync(value, 'b', 1), expected);
  assert.throws(() => scrypt('a', 'b', 1, {}, value), expected);
  assert.throws(() => hkdfSync('sha1', value, '', '', 1), expected);
  assert.throws(() => hkdf('sha1', 'a', '', '', 1, value), expected);
}
for (const iterations of [0, -1, 2 ** 31, 1.5]) {
  assert.throws(() => pbkdf2Sync('a', 'b', iterations, 1, 'sha1'), { code: 'ERR_OUT_OF_RANGE' });
}
for (const size of [-1, 2 ** 31, 1.5, NaN]) {
  assert.throws(() => pbkdf2Sync('a', 'b', 1, size, 'sha1'), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => scryptSync('a', 'b', size), { code: 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => pbkdf2('a', 'b', 1, 1, 'nonsense', mustNotCall()),
  { code: 'ERR_CRYPTO_INVALID_DIGEST' });
assert.throws(() => hkdf('nonsense', 'a', '', '', 1, mustNotCall()),
  { code: 'ERR_CRYPTO_INVALID_DIGEST' });
assert.throws(() => hkdfSync('sha256', 'k', '', '', 255 * 32 + 1), {
  code: 'ERR_CRYPTO_INVALID_KEYLEN', name: 'RangeError',
});
assert.throws(() => hkdfSync('sha256', 'k', '', Buffer.alloc(1025), 1),
  { code: 'ERR_OUT_OF_RANGE' });
for (const options of [{ N: 3 }, { N: 1 }, { p: 2 ** 30 }]) {
  assert.throws(() => scryptSync('a', 'b', 1, options), {
    code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', name: 'RangeError', message: /^Invalid scrypt params/,
  });
}
assert.throws(() => scrypt('a', 'b', 1, { N: 2 ** 20 }, mustNotCall()), {
  code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', message: /memory limit exceeded/,
});
assert.throws(() => scryptSync('a', 'b', 1, { N: 16, cost: 16 }),
  { code: 'ERR_CRYPTO_SCRYPT_INVALID_PARAMETER' });
