// Blobs and Files are cloned as such, and share their bytes.
'use strict';

const assert = require('assert');
const { mustCall } = require('../../common');

(async () => {
  const { blob, same } = structuredClone((() => {
    const blob = new Blob(['ab', Uint8Array.of(99)], { type: 'x/y' });
    return { blob, same: blob };
  })());
  assert.ok(blob instanceof Blob);
  assert.strictEqual(blob, same);
  assert.deepStrictEqual([blob.size, blob.type, await blob.text()], [3, 'x/y', 'abc']);
  assert.strictEqual(await blob.slice(1).text(), 'bc');

  const file = structuredClone(new File(['f'], 'name', { lastModified: 3 }));
  assert.ok(file instanceof File);
  assert.deepStrictEqual([file.name, file.lastModified, await file.text()], ['name', 3, 'f']);

  const { port1, port2 } = new MessageChannel();
  port1.postMessage(new Blob(['sent']));
  port2.once('message', mustCall(async (received) => {
    assert.strictEqual(await received.text(), 'sent');
    port2.close();
  }));
})().then(mustCall());
