'use strict';

// The functions for whole buffers, in their three forms: what goes in comes out again, for inputs
// of each kind and of sizes around those of the buffers inside.

const assert = require('assert');
const { promisify } = require('util');
const zlib = require('zlib');
const { mustCall, mustSucceed } = require('../../common');

const pairs = [
  ['deflate', 'inflate'], ['gzip', 'gunzip'], ['deflateRaw', 'inflateRaw'],
  ['deflate', 'unzip'], ['gzip', 'unzip'], ['brotliCompress', 'brotliDecompress'],
];

// Text that compresses well, and noise that does not; the same each time.
function noise(size) {
  const bytes = Buffer.alloc(size);
  let state = 1;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = state >>> 16;
  }
  return bytes;
}
const inputs = [
  Buffer.alloc(0), Buffer.from('a'), Buffer.from('text '.repeat(1000)), noise(1023), noise(1024),
  noise(65_536), noise(200_000), Buffer.alloc(1_000_000),
];
const fast = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } };

for (const [compress, decompress] of pairs) {
  for (const input of inputs) {
    const packed = zlib[`${compress}Sync`](input, fast);
    assert.ok(Buffer.isBuffer(packed));
    assert.ok(zlib[`${decompress}Sync`](packed).equals(input), `${compress} ${input.length}`);
    zlib[compress](input, fast, mustSucceed((same) => {
      assert.ok(same.equals(packed), `${compress} ${input.length}`);
      zlib[decompress](same, mustSucceed((output) => assert.ok(output.equals(input))));
    }));
  }
  promisify(zlib[compress])('promised').then((packed) => promisify(zlib[decompress])(packed))
    .then(mustCall((output) => assert.strictEqual(output.toString(), 'promised')));
  assert.strictEqual(zlib[compress].name, compress);
  assert.strictEqual(zlib[`${compress}Sync`].name, `${compress}Sync`);
}

// Kinds of input.
const plain = Buffer.from('plain');
const wide = new Uint16Array([0x4241, 0x4443]);
for (const [input, text] of [
  ['pl\u00e4in', 'pl\u00e4in'], [plain, 'plain'], [new Uint8Array(plain), 'plain'],
  [new DataView(plain.buffer, plain.byteOffset + 1, 3), 'lai'], [wide, 'ABCD'],
  [wide.buffer, 'ABCD'], [new Uint8Array(new SharedArrayBuffer(2)), '\0\0'],
]) {
  assert.strictEqual(zlib.gunzipSync(zlib.gzipSync(input)).toString(), text);
}

// With the stream that would have done it.
const { buffer, engine } = zlib.deflateSync('abc', { info: true });
assert.strictEqual(zlib.inflateSync(buffer).toString(), 'abc');
assert.ok(engine instanceof zlib.Deflate);
assert.strictEqual(engine.bytesWritten, 3);
zlib.gzip('abcd', { info: true }, mustSucceed(({ engine: gzip }) => {
  assert.ok(gzip instanceof zlib.Gzip);
  assert.strictEqual(gzip.bytesWritten, 4);
}));

// Levels, strategies, dictionaries.
const text = Buffer.from('abcdefgh'.repeat(500));
const [stored, best] = [0, 9].map((level) => zlib.deflateSync(text, { level }).length);
assert.ok(best < stored);
for (const strategy of [0, 1, 2, 3, 4]) {
  assert.ok(zlib.inflateSync(zlib.deflateSync(text, { strategy })).equals(text));
}
for (const [compress, decompress] of [['deflateSync', 'inflateSync'],
  ['deflateRawSync', 'inflateRawSync']]) {
  const dictionary = text.subarray(0, 800);
  const packed = zlib[compress](text, { dictionary });
  assert.ok(packed.length < zlib[compress](text).length);
  for (const same of [dictionary, new Uint8Array(dictionary).buffer]) {
    assert.ok(zlib[decompress](packed, { dictionary: same }).equals(text));
  }
}
