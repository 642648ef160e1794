// stream/consumers: text, json, buffer, arrayBuffer, blob, from Node and web streams.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { Readable } = require('stream');
const consumers = require('stream/consumers');

const bytes = Buffer.from('{"euro":"€"}');
// The three bytes of the sign come in separate chunks.
const pieces = () => [...bytes].map((byte) => Buffer.from([byte]));

(async () => {
  for (const source of [
    () => Readable.from(pieces()),
    () => ReadableStream.from(pieces()),
  ]) {
    assert.strictEqual(await consumers.text(source()), '{"euro":"€"}');
    assert.deepStrictEqual(await consumers.json(source()), { euro: '€' });
    assert.deepStrictEqual(await consumers.buffer(source()), bytes);
    assert.strictEqual((await consumers.arrayBuffer(source())).byteLength, bytes.length);
    assert.strictEqual((await consumers.blob(source())).size, bytes.length);
  }
  assert.strictEqual(await consumers.text(Readable.from(['a', 'b'])), 'ab');
  await assert.rejects(consumers.json(Readable.from(['{'])), SyntaxError);
  await assert.rejects(consumers.text(new Readable({
    read() { this.destroy(new Error('broken')); },
  })), { message: 'broken' });
})().then(mustCall());
