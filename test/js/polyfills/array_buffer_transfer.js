// ArrayBuffer.prototype.transfer, transferToFixedLength, detached.
'use strict';
const assert = require('assert');

const filled = (...bytes) => Uint8Array.from(bytes).buffer;
for (const name of ['transfer', 'transferToFixedLength']) {
  for (const [length, expected] of [[undefined, [1, 2, 3]], [3, [1, 2, 3]], [5, [1, 2, 3, 0, 0]],
                                    [2, [1, 2]], [0, []], ['1', [1]], [null, []], [2.9, [1, 2]]]) {
    const source = filled(1, 2, 3);
    const view = new Uint8Array(source);
    const result = source[name](length);
    assert.deepStrictEqual([...new Uint8Array(result)], expected);
    assert.deepStrictEqual([source.detached, source.byteLength, view.length, result.detached],
                           [true, 0, 0, false]);
    assert.throws(() => source[name](), TypeError);
    assert.throws(() => new Uint8Array(source), TypeError);
  }
  for (const bad of [-1, 2 ** 53, Infinity]) {
    const source = filled(1);
    assert.throws(() => source[name](bad), RangeError);
    assert.strictEqual(source.detached, false);
  }
  for (const bad of [{}, [], new Uint8Array(1), new SharedArrayBuffer(1), null]) {
    assert.throws(() => ArrayBuffer.prototype[name].call(bad), TypeError);
  }
  const memory = new WebAssembly.Memory({ initial: 1 });
  assert.throws(() => memory.buffer[name](), TypeError);
  assert.strictEqual(memory.buffer.byteLength, 65536);
}
// The conversion of the length may detach the buffer first.
const early = filled(1, 2);
assert.throws(() => early.transfer({ valueOf() { early.transfer(); return 1; } }), TypeError);

const empty = new ArrayBuffer(0);
assert.strictEqual(empty.detached, false);
assert.strictEqual(empty.transfer().byteLength, 0);
assert.strictEqual(empty.detached, true);
const { get } = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'detached');
for (const bad of [{}, new SharedArrayBuffer(1), null])
  assert.throws(() => get.call(bad), TypeError);
const cloned = filled(1);
structuredClone(cloned, { transfer: [cloned] });
assert.strictEqual(cloned.detached, true);
