// Arguments that are no good, or unusual, do what they do in Node: no crash, the same error.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');

const root = tmpdir();
const file = `${root}/file`;
fs.writeFileSync(file, 'content');
const never = () => assert.fail('called');
const type = (name) => ({ code: 'ERR_INVALID_ARG_TYPE', message: new RegExp(`"${name}"`) });

// A number is a descriptor if it can be one.
for (const name of ['readFileSync', 'writeFileSync', 'appendFileSync']) {
  for (const fd of [-1, -(2 ** 31)]) {
    assert.throws(() => fs[name](fd, 'x'.slice(0, name === 'readFileSync' ? 0 : 1)),
                  { code: 'ERR_OUT_OF_RANGE', message: /"fd"/ });
  }
  for (const fd of [2 ** 31, 2 ** 32 - 1, 2 ** 32, 1.5, NaN, 1n, Symbol('1')]) {
    assert.throws(() => fs[name](fd, name === 'readFileSync' ? undefined : 'x'), type('path'));
  }
}
for (const name of ['readFile', 'writeFile', 'appendFile']) {
  const rest = name === 'readFile' ? [] : ['x'];
  assert.throws(() => fs[name](2 ** 31, ...rest, never), type('path'));
}

// An empty path is shown.
assert.throws(() => fs.statSync(''), {
  message: "ENOENT: no such file or directory, stat ''", path: '',
});
assert.throws(() => fs.linkSync(file, ''), {
  message: `ENOENT: no such file or directory, link '${file}' -> ''`, path: file, dest: '',
});
assert.throws(() => fs.fstatSync(12345), (error) => error.code === 'EBADF' && !('path' in error));

// Which of two faults is told.
for (const name of ['chown', 'link', 'lstat', 'lutimes', 'mkdir', 'mkdtemp', 'readdir', 'readlink',
  'realpath', 'rename', 'rmdir', 'stat', 'statfs', 'symlink', 'unlink', 'utimes']) {
  assert.throws(() => fs[name](), type('cb'), name);
}
for (const name of ['access', 'chmod', 'copyFile', 'rm']) {
  assert.throws(() => fs[name](), type(name === 'copyFile' ? 'src' : 'path'), name);
}
for (const name of ['fchmod', 'fchown', 'fdatasync', 'fsync', 'ftruncate', 'futimes']) {
  assert.throws(() => fs[name](), type('fd'), name);
}
assert.throws(() => fs.writeFileSync(), type('data'));
assert.throws(() => fs.futimesSync(0, 'x', 0), type('atime'));
assert.throws(() => fs.futimesSync(0, 0, 'x'), type('mtime'));
assert.throws(() => fs.readFile(file, { flag: 1.5 }, never), { message: /"options\.flag"/ });
assert.throws(() => fs.createReadStream('', { fd: '0' }), type('options.fd'));

// Options are own properties, and undefined is no boolean.
fs.mkdirSync(`${root}/tree/inner`, { recursive: true });
for (const option of ['dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive',
  'verbatimSymlinks']) {
  assert.throws(() => fs.cpSync(file, `${root}/copy`, { [option]: undefined }),
                type(`options.${option}`));
}
fs.cpSync(file, `${root}/copy`, { __proto__: { filter: never, mode: 'x' } });
assert.throws(() => fs.rmSync(file, { force: undefined }), type('options.force'));
fs.rmSync(`${root}/copy`, { maxRetries: 2 ** 32 - 1 });
assert.strictEqual(fs.existsSync(`${root}/copy`), false);
assert.strictEqual(fs.readdirSync(`${root}/tree`, { withFileTypes: 1 })[0].name, 'inner');
assert.strictEqual(fs.realpathSync({ toString: () => file }), fs.realpathSync(file));
assert.strictEqual(typeof fs.statfsSync(root, 'any').bsize, 'number');
fs.watch(root, { recursive: null }).close();
assert.throws(() => fs.watch(root, { recursive: 1 }), type('options.recursive'));
assert.throws(() => fs.globSync(5), { message: /"patterns" argument must be of type string/ });
assert.throws(() => fs.globSync({}), { message: /"patterns" .* an instance of Array/ });
assert.deepStrictEqual(fs.globSync(`${root}/f*`, { cwd: null }), [file]);
assert.throws(() => fs.glob('*', null, never), type('options'));

// Descriptors: what counts as a position, a length, an offset.
const fd = fs.openSync(file, 'r+');
const read = (...args) => {
  const buffer = Buffer.alloc(4, '.');
  const count = fs.readSync(fd, buffer, ...args);
  return `${count} ${buffer.latin1Slice()}`;
};
assert.strictEqual(read(1, 2, 3), '2 .te.');
assert.strictEqual(read(1, undefined, 3), '0 ....');
assert.strictEqual(read(0, true, 3n), '1 t...');
assert.throws(() => fs.readvSync(fd, []), { code: 'EINVAL', syscall: 'read' });
fs.readv(fd, [], mustCall((error) => assert.strictEqual(error.code, 'EINVAL')));
// What is no safe integer is the descriptor's own place.
const write = (...args) => {
  fs.ftruncateSync(fd, 0);
  const other = fs.openSync(file, 'r+');
  fs.writeSync(other, '12');
  fs.writeSync(other, ...args);
  fs.closeSync(other);
  return fs.readFileSync(file, 'latin1');
};
assert.strictEqual(write(Buffer.from('abc'), 1, 2, 1), '1bc');
for (const position of [1.5, 2 ** 53, 1n, null, '1']) {
  assert.strictEqual(write(Buffer.from('abc'), 1, 2, position), '12bc');
}
assert.strictEqual(write('abc', 1.5), '12abc');
assert.strictEqual(write(Buffer.from('abc'), null, 1, 0), '12abc');
assert.throws(() => write(Buffer.from('abc'), never), type('offset'));
fs.writevSync(fd, [Buffer.from('xy')], 2 ** 53);
assert.strictEqual(fs.readFileSync(file, 'latin1'), 'xy');

(async () => {
  const { promises } = fs;
  await promises.mkdir(`${root}/made`, { mode: null });
  await assert.rejects(promises.mkdir(`${root}/not`, { mode: 'x' }), { message: /'mode'/ });
  assert.deepStrictEqual(await promises.readdir(`${root}/tree`, { recursive: 1 }), ['inner']);
  await promises.writeFile(file, 'content');
  assert.strictEqual(await promises.readFile(file, { encoding: 'utf8', flag: '' }), 'content');
  await assert.rejects(promises.readFile(2 ** 31), type('path'));
  const handle = await promises.open(file);
  for (const [length, expected] of [[true, 1], ['3', 3], [{}, 0], [null, 4], [undefined, 4]]) {
    const { bytesRead } = await handle.read(Buffer.alloc(4), 0, length, 0);
    assert.strictEqual(bytesRead, expected);
  }
  await assert.rejects(handle.readv([]), { code: 'EINVAL' });
  await handle.close();
  await assert.rejects(handle.appendFile('x'), { code: 'EBADF', syscall: 'writeFile' });

  // Callbacks get as many arguments as in Node.
  const counted = (call) => new Promise((resolve) => call((...args) => resolve(args.length)));
  assert.strictEqual(await counted((done) => fs.cp(file, `${root}/copy`, done)), 2);
  assert.strictEqual(await counted((done) => fs.rm(`${root}/copy`, done)), 1);

  // A stream whose memory can't be had fails and closes.
  const stream = fs.createReadStream(file, { highWaterMark: 2 ** 53 });
  stream.on('data', never);
  stream.on('error', mustCall((error) => assert.strictEqual(error.code, 'ERR_OUT_OF_RANGE')));
  stream.on('close', mustCall(() => fs.closeSync(fd)));
})().then(mustCall());
