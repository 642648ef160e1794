// writeFile() leaves exactly what was given, whatever was there, and tells when it could not.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const { Readable } = require('stream');

const root = tmpdir();
const file = `${root}/file`;
const content = () => fs.readFileSync(file, 'latin1');

for (const data of ['long '.repeat(1000), 'short', '', 'again', Buffer.from('bytes'),
    new Uint16Array([0x6261])]) {
  fs.writeFileSync(file, data);
  assert.strictEqual(content(), typeof data === 'string' ? data : Buffer.from(data.buffer,
    data.byteOffset, data.byteLength).latin1Slice());
}
const inode = fs.statSync(file).ino;
fs.writeFileSync(file, 'x', { mode: 0o600 });
assert.strictEqual(fs.statSync(file).ino, inode);
fs.appendFileSync(file, 'y', { flush: true });
fs.writeFileSync(file, 'z', { flag: 'a', flush: true });
assert.strictEqual(content(), 'xyz');
fs.writeFileSync(file, 'Q', { flag: 'r+' });
assert.strictEqual(content(), 'Qyz');
assert.throws(() => fs.writeFileSync(file, '', { flag: 'wx' }), { code: 'EEXIST',
  syscall: 'open' });
assert.strictEqual(content(), 'Qyz');
fs.writeFileSync(`${root}/made`, '', { mode: 0o604, flag: 'wx' });
assert.strictEqual(fs.statSync(`${root}/made`).mode & 0o777, 0o604 & ~process.umask());

// A disk that is full, a device that is no file, a descriptor that only reads.
assert.throws(() => fs.writeFileSync('/dev/full', 'x'), { code: 'ENOSPC', syscall: 'write' });
fs.writeFileSync('/dev/null', 'x');
const fd = fs.openSync(file);
assert.throws(() => fs.writeFileSync(fd, 'x'), { code: 'EBADF', syscall: 'write' });
fs.closeSync(fd);

// A descriptor is written from its position and not cut.
const writer = fs.openSync(file, 'r+');
fs.writeFileSync(writer, '12');
fs.writeFileSync(writer, '3');
fs.closeSync(writer);
assert.strictEqual(content(), '123');

for (const data of [5, {}, null, undefined, true, [], () => {}, Symbol('x')]) {
  assert.throws(() => fs.writeFileSync(file, data), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.strictEqual(content(), '123');

(async () => {
  const { writeFile, appendFile } = fs.promises;
  await writeFile(file, 'much longer than what follows');
  await writeFile(file, ['a', 'b', Buffer.from('c')]);
  assert.strictEqual(content(), 'abc');
  await writeFile(file, Readable.from(['from ', 'a stream']), { flush: true });
  assert.strictEqual(content(), 'from a stream');
  await writeFile(file, (async function* generate() {
    yield 'async ';
    yield new Uint8Array([0x67]);
  })());
  assert.strictEqual(content(), 'async g');
  await appendFile(file, '!');
  assert.strictEqual(content(), 'async g!');
  await assert.rejects(writeFile(file, [1]), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(writeFile('/dev/full', 'x'), { code: 'ENOSPC', syscall: 'write' });

  const controller = new AbortController();
  const writing = writeFile(`${root}/big`, Buffer.alloc(30 * 1024 * 1024),
    { signal: controller.signal });
  controller.abort(new Error('stop'));
  await assert.rejects(writing, (error) => error.name === 'AbortError' &&
    error.cause.message === 'stop');

  // Writers of one file in a row come out in order.
  const handle = await fs.promises.open(`${root}/handle`, 'w+');
  for (const part of ['1', '2', '3']) await handle.writeFile(part);
  await handle.close();
  assert.strictEqual(fs.readFileSync(`${root}/handle`, 'utf8'), '123');
})().then(mustCall());
