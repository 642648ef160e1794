// What optimised code calls without V8's API does the same as the general functions: for each kind
// of string V8 has, and for what it does not take.
'use strict';
const { tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');
const v8 = require('v8');

v8.setFlagsFromString('--allow-natives-syntax');
const optimize = new Function('f', `for (const g of f) {
  %PrepareFunctionForOptimization(g);
  g();
  g();
  %OptimizeFunctionOnNextCall(g);
  g();
}`);

const root = tmpdir();
const file = `${root}/file`;
fs.writeFileSync(file, 'content');

let path;
let results;
const calls = [
  () => { results.push(fs.accessSync(path)); },
  () => { results.push(fs.accessSync(path, fs.constants.R_OK)); },
  () => { results.push(fs.existsSync(path)); },
  () => { results.push(fs.statSync(path).size); },
  () => { results.push(fs.lstatSync(path).isFile()); },
  () => {
    const fd = fs.openSync(path);
    results.push(fs.fstatSync(fd).size);
    fs.closeSync(fd);
  },
  () => { results.push(fs.readFileSync(path).toString('latin1')); },
  () => { results.push(fs.readFileSync(path, 'utf8')); },
];

/** The results of all calls, errors as what they tell. */
function run(value) {
  path = value;
  results = [];
  for (const call of calls) {
    try {
      call();
    } catch ({ code, message, syscall, path: at, errno }) {
      results.push({ code, message, syscall, at, errno });
    }
  }
  return results;
}

// A string in one piece, one of two parts that nobody has looked at, the same looked at, an
// internalized one, a part of another, one outside of the heap, one of two-byte characters.
const halves = ['/file'.slice(0, 3), 'le'];
const concatenated = () => `${root}${halves[0]}${halves[1]}`;
const flattened = concatenated();
flattened.charCodeAt(flattened.length - 1);
const thin = concatenated();
Object.hasOwn({}, thin);
const internalized = Object.keys({ [concatenated()]: 1 })[0];
const strings = () => [
  file, concatenated(), flattened, thin, internalized, `${file}${file}`.slice(0, file.length),
  Buffer.from(file).toString('latin1'), `${root}/./././././././././././././file`,
];
const two = `${root}/дата`;
const accented = `${root}/é`;
for (const name of [two, accented]) fs.writeFileSync(name, 'content');
// Longer than what a fast call has room for, and than what the system takes.
const long = `${root}${'/.'.repeat(600)}/file`;
const tooLong = `${root}/${'x'.repeat(5000)}`;
const good = () => [
  ...strings(), two, accented, long, Buffer.from(file), new URL(`file://${file}`),
];
const bad = [
  `${root}/missing`, `${file}/x`, '', tooLong, 'a\0b', `${root}/`.repeat(400), 12345, null,
  undefined, {}, 1n, Symbol('x'), Buffer.from(`${root}/missing`),
];

const expected = run(file);
assert.deepStrictEqual(expected,
                       [undefined, undefined, true, 7, true, 7, 'content', 'content']);
const expectedOfBad = bad.map(run);
assert.strictEqual(expectedOfBad[0][3].message,
                   `ENOENT: no such file or directory, stat '${root}/missing'`);
assert.deepStrictEqual(expectedOfBad[0].map((result) => result.syscall ?? result),
                       ['access', 'access', false, 'stat', 'lstat', 'open', 'open', 'open']);

function optimizeAll() {
  path = file;
  results = [];
  optimize(calls);
}

optimizeAll();
for (let round = 0; round < 3; round++) {
  for (const value of good()) assert.deepStrictEqual(run(value), expected, String(value));
  // What is not of the type that was expected ends optimised code: it is made anew.
  bad.forEach((value, i) => assert.deepStrictEqual(run(value), expectedOfBad[i]));
  optimizeAll();
}

// Files of all sizes, those larger than what is kept for reading among them; what can't be read.
const sizes = [0, 1, 63, 4095, 4096, 4097, 32767, 32768, 32769, 65536, 1e5, 5e6];
for (const size of sizes) {
  fs.writeFileSync(`${root}/${size}`, Buffer.alloc(size, 'abcdefghijklm'));
}
const readBytes = (at) => fs.readFileSync(at);
const readText = (at) => fs.readFileSync(at, 'utf8');
for (let round = 0; round < 500; round++) {
  for (const size of sizes.slice(0, round % 100 === 0 ? sizes.length : 6)) {
    const bytes = readBytes(`${root}/${size}`);
    assert.strictEqual(bytes.length, size);
    assert.strictEqual(bytes.buffer.byteLength, size);
    if (round % 100 !== 0) continue;
    const right = Buffer.alloc(size, 'abcdefghijklm');
    assert.ok(bytes.equals(right));
    assert.strictEqual(readText(`${root}/${size}`), right.toString());
  }
  assert.throws(() => readBytes(root), { code: 'EISDIR', syscall: 'read' });
  assert.throws(() => readText(root), (error) => error.code === 'EISDIR' &&
    error.syscall === 'read' && !('path' in error));
  assert.throws(() => readText(`${root}/none`), { code: 'ENOENT', path: `${root}/none` });
}
assert.match(readText('/proc/self/status'), /Pid:\s*\d+/);
const [first, second] = [readBytes(file), readBytes(file)];
first.fill(0);
assert.strictEqual(second.toString(), 'content');

// Descriptors: what is none, and the number of those that are open.
const open = fs.readdirSync('/proc/self/fd').length;
const close = (fd) => fs.closeSync(fd);
for (let i = 0; i < 2e4; i++) close(fs.openSync(file));
assert.strictEqual(fs.readdirSync('/proc/self/fd').length, open);
assert.throws(() => close(12345), {
  code: 'EBADF', syscall: 'close', message: 'EBADF: bad file descriptor, close',
});
for (const fd of [-1, 2 ** 31, 1.5, NaN, '1', null, {}, 1n]) {
  assert.throws(() => close(fd), { code: /^ERR_(OUT_OF_RANGE|INVALID_ARG_TYPE)$/ });
  assert.throws(() => fs.fstatSync(fd), { code: /^ERR_(OUT_OF_RANGE|INVALID_ARG_TYPE)$/ });
}

// The flags and the mode arrive.
const made = `${root}/made`;
const make = () => fs.closeSync(fs.openSync(made, 'wx', 0o640));
for (let i = 0; i < 2e4; i++) {
  make();
  if (i % 1000 === 0) assert.strictEqual(fs.statSync(made).mode & 0o777, 0o640 & ~process.umask());
  fs.unlinkSync(made);
}
make();
assert.throws(make, { code: 'EEXIST', syscall: 'open', path: made });
