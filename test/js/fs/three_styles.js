// Each function of fs gives one result and one error: by callback, at once and as a promise.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const root = tmpdir();
let count = 0;

// A fresh folder with a file, a folder in a folder, and a link.
function makePlace() {
  const place = path.join(root, `p${count++}`);
  fs.mkdirSync(path.join(place, 'folder', 'inner'), { recursive: true });
  fs.writeFileSync(path.join(place, 'file'), 'content', { mode: 0o640 });
  fs.symlinkSync('file', path.join(place, 'link'));
  return place;
}

const pick = (stats) => [stats.isFile(), stats.isDirectory(), stats.isSymbolicLink(), stats.size];
const kinds = (entries) => entries.map((e) => [e.name, e.isFile(), e.isDirectory(),
  e.isSymbolicLink()]);

// name, arguments in a place, what the place or the result tells afterwards
const cases = [
  ['access', (at) => [`${at}/file`, fs.constants.R_OK], (at, result) => result],
  ['appendFile', (at) => [`${at}/file`, ' more'], (at) => fs.readFileSync(`${at}/file`, 'utf8')],
  ['chmod', (at) => [`${at}/file`, 0o600], (at) => fs.statSync(`${at}/file`).mode & 0o777],
  ['chown', (at) => [`${at}/file`, process.getuid(), process.getgid()], (at, result) => result],
  ['copyFile', (at) => [`${at}/file`, `${at}/copy`], (at) => fs.readFileSync(`${at}/copy`, 'utf8')],
  ['cp', (at) => [`${at}/folder`, `${at}/twin`, { recursive: true }],
    (at) => fs.readdirSync(`${at}/twin`)],
  ['lchown', (at) => [`${at}/link`, process.getuid(), process.getgid()], (at, result) => result],
  ['link', (at) => [`${at}/file`, `${at}/hard`], (at) => fs.statSync(`${at}/file`).nlink],
  ['lstat', (at) => [`${at}/link`], (at, result) => pick(result)],
  ['lutimes', (at) => [`${at}/link`, 10, 20], (at) => fs.lstatSync(`${at}/link`).mtimeMs],
  ['mkdir', (at) => [`${at}/a`], (at) => fs.readdirSync(at)],
  ['mkdtemp', (at) => [`${at}/tmp-`], (at, result) => [path.relative(at, result).length,
    fs.existsSync(result)]],
  ['readFile', (at) => [`${at}/file`, 'latin1'], (at, result) => result],
  ['readdir', (at) => [at, { withFileTypes: true }], (at, result) => kinds(result)],
  ['readlink', (at) => [`${at}/link`], (at, result) => result],
  ['realpath', (at) => [`${at}/link`], (at, result) => path.relative(fs.realpathSync(at), result)],
  ['rename', (at) => [`${at}/file`, `${at}/folder/moved`], (at) => fs.readdirSync(`${at}/folder`)],
  ['rm', (at) => [`${at}/folder`, { recursive: true }], (at) => fs.existsSync(`${at}/folder`)],
  ['rmdir', (at) => [`${at}/folder/inner`], (at) => fs.readdirSync(`${at}/folder`)],
  ['stat', (at) => [`${at}/link`, { bigint: true }], (at, result) => pick(result)],
  ['statfs', (at) => [at], (at, result) => Object.keys(result)],
  ['symlink', (at) => ['folder', `${at}/second`], (at) => fs.readdirSync(`${at}/second`)],
  ['truncate', (at) => [`${at}/file`, 3], (at) => fs.readFileSync(`${at}/file`, 'utf8')],
  ['unlink', (at) => [`${at}/link`], (at) => fs.readdirSync(at)],
  ['utimes', (at) => [`${at}/file`, 10, new Date(20500)],
    (at) => fs.statSync(`${at}/file`).mtimeMs],
  ['writeFile', (at) => [`${at}/file`, 'new'], (at) => fs.readFileSync(`${at}/file`, 'utf8')],
];

// The same on a descriptor: name, method of a FileHandle, arguments after it, what tells afterwards
const onDescriptors = [
  ['fchmod', 'chmod', [0o600], (at) => fs.statSync(`${at}/file`).mode & 0o777],
  ['fchown', 'chown', [process.getuid(), process.getgid()], (at, result) => result],
  ['fdatasync', 'datasync', [], (at, result) => result],
  ['fstat', 'stat', [{ bigint: true }], (at, result) => pick(result)],
  ['fsync', 'sync', [], (at, result) => result],
  ['ftruncate', 'truncate', [2], (at) => fs.readFileSync(`${at}/file`, 'utf8')],
  ['futimes', 'utimes', [10, 20], (at) => fs.statSync(`${at}/file`).mtimeMs],
  ['read', 'read', [Buffer.alloc(5), 1, 3, 2],
    (at, result, [buffer]) => [result.bytesRead ?? result, buffer.latin1Slice()]],
  ['readv', 'readv', [[Buffer.alloc(2), Buffer.alloc(3)], 1],
    (at, result, [buffers]) => [result.bytesRead ?? result, buffers.join()]],
  ['write', 'write', ['text', 1], (at, result) => [result.bytesWritten ?? result,
    fs.readFileSync(`${at}/file`, 'utf8')]],
  ['writev', 'writev', [[Buffer.from('a'), Buffer.from('bc')], 1],
    (at, result) => [result.bytesWritten ?? result, fs.readFileSync(`${at}/file`, 'utf8')]],
  ['readFile', 'readFile', ['utf8'], (at, result) => result],
  ['writeFile', 'writeFile', ['new'], (at) => fs.readFileSync(`${at}/file`, 'utf8')],
  ['appendFile', 'appendFile', ['new'], (at) => fs.readFileSync(`${at}/file`, 'utf8')],
];

const describe = (error) =>
  [error.code, error.errno, error.syscall, error.path, error.dest, error.message,
    Object.keys(error)];

function callbackOf(name, args) {
  return new Promise((resolve, reject) => {
    fs[name](...args, mustCall((error, result) => (error ? reject(error) : resolve(result))));
  });
}

async function outcomes(name, argumentsIn, check) {
  const results = [];
  let at = makePlace();
  results.push(check(at, fs[`${name}Sync`](...argumentsIn(at))));
  at = makePlace();
  results.push(check(at, await callbackOf(name, argumentsIn(at))));
  at = makePlace();
  results.push(check(at, await fs.promises[name](...argumentsIn(at))));
  return results;
}

(async () => {
  for (const [name, argumentsIn, check] of cases) {
    const [now, later, promised] = await outcomes(name, argumentsIn, check);
    assert.deepStrictEqual(later, now, name);
    assert.deepStrictEqual(promised, now, name);
    if (name === 'statfs' || name === 'symlink') continue; // no path of theirs needs to be there
    // The same with nothing there.
    const args = argumentsIn('/nowhere');
    const errors = [];
    try {
      fs[`${name}Sync`](...args);
    } catch (error) {
      errors.push(describe(error));
    }
    await assert.rejects(callbackOf(name, args), (error) => errors.push(describe(error)) > 0);
    await assert.rejects(fs.promises[name](...args), (error) => errors.push(describe(error)) > 0);
    assert.strictEqual(errors.length, 3, name);
    assert.strictEqual(errors[0][0], 'ENOENT', name);
    if (name === 'mkdtemp') continue;
    assert.deepStrictEqual(errors[1], errors[0], name);
    if (name === 'realpath') {
      // The promise style is that of realpath.native.
      assert.deepStrictEqual(errors[2].slice(2, 4), ['realpath', '/nowhere/link']);
      continue;
    }
    assert.deepStrictEqual(errors[2], errors[0], name);
  }
  for (const [name, method, args, check] of onDescriptors) {
    let at = makePlace();
    const fd = fs.openSync(`${at}/file`, 'r+');
    const now = check(at, fs[`${name}Sync`](fd, ...args), args);
    fs.closeSync(fd);
    at = makePlace();
    const fd2 = fs.openSync(`${at}/file`, 'r+');
    assert.deepStrictEqual(check(at, await callbackOf(name, [fd2, ...args]), args), now, name);
    fs.closeSync(fd2);
    at = makePlace();
    const handle = await fs.promises.open(`${at}/file`, 'r+');
    assert.deepStrictEqual(check(at, await handle[method](...args), args), now, name);
    await handle.close();
    // A descriptor that is closed.
    const errors = [];
    try {
      fs[`${name}Sync`](fd, ...args);
    } catch (error) {
      errors.push(describe(error));
    }
    await assert.rejects(callbackOf(name, [fd, ...args]), (e) => errors.push(describe(e)) > 0);
    assert.deepStrictEqual(errors[1], errors[0], name);
    assert.strictEqual(errors[0][0], 'EBADF', name);
    await assert.rejects(handle[method](...args), { code: 'EBADF' });
  }
  // None of them is missing.
  const all = Object.keys(fs.promises).filter((name) => typeof fs.promises[name] === 'function');
  for (const name of all) {
    if (['glob', 'lchmod', 'open', 'opendir', 'watch'].includes(name)) continue;
    assert(cases.some(([known]) => known === name), name);
  }
})().then(mustCall());
