// A failed write: its callback, the waiting callbacks, then 'error' and 'close', each once.
'use strict';
const { mustCall, mustNotCall, expectError } = require('../../common');
const assert = require('assert');
const { Duplex, Readable, Writable } = require('stream');

{
  const boom = new Error('boom');
  const log = [];
  const w = new Writable({
    write(chunk, encoding, callback) { setImmediate(callback, boom); },
  });
  w.on('error', (err) => log.push(`error ${err.message}`));
  w.on('finish', mustNotCall());
  w.on('close', mustCall(() => {
    assert.deepStrictEqual(log, ['one boom', 'two boom', 'end boom', 'error boom']);
    assert.strictEqual(w.errored, boom);
    assert.strictEqual(w.closed, true);
    assert.strictEqual(w.writableAborted, true);
    w.write('late', expectError({ code: 'ERR_STREAM_WRITE_AFTER_END' }));
  }));
  w.write('1', (err) => log.push(`one ${err.message}`));
  w.write('2', (err) => log.push(`two ${err.message}`));
  w.end((err) => log.push(`end ${err.message}`));
}

{
  // write() after end(): an error each, but one 'error' event.
  const w = new Writable({ write(chunk, encoding, callback) { callback(); } });
  w.on('error', expectError({ code: 'ERR_STREAM_WRITE_AFTER_END' }));
  w.end();
  assert.strictEqual(w.write('x', expectError({ code: 'ERR_STREAM_WRITE_AFTER_END' })), false);
  assert.strictEqual(w.write('x', expectError({ code: 'ERR_STREAM_WRITE_AFTER_END' })), false);
}

{
  // The sink's callback may be called once.
  const w = new Writable({
    write(chunk, encoding, callback) {
      callback();
      callback();
    },
  });
  w.on('error', expectError({ code: 'ERR_MULTIPLE_CALLBACK' }));
  w.write('x');
}

{
  // Without autoDestroy an error is emitted, and the stream stays.
  const r = new Readable({
    autoDestroy: false,
    read() {
      this.push(null);
      this.push('late');
    },
  });
  r.on('error', mustCall((err) => {
    assert.strictEqual(err.code, 'ERR_STREAM_PUSH_AFTER_EOF');
    assert.strictEqual(r.destroyed, false);
  }));
  r.on('close', mustNotCall());
  r.resume();
}

{
  // What _read() throws is the stream's error.
  const r = new Readable({ read() { throw new RangeError('thrown'); } });
  r.on('error', expectError({ name: 'RangeError', message: 'thrown' }));
  r.resume();
}

{
  // The default implementations name what is missing.
  const r = new Readable();
  r.on('error', expectError({
    code: 'ERR_METHOD_NOT_IMPLEMENTED', message: 'The _read() method is not implemented',
  }));
  r.read();
  assert.throws(() => new Writable().write('x'), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
}

{
  // A Duplex has one error and one 'close' for both halves.
  const d = new Duplex({ read() {}, write(chunk, encoding, callback) { callback(); } });
  const err = new Error('both');
  d.on('error', mustCall((e) => assert.strictEqual(e, err)));
  d.on('close', mustCall(() => {
    assert.strictEqual(d._readableState.errored, err);
    assert.strictEqual(d._writableState.errored, err);
  }));
  d.destroy(err);
  d.destroy(new Error('too late'));
}
