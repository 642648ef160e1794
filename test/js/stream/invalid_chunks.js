// What is no chunk is refused: push() makes it an error of the stream, write() throws.
'use strict';
const { mustCall, mustNotCall, expectError } = require('../../common');
const assert = require('assert');
const { Readable, Writable } = require('stream');

for (const bad of [1, true, {}, [], Symbol('x'), 1n, () => {}]) {
  const r = new Readable({ read() {} });
  r.on('error', expectError({ code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' }));
  r.on('data', mustNotCall());
  assert.strictEqual(r.push(bad), false);

  const w = new Writable({ write: mustNotCall() });
  assert.throws(() => w.write(bad), { code: 'ERR_INVALID_ARG_TYPE', message: /"chunk"/ });
  assert.strictEqual(w.writableLength, 0);
}

for (const objectMode of [true, false]) {
  const w = new Writable({ objectMode, write: mustNotCall() });
  assert.throws(() => w.write(null), { code: 'ERR_STREAM_NULL_VALUES' });
}
assert.throws(() => new Writable({ write: mustNotCall() }).write('x', 'nope'),
  { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => new Writable({ defaultEncoding: 'nope' }), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => new Readable({ defaultEncoding: 'nope' }), { code: 'ERR_UNKNOWN_ENCODING' });
for (const highWaterMark of [-1, NaN, '5', {}, 1.5]) {
  for (const Class of [Readable, Writable]) {
    assert.throws(() => new Class({ highWaterMark }), { code: 'ERR_INVALID_ARG_VALUE' });
  }
}

{
  // Any view is bytes.
  const chunks = [];
  const w = new Writable({
    write(chunk, encoding, callback) {
      assert.strictEqual(encoding, 'buffer');
      assert.ok(chunk instanceof Buffer);
      chunks.push(...chunk);
      callback();
    },
  });
  w.write(new Uint16Array([0x0201]));
  w.write(new DataView(new ArrayBuffer(2), 1));
  w.write('ÿ', 'latin1');
  w.write('ff00', 'hex');
  w.end(mustCall(() => assert.deepStrictEqual(chunks, [1, 2, 0, 255, 255, 0])));
}

{
  // An error that a getter or a hostile toString would throw has no way in.
  const r = new Readable({ read() {} });
  r.on('error', expectError({ code: 'ERR_INVALID_ARG_TYPE' }));
  r.push({ toString() { throw new Error('never called'); } });
}
