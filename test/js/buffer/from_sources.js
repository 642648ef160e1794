// Buffer.from: every kind of source, what is copied, what is shared, what is refused.
'use strict';

const assert = require('assert');
require('../../common');

const hex = (...args) => Buffer.from(...args).toString('hex');

assert.strictEqual(hex('aé€😀'), '61c3a9e282acf09f9880');
assert.strictEqual(hex('a\ud800b'), '61efbfbd62');
assert.strictEqual(hex([1, 2, 300, '5', -1, 1.7]), '01022c05ff01');
assert.strictEqual(hex({ length: 2, 0: 9 }), '0900');
assert.strictEqual(hex({ type: 'Buffer', data: [1, 2] }), '0102');
assert.strictEqual(hex(new String('abc')), '616263');
assert.strictEqual(hex({ [Symbol.toPrimitive]: () => 'x' }), '78');
assert.strictEqual(hex(new Uint16Array([1, 256])), '0100');

// Copies of views, shares of ArrayBuffers.
const view = new Uint8Array([1, 2, 3]);
const copy = Buffer.from(view);
view[0] = 9;
assert.strictEqual(copy[0], 1);
for (const memory of [new ArrayBuffer(8), new SharedArrayBuffer(8)]) {
  const shared = Buffer.from(memory, 2, 3);
  assert.strictEqual(shared.length, 3);
  assert.strictEqual(shared.byteOffset, 2);
  new Uint8Array(memory)[2] = 7;
  assert.strictEqual(shared[0], 7);
}
assert.strictEqual(Buffer.from(new ArrayBuffer(8), '3').length, 5);
assert.strictEqual(Buffer.from(new ArrayBuffer(8), 4, -5).length, 0);
assert.throws(() => Buffer.from(new ArrayBuffer(8), 9), {
  code: 'ERR_BUFFER_OUT_OF_BOUNDS', message: '"offset" is outside of buffer bounds',
});
assert.throws(() => Buffer.from(new ArrayBuffer(8), 4, 5), {
  code: 'ERR_BUFFER_OUT_OF_BOUNDS', message: '"length" is outside of buffer bounds',
});

// Something that only looks like an ArrayBuffer.
const fake = Object.create(ArrayBuffer.prototype);
for (const source of [undefined, null, 5, true, 1n, Symbol('x'), () => {}, {}, new Map(), fake]) {
  assert.throws(() => Buffer.from(source), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
}
assert.throws(() => Buffer.from('a', 'nope'), {
  code: 'ERR_UNKNOWN_ENCODING', message: 'Unknown encoding: nope',
});

const numbers = new Uint16Array([1, 2, 3]);
const bytes = Buffer.copyBytesFrom(numbers, 1, 1);
numbers[1] = 0;
assert.strictEqual(bytes.toString('hex'), '0200');
assert.strictEqual(Buffer.copyBytesFrom(numbers, 9).length, 0);
assert.throws(() => Buffer.copyBytesFrom(new DataView(new ArrayBuffer(3))),
  { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.copyBytesFrom(numbers, -1), { code: 'ERR_OUT_OF_RANGE' });
