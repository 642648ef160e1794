'use strict';

// gzip files of several members; padding and other bytes behind the end; in one piece and byte by
// byte.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../../common');

const one = zlib.gzipSync('one');
const two = zlib.gzipSync('two'.repeat(10_000));
const whole = `one${'two'.repeat(10_000)}`;

function unpack(Stream, bytes, size) {
  return new Promise((resolve, reject) => {
    const stream = new Stream();
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('end', () => resolve(Buffer.concat(chunks).toString()));
    for (let i = 0; i < bytes.length; i += size) stream.write(bytes.subarray(i, i + size));
    stream.end();
  });
}

(async () => {
  for (const [bytes, expected] of [
    [Buffer.concat([one, two]), whole],
    [Buffer.concat([one, two, Buffer.alloc(10)]), whole],
    [Buffer.concat([one, two, one]), `${whole}one`],
  ]) {
    assert.strictEqual(zlib.gunzipSync(bytes).toString(), expected);
    assert.strictEqual(zlib.unzipSync(bytes).toString(), expected);
    for (const size of [bytes.length, 7, 1]) {
      assert.strictEqual(await unpack(zlib.Gunzip, bytes, size), expected, `pieces of ${size}`);
      assert.strictEqual(await unpack(zlib.Unzip, bytes, size), expected, `pieces of ${size}`);
    }
  }
  // Something that only begins like a member.
  for (const tail of [[0x1f, 0x8b, 0xff, 0xff], [0x50, 0x51, 0x52, 0x53, 0x54, 0x55]]) {
    const bytes = Buffer.concat([one, Buffer.from(tail)]);
    assert.throws(() => zlib.gunzipSync(bytes), { code: 'Z_DATA_ERROR' });
    await assert.rejects(unpack(zlib.Gunzip, bytes, bytes.length), { code: 'Z_DATA_ERROR' });
  }
  // The other formats end where they end.
  for (const [bytes, Stream] of [
    [zlib.deflateSync('one'), zlib.Inflate], [zlib.deflateRawSync('one'), zlib.InflateRaw],
    [zlib.deflateSync('one'), zlib.Unzip], [zlib.brotliCompressSync('one'), zlib.BrotliDecompress],
  ]) {
    const trailing = Buffer.concat([bytes, Buffer.from('what follows is not ours')]);
    for (const size of [trailing.length, 5]) {
      assert.strictEqual(await unpack(Stream, trailing, size), 'one', Stream.name);
    }
  }
})().then(mustCall());
