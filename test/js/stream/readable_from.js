// Readable.from(): sync and async iterables, strings, nulls, errors, and closing the iterator.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { Readable } = require('stream');

(async () => {
  assert.deepStrictEqual(await Readable.from('text').toArray(), ['text']);
  assert.deepStrictEqual(await Readable.from(Buffer.from('b')).toArray(), [Buffer.from('b')]);
  assert.deepStrictEqual(await Readable.from(new Set([1, 2])).toArray(), [1, 2]);
  assert.deepStrictEqual(
    await Readable.from([1, Promise.resolve(2), 3]).toArray(), [1, 2, 3]);

  const r = Readable.from([1]);
  assert.strictEqual(r.readableObjectMode, true);
  assert.strictEqual(r.readableHighWaterMark, 1);

  await assert.rejects(Readable.from([1, null]).toArray(), { code: 'ERR_STREAM_NULL_VALUES' });
  await assert.rejects(Readable.from([1, Promise.reject(new Error('late'))]).toArray(),
    { message: 'late' });
  await assert.rejects(Readable.from(function* () { throw new Error('sync'); }()).toArray(),
    { message: 'sync' });

  // Leaving early closes the generator.
  let closed = 0;
  const generated = Readable.from(async function* () {
    try {
      for (let i = 0; ; i++) yield i;
    } finally {
      closed++;
    }
  }());
  for await (const chunk of generated) if (chunk === 3) break;
  await new Promise((resolve) => generated.once('close', resolve));
  assert.strictEqual(closed, 1);

  // An error goes into the generator.
  const boom = new Error('boom');
  let caught;
  const thrownInto = Readable.from(function* () {
    try {
      yield 1;
      yield 2;
    } catch (err) {
      caught = err;
    }
  }());
  thrownInto.on('error', mustCall((err) => assert.strictEqual(err, boom)));
  await new Promise((resolve) => {
    thrownInto.once('data', () => {
      thrownInto.destroy(boom);
      thrownInto.on('close', resolve);
    });
  });
  assert.strictEqual(caught, boom);
})().then(mustCall());

for (const bad of [null, undefined, 5, {}]) {
  assert.throws(() => Readable.from(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
