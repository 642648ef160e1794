// URL.createObjectURL keeps a blob reachable by its URL until it is revoked.
'use strict';

const assert = require('assert');
const { resolveObjectURL } = require('buffer');
const { mustCall } = require('../../common');

const url = URL.createObjectURL(new Blob(['abc'], { type: 'x/y' }));
assert.match(url,
  /^blob:nodedata:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
assert.notStrictEqual(URL.createObjectURL(new Blob()), url);
const blob = resolveObjectURL(url);
assert.deepStrictEqual([blob.size, blob.type], [3, 'x/y']);
blob.text().then(mustCall((text) => assert.strictEqual(text, 'abc')));
URL.revokeObjectURL(url);
URL.revokeObjectURL(url);
for (const unknown of [url, 'blob:nodedata:x', 'x', 5, undefined, {}]) {
  assert.strictEqual(resolveObjectURL(unknown), undefined);
}
for (const value of [undefined, {}, 'x', new ArrayBuffer(1)]) {
  assert.throws(() => URL.createObjectURL(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
