// Streams over files: ranges, descriptors and handles given, errors, and what is counted.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const { pipeline } = require('stream/promises');

const root = tmpdir();
const file = `${root}/file`;
const data = Buffer.from(Array.from({ length: 300000 }, (_, i) => i % 251));
fs.writeFileSync(file, data);
const openDescriptors = () => fs.readdirSync('/proc/self/fd').length;

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

(async () => {
  const before = openDescriptors();
  for (const [start, end] of [[0, 0], [10, 19], [299990, undefined], [undefined, 99], [400000,
      undefined]]) {
    const stream = fs.createReadStream(file, { start, end, highWaterMark: 7000 });
    const bytes = await read(stream);
    assert(bytes.equals(data.subarray(start ?? 0, end === undefined ? undefined : end + 1)));
    assert.strictEqual(stream.bytesRead, bytes.length);
  }
  assert.throws(() => fs.createReadStream(file, { start: 5, end: 4 }),
    { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => fs.createReadStream(file, { start: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });

  const copy = fs.createWriteStream(`${root}/copy`, { highWaterMark: 1000 });
  assert.strictEqual(copy.pending, true);
  await pipeline(fs.createReadStream(file), copy);
  assert.strictEqual(copy.bytesWritten, data.length);
  assert(fs.readFileSync(`${root}/copy`).equals(data));

  // Into the middle of a file.
  await pipeline(['xyz'], fs.createWriteStream(`${root}/copy`, { flags: 'r+', start: 100 }));
  const expected = Buffer.from(data);
  expected.write('xyz', 100);
  assert(fs.readFileSync(`${root}/copy`).equals(expected));

  // A descriptor that is to stay open, a handle that closes with its stream.
  const fd = fs.openSync(file);
  assert((await read(fs.createReadStream(null, { fd, autoClose: false,
    end: 9 }))).equals(data.subarray(0, 10)));
  fs.closeSync(fd);
  const handle = await fs.promises.open(file);
  assert((await read(handle.createReadStream({ start: 299000 }))).equals(data.subarray(299000)));
  assert.strictEqual(handle.fd, -1);

  await assert.rejects(read(fs.createReadStream(`${root}/none`)), { code: 'ENOENT',
    syscall: 'open' });
  await assert.rejects(pipeline(['x'], fs.createWriteStream('/dev/full')), { code: 'ENOSPC',
    syscall: 'write' });
  const controller = new AbortController();
  controller.abort();
  const stopped = fs.createReadStream(file, { signal: controller.signal });
  const gone = new Promise((resolve) => stopped.once('close', resolve));
  await assert.rejects(read(stopped), { name: 'AbortError' });
  await gone;

  // A file system of one's own.
  let position = 0;
  const own = {
    open: (name, flags, mode, callback) => callback(null, 1000),
    read(id, buffer, offset, length, at, callback) {
      const count = Math.min(length, 25 - position);
      buffer.fill('v', offset, offset + count);
      position += count;
      callback(null, count, buffer);
    },
    close: mustCall((id, callback) => callback(null)),
  };
  assert.strictEqual((await read(fs.createReadStream('virtual', { fs: own,
    highWaterMark: 10 }))).toString(), 'v'.repeat(25));
  assert.strictEqual(openDescriptors(), before);
})().then(mustCall());
