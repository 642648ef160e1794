// pipeline(): the first error wins, everything else is destroyed, the callback comes once.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const { PassThrough, Readable, Transform, Writable, pipeline } = require('stream');
const { pipeline: pipelineAsync } = require('stream/promises');

{
  const boom = new Error('boom');
  const source = new Readable({ read() { this.push('x'); } });
  const middle = new Transform({ transform(chunk, encoding, callback) { callback(boom); } });
  const sink = new Writable({ write: mustNotCall() });
  const result = pipeline(source, middle, sink, mustCall((err) => {
    assert.strictEqual(err, boom);
    assert.strictEqual(source.destroyed, true);
    assert.strictEqual(sink.destroyed, true);
  }));
  assert.strictEqual(result, sink);
}

{
  const sink = new Writable({ write(chunk, encoding, callback) { callback(); } });
  pipeline(new Readable({ read() {} }), sink, mustCall((err) => {
    assert.strictEqual(err.code, 'ERR_STREAM_PREMATURE_CLOSE');
  }));
  sink.destroy();
}

(async () => {
  const controller = new AbortController();
  const source = new Readable({ read() {} });
  const done = pipelineAsync(source, new PassThrough(), new Writable(),
    { signal: controller.signal });
  controller.abort(new Error('why'));
  await assert.rejects(done, (err) => err.name === 'AbortError' && err.cause.message === 'why');
  assert.strictEqual(source.destroyed, true);

  // Generators, a function at the end, and its value.
  const value = await pipelineAsync(
    ['a', 'b'],
    async function* (chunks) { for await (const c of chunks) yield c.toUpperCase(); },
    async (chunks) => {
      let all = '';
      for await (const c of chunks) all += c;
      return all;
    });
  assert.strictEqual(value, 'AB');

  await assert.rejects(pipelineAsync(async function* () {
    yield 'x';
    throw new TypeError('from the source');
  }, new PassThrough()), { name: 'TypeError', message: 'from the source' });

  // { end: false } leaves the last stream open.
  const open = new PassThrough();
  open.resume();
  await pipelineAsync(Readable.from(['x']), open, { end: false });
  assert.strictEqual(open.writableEnded, false);
  open.end();

  await assert.rejects(pipelineAsync(Readable.from(['x'])), { code: 'ERR_MISSING_ARGS' });
})().then(mustCall());

assert.throws(() => pipeline(new PassThrough(), new PassThrough()), {
  code: 'ERR_INVALID_ARG_TYPE',
});
assert.throws(() => pipeline(() => 5, new PassThrough(), () => {}), {
  code: 'ERR_INVALID_RETURN_VALUE',
});
