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
  `${root}/missing`, `${file}/x`, '', tooLong, 'a\0b', `${root}/`.repeat(400), 5, null, undefined,
  {}, 1n, Symbol('x'), Buffer.from(`${root}/missing`),
];

const expected = run(file);
assert.deepStrictEqual(expected, [undefined, undefined, true, 7, true, 7]);
const expectedOfBad = bad.map(run);
assert.strictEqual(expectedOfBad[0][3].message,
                   `ENOENT: no such file or directory, stat '${root}/missing'`);
assert.deepStrictEqual(expectedOfBad[0].map((result) => result.syscall ?? result),
                       ['access', 'access', false, 'stat', 'lstat', 'open']);

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
