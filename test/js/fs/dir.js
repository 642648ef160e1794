// opendir() reads a folder in pieces, in order of calls, and closes however reading ends.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');

const root = tmpdir();
const openDescriptors = () => fs.readdirSync('/proc/self/fd').length;
const names = Array.from({ length: 200 }, (_, i) => `entry-${i}`);
for (const name of names) fs.writeFileSync(`${root}/${name}`, '');
fs.mkdirSync(`${root}/sub/deeper`, { recursive: true });
fs.writeFileSync(`${root}/sub/deeper/leaf`, '');
const all = [...names, 'sub'].sort();
const before = openDescriptors();

for (const bufferSize of [1, 7, 1000]) {
  const dir = fs.opendirSync(root, { bufferSize });
  const seen = [];
  for (let entry; (entry = dir.readSync()) !== null;) seen.push(entry.name);
  assert.deepStrictEqual(seen.sort(), all);
  assert.strictEqual(dir.readSync(), null);
  dir.closeSync();
  assert.throws(() => dir.readSync(), { code: 'ERR_DIR_CLOSED' });
  assert.throws(() => dir.closeSync(), { code: 'ERR_DIR_CLOSED' });
}

const recursive = fs.opendirSync(root, { recursive: true });
const paths = [];
for (let entry; (entry = recursive.readSync()) !== null;) paths.push(
    `${entry.parentPath}/${entry.name}`);
recursive.closeSync();
assert.deepStrictEqual(paths.filter((path) => path.includes('sub')).sort(),
                       [`${root}/sub`, `${root}/sub/deeper`, `${root}/sub/deeper/leaf`]);
assert.strictEqual(paths.length, all.length + 2);

(async () => {
  const seen = [];
  for await (const entry of await fs.promises.opendir(root, { bufferSize: 3, recursive: true })) {
    seen.push(entry.name);
  }
  assert.strictEqual(seen.length, all.length + 2);
  for await (const entry of await fs.promises.opendir(root)) {
    if (entry.name === all[5]) break;
  }
  await assert.rejects(async () => {
    for await (const entry of await fs.promises.opendir(root)) throw new Error(entry.name);
  }, /entry|sub/);

  // Many reads at once each get an entry of their own; a close waits for them.
  const dir = await fs.promises.opendir(root, { bufferSize: 1 });
  const reads = Array.from({ length: 50 }, () => dir.read());
  assert.throws(() => dir.readSync(), { code: 'ERR_DIR_CONCURRENT_OPERATION' });
  assert.throws(() => dir.closeSync(), { code: 'ERR_DIR_CONCURRENT_OPERATION' });
  const closed = dir.close();
  assert.strictEqual(new Set((await Promise.all(reads)).map((entry) => entry.name)).size, 50);
  await closed;
  await assert.rejects(dir.read(), { code: 'ERR_DIR_CLOSED' });
  await assert.rejects(dir.close(), { code: 'ERR_DIR_CLOSED' });

  await assert.rejects(fs.promises.opendir(`${root}/nothing`),
                       { code: 'ENOENT', syscall: 'opendir', path: `${root}/nothing` });
  await assert.rejects(fs.promises.opendir(`${root}/entry-1`), { code: 'ENOTDIR',
    syscall: 'opendir' });
  assert.strictEqual(openDescriptors(), before);
})().then(mustCall());
