// A FileHandle does what a descriptor can, closes after what runs, refuses what comes later.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');

const root = tmpdir();
const file = `${root}/file`;

(async () => {
  const handle = await fs.promises.open(file, 'w+', 0o640);
  assert.strictEqual(typeof handle.fd, 'number');
  assert.deepStrictEqual(await handle.write('hello'),
    { __proto__: null, bytesWritten: 5, buffer: 'hello' });
  assert.strictEqual((await handle.write(Buffer.from('XYZ'), 1, 1, 0)).bytesWritten, 1);
  const parts = [Buffer.from('12'), Buffer.from('34')];
  assert.deepStrictEqual(await handle.writev(parts, 5),
    { __proto__: null, bytesWritten: 4, buffers: parts });
  const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(20), position: 0 });
  assert.strictEqual(buffer.toString('latin1', 0, bytesRead), 'Yello1234');
  const into = [new Uint8Array(3), new Uint8Array(3)];
  assert.strictEqual((await handle.readv(into, 4)).bytesRead, 5);
  assert.deepStrictEqual([...into[0], ...into[1]], [0x6f, 0x31, 0x32, 0x33, 0x34, 0]);
  await handle.truncate(4);
  await handle.chmod(0o600);
  await handle.utimes(5, 6);
  await handle.sync();
  await handle.datasync();
  const stats = await handle.stat();
  assert.deepStrictEqual([stats.size, stats.mode & 0o777, stats.mtimeMs], [4, 0o600, 6000]);
  await handle.appendFile('+');

  // Closing waits.
  const order = [];
  const reading = handle.read(Buffer.alloc(2), 0, 2, 0).then(() => order.push('read'));
  const closing = handle.close().then(() => order.push('close'));
  assert.strictEqual(handle.close() instanceof Promise, true);
  await Promise.all([reading, closing]);
  assert.deepStrictEqual(order, ['read', 'close']);
  assert.strictEqual(handle.fd, -1);
  await handle.close();
  await assert.rejects(handle.stat(), { code: 'EBADF', message: 'file closed' });

  fs.writeFileSync(file, 'one\ntwo\r\nthree');
  const lines = await fs.promises.open(file);
  const seen = [];
  for await (const line of lines.readLines()) seen.push(line);
  assert.deepStrictEqual(seen, ['one', 'two', 'three']);

  const web = await fs.promises.open(file);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of web.readableWebStream()) text += decoder.decode(chunk);
  assert.strictEqual(text, 'one\ntwo\r\nthree');
  assert.throws(() => web.readableWebStream(), { code: 'ERR_INVALID_STATE' });
  await web.close();
})().then(mustCall());
