'use strict';

// CompressionStream and DecompressionStream: round trips, formats, data that is damaged or cut.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../../common');

async function collect(readable) {
  const chunks = [];
  for await (const chunk of readable) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function through(transform, ...chunks) {
  const writer = transform.writable.getWriter();
  const written = (async () => {
    for (const chunk of chunks) await writer.write(chunk);
    await writer.close();
  })();
  written.catch(() => {});
  const result = await collect(transform.readable);
  await written;
  return result;
}

const text = Buffer.from('some text '.repeat(20_000));
(async () => {
  for (const [format, unpack] of [['gzip', 'gunzipSync'], ['deflate', 'inflateSync'],
    ['deflate-raw', 'inflateRawSync']]) {
    const packed = await through(new CompressionStream(format), text.subarray(0, 5),
                                 text.subarray(5));
    assert.ok(zlib[unpack](packed).equals(text), format);
    const half = packed.length >> 1;
    const back = await through(new DecompressionStream(format), packed.subarray(0, half),
                               packed.subarray(half));
    assert.ok(back.equals(text), format);
    await assert.rejects(through(new DecompressionStream(format), packed.subarray(0, half)));
  }
  await assert.rejects(through(new DecompressionStream('gzip'), text));
  assert.throws(() => new CompressionStream('zip'), TypeError);
  assert.throws(() => new DecompressionStream(), TypeError);
})().then(mustCall());
