// deepEqual compares primitives by == and ignores prototypes; Sets and Maps match loosely.
'use strict';

const assert = require('assert');

const equal = [
  [1, '1'], [null, undefined], [true, 1], [NaN, NaN], [0, -0], ['', 0],
  [[1, '2'], ['1', 2]],
  [{ a: 1 }, { a: '1' }],
  [Object.create(null), {}],
  [new Set([1, 2]), new Set(['2', '1'])],
  [new Set([null, 0]), new Set([undefined, false])],
  [new Map([[1, 'a'], ['1', 'b']]), new Map([['1', 'a'], [true, 'b']])],
  [new Map([[{}, 1]]), new Map([[{}, '1']])],
  [{ [Symbol('a')]: 1 }, { [Symbol('b')]: 2 }],
  [new Float32Array([0]), new Float32Array([-0])],
];
const different = [
  [1, 2], ['a', ['a']], [{}, []], [{ a: 1 }, { b: 1 }], [[1], [1, 2]],
  [new Set([1]), new Set([2])],
  [new Set(['']), new Set(['0'])],
  [new Set([1, '1']), new Set([1, 2])],
  [new Map([[1, 1], [true, 2]]), new Map([['1', 1], [0, 2]])],
  [new Date(1), new Date(2)], [new Date(NaN), new Date(0)], [/a/g, /a/i],
  [new Error('a'), new Error('b')], [Object(1), Object(2)],
  [new Uint8Array(1), new Uint8Array(2)],
  [new Map(), new Set()], [{}, new Map()], [null, {}],
  [[undefined], new Array(1)],
];

for (const [a, b] of equal) {
  assert.deepEqual(a, b);
  assert.deepEqual(b, a);
  assert.throws(() => assert.notDeepEqual(a, b), { code: 'ERR_ASSERTION' });
}
for (const [a, b] of different) {
  assert.notDeepEqual(a, b);
  assert.notDeepEqual(b, a);
  assert.throws(() => assert.deepEqual(a, b), { code: 'ERR_ASSERTION' });
}
