// TextEncoderStream and TextDecoderStream across chunks that split characters.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');

const through = async (transform, chunks) => {
  const out = [];
  for await (const chunk of ReadableStream.from(chunks).pipeThrough(transform)) out.push(chunk);
  return out;
};

(async () => {
  const encoded = await through(new TextEncoderStream(), ['a', '\ud83d', '\ude00', '\ud83d']);
  assert.deepStrictEqual(Buffer.concat(encoded), Buffer.from('a😀\ufffd'));
  assert.ok(encoded.every((chunk) => chunk instanceof Uint8Array));
  // Anything is made a string.
  assert.deepStrictEqual(Buffer.concat(await through(new TextEncoderStream(), [1, null])),
    Buffer.from('1null'));

  const bytes = [...Buffer.from('€😀')].map((byte) => Buffer.from([byte]));
  assert.strictEqual((await through(new TextDecoderStream(), bytes)).join(''), '€😀');
  const cut = await through(new TextDecoderStream(), bytes.slice(0, 2));
  assert.strictEqual(cut.join(''), '\ufffd');
  await assert.rejects(through(new TextDecoderStream('utf-8', { fatal: true }), bytes.slice(0, 2)),
    TypeError);
  await assert.rejects(through(new TextDecoderStream(), ['text']), TypeError);
  await assert.rejects(through(new TextDecoderStream(), [undefined]), TypeError);
  assert.strictEqual((await through(new TextDecoderStream('utf-16le'),
    [Buffer.from('a', 'utf16le')])).join(''), 'a');

  const decoder = new TextDecoderStream('latin1', { fatal: true, ignoreBOM: true });
  assert.strictEqual(decoder.encoding, 'windows-1252');
  assert.strictEqual(decoder.fatal, true);
  assert.strictEqual(decoder.ignoreBOM, true);
})().then(mustCall());

assert.throws(() => new TextDecoderStream('nope'), { code: 'ERR_ENCODING_NOT_SUPPORTED' });
assert.throws(() => new CompressionStream('nope'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new DecompressionStream('nope'), { code: 'ERR_INVALID_ARG_VALUE' });
