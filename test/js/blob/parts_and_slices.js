// Blobs of parts of every kind; slices, types, line ends; what the constructor refuses.
'use strict';

const assert = require('assert');
const { mustCall } = require('../../common');

(async () => {
  const blob = new Blob(['a', Uint8Array.of(98, 99), new DataView(new ArrayBuffer(1)),
    Buffer.from('é'), new Blob(['xyz']).slice(1), 42, new ArrayBuffer(1), null]);
  assert.strictEqual(await blob.text(), 'abc\0éyz42\0null');
  assert.strictEqual(blob.size, Buffer.byteLength('abc\0éyz42\0null'));

  const source = Uint8Array.of(1, 2, 3);
  const copied = new Blob([source]);
  source[0] = 9;
  assert.deepStrictEqual([...new Uint8Array(await copied.arrayBuffer())], [1, 2, 3]);
  assert.deepStrictEqual([...await copied.bytes()], [1, 2, 3]);

  const parts = new Blob(['hello', 'world', '!']);
  const text = 'helloworld!';
  for (const [start, end] of [[], [0], [3, 7], [-3], [-8, -2], [5, 5], [7, 3], [100], ['2', '4'],
    [null, undefined], [NaN, Infinity], [-Infinity, 2 ** 40], [1.9, 3.9]]) {
    const slice = parts.slice(start, end);
    assert.strictEqual(await slice.text(), text.slice(start, end), `${start} ${end}`);
    assert.strictEqual(await slice.slice(1, -1).text(), text.slice(start, end).slice(1, -1));
  }
  assert.strictEqual(await new Blob(['\ufeffa', Uint8Array.of(0xff)]).text(), 'a\ufffd');
  assert.strictEqual(new Blob(['a\r\nb\rc\n\r'], { endings: 'native' }).size, 7);
})().then(mustCall());

for (const [type, expected] of [['Text/Plain', 'text/plain'], ['é', ''], ['a\x7f', ''], [5, '5'],
  [undefined, ''], [null, 'null']]) {
  assert.strictEqual(new Blob([], { type }).type, expected);
  assert.strictEqual(new Blob(['abc']).slice(0, 1, type).type, expected);
}
assert.strictEqual(new Blob([], { type: 'a/b' }).slice().type, '');
for (const sources of ['abc', 5, null, {}, true]) {
  assert.throws(() => new Blob(sources), { code: 'ERR_INVALID_ARG_TYPE' });
}

// What is iterated is asked for its iterator once.
const looked = [];
const sequence = {
  get [Symbol.iterator]() {
    looked.push('iterator');
    return [][Symbol.iterator];
  },
  length: 1,
  get 0() {
    looked.push('0');
    return 'abc';
  },
};
assert.strictEqual(new Blob(sequence).size, 3);
assert.deepStrictEqual(looked, ['iterator', '0']);
assert.throws(() => new Blob([], 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new Blob([], { endings: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => Blob(), TypeError);
assert.throws(() => Blob.prototype.size, { code: 'ERR_INVALID_THIS' });
assert.throws(() => Blob.prototype.slice.call({}), { code: 'ERR_INVALID_THIS' });
assert.rejects(Blob.prototype.text.call({}), { code: 'ERR_INVALID_THIS' }).then(mustCall());
assert.strictEqual(Object.prototype.toString.call(new Blob()), '[object Blob]');
assert.strictEqual(Object.getPrototypeOf(Blob.prototype), Object.prototype);
