// Transfer lists: ArrayBuffers and ports move, mistakes are found before anything has moved.
'use strict';

const assert = require('assert');
require('../../common');

const memory = new ArrayBuffer(8);
new Uint8Array(memory)[0] = 7;
const view = new Uint8Array(memory);
const moved = structuredClone({ view }, { transfer: [memory] });
assert.strictEqual(moved.view[0], 7);
assert.strictEqual(memory.byteLength, 0);
assert.strictEqual(view.length, 0);

const keep = new ArrayBuffer(4);
const { port1, port2 } = new MessageChannel();
for (const [transfer, expected] of [
  [[keep, keep],
    { name: 'DataCloneError', message: 'Transfer list contains duplicate ArrayBuffer' }],
  [[keep, port1, port1], { message: 'Transfer list contains duplicate MessagePort' }],
  [[keep, memory], { name: 'DataCloneError' }],
  [[keep, {}], { code: 'ERR_INVALID_TRANSFER_OBJECT' }],
  [[keep, new Uint8Array(1)], { code: 'ERR_INVALID_TRANSFER_OBJECT' }],
  [[keep, null], { code: 'ERR_INVALID_TRANSFER_OBJECT' }],
]) {
  assert.throws(() => structuredClone(1, { transfer }), expected);
  assert.strictEqual(keep.byteLength, 4);
}
assert.throws(() => structuredClone({ a: keep, b: () => {} }, { transfer: [keep] }),
  { name: 'DataCloneError' });
assert.strictEqual(keep.byteLength, 4);
assert.throws(() => structuredClone(port1), { code: 'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST' });

const clone = structuredClone({ port: port2 }, { transfer: (function* list() { yield port2; })() });
assert.ok(clone.port instanceof MessagePort);
assert.throws(() => structuredClone(port2, { transfer: [port2] }), {
  name: 'DataCloneError', message: 'MessagePort in transfer list is already detached',
});
port1.close();

// The pool behind small buffers stays where it is.
const small = Buffer.from('small');
assert.strictEqual(structuredClone(small, { transfer: [small.buffer] }).length, 5);
assert.strictEqual(small.toString(), 'small');
