// webcrypto: getRandomValues(), randomUUID() and subtle.digest() as the Web Cryptography API has
// them.
'use strict';

const { mustCall } = require('../../common');
const assert = require('assert');
const crypto = require('crypto');

const { webcrypto } = crypto;
const { subtle } = webcrypto;

for (const Type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array,
  Uint32Array, BigInt64Array, BigUint64Array]) {
  const array = new Type(32);
  assert.strictEqual(webcrypto.getRandomValues(array), array);
  assert(new Uint8Array(array.buffer).some((byte) => byte !== 0));
}
assert.strictEqual(crypto.getRandomValues(new Uint8Array(3)).length, 3);
webcrypto.getRandomValues(new Uint8Array(65536));
webcrypto.getRandomValues(new Uint8Array(0));
for (const value of [undefined, null, [], 1, new Float32Array(1), new DataView(new ArrayBuffer(1)),
  new ArrayBuffer(1)]) {
  assert.throws(() => webcrypto.getRandomValues(value), { name: 'TypeMismatchError', code: 17 });
}
assert.throws(() => webcrypto.getRandomValues(new Uint8Array(65537)), { name: 'QuotaExceededError',
  code: 22 });
assert.throws(() => webcrypto.getRandomValues(), { code: 'ERR_MISSING_ARGS' });
const { getRandomValues, randomUUID } = webcrypto;
assert.throws(() => getRandomValues(new Uint8Array(1)), { code: 'ERR_INVALID_THIS' });
assert.throws(() => randomUUID(), { code: 'ERR_INVALID_THIS' });
assert.match(webcrypto.randomUUID(), /^[0-9a-f-]{36}$/);

const Crypto = webcrypto.constructor;
for (const Interface of [Crypto, subtle.constructor]) {
  assert.throws(() => new Interface(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
}
assert.strictEqual(`${webcrypto} ${subtle}`, '[object Crypto] [object SubtleCrypto]');
assert.deepStrictEqual(Object.keys(Crypto.prototype), ['subtle', 'getRandomValues', 'randomUUID']);
assert.deepStrictEqual(Object.keys(subtle.constructor.prototype), ['encrypt', 'decrypt', 'sign',
  'verify', 'digest',
  'generateKey', 'deriveKey', 'deriveBits', 'importKey', 'exportKey', 'wrapKey', 'unwrapKey']);

(async () => {
  const abc = new Uint8Array([97, 98, 99]);
  const big = new Uint8Array(100_000); // large enough for the worker pool
  for (const [name, plainName] of [['SHA-1', 'sha1'], ['sha-256', 'sha256'], [{ name: 'SHA-384' },
    'sha384'],
    ['SHA-512', 'sha512']]) {
    for (const data of [abc, abc.buffer, new DataView(abc.buffer, 1), new Uint8Array(0), big,
      big.buffer]) {
      const expected = crypto.createHash(plainName).update(ArrayBuffer.isView(
        data) ? data : new Uint8Array(data))
        .digest('hex');
      const digest = await subtle.digest(name, data);
      assert(digest instanceof ArrayBuffer);
      assert.strictEqual(Buffer.from(digest).toString('hex'), expected);
    }
  }
  // The data is copied at the call.
  const promise = subtle.digest('SHA-256', big);
  big.fill(1);
  assert.strictEqual(Buffer.from(await promise).toString('hex'),
                     crypto.createHash('sha256').update(Buffer.alloc(100_000)).digest('hex'));

  await assert.rejects(subtle.digest('MD5', abc), { name: 'NotSupportedError',
    message: 'Unrecognized algorithm name' });
  await assert.rejects(subtle.digest(null, abc), { name: 'NotSupportedError' });
  await assert.rejects(subtle.digest({}, abc), { code: 'ERR_MISSING_OPTION', name: 'TypeError' });
  await assert.rejects(subtle.digest('SHA-1', 'abc'), { code: 'ERR_INVALID_ARG_TYPE',
    name: 'TypeError' });
  await assert.rejects(subtle.digest('SHA-1', new SharedArrayBuffer(1)),
    { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(subtle.digest(), { code: 'ERR_MISSING_ARGS' });
  await assert.rejects(subtle.digest.call({}, 'SHA-1', abc), { code: 'ERR_INVALID_THIS' });
  await assert.rejects(subtle.encrypt.call({}), { code: 'ERR_INVALID_THIS' });
  await assert.rejects(subtle.encrypt({ name: 'AES-CBC' }, null, abc), {
    code: 'ERR_FEATURE_NOT_AVAILABLE', message: /crypto\.subtle\.encrypt\(\)/,
  });
})().then(mustCall());
