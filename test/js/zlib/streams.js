'use strict';

// Streams: data through pipes in pieces of all sizes, with slow readers; what is written is
// compressed when flush() says so; params() between writes; reset(); bytesWritten.

const assert = require('assert');
const { PassThrough, pipeline, Readable } = require('stream');
const zlib = require('zlib');
const { deadline, errorLike, mustCall, mustSucceed } = require('../../common');

deadline();
const text = Buffer.from(Array.from({ length: 30_000 }, (_, i) => `line ${i * 7919 % 10_007}\n`)
  .join(''));
const pairs = [
  ['Deflate', 'Inflate'], ['Gzip', 'Gunzip'], ['DeflateRaw', 'InflateRaw'], ['Gzip', 'Unzip'],
  ['BrotliCompress', 'BrotliDecompress'],
];

// Pieces in, pieces out.
for (const [compress, decompress] of pairs) {
  for (const [piece, chunkSize] of [[100, 64], [10_000, 1000], [text.length, 16_384]]) {
    const compressor = zlib[`create${compress}`]({ chunkSize, params: { 1: 4 } });
    const decompressor = zlib[`create${decompress}`]({ chunkSize });
    const output = [];
    const pieces = [];
    for (let i = 0; i < text.length; i += piece) pieces.push(text.subarray(i, i + piece));
    const source = Readable.from(pieces, { objectMode: false });
    const sink = new PassThrough({ highWaterMark: 1000 });
    pipeline(source, compressor, decompressor, sink, mustSucceed(() => {
      assert.ok(Buffer.concat(output).equals(text), `${compress} ${piece}`);
      assert.strictEqual(compressor.bytesWritten, text.length);
    }));
    sink.on('data', (chunk) => {
      output.push(chunk);
      if (output.length % 20 !== 1) return;
      // A reader that stops now and then.
      sink.pause();
      setImmediate(() => sink.resume());
    });
  }
}

// flush(): all that was written can be unpacked.
for (const [compress, decompress] of pairs) {
  const isBrotli = compress.startsWith('Brotli');
  const stream = zlib[`create${compress}`]();
  const finishFlush = isBrotli ? zlib.constants.BROTLI_OPERATION_FLUSH :
    zlib.constants.Z_SYNC_FLUSH;
  const method = `${decompress[0].toLowerCase()}${decompress.slice(1)}Sync`;
  let packed = Buffer.alloc(0);
  stream.on('data', (chunk) => { packed = Buffer.concat([packed, chunk]); });
  stream.write('first ');
  stream.flush(mustCall(() => {
    assert.strictEqual(zlib[method](packed, { finishFlush }).toString(), 'first ');
    stream.write('second');
    stream.flush(finishFlush, mustCall(() => {
      assert.strictEqual(zlib[method](packed, { finishFlush }).toString(), 'first second');
      stream.end(mustCall(() => stream.flush(mustCall())));
      stream.flush(mustCall());
    }));
  }));
  stream.on('end', mustCall(() => {
    assert.strictEqual(zlib[method](packed).toString(), 'first second');
  }));
  assert.throws(() => stream.flush(9), errorLike({ code: 'ERR_OUT_OF_RANGE' }));
  assert.throws(() => stream.flush('x'), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}

// params(): what was written before keeps its level.
{
  const stream = zlib.createDeflate({ level: 0 });
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  const half = Buffer.alloc(20_000, 'x');
  stream.write(half);
  stream.params(9, zlib.constants.Z_DEFAULT_STRATEGY, mustCall(() => {
    const stored = Buffer.concat(chunks).length;
    assert.ok(stored >= half.length);
    stream.params(9, zlib.constants.Z_DEFAULT_STRATEGY, mustCall());
    stream.end(half);
    stream.on('end', mustCall(() => {
      const packed = Buffer.concat(chunks);
      assert.ok(packed.length < stored + 1000);
      assert.ok(zlib.inflateSync(packed).equals(Buffer.concat([half, half])));
    }));
  }));
  assert.throws(() => stream.params(10), errorLike({ code: 'ERR_OUT_OF_RANGE' }));
  assert.throws(() => stream.params(1, 9), errorLike({ code: 'ERR_OUT_OF_RANGE' }));
}

// reset(): as if nothing had been written.
{
  const stream = zlib.createGzip();
  stream.write('forgotten', mustCall(() => {
    stream.read();
    stream.reset();
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', mustCall(() => {
      assert.strictEqual(zlib.gunzipSync(Buffer.concat(chunks)).toString(), 'kept');
    }));
    stream.on('close', mustCall(() => {
      assert.throws(() => stream.reset(), errorLike({ code: 'ERR_INVALID_STATE' }));
    }));
    stream.end('kept');
  }));
  const busy = zlib.createGzip();
  busy.write('x');
  assert.throws(() => busy.reset(), errorLike({ code: 'ERR_INVALID_STATE' }));
  busy.destroy();
}
