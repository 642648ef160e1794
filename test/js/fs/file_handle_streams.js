// A stream over a FileHandle holds it: what has been written is written before the handle closes,
// and a web stream ends, with no bytes lost and the handle left open.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const { once } = require('events');
const fs = require('fs');

const file = `${tmpdir()}/file`;
const { open } = fs.promises;

(async () => {
  let handle = await open(file, 'w');
  const writer = handle.createWriteStream();
  writer.write('a');
  writer.write('b'.repeat(100000));
  writer.on('close', mustCall());
  await handle.close();
  assert.strictEqual(handle.fd, -1);
  assert.strictEqual(fs.statSync(file).size, 100001);

  fs.writeFileSync(file, 'content');
  handle = await open(file);
  const reader = handle.createReadStream({ autoClose: false });
  assert.strictEqual(String(await reader.toArray()), 'content');
  assert.strictEqual((await handle.stat()).size, 7);
  const closed = once(reader, 'close');
  await handle.close();
  await closed;

  for (const type of [undefined, 'bytes']) {
    handle = await open(file);
    await handle.read(Buffer.alloc(3));
    let text = '';
    for await (const chunk of handle.readableWebStream({ type })) text += Buffer.from(chunk);
    assert.strictEqual(text, 'tent');
    assert.strictEqual((await handle.stat()).size, 7);
    assert.throws(() => handle.readableWebStream({ type }),
                  { code: 'ERR_INVALID_STATE', message: /locked/ });
    const using = handle.stat();
    const closing = handle.close();
    assert.throws(() => handle.readableWebStream(), { message: /closing/ });
    await Promise.all([using, closing]);
    assert.throws(() => handle.readableWebStream(), { message: /closed/ });

    // Cancelled, it leaves the handle open.
    handle = await open(file);
    await handle.readableWebStream({ type }).cancel();
    assert.strictEqual((await handle.stat()).size, 7);
    await handle.close();

    // The handle is closed while a read waits.
    handle = await open(file);
    const web = handle.readableWebStream({ type }).getReader();
    const reading = web.read();
    await handle.close();
    assert.strictEqual((await reading).done, true);
  }

  // Into memory of the reader's.
  handle = await open(file);
  const byob = handle.readableWebStream({ type: 'bytes' }).getReader({ mode: 'byob' });
  const parts = [];
  for (const size of [3, 100]) {
    parts.push(Buffer.from((await byob.read(new Uint8Array(size))).value).latin1Slice());
  }
  assert.deepStrictEqual(parts, ['con', 'tent']);
  assert.strictEqual((await byob.read(new Uint8Array(1))).done, true);
  await handle.close();

  if (Symbol.asyncDispose !== undefined) {
    handle = await open(file);
    await handle[Symbol.asyncDispose]();
    assert.strictEqual(handle.fd, -1);
  }
})().then(mustCall());
