// read(n) gives exactly n bytes, null while there are fewer, and the rest at the end.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { Readable } = require('stream');

{
  const r = new Readable({ read() {} });
  r.push('abc');
  r.push(Buffer.from('def'));
  r.push(new Uint8Array([103, 104]));
  assert.strictEqual(r.readableLength, 8);
  assert.strictEqual(r.read(2).toString(), 'ab');
  assert.strictEqual(r.read(3).toString(), 'cde');
  assert.strictEqual(r.read(0), null);
  assert.strictEqual(r.read(4), null);
  assert.strictEqual(r.readableLength, 3);
  r.push(null);
  assert.strictEqual(r.read(100).toString(), 'fgh');
  r.on('end', mustCall());
}

{
  // Across many small chunks, and with a decoder.
  const r = new Readable({ read() {}, encoding: 'latin1' });
  for (let i = 0; i < 3000; i++) r.push(Buffer.from([97 + (i % 26)]));
  let text = '';
  for (let n = 1; r.readableLength >= n; n++) text += r.read(n);
  text += r.read();
  assert.strictEqual(text.length, 3000);
  for (let i = 0; i < 3000; i += 97) assert.strictEqual(text.charCodeAt(i), 97 + (i % 26));
}

{
  // One object at a time, whatever is asked for; falsy ones are objects too.
  const r = new Readable({ objectMode: true, read() {} });
  for (const value of [0, '', false, { a: 1 }]) r.push(value);
  assert.strictEqual(r.readableLength, 4);
  assert.strictEqual(r.read(3), 0);
  assert.strictEqual(r.read(), '');
  assert.strictEqual(r.read(), false);
  assert.deepStrictEqual(r.read(), { a: 1 });
  assert.strictEqual(r.read(), null);
}

{
  // A larger read raises the high-water mark to a power of two, up to a gibibyte.
  const r = new Readable({ read() {}, highWaterMark: 4 });
  r.read(5);
  assert.strictEqual(r.readableHighWaterMark, 8);
  assert.throws(() => r.read(2 ** 30 + 1), {
    code: 'ERR_OUT_OF_RANGE', message: /size.*<= 1GiB/,
  });
}
