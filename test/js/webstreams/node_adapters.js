// toWeb() and fromWeb(): data, back-pressure, ends, and errors in both directions.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { Duplex, PassThrough, Readable, Writable } = require('stream');
const { finished } = require('stream/promises');

(async () => {
  const boom = new Error('boom');

  const chunks = [];
  for await (const chunk of Readable.toWeb(Readable.from([Buffer.from('a'), Buffer.from('b')],
    { objectMode: false }))) {
    assert.strictEqual(chunk.constructor, Uint8Array);
    chunks.push(...chunk);
  }
  assert.deepStrictEqual(chunks, [97, 98]);

  // The Node stream is paused while the web stream is full.
  let reads = 0;
  const eager = new Readable({
    objectMode: true, highWaterMark: 2,
    read() {
      reads++;
      this.push(reads);
    },
  });
  const paused = Readable.toWeb(eager);
  await new Promise(setImmediate);
  assert.ok(reads < 10, `${reads} reads`);
  await paused.cancel(boom).catch(() => {});
  assert.strictEqual(eager.destroyed, true);

  const failed = new Readable({ read() {} });
  const failedWeb = Readable.toWeb(failed);
  failed.destroy(boom);
  await assert.rejects(failedWeb.getReader().read(), boom);
  const premature = new Readable({ read() {} });
  const prematureWeb = Readable.toWeb(premature);
  premature.destroy();
  await assert.rejects(prematureWeb.getReader().read(), { name: 'AbortError' });

  const back = Readable.fromWeb(ReadableStream.from(['x', 'y']), { encoding: 'utf8' });
  assert.deepStrictEqual(await back.toArray(), ['x', 'y']);
  const errored = Readable.fromWeb(new ReadableStream({ pull(c) { c.error(boom); } }));
  await assert.rejects(errored.toArray(), boom);
  let reason;
  const destroyed = Readable.fromWeb(new ReadableStream({ cancel(r) { reason = r; } }));
  destroyed.on('error', mustCall());
  destroyed.destroy(boom);
  await new Promise((resolve) => destroyed.on('close', resolve));
  assert.strictEqual(reason, boom);

  const sunk = [];
  const writable = new Writable({
    highWaterMark: 1,
    write(chunk, encoding, callback) {
      sunk.push(String(chunk));
      setImmediate(callback);
    },
  });
  const writer = Writable.toWeb(writable).getWriter();
  await writer.write('a');
  await writer.write('b');
  await writer.close();
  assert.deepStrictEqual(sunk, ['a', 'b']);
  assert.strictEqual(writable.writableFinished, true);

  const taken = [];
  const fromWeb = Writable.fromWeb(new WritableStream({ write(chunk) { taken.push(chunk); } }),
    { decodeStrings: false });
  fromWeb.cork();
  fromWeb.write('a');
  fromWeb.write('b');
  fromWeb.uncork();
  fromWeb.end('c');
  await finished(fromWeb);
  assert.deepStrictEqual(taken, ['a', 'b', 'c']);
  const refusing = Writable.fromWeb(new WritableStream({ write() { throw boom; } }));
  refusing.on('error', mustCall((err) => assert.strictEqual(err, boom)));
  refusing.write('x');

  const pair = Duplex.toWeb(new PassThrough());
  const pairWriter = pair.writable.getWriter();
  pairWriter.write(Buffer.from('through'));
  pairWriter.close();
  const { value: through } = await pair.readable.getReader().read();
  assert.strictEqual(String(Buffer.from(through)), 'through');

  const duplex = Duplex.fromWeb(new TransformStream({
    transform(chunk, c) { c.enqueue(String(chunk).toUpperCase()); },
  }), { encoding: 'utf8' });
  duplex.end('hello');
  assert.deepStrictEqual(await duplex.toArray(), ['HELLO']);
})().then(mustCall());

for (const bad of [null, 5, {}, []]) {
  assert.throws(() => Readable.fromWeb(bad), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => Writable.fromWeb(bad), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => Readable.toWeb(bad), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => Writable.toWeb(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => Readable.fromWeb(new ReadableStream(), { encoding: 'nope' }),
  { code: 'ERR_INVALID_ARG_VALUE' });
