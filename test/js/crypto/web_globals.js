// The global `crypto` and its interfaces are those of the module, loaded when they are first looked
// at.
'use strict';

require('../../common');
const assert = require('assert');

for (const name of ['Crypto', 'CryptoKey', 'SubtleCrypto']) {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  assert.strictEqual(descriptor.enumerable, false, name);
  assert.strictEqual(typeof globalThis[name], 'function', name);
}
assert.strictEqual(Object.getOwnPropertyDescriptor(globalThis, 'crypto').enumerable, true);
const { webcrypto } = require('crypto');
assert.strictEqual(crypto, webcrypto);
assert(crypto instanceof Crypto);
assert(crypto.subtle instanceof SubtleCrypto);
assert.throws(() => new CryptoKey(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.match(crypto.randomUUID(), /^[0-9a-f-]{36}$/);
