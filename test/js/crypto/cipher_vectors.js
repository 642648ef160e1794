// Ciphers agree with NIST SP 800-38A, the GCM specification, RFC 3610, RFC 8439 and RFC 3394, both
// ways.
'use strict';

require('../../common');
const assert = require('assert');
const { createCipheriv, createDecipheriv, createSecretKey } = require('crypto');

const hex = (text) => Buffer.from(text, 'hex');
const key128 = hex('2b7e151628aed2a6abf7158809cf4f3c');
const plain = hex('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51');

for (const [name, key, iv, text, expected, padded] of [
  ['aes-128-ecb', key128, null, plain,
    '3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf', false],
  ['aes-128-cbc', key128, hex('000102030405060708090a0b0c0d0e0f'), plain,
    '7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2', false],
  ['aes-128-ctr', key128, hex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'), plain,
    '874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff', true],
  ['aes-256-cbc', hex('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4'),
    hex('000102030405060708090a0b0c0d0e0f'), plain,
    'f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d', false],
  ['aes128-wrap', hex('000102030405060708090a0b0c0d0e0f'), hex('a6a6a6a6a6a6a6a6'),
    hex('00112233445566778899aabbccddeeff'),
    '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5', true],
]) {
  const cipher = createCipheriv(name, key, iv).setAutoPadding(padded);
  assert.strictEqual(Buffer.concat([cipher.update(text), cipher.final()]).toString('hex'), expected,
    name);
  const decipher = createDecipheriv(name, createSecretKey(key), iv).setAutoPadding(padded);
  assert.deepStrictEqual(Buffer.concat([decipher.update(expected, 'hex'), decipher.final()]), text,
    name);
  if (name === 'aes128-wrap') continue;
  // Byte by byte, as text.
  const slow = createCipheriv(name, key, iv).setAutoPadding(padded);
  let out = '';
  for (const byte of text) out += slow.update(Buffer.of(byte), null, 'hex');
  assert.strictEqual(out + slow.final('hex'), expected, name);
}

// With a tag.
for (const [name, key, nonce, aad, text, sealed, tag] of [
  ['aes-128-gcm', 'feffe9928665731c6d6a8f9467308308', 'cafebabefacedbaddecaf888',
    'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c9595680953' +
    '2fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c' +
    '7d8f6a5aac84aa051ba30b396a0aac973d58e091',
    '5bc94fbc3221a5db94fae95ae7121a47'],
  ['aes-128-ccm', 'c0c1c2c3c4c5c6c7c8c9cacbcccdcecf', '00000003020100a0a1a2a3a4a5',
    '0001020304050607',
    '08090a0b0c0d0e0f101112131415161718191a1b1c1d1e',
    '588c979a61c663d2f066d0c2c0f989806d5f6b61dac384', '17e8d12cfdf926e0'],
  ['chacha20-poly1305', '808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f',
    '070000004041424344454647', '50515253c0c1c2c3c4c5c6c7',
    Buffer.from("Ladies and Gentlemen of the class of '99: If I could offer you only one tip " +
      'for the future, sunscreen would be it.').toString('hex'),
    'd31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca96712' +
    '82fafb69da92728b' +
    '1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad67594' +
    '5585808b4831d7bc' +
    '3ff4def08e4b7a9de576d26586cec64b6116', '1ae10b594f09e26a7e902ecbd0600691'],
]) {
  const options = { authTagLength: tag.length / 2 };
  const aadOptions = { plaintextLength: text.length / 2 };
  const cipher = createCipheriv(name, hex(key), hex(nonce), options).setAAD(hex(aad), aadOptions);
  assert.strictEqual(cipher.update(text, 'hex', 'hex') + cipher.final('hex'), sealed, name);
  assert.strictEqual(cipher.getAuthTag().toString('hex'), tag, name);

  const open = (withTag, withAad, withData) => {
    const decipher = createDecipheriv(name, hex(key), hex(nonce), options).setAuthTag(hex(withTag))
      .setAAD(hex(withAad), aadOptions);
    return Buffer.concat([decipher.update(hex(withData)), decipher.final()]).toString('hex');
  };
  const change = (text) => (text[0] === '0' ? '1' : '0') + text.slice(1);
  assert.strictEqual(open(tag, aad, sealed), text, name);
  for (const changed of [[change(tag), aad, sealed], [tag, change(aad), sealed], [tag, aad,
    change(sealed)]]) {
    assert.throws(() => open(...changed),
      { message: 'Unsupported state or unable to authenticate data' }, name);
  }
}
// CCM of nothing.
const nothing = createCipheriv('aes-128-ccm', key128, hex('000000000000000000000000'),
  { authTagLength: 16 });
nothing.final();
const check = createDecipheriv('aes-128-ccm', key128, hex('000000000000000000000000'),
  { authTagLength: 16 });
check.setAuthTag(nothing.getAuthTag());
assert.strictEqual(check.final().length, 0);
