// Input made to harm: wrong types, huge numbers, paths with NUL, loops of links, throwing getters.
'use strict';
const { mustCall, tmpdir } = require('../../common');
const assert = require('assert');
const fs = require('fs');

const root = tmpdir();
const names = Object.keys(fs).filter((name) => name.endsWith('Sync'));
const odd = [undefined, null, true, NaN, Infinity, -1, 2 ** 53, 10n, Symbol('s'), '', {}, [],
  () => {}, '\0', `a\0b`,
             new Date(NaN), Buffer.alloc(0), new Proxy({}, {}), Object.create(null),
               new String('x')];
process.chdir(root);
for (const name of names) {
  for (const first of odd) {
    for (const second of odd) {
      try {
        const result = fs[name](first, second);
        if (typeof result === 'number' && name === 'openSync') fs.closeSync(result);
        result?.closeSync?.();
      } catch (error) {
        assert(error instanceof Error, name);
      }
    }
  }
}
process.chdir('/');
assert.deepStrictEqual(fs.readdirSync(root).filter((name) => name.includes('\0')), []);

for (const path of ['a\0', '\0', 'a\0b', Buffer.from('a\0b'), new URL('file:///a%00b')]) {
  assert.throws(() => fs.statSync(path), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.strictEqual(fs.existsSync(path), false);
}
assert.throws(() => fs.statSync(new URL('http://x/')), { code: 'ERR_INVALID_URL_SCHEME' });
assert.throws(() => fs.statSync(new URL('file:///a%2fb')), { code: 'ERR_INVALID_FILE_URL_PATH' });
assert.throws(() => fs.readFileSync('x', { get encoding() { throw new RangeError('trap'); } }),
  /trap/);

fs.symlinkSync('loop', `${root}/loop`);
for (const call of ['statSync', 'readFileSync', 'realpathSync', 'readdirSync', 'opendirSync']) {
  assert.throws(() => fs[call](`${root}/loop`), { code: 'ELOOP' });
}
assert.throws(() => fs.mkdirSync(`${root}/loop/x/y`, { recursive: true }), { code: 'ELOOP' });
assert.throws(() => fs.statSync(`/${'x'.repeat(300)}`), { code: 'ENAMETOOLONG' });
assert.throws(() => fs.statSync('/x'.repeat(3000)), { code: 'ENAMETOOLONG' });

// A folder that holds itself, followed.
fs.mkdirSync(`${root}/self`);
fs.symlinkSync('.', `${root}/self/again`);
assert.throws(() => fs.cpSync(`${root}/self`, `${root}/out`, { recursive: true,
  dereference: true }), { code: 'ELOOP' });

// Views into memory that is not where it was, and reads outside of it.
const view = Buffer.alloc(16).subarray(4, 8);
const fd = fs.openSync(process.execPath);
for (const args of [[5, 1], [0, 5], [4, 1], [-1, 1], [0, -1], [2 ** 40, 1], [0.5, 1]]) {
  assert.throws(() => fs.readSync(fd, view, ...args, 0), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => fs.writeSync(fd, view, ...args, 0), { code: 'ERR_OUT_OF_RANGE' });
}
assert.strictEqual(fs.readSync(fd, view, 0, 4, 0), 4);
assert.strictEqual(view.latin1Slice(), '\x7fELF');
assert.strictEqual(new Uint8Array(view.buffer, view.byteOffset - 4, 4).every((byte) => byte === 0),
  true);
fs.read(fd, view, 0, 4, 2 ** 52, mustCall((error, count) => {
  assert.strictEqual(error?.code === 'EINVAL' || count === 0, true);
  fs.closeSync(fd);
  assert.throws(() => fs.closeSync(fd), { code: 'EBADF', syscall: 'close' });
}));

// Names that are no UTF-8 survive as bytes.
const name = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0xfe, 0x41])]);
fs.writeFileSync(name, 'bytes');
assert.strictEqual(fs.readFileSync(name, 'utf8'), 'bytes');
assert(fs.readdirSync(root, 'buffer').some((entry) => entry.equals(Buffer.from([0xff, 0xfe,
  0x41]))));
fs.unlinkSync(name);
