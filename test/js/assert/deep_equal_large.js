// Deep comparison of large unordered collections in the same order is linear.
'use strict';

const assert = require('assert');
const { deadline } = require('../../common');

deadline();
const count = 20_000;
const make = () => new Set(Array.from({ length: count }, (_, i) => ({ i })));
const a = make();
const b = make();
assert.deepStrictEqual(a, b);
const map = () => new Map(Array.from({ length: count }, (_, i) => [{ i }, { i }]));
assert.deepStrictEqual(map(), map());

const bytes = new Uint8Array(4_000_000).fill(7);
const same = bytes.slice();
assert.deepStrictEqual(bytes, same);
same[same.length - 1] = 8;
assert.notDeepStrictEqual(bytes, same);

const sparse = [];
sparse[1e6] = 1;
const sparseToo = [];
sparseToo[1e6] = 1;
assert.deepStrictEqual(sparse, sparseToo);
sparseToo[5] = undefined;
assert.notDeepStrictEqual(sparse, sparseToo);
