// querystring.parse reads at most maxKeys pairs, 1000 unless told; empty pairs count.
'use strict';
const assert = require('assert');
const { parse } = require('querystring');

const many = Array.from({ length: 1500 }, (_, i) => `k${i}=v`).join('&');
const count = (text, maxKeys) => Object.keys(parse(text, null, null, { maxKeys })).length;
assert.strictEqual(Object.keys(parse(many)).length, 1000);
assert.strictEqual(count(many, undefined), 1000);
assert.strictEqual(count(many, 'x'), 1000);
assert.strictEqual(count(many, 3), 3);
for (const unlimited of [0, -1, Infinity, NaN, -Infinity]) {
  assert.strictEqual(count(many, unlimited), 1500, `${unlimited}`);
}
assert.strictEqual(count('&&a', 2), 0);
assert.strictEqual(count('&&a', 3), 1);
