// cork() gathers writes for _writev(); end() uncorks; a failing _writev() fails every callback.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { Writable } = require('stream');

{
  const w = new Writable({
    decodeStrings: false,
    writev: mustCall((chunks, callback) => {
      assert.deepStrictEqual(chunks.map(({ chunk, encoding }) => [String(chunk), encoding]),
        [['a', 'utf8'], ['b', 'hex'], ['c', 'buffer']]);
      assert.strictEqual(chunks.allBuffers, false);
      callback();
    }),
  });
  w.cork();
  w.cork();
  w.write('a');
  w.write('b', 'hex');
  w.write(Buffer.from('c'));
  assert.strictEqual(w.writableCorked, 2);
  w.uncork();
  assert.strictEqual(w._writableState.bufferedRequestCount, 3);
  w.end(mustCall());
  assert.strictEqual(w.writableCorked, 0);
}

{
  const boom = new Error('boom');
  const w = new Writable({ writev(chunks, callback) { process.nextTick(callback, boom); } });
  w.on('error', mustCall((err) => assert.strictEqual(err, boom)));
  w.cork();
  w.write('a', mustCall((err) => assert.strictEqual(err, boom)));
  w.write('b', mustCall((err) => assert.strictEqual(err, boom)));
  w.uncork();
}

{
  // What is written from within _writev() is not lost.
  const seen = [];
  const w = new Writable({
    writev(chunks, callback) {
      seen.push(chunks.map(({ chunk }) => String(chunk)).join(''));
      if (seen.length === 1) w.write('c');
      process.nextTick(callback);
    },
  });
  w.cork();
  w.write('a');
  w.write('b');
  w.uncork();
  w.on('finish', mustCall(() => assert.deepStrictEqual(seen, ['ab', 'c'])));
  setImmediate(() => w.end());
}
