// What is not there says so by its name, whether called or constructed.
'use strict';

require('../../common');
const assert = require('assert');
const crypto = require('crypto');

for (const name of ['createSign', 'createVerify', 'sign', 'verify', 'createPrivateKey',
  'createPublicKey',
  'generateKeyPair', 'generateKeyPairSync', 'createDiffieHellman', 'createECDH', 'publicEncrypt',
  'privateDecrypt', 'X509Certificate', 'Sign', 'ECDH', 'getCurves', 'createCipher', 'setEngine']) {
  const expected = { code: 'ERR_FEATURE_NOT_AVAILABLE', message: new RegExp(`^crypto\\.${name} `) };
  assert.throws(() => crypto[name]('RSA-SHA256'), expected);
  assert.throws(() => new crypto[name]('RSA-SHA256'), expected);
  assert.strictEqual(crypto[name].name, name);
}
assert.strictEqual(crypto.getFips(), 0);
crypto.fips = false;
assert.throws(() => { crypto.fips = true; }, { code: 'ERR_FEATURE_NOT_AVAILABLE',
  message: /FIPS/ });
assert.strictEqual(crypto.constants.RSA_PKCS1_PADDING, 1);
assert.strictEqual(crypto.constants.SSL_OP_NO_TLSv1, 67108864);
