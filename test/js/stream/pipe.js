// pipe(): back-pressure with one and with several destinations, unpipe(), ends and errors.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const { PassThrough, Readable, Writable } = require('stream');

{
  // The slowest of two destinations sets the pace; both get everything.
  const fast = [];
  const slow = [];
  let i = 0;
  const source = new Readable({
    objectMode: true, highWaterMark: 1,
    read() { this.push(i < 20 ? i++ : null); },
  });
  const slowSink = new Writable({
    objectMode: true, highWaterMark: 1,
    write(chunk, encoding, callback) {
      slow.push(chunk);
      assert.ok(fast.length - slow.length <= 2);
      setImmediate(callback);
    },
  });
  source.pipe(new Writable({
    objectMode: true,
    write(chunk, encoding, callback) {
      fast.push(chunk);
      callback();
    },
  }));
  source.pipe(slowSink).on('finish', mustCall(() => {
    assert.deepStrictEqual(fast, [...Array(20).keys()]);
    assert.deepStrictEqual(slow, fast);
  }));
  assert.strictEqual(source._readableState.pipes.length, 2);
}

{
  const source = new Readable({ read() {} });
  const dest = new Writable({ write: mustNotCall() });
  dest.on('pipe', mustCall((from) => assert.strictEqual(from, source)));
  dest.on('unpipe', mustCall((from) => assert.strictEqual(from, source)));
  source.pipe(dest);
  source.unpipe(dest);
  assert.strictEqual(source.listenerCount('data'), 0);
  assert.strictEqual(dest.listenerCount('error'), 0);
  source.push('x');
  assert.strictEqual(source.isPaused(), true);
}

{
  // { end: false } leaves the destination open.
  const dest = new PassThrough();
  Readable.from(['x']).pipe(dest, { end: false }).resume();
  setImmediate(() => setImmediate(mustCall(() => assert.strictEqual(dest.writableEnded, false))));
}

{
  // A failing destination is unpiped; its error is fatal only if nobody listens.
  const source = new Readable({ read() {} });
  const boom = new Error('boom');
  const dest = new Writable({ write(chunk, encoding, callback) { callback(boom); } });
  dest.on('error', mustCall((err) => {
    assert.strictEqual(err, boom);
    setImmediate(mustCall(() => assert.deepStrictEqual(source._readableState.pipes, [])));
  }));
  source.pipe(dest);
  source.push('x');
}

{
  // Somebody who replaced emit(), or listens as well, sees every chunk.
  const source = new Readable({ read() {} });
  const emitted = [];
  const emit = source.emit;
  source.emit = function(name, ...args) {
    if (name === 'data') emitted.push(String(args[0]));
    return Reflect.apply(emit, this, [name, ...args]);
  };
  const got = [];
  source.pipe(new Writable({
    write(chunk, encoding, callback) {
      got.push(String(chunk));
      callback();
    },
  }));
  source.push('a');
  source.push('b');
  setImmediate(mustCall(() => {
    assert.deepStrictEqual(emitted, ['a', 'b']);
    assert.deepStrictEqual(got, ['a', 'b']);
    const listened = [];
    source.on('data', (chunk) => listened.push(String(chunk)));
    source.push('c');
    assert.deepStrictEqual(listened, ['c']);
    assert.deepStrictEqual(got, ['a', 'b', 'c']);
  }));
}

{
  // A Writable cannot be piped from.
  const w = new Writable();
  w.on('error', mustCall((err) => assert.strictEqual(err.code, 'ERR_STREAM_CANNOT_PIPE')));
  w.pipe(new PassThrough());
}
