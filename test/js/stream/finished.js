// finished(): ends, failures and premature closes, before and after the fact.
'use strict';
const { mustCall, mustNotCall, mustSucceed, expectError } = require('../../common');
const assert = require('assert');
const { Duplex, PassThrough, Readable, Writable, finished } = require('stream');
const promises = require('stream/promises');

{
  const r = Readable.from(['x']);
  finished(r, mustSucceed(() => finished(r, mustSucceed())));
  r.resume();
}
{
  const r = new Readable({ read() {} });
  finished(r, expectError({ code: 'ERR_STREAM_PREMATURE_CLOSE' }));
  r.push('x');
  r.destroy();
}
{
  const w = new Writable();
  const boom = new Error('boom');
  w.destroy(boom);
  finished(w, mustCall((err) => {
    assert.strictEqual(err, boom);
    finished(w, mustCall((again) => assert.strictEqual(again, boom)));
  }));
}
{
  // Only one half is waited for.
  const d = new Duplex({ read() {}, write(chunk, encoding, callback) { callback(); } });
  finished(d, { readable: false }, mustSucceed(() => assert.strictEqual(d.readableEnded, false)));
  finished(d, { writable: false }, mustNotCall());
  d.end('x');
}
{
  const p = new PassThrough();
  finished(p, mustNotCall())();
  p.resume();
  p.end();
}
{
  const controller = new AbortController();
  finished(new Readable({ read() {} }), { signal: controller.signal },
    expectError({ name: 'AbortError', code: 'ABORT_ERR' }));
  controller.abort();
}
{
  // What the callback throws is not taken for the stream's error.
  const w = new Writable({ write(chunk, encoding, callback) { callback(); } });
  w.on('error', mustNotCall());
  process.once('uncaughtException', mustCall((err) => assert.strictEqual(err.message, 'mine')));
  finished(w, () => { throw new Error('mine'); });
  w.end();
}
(async () => {
  const p = new PassThrough();
  p.end('x');
  p.resume();
  await promises.finished(p, { cleanup: true });
  assert.strictEqual(p.listenerCount('error'), 0);
})().then(mustCall());

for (const bad of [null, 1, 'x', {}]) {
  assert.throws(() => finished(bad, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
}
