'use strict';

// The rest of the module: crc32(), constants and codes, classes without `new`, what of a stream can
// be seen.

const assert = require('assert');
const { Transform } = require('stream');
const zlib = require('zlib');
const { errorLike, expectWarnings } = require('../../common');

assert.strictEqual(zlib.crc32('hello'), 0x3610a686);
assert.strictEqual(zlib.crc32(''), 0);
assert.strictEqual(zlib.crc32('', 5), 5);
assert.strictEqual(zlib.crc32(Buffer.alloc(0), 5), 5);
assert.strictEqual(zlib.crc32(' world', zlib.crc32('hello')), zlib.crc32('hello world'));
assert.strictEqual(zlib.crc32('\u00e9'), zlib.crc32(Buffer.from('\u00e9')));
assert.strictEqual(zlib.crc32(new Uint16Array([0x6568])), zlib.crc32('he'));
for (const [args, code] of [
  [[], 'ERR_INVALID_ARG_TYPE'], [[1], 'ERR_INVALID_ARG_TYPE'], [[[]], 'ERR_INVALID_ARG_TYPE'],
  [['x', '1'], 'ERR_INVALID_ARG_TYPE'], [['x', -1], 'ERR_OUT_OF_RANGE'],
  [['x', 2 ** 32], 'ERR_OUT_OF_RANGE'], [['x', 1.5], 'ERR_OUT_OF_RANGE'],
]) {
  assert.throws(() => zlib.crc32(...args), errorLike({ code }));
}

assert.strictEqual(zlib.constants.Z_BEST_COMPRESSION, 9);
assert.strictEqual(zlib.constants.BROTLI_PARAM_QUALITY, 1);
assert.strictEqual(zlib.Z_BEST_COMPRESSION, 9);
assert.strictEqual(zlib.codes.Z_DATA_ERROR, -3);
assert.strictEqual(zlib.codes['-3'], 'Z_DATA_ERROR');
for (const fixed of [zlib.constants, zlib.codes]) assert.ok(Object.isFrozen(fixed));
assert.throws(() => { zlib.constants = {}; }, TypeError);
assert.ok(!Object.keys(zlib).includes('Z_OK'));

for (const name of ['Deflate', 'Inflate', 'Gzip', 'Gunzip', 'DeflateRaw', 'InflateRaw', 'Unzip',
  'BrotliCompress', 'BrotliDecompress']) {
  for (const stream of [new zlib[name](), zlib[name](), zlib[`create${name}`]()]) {
    assert.ok(stream instanceof zlib[name]);
    assert.ok(stream instanceof Transform);
    assert.strictEqual(stream.constructor.name, name);
    stream.destroy();
  }
}
const odd = zlib.createGzip({ objectMode: true, encoding: 'utf8', level: NaN, windowBits: 9 });
assert.strictEqual(odd.readableObjectMode, false);
assert.strictEqual(odd.writableObjectMode, false);
assert.strictEqual(odd.readableEncoding, null);
odd.destroy();

const gzip = zlib.createGzip();
const packed = gzip._processChunk(Buffer.from('abc'), zlib.constants.Z_FINISH);
assert.strictEqual(zlib.gunzipSync(packed).toString(), 'abc');
assert.strictEqual(gzip.bytesWritten, 3);
expectWarnings({ code: 'DEP0108' });
assert.strictEqual(gzip.bytesRead, 3);
