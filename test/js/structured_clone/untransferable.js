// What was marked stays where it is when it is to be transferred, and ArrayBuffers are copied: so
// is the pool of small Buffers. A clone is not marked.
'use strict';

const assert = require('assert');
const { MessageChannel, markAsUntransferable } = require('worker_threads');
require('../../common');

const transfer = (value) => structuredClone(value, { transfer: [value] });

const marked = new Uint8Array([1, 2, 3]).buffer;
assert.strictEqual(markAsUntransferable(marked), undefined);
markAsUntransferable(marked);
const copy = transfer(marked);
assert.strictEqual(marked.byteLength, 3);
assert.deepStrictEqual([...new Uint8Array(copy)], [1, 2, 3]);
assert.deepStrictEqual([...new Uint8Array(transfer(copy))], [1, 2, 3]);
assert.strictEqual(copy.byteLength, 0);

const pooled = Buffer.from('pooled');
assert.ok(pooled.buffer.byteLength > pooled.length);
structuredClone(pooled, { transfer: [pooled.buffer] });
assert.strictEqual(pooled.toString(), 'pooled');

const own = Buffer.allocUnsafeSlow(8).buffer;
assert.strictEqual(transfer(own).byteLength, 8);
assert.strictEqual(own.byteLength, 0);

// A view of a marked buffer is no way out either; the mark of the view itself says nothing.
const view = new Uint8Array(marked);
markAsUntransferable(view);
assert.deepStrictEqual([...structuredClone(view, { transfer: [marked] })], [1, 2, 3]);
assert.strictEqual(view.length, 3);

const { port1, port2 } = new MessageChannel();
markAsUntransferable(port2);
assert.throws(() => transfer(port2), { code: 'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST' });
port1.close();
for (const value of [0, null, 'x', undefined]) markAsUntransferable(value);
