// readFile() reads files, what tells no size, descriptors from where they stand; abort stops it.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');

const root = tmpdir();
const file = `${root}/file`;
const text = 'h\u00e9llo \ud83d\ude00 '.repeat(1000);
fs.writeFileSync(file, text);
assert.strictEqual(fs.readFileSync(file, 'utf8'), text);
for (const encoding of ['utf8', 'latin1', 'base64', 'hex', 'base64url', 'ucs2', 'ascii']) {
  assert.strictEqual(fs.readFileSync(file, encoding), Buffer.from(text).toString(encoding));
}
fs.writeFileSync(`${root}/empty`, '');
assert.strictEqual(fs.readFileSync(`${root}/empty`).length, 0);
assert.strictEqual(fs.readFileSync(`${root}/empty`, 'utf8'), '');
assert.match(fs.readFileSync('/proc/self/status', 'utf8'), /Pid:\s*\d+/);
assert.strictEqual(fs.readFileSync('/dev/null').length, 0);
assert.throws(() => fs.readFileSync(root), (error) => error.code === 'EISDIR' &&
  error.syscall === 'read' && !('path' in error));

// A descriptor is read from its position, and left open.
const fd = fs.openSync(file);
fs.readSync(fd, Buffer.alloc(7), 0, 7, null);
assert.strictEqual(fs.readFileSync(fd, 'latin1'), Buffer.from(text).subarray(7).toString('latin1'));
assert.strictEqual(fs.readFileSync(fd).length, 0);
fs.closeSync(fd);

// Beyond what a Buffer may hold, and a big one.
fs.truncateSync(`${root}/empty`, 2 ** 31);
assert.throws(() => fs.readFileSync(`${root}/empty`),
              { code: 'ERR_FS_FILE_TOO_LARGE', name: 'RangeError',
                message: 'File size (2147483648) is greater than 2 GiB' });
fs.readFile(`${root}/empty`, mustCall((error) => assert.strictEqual(error.code,
  'ERR_FS_FILE_TOO_LARGE')));
const size = 20 * 1024 * 1024 + 1;
fs.writeFileSync(`${root}/big`, Buffer.alloc(size, 'ab'));
const big = fs.readFileSync(`${root}/big`);
assert.deepStrictEqual([big.length, big[0], big[size - 1], big[size >> 1]], [size, 97, 97, 97]);

const aborted = AbortSignal.abort(new Error('why'));
fs.readFile(file, { signal: aborted }, mustCall((error) => {
  assert.deepStrictEqual([error.name, error.code, error.cause.message], ['AbortError', 'ABORT_ERR',
    'why']);
}));
(async () => {
  await assert.rejects(fs.promises.readFile(file, { signal: aborted }), { name: 'AbortError' });
  const controller = new AbortController();
  const reading = fs.promises.readFile(`${root}/big`, { signal: controller.signal });
  controller.abort();
  await assert.rejects(reading, { name: 'AbortError' });
  const late = new AbortController();
  assert.strictEqual((await fs.promises.readFile(file, { signal: late.signal })).toString(), text);
  late.abort();
})().then(mustCall());
