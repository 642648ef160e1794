'use strict';

// What zlib refuses: inputs and options; damaged, cut and foreign data; outputs that are too long.
// Each in the three forms of the functions, and as the 'error' of a stream.

const assert = require('assert');
const zlib = require('zlib');
const { errorLike, expectError, mustCall, mustNotCall } = require('../../common');

const { BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING, BROTLI_PARAM_QUALITY } = zlib.constants;

for (const input of [undefined, null, 1, {}, [1], Symbol('x')]) {
  assert.throws(() => zlib.gzipSync(input), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
  assert.throws(() => zlib.gzip(input, mustNotCall()),
                errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
}
assert.throws(() => zlib.gzip('x'), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));
assert.throws(() => zlib.gzip('x', {}), errorLike({ code: 'ERR_INVALID_ARG_TYPE' }));

for (const [name, value, code] of [
  ['chunkSize', '1', 'ERR_INVALID_ARG_TYPE'], ['chunkSize', 63, 'ERR_OUT_OF_RANGE'],
  ['chunkSize', Infinity, 'ERR_OUT_OF_RANGE'], ['flush', 6, 'ERR_OUT_OF_RANGE'],
  ['finishFlush', -1, 'ERR_OUT_OF_RANGE'], ['level', 10, 'ERR_OUT_OF_RANGE'],
  ['level', -2, 'ERR_OUT_OF_RANGE'], ['memLevel', 0, 'ERR_OUT_OF_RANGE'],
  ['strategy', 5, 'ERR_OUT_OF_RANGE'], ['windowBits', 8, 'ERR_OUT_OF_RANGE'],
  ['windowBits', 16, 'ERR_OUT_OF_RANGE'], ['maxOutputLength', 0, 'ERR_OUT_OF_RANGE'],
  ['dictionary', 'text', 'ERR_INVALID_ARG_TYPE'],
]) {
  for (const call of [
    () => zlib.gzipSync('x', { [name]: value }), () => zlib.createGzip({ [name]: value }),
    () => zlib.gzip('x', { [name]: value }, mustNotCall()),
  ]) {
    assert.throws(call, errorLike({ code }), `${name} ${value}`);
  }
}
for (const [params, code] of [
  [{ x: 1 }, 'ERR_BROTLI_INVALID_PARAM'], [{ 9: 1 }, 'ERR_BROTLI_INVALID_PARAM'],
  [{ '-1': 1 }, 'ERR_BROTLI_INVALID_PARAM'], [{ 0.5: 1 }, 'ERR_BROTLI_INVALID_PARAM'],
  [{ [BROTLI_PARAM_QUALITY]: '1' }, 'ERR_INVALID_ARG_TYPE'],
  [{ [BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING]: 42 }, 'ERR_ZLIB_INITIALIZATION_FAILED'],
]) {
  assert.throws(() => zlib.brotliCompressSync('x', { params }), errorLike({ code }));
}
assert.throws(() => zlib.brotliCompressSync('x', { flush: 4 }),
              errorLike({ code: 'ERR_OUT_OF_RANGE' }));

const gzip = zlib.gzipSync('some text');
const damaged = Buffer.from(gzip);
damaged[gzip.length - 6] ^= 1; // the checksum
const cases = [
  ['gunzip', Buffer.alloc(0), 'Z_BUF_ERROR', 'unexpected end of file', -5],
  ['gunzip', gzip.subarray(0, 15), 'Z_BUF_ERROR', 'unexpected end of file', -5],
  ['gunzip', gzip.subarray(0, gzip.length - 1), 'Z_BUF_ERROR', 'unexpected end of file', -5],
  ['gunzip', Buffer.from('some text'), 'Z_DATA_ERROR', 'incorrect header check', -3],
  ['unzip', Buffer.from('some text'), 'Z_DATA_ERROR', 'incorrect header check', -3],
  ['gunzip', damaged, 'Z_DATA_ERROR', 'incorrect data check', -3],
  ['inflate', gzip, 'Z_DATA_ERROR', 'incorrect header check', -3],
  ['inflateRaw', Buffer.from([7]), 'Z_DATA_ERROR', 'invalid block type', -3],
  ['inflate', zlib.deflateSync('abc', { dictionary: Buffer.from('abc') }), 'Z_NEED_DICT',
    'Missing dictionary', 2],
  ['brotliDecompress', Buffer.alloc(0), 'Z_BUF_ERROR', 'unexpected end of file', -5],
  ['brotliDecompress', Buffer.alloc(20, 0xff), /^ERR__ERROR_FORMAT_/, 'Decompression failed'],
];
for (const [method, input, code, message, errno] of cases) {
  const expected = { code, message, ...(errno === undefined ? {} : { errno }) };
  assert.throws(() => zlib[`${method}Sync`](input), errorLike(expected), `${method} ${message}`);
  zlib[method](input, expectError(expected));
  const stream = zlib[`create${method[0].toUpperCase()}${method.slice(1)}`]();
  stream.on('error', expectError(expected));
  stream.on('end', mustNotCall());
  stream.on('close', mustCall(() => assert.strictEqual(stream.destroyed, true)));
  stream.resume();
  stream.end(input);
}
assert.throws(() => zlib.inflateSync(zlib.deflateSync('abc', { dictionary: Buffer.from('abc') }),
                                     { dictionary: Buffer.from('abd') }),
              errorLike({ code: 'Z_NEED_DICT', message: 'Bad dictionary' }));

// What was cut may still be read as far as it goes.
const { Z_SYNC_FLUSH } = zlib.constants;
assert.strictEqual(
  zlib.gunzipSync(gzip.subarray(0, gzip.length - 8), { finishFlush: Z_SYNC_FLUSH }).toString(),
  'some text');

// A bound for the output: a bomb is not unpacked.
const bomb = zlib.gzipSync(Buffer.alloc(10_000_000));
for (const maxOutputLength of [1, 1000, 9_999_999]) {
  const expected = {
    code: 'ERR_BUFFER_TOO_LARGE', name: 'RangeError',
    message: `Cannot create a Buffer larger than ${maxOutputLength} bytes`,
  };
  assert.throws(() => zlib.gunzipSync(bomb, { maxOutputLength }), errorLike(expected));
  zlib.gunzip(bomb, { maxOutputLength }, expectError(expected));
}
assert.strictEqual(zlib.gunzipSync(bomb, { maxOutputLength: 10_000_000 }).length, 10_000_000);
assert.strictEqual(zlib.gunzipSync(zlib.gzipSync(''), { maxOutputLength: 1 }).length, 0);
