// partialDeepStrictEqual wants everything of `expected` in `actual`, which may have more.
'use strict';

const assert = require('assert');
const { errorLike } = require('../../common');

const symbol = Symbol('s');
const cyclic = { a: 1 };
cyclic.self = cyclic;
const cyclicPart = {};
cyclicPart.self = cyclicPart;
class Sub {
  x = 1;
}

for (const [actual, expected] of [
  [{ a: { b: { c: 1 } } }, { a: { b: { c: 1 } } }],
  [{ a: 1, b: 2 }, { b: 2 }],
  [{ a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2 }] }],
  [{ [symbol]: 1, a: 1 }, { [symbol]: 1 }],
  [{ a: undefined }, {}],
  [new Sub(), { x: 1 }],
  [cyclic, cyclicPart],
  [[1, 2, 3, 4, 5], [2, 5]],
  [[1, 2], []],
  [[1, 2], [, 2]],  // eslint-disable-line no-sparse-arrays
  [Object.assign([1, 2], { x: 1 }), [1]],
  [new Set([1, { a: 1, b: 2 }]), new Set([{ a: 1 }])],
  [new Map([['k', { a: 1, b: 2 }], ['l', 1]]), new Map([['k', { b: 2 }]])],
  [new Uint8Array([1, 2, 3]), new Uint8Array([1, 3])],
  [Buffer.from('abc'), Buffer.from('bc')],
  [new Float64Array([1, NaN]), new Float64Array([NaN])],
  [new Uint8Array([1, 2]).buffer, new Uint8Array([2]).buffer],
  [new DataView(new ArrayBuffer(3)), new DataView(new ArrayBuffer(2))],
  [new Error('m', { cause: { a: 1 } }), new Error('m')],
  [NaN, NaN],
]) {
  assert.partialDeepStrictEqual(actual, expected);
  assert.strict.partialDeepStrictEqual(actual, expected);
}

for (const [actual, expected] of [
  [{ a: 1 }, { a: 1, b: 2 }],
  [{ a: { b: 2 } }, { a: { b: '2' } }],
  [{}, { a: undefined }],
  [{}, { [symbol]: 1 }],
  [cyclicPart, cyclic],
  [[1, 2, 3], [3, 2]],
  [[1, 2], [1, 1]],
  [[], [1]],
  [{ 0: 1, length: 1 }, [1]],
  [new Set([1]), new Set(['1'])],
  [new Set([1]), new Set([1, 2])],
  [new Map([['a', 1]]), new Map([['a', '1']])],
  [new Map(), new Set()],
  [new Uint8Array([1, 2]), new Uint8Array([2, 1])],
  [new Uint8Array([1]), new Int8Array([1])],
  [new Float32Array([0]), new Float32Array([-0])],
  [new ArrayBuffer(1), new ArrayBuffer(2)],
  [new Error('m'), new Error('m', { cause: 1 })],
  [new Date(0), new Date(1)],
  ['abc', 'ab'],
  [0, -0],
  [1, Object(1)],
  [null, undefined],
]) {
  assert.throws(() => assert.partialDeepStrictEqual(actual, expected),
    { code: 'ERR_ASSERTION', operator: 'partialDeepStrictEqual', actual, expected });
}

assert.throws(() => assert.partialDeepStrictEqual(1, 2), errorLike({
  message: 'Expected values to be partially and strictly deep-equal:\n\n1 !== 2\n',
  generatedMessage: true,
}));
assert.throws(() => assert.partialDeepStrictEqual(1, 2, 'mine'), errorLike({
  message: 'mine\n\n1 !== 2\n', generatedMessage: false,
}));
assert.throws(() => assert.partialDeepStrictEqual(1, 2, new RangeError('own')),
  errorLike({ name: 'RangeError', message: 'own' }));
assert.throws(() => assert.partialDeepStrictEqual(1), errorLike({ code: 'ERR_MISSING_ARGS' }));
