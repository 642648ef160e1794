// write() answers false from the high-water mark on, and one 'drain' follows when all is through.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const { Writable } = require('stream');

{
  const callbacks = [];
  const w = new Writable({
    highWaterMark: 3,
    write(chunk, encoding, callback) { callbacks.push(callback); },
  });
  let drains = 0;
  w.on('drain', () => drains++);
  assert.strictEqual(w.write('ab'), true);
  assert.strictEqual(w.write('c'), false);
  assert.strictEqual(w.write('d'), false);
  assert.strictEqual(w.writableNeedDrain, true);
  assert.strictEqual(w.writableLength, 4);
  assert.strictEqual(w._writableState.bufferedRequestCount, 2);
  callbacks.shift()();
  assert.strictEqual(drains, 0);
  callbacks.shift()();
  assert.strictEqual(drains, 0);
  callbacks.shift()();
  assert.strictEqual(drains, 1);
  assert.strictEqual(w.writableNeedDrain, false);
  assert.strictEqual(w.writableLength, 0);
}

{
  // A sink that takes the chunk at once leaves room, whatever the mark is.
  const w = new Writable({
    highWaterMark: 0, write(chunk, encoding, callback) { callback(); },
  });
  w.on('drain', mustNotCall());
  assert.strictEqual(w.write('abc'), true);
}

{
  // No 'drain' once the stream is ending.
  const w = new Writable({
    highWaterMark: 1, write(chunk, encoding, callback) { process.nextTick(callback); },
  });
  w.on('drain', mustNotCall());
  w.on('finish', mustCall());
  assert.strictEqual(w.write('abc'), false);
  w.end();
}

{
  // Thousands of buffered chunks arrive in order, one at a time.
  let expected = 0;
  let under = 0;
  const w = new Writable({
    objectMode: true,
    write(chunk, encoding, callback) {
      assert.strictEqual(++under, 1);
      assert.strictEqual(chunk, expected++);
      process.nextTick(() => {
        under--;
        callback();
      });
    },
  });
  let called = 0;
  for (let i = 0; i < 5000; i++) w.write(i, () => assert.strictEqual(called++, i));
  w.end(mustCall(() => {
    assert.strictEqual(expected, 5000);
    assert.strictEqual(called, 5000);
  }));
}
