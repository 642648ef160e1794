// Each function of fs tells, in each style, that the disk has failed, and leaves nothing open; what
// a signal has interrupted is done again.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { errno } = require('os').constants;

const bytes = () => Buffer.from('abc');
// function, the kind of call that fails (fixtures/faults.c), the system call that the error names,
// arguments
const onPaths = [
  ['access', 'name', 'access', (at) => [`${at}/file`]],
  ['appendFile', 'write', 'write', (at) => [`${at}/file`, 'x']],
  ['appendFile', 'open', 'open', (at) => [`${at}/file`, 'x']],
  ['appendFile', 'fsync', 'fsync', (at) => [`${at}/file`, 'x', { flush: true }]],
  ['chmod', 'name', 'chmod', (at) => [`${at}/file`, 0o600]],
  ['chown', 'name', 'chown', (at) => [`${at}/file`, process.getuid(), process.getgid()]],
  ['copyFile', 'copy', 'copyfile', (at) => [`${at}/file`, `${at}/copy`]],
  ['copyFile', 'open', 'copyfile', (at) => [`${at}/file`, `${at}/copy`]],
  ['cp', 'copy', 'copyfile', (at) => [`${at}/file`, `${at}/copy`]],
  ['cp', 'name', 'lstat', (at) => [`${at}/file`, `${at}/copy`]],
  ['cp', 'open', 'opendir', (at) => [`${at}/folder`, `${at}/copy`, { recursive: true }]],
  ['cp', 'list', 'scandir', (at) => [`${at}/folder`, `${at}/copy`, { recursive: true }]],
  ['lchown', 'name', 'lchown', (at) => [`${at}/link`, process.getuid(), process.getgid()]],
  ['link', 'name', 'link', (at) => [`${at}/file`, `${at}/hard`]],
  ['lstat', 'name', 'lstat', (at) => [`${at}/file`]],
  ['lutimes', 'name', 'lutime', (at) => [`${at}/link`, 1, 2]],
  ['mkdir', 'name', 'mkdir', (at) => [`${at}/made`]],
  ['mkdir', 'name', 'mkdir', (at) => [`${at}/made/deep`, { recursive: true }]],
  ['mkdtemp', 'name', 'mkdtemp', (at) => [`${at}/t-`]],
  ['opendir', 'open', 'opendir', (at) => [at]],
  ['readFile', 'read', 'read', (at) => [`${at}/file`]],
  ['readFile', 'read', 'read', (at) => [`${at}/file`, 'utf8']],
  ['readFile', 'open', 'open', (at) => [`${at}/file`]],
  ['readdir', 'list', 'scandir', (at) => [at]],
  ['readdir', 'open', 'scandir', (at) => [at, { withFileTypes: true, recursive: true }]],
  ['readlink', 'name', 'readlink', (at) => [`${at}/link`]],
  ['realpath', 'name', undefined, (at) => [`${at}/link`]],
  ['rename', 'name', 'rename', (at) => [`${at}/file`, `${at}/moved`]],
  ['rm', 'name', 'lstat', (at) => [`${at}/file`]],
  ['rm', 'list', 'scandir', (at) => [`${at}/folder`, { recursive: true }]],
  ['rm', 'open', 'scandir', (at) => [`${at}/folder`, { recursive: true }]],
  ['rmdir', 'name', 'rmdir', (at) => [`${at}/folder/inner`]],
  ['stat', 'name', 'stat', (at) => [`${at}/file`]],
  ['statfs', 'name', 'statfs', (at) => [`${at}/file`]],
  ['symlink', 'name', 'symlink', (at) => ['x', `${at}/symlink`]],
  ['truncate', 'truncate', 'ftruncate', (at) => [`${at}/file`, 1]],
  ['truncate', 'open', 'open', (at) => [`${at}/file`, 1]],
  ['unlink', 'name', 'unlink', (at) => [`${at}/file`]],
  ['utimes', 'name', 'utime', (at) => [`${at}/file`, 1, 2]],
  ['writeFile', 'write', 'write', (at) => [`${at}/file`, 'x']],
  ['writeFile', 'open', 'open', (at) => [`${at}/file`, 'x']],
  ['writeFile', 'close', 'close', (at) => [`${at}/file`, 'x']],
  ['writeFile', 'fsync', 'fsync', (at) => [`${at}/file`, 'x', { flush: true }]],
  ['writeFile', 'truncate', 'ftruncate', (at) => [`${at}/file`, 'x']],
];

// The same of a descriptor, with the method of a FileHandle.
const onDescriptors = [
  ['close', 'close', 'close', 'close', () => []],
  ['fchmod', 'chmod', 'name', 'fchmod', () => [0o600]],
  ['fchown', 'chown', 'name', 'fchown', () => [process.getuid(), process.getgid()]],
  ['fdatasync', 'datasync', 'fsync', 'fdatasync', () => []],
  ['fstat', 'stat', 'name', 'fstat', () => []],
  ['fsync', 'sync', 'fsync', 'fsync', () => []],
  ['ftruncate', 'truncate', 'truncate', 'ftruncate', () => [1]],
  ['futimes', 'utimes', 'name', 'futime', () => [1, 2]],
  ['read', 'read', 'read', 'read', () => [bytes(), 0, 3, null]],
  ['read', 'read', 'read', 'read', () => [bytes(), 0, 3, 1]],
  ['readv', 'readv', 'read', 'read', () => [[bytes(), bytes()]]],
  ['readv', 'readv', 'read', 'read', () => [[bytes(), bytes()], 1]],
  ['readFile', 'readFile', 'read', 'read', () => []],
  ['write', 'write', 'write', 'write', () => [bytes(), 0, 3, null]],
  ['write', 'write', 'write', 'write', () => [bytes(), 0, 3, 1]],
  ['write', 'write', 'write', 'write', () => ['text']],
  ['writev', 'writev', 'write', 'write', () => [[bytes(), bytes()]]],
  ['writev', 'writev', 'write', 'write', () => [[bytes(), bytes()], 1]],
  ['writeFile', 'writeFile', 'write', 'write', () => ['text']],
  ['appendFile', 'appendFile', 'write', 'write', () => ['text']],
];

// What comes in pieces.
const streams = [
  ['read', 'read', async (at) => fs.createReadStream(`${at}/file`).toArray()],
  ['read', 'read', async (at) => fs.createReadStream(`${at}/file`, { start: 1 }).toArray()],
  ['open', 'open', async (at) => fs.createReadStream(`${at}/file`).toArray()],
  ['write', 'write', async (at) => pipe(['a'], fs.createWriteStream(`${at}/file`))],
  ['write', 'write', async (at) => pipe(['a', 'b', 'c'], fs.createWriteStream(`${at}/file`))],
  ['fsync', 'fsync', async (at) => pipe(['a'], fs.createWriteStream(`${at}/file`,
    { flush: true }))],
  ['close', 'close', async (at) => pipe(['a'], fs.createWriteStream(`${at}/file`))],
  ['read', 'read', async (at) => withHandle(at, (h) => h.createReadStream().toArray())],
  ['read', 'read', async (at) => withHandle(at, (h) => h.readableWebStream().getReader().read())],
  ['read', 'read', async (at) => withHandle(at, async (h) => {
    for await (const line of h.readLines()) assert.fail(line);
  })],
  ['list', 'scandir', async (at) => {
    for await (const entry of await fs.promises.opendir(at)) assert.fail(entry.name);
  }],
  ['list', 'scandir', async (at) => {
    const dir = fs.opendirSync(at);
    try {
      dir.readSync();
    } finally {
      dir.closeSync();
    }
  }],
];

const pipe = (chunks, stream) => require('stream/promises').pipeline(chunks, stream);
async function withHandle(at, use) {
  const handle = await fs.promises.open(`${at}/file`);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
const called = (name, ...args) => new Promise((resolve, reject) => {
  fs[name](...args, (error, value) => (error ? reject(error) : resolve(value)));
});
const openDescriptors = () => fs.readdirSync('/proc/self/fd').length;

let count = 0;
// [outcome, how many descriptors are left open] of what runs while `fault` is on.
async function outcomeOf(root, fault, run, before = async () => {}) {
  const at = path.join(root, `faulty-${count++}-`);
  fs.mkdirSync(`${at}/folder/inner`, { recursive: true });
  fs.writeFileSync(`${at}/file`, 'some content');
  fs.symlinkSync('file', `${at}/link`);
  const open = openDescriptors();
  // The mark is in the paths of what `before` opens.
  process.env.FAULT_PATH = path.basename(at);
  process.env.FAULTS = '';
  const prepared = await before(at);
  process.env.FAULTS = fault;
  let outcome = 'done';
  try {
    await run(at, prepared);
  } catch (error) {
    outcome = error.code === undefined ? String(error) : `${error.code} ${error.syscall}`;
  }
  process.env.FAULTS = '';
  await prepared?.close?.();
  if (typeof prepared === 'number') {
    try {
      fs.closeSync(prepared);
    } catch {
      // It is the one that close() was tried on.
    }
  }
  process.env.FAULT_PATH = 'none';
  return `${outcome} ${openDescriptors() - open}`;
}

async function actAll(root) {
  await fs.promises.readFile(__filename);
  await fs.promises.opendir('/').then((dir) => dir.close());
  const wrong = [];
  const { EINTR, EIO, EMFILE, ENOSPC } = errno;
  const expect = (what, outcome, expected) => {
    if (expected instanceof RegExp ? !expected.test(outcome) : outcome !== expected) {
      wrong.push(`${what}: ${outcome}, expected ${expected}`);
    }
  };
  const faults = (kind) => {
    if (kind === 'write' || kind === 'copy') return [['EIO', EIO], ['ENOSPC', ENOSPC]];
    return kind === 'open' ? [['EIO', EIO], ['EMFILE', EMFILE]] : [['EIO', EIO]];
  };
  // What the kernel never interrupts is not done again.
  const isRepeated = (kind) => kind !== 'name';
  for (const [name, kind, syscall, args] of onPaths) {
    const styles = {
      [`${name}Sync`]: async (at) => fs[`${name}Sync`](...args(at))?.closeSync?.(),
      [name]: async (at) => (await called(name, ...args(at)))?.closeSync?.(),
      [`promises.${name}`]: async (at) => (await fs.promises[name](...args(at)))?.closeSync?.(),
    };
    for (const [style, run] of Object.entries(styles)) {
      for (const [code, number] of faults(kind)) {
        expect(`${style} ${kind}`, await outcomeOf(root, `${kind}@*=${number}`, run),
               syscall === undefined ? new RegExp(`^${code} (lstat|realpath) 0$`) :
                 `${code} ${syscall} 0`);
      }
      if (isRepeated(kind)) {
        expect(`${style} ${kind}`, await outcomeOf(root, `${kind}@1=${EINTR}`, run), 'done 0');
      }
    }
  }
  for (const [name, method, kind, syscall, args] of onDescriptors) {
    const open = async (at) => fs.openSync(`${at}/file`, 'r+');
    const openHandle = (at) => fs.promises.open(`${at}/file`, 'r+');
    const styles = [
      [`${name}Sync`, async (at, fd) => fs[`${name}Sync`](fd, ...args()), open],
      [name, (at, fd) => called(name, fd, ...args()), open],
      [`FileHandle.${method}`, (at, handle) => handle[method](...args()), openHandle],
    ];
    for (const [style, run, before] of styles) {
      for (const [code, number] of faults(kind)) {
        expect(style, await outcomeOf(root, `${kind}@*=${number}`, run, before),
               `${code} ${syscall} 0`);
      }
      if (isRepeated(kind)) {
        expect(style, await outcomeOf(root, `${kind}@1=${EINTR}`, run, before), 'done 0');
      }
    }
  }
  for (const [kind, syscall, run] of streams) {
    for (const [code, number] of faults(kind)) {
      // What must not wait fails too: a stream asks the page cache first.
      const fault = kind === 'read' ? `peek@*=${number},read@*=${number}` : `${kind}@*=${number}`;
      expect(String(run), await outcomeOf(root, fault, run), `${code} ${syscall} 0`);
    }
  }
  // A peek that fails decides nothing: the read that may wait does.
  for (const number of [EIO, EINTR, errno.EAGAIN, errno.EOPNOTSUPP]) {
    const outcome = await outcomeOf(root, `peek@1=${number}`, async (at) => {
      const text = String(await fs.createReadStream(`${at}/file`).toArray());
      assert.strictEqual(text, 'some content');
    });
    expect(`peek ${number}`, outcome, 'done 0');
  }
  assert.deepStrictEqual(wrong, []);
}

if (process.argv[2] === 'act') {
  actAll(process.argv[3]).then(mustCall());
  return;
}

const { root, run } = require('./fixtures/with_faults').prepareFaults();
run([root], { FAULTS: '', FAULT_PATH: 'none' });
// None of them is missing.
const known = new Set([...onPaths, ...onDescriptors].map(([name]) => name));
for (const name of Object.keys(fs).filter((key) => typeof fs[`${key}Sync`] === 'function')) {
  if (['exists', 'glob', 'open'].includes(name)) continue; // no error, and `open` in many above
  assert(known.has(name), name);
}
