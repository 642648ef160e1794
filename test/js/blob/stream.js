// Blob.stream: all bytes in order, in chunks of 64 KiB at most, also into a reader's own buffer.
'use strict';

const assert = require('assert');
const { mustCall } = require('../../common');

(async () => {
  const blob = new Blob(['a'.repeat(100000), '', 'b', new Uint8Array(70000)]);
  const sizes = [];
  const chunks = [];
  for await (const chunk of blob.stream()) {
    sizes.push(chunk.length);
    chunks.push(chunk);
  }
  assert.ok(sizes.every((size) => size > 0 && size <= 65536));
  assert.deepStrictEqual(Buffer.concat(chunks), Buffer.from(await blob.arrayBuffer()));

  // What a reader gets is its own.
  const reader = new Blob(['xyz']).stream().getReader({ mode: 'byob' });
  const first = await reader.read(new Uint8Array(2));
  assert.strictEqual(Buffer.from(first.value).toString(), 'xy');
  const second = await reader.read(new Uint8Array(2));
  assert.strictEqual(Buffer.from(second.value).toString(), 'z');
  const end = await reader.read(new Uint8Array(2));
  assert.strictEqual(end.done, true);

  const cancelled = blob.stream().getReader();
  await cancelled.read();
  await cancelled.cancel();
  assert.strictEqual((await cancelled.read()).done, true);
})().then(mustCall());
