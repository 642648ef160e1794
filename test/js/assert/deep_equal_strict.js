// deepStrictEqual and isDeepStrictEqual tell apart what differs in kind, prototype, or any part.
'use strict';

const assert = require('assert');
const util = require('util');

const symbol = Symbol('s');
const error = (properties) => Object.assign(new Error('m'), properties);
class Sub extends Array {}

// Each group holds values that equal each other; values of different groups are not equal.
const groups = [
  [[NaN], [NaN]],
  [[0], [0]],
  [[-0], [-0]],
  [['1'], [String(1)]],
  [[1], [1]],
  [[1n], [BigInt(1)]],
  [[null], [null]],
  [[undefined], [undefined]],
  [new Array(1), new Array(1)],
  [[], []],
  [{}, {}],
  [Object.create(null), Object.create(null)],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }],
  [{ a: undefined }, { a: undefined }],
  [{ [symbol]: 1 }, { [symbol]: 1 }],
  [Sub.from([1, 2]), Sub.from([1, 2])],
  [[1, 2], [1, 2]],
  [Object.assign([1, 2], { x: 1 }), Object.assign([1, 2], { x: 1 })],
  [new Date(5), new Date(5)],
  [new Date(6), new Date(6)],
  [/a/g, /a/g],
  [/a/, /a/],
  [new Set([1, 'a', { b: [1] }]), new Set([{ b: [1] }, 'a', 1])],
  [new Set([1, 'a', { b: [2] }]), new Set([{ b: [2] }, 'a', 1])],
  [new Map([[{ k: 1 }, 1], ['x', 2]]), new Map([['x', 2], [{ k: 1 }, 1]])],
  [new Map([[{ k: 1 }, 2], ['x', 2]]), new Map([['x', 2], [{ k: 1 }, 2]])],
  [new Map([['x', undefined]]), new Map([['x', undefined]])],
  [new Map([['y', undefined]]), new Map([['y', undefined]])],
  [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  [new Int8Array([1, 2]), new Int8Array([1, 2])],
  [new Float64Array([-0]), new Float64Array([-0])],
  [new Float64Array([0]), new Float64Array([0])],
  [new ArrayBuffer(2), new ArrayBuffer(2)],
  [new SharedArrayBuffer(2), new SharedArrayBuffer(2)],
  [new DataView(new ArrayBuffer(2)), new DataView(new ArrayBuffer(2))],
  [Object(1), Object(1)],
  [Object('1'), Object('1')],
  [Object(symbol), Object(symbol)],
  [error(), error()],
  [error({ x: 1 }), error({ x: 1 })],
  [new Error('m', { cause: 1 }), new Error('m', { cause: 1 })],
  [new Error('m', { cause: { a: 1 } }), new Error('m', { cause: { a: 1 } })],
  [new TypeError('m'), new TypeError('m')],
  [new AggregateError([1], 'm'), new AggregateError([1], 'm')],
  [new AggregateError([2], 'm'), new AggregateError([2], 'm')],
];

for (let i = 0; i < groups.length; i++) {
  for (let j = 0; j < groups.length; j++) {
    const [a] = groups[i];
    const [, b] = groups[j];
    const where = `${i} ${util.inspect(a)} and ${j} ${util.inspect(b)}`;
    assert.ok(util.isDeepStrictEqual(a, b) === (i === j), where);
    assert.ok(util.isDeepStrictEqual([a], [b]) === (i === j), where);
    if (i === j) {
      assert.deepStrictEqual(a, b);
      assert.throws(() => assert.notDeepStrictEqual(a, b), assert.AssertionError);
    } else {
      assert.notDeepStrictEqual(a, b);
      assert.throws(() => assert.deepStrictEqual(a, b), assert.AssertionError);
    }
  }
}
