// Array.fromAsync: async iterables, iterables, array-likes, mapping, constructors, closing.
'use strict';
const assert = require('assert');
const { mustCall } = require('../../common');

async function* generate() {
  yield 1;
  yield 2;
}
(async () => {
  assert.deepStrictEqual(await Array.fromAsync(generate()), [1, 2]);
  assert.deepStrictEqual(await Array.fromAsync([1, Promise.resolve(2)]), [1, 2]);
  assert.deepStrictEqual(
      await Array.fromAsync({length: 2, 0: Promise.resolve('a'), 1: 'b', 2: 'c'}), ['a', 'b']);
  assert.deepStrictEqual(await Array.fromAsync('ab', async (c) => c + c), ['aa', 'bb']);
  assert.deepStrictEqual(await Array.fromAsync(5), []);
  const self = {};
  await Array.fromAsync([7], mustCall(function(value, index) {
    assert.deepStrictEqual([this, value, index], [self, 7, 0]);
  }), self);

  // The values of an async iterable are not awaited without a mapper.
  const inner = Promise.resolve(1);
  const source = {
    [Symbol.asyncIterator]: () => {
      let done = true;
      return { next: async () => ({ value: inner, done: (done = !done) }) };
    },
  };
  assert.deepStrictEqual(await Array.fromAsync(source), [inner]);

  const closing = (key) => ({
    [key]: () => ({ next: () => ({ value: 1, done: false }), return: mustCall(() => ({})) }),
  });
  for (const key of [Symbol.iterator, Symbol.asyncIterator]) {
    await assert.rejects(Array.fromAsync(closing(key), () => {
      throw new RangeError('mine');
    }), {message: 'mine'});
    await assert.rejects(
        Array.fromAsync(closing(key), () => Promise.reject(new RangeError('late'))),
        {message: 'late'});
  }
  for (const args of [[null], [undefined], [[1], 5], [{ [Symbol.asyncIterator]: 1 }]]) {
    const promise = Array.fromAsync(...args);
    assert.ok(promise instanceof Promise);
    await assert.rejects(promise, TypeError);
  }

  function Holder(...args) {
    this.args = args;
  }
  const held = await Array.fromAsync.call(Holder, [1]);
  assert.deepStrictEqual([held.args, held[0], held.length], [[], 1, 1]);
  assert.deepStrictEqual((await Array.fromAsync.call(Holder, { length: 1 })).args, [1]);
  assert.ok(Array.isArray(await Array.fromAsync.call(() => {}, [1])));
  assert.ok(Array.isArray(await Array.fromAsync.call(undefined, { length: 1 })));
})().then(mustCall());
