// _destroy() and the callbacks around it; a destroy before _construct() has finished.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const { Readable, Writable, addAbortSignal, destroy } = require('stream');

{
  const given = new Error('given');
  const other = new Error('other');
  const r = new Readable({
    read() {},
    destroy: mustCall((err, callback) => {
      assert.strictEqual(err, given);
      setImmediate(callback, other);
    }),
  });
  r.on('error', mustCall((err) => assert.strictEqual(err, other)));
  r.destroy(given, mustCall((err) => {
    assert.strictEqual(err, other);
    assert.strictEqual(r.closed, true);
  }));
  assert.strictEqual(r.destroyed, true);
  assert.strictEqual(r.closed, false);
  assert.strictEqual(r.errored, given);
}

{
  // An error may be swallowed.
  const w = new Writable({ destroy(err, callback) { callback(); } });
  w.on('error', mustNotCall());
  w.on('close', mustCall());
  w.destroy(new Error('swallowed'));
}

{
  // What _destroy() throws is the error.
  const w = new Writable({ destroy() { throw new Error('thrown'); } });
  w.on('error', mustCall((err) => assert.strictEqual(err.message, 'thrown')));
  w.destroy();
}

{
  const w = new Writable({ emitClose: false });
  w.on('close', mustNotCall());
  w.destroy(null, mustCall());
}

{
  // destroy() waits for _construct(), writes wait for it as well.
  const log = [];
  const w = new Writable({
    construct(callback) {
      log.push('construct');
      setImmediate(callback);
    },
    write: mustNotCall(),
    destroy(err, callback) {
      log.push('destroy');
      callback(err);
    },
  });
  w.on('close', mustCall(() => assert.deepStrictEqual(log, ['construct', 'failed', 'destroy'])));
  w.write('x', mustCall((err) => {
    assert.strictEqual(err.code, 'ERR_STREAM_DESTROYED');
    log.push('failed');
  }));
  w.destroy();
}

{
  const w = new Writable({
    construct(callback) { setImmediate(callback); },
    write: mustCall((chunk, encoding, callback) => callback()),
  });
  w.end('x', mustCall());
}

{
  // stream.destroy() gives an unfinished stream an AbortError, and takes things that only close().
  const r = new Readable({ read() {} });
  r.on('error', mustCall((err) => assert.strictEqual(err.name, 'AbortError')));
  destroy(r);
  destroy({ close: mustCall() });
}

{
  for (const signal of [undefined, null, 1, {}, Symbol('s')]) {
    assert.throws(() => addAbortSignal(signal, new Readable()), { code: 'ERR_INVALID_ARG_TYPE' });
  }
}
