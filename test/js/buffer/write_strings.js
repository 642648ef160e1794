// buf.write: whole characters only, never beyond the given length, the arguments in all their
// orders.
'use strict';

const assert = require('assert');
require('../../common');

const text = 'aé€😀\ud800b';
const all = Buffer.from(text);
for (let room = 0; room <= all.length; room++) {
  const target = Buffer.alloc(all.length + 4, 0xee);
  const written = target.write(text, 0, room);
  assert.ok(written <= room);
  assert.ok(target.subarray(written).every((byte) => byte === 0xee), `room ${room}`);
  // Nothing is cut, and nothing that fits is left out.
  const rest = all.subarray(written);
  assert.ok(room === all.length || written === room ||
    (rest[0] >= 0xc0 && room - written < (rest[0] < 0xe0 ? 2 : rest[0] < 0xf0 ? 3 : 4)));
  assert.deepStrictEqual(target.subarray(0, written), all.subarray(0, written));
}
assert.strictEqual(Buffer.alloc(3).write('ab', 'utf16le'), 2);
const odd = Buffer.alloc(5);
assert.strictEqual(odd.write('ab', 1, 'utf16le'), 4);
assert.strictEqual(odd.toString('hex'), '0061006200');
assert.strictEqual(Buffer.alloc(3).write('€x', 'latin1'), 2);

// A long non-ASCII string crosses the native pieces; a pair may lie across one.
for (const pad of [2046, 2047, 2048]) {
  const long = `${'é'.repeat(pad)}😀${'漢'.repeat(3000)}`;
  const bytes = Buffer.alloc(20000);
  const size = bytes.write(long);
  assert.strictEqual(size, Buffer.byteLength(long));
  assert.strictEqual(bytes.toString('utf8', 0, size), long);
}

const buffer = Buffer.alloc(5);
assert.strictEqual(buffer.write('abc', 1, 2, 'latin1'), 2);
assert.strictEqual(buffer.write('abc', 5), 0);
assert.strictEqual(buffer.write('616', 'hex'), 1);
assert.throws(() => buffer.write('a', 6), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.write('a', 1.5), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.write('a', 0, 6), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.write('a', null), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.write('a', 0, 1, 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => buffer.write(5), {
  code: 'ERR_INVALID_ARG_TYPE', message: 'argument must be a string',
});
