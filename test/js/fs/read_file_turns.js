// A long readFile() does not hold up others, not even with one thread for all, and can be stopped.
'use strict';
const { mustCall, spawnSelf, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');

if (process.argv[2] !== 'read') {
  const { status, stderr } = spawnSelf([...process.execArgv, __filename, 'read'], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  });
  assert.strictEqual(status, 0, stderr);
  return;
}

const file = `${tmpdir()}/file`;
const size = 70 * 1024 * 1024 + 3;
fs.writeFileSync(file, 'begin');
fs.truncateSync(file, size);
const tail = fs.openSync(file, 'r+');
fs.writeSync(tail, 'end', size - 3);
fs.closeSync(tail);
const openDescriptors = () => fs.readdirSync('/proc/self/fd').length;

(async () => {
  const before = openDescriptors();
  const order = [];
  const bytes = await Promise.all([
    fs.promises.readFile(file).then((all) => order.push('read') && all),
    fs.promises.stat(file).then(() => order.push('stat')),
    fs.promises.readFile(__filename).then(() => order.push('short')),
  ]).then(([all]) => all);
  assert.deepStrictEqual(order, ['stat', 'short', 'read']);
  assert.strictEqual(bytes.length, size);
  assert.strictEqual(bytes.latin1Slice(0, 6), 'begin\0');
  assert.strictEqual(bytes.latin1Slice(size - 4), '\0end');
  assert.strictEqual(bytes.subarray(5, size - 3).every((byte) => byte === 0), true);

  // From a descriptor, where it stands, as text.
  const handle = await fs.promises.open(file);
  await handle.read(Buffer.alloc(1), 0, 1);
  const text = await handle.readFile('latin1');
  assert.strictEqual(text.length, size - 1);
  assert(text.startsWith('egin\0') && text.endsWith('\0end'));
  await handle.close();

  const controller = new AbortController();
  const reading = fs.promises.readFile(file, { signal: controller.signal });
  fs.stat(file, mustCall(() => controller.abort()));
  await assert.rejects(reading, { name: 'AbortError' });
  assert.strictEqual(openDescriptors(), before);
})().then(mustCall());
