// for await: order, errors, early exit, and several next() at a time.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { Readable } = require('stream');

(async () => {
  let n = 0;
  const counted = new Readable({
    objectMode: true, highWaterMark: 2,
    read() { setImmediate(() => this.push(n < 10 ? n++ : null)); },
  });
  const seen = [];
  for await (const chunk of counted) seen.push(chunk);
  assert.deepStrictEqual(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.strictEqual(counted.destroyed, true);

  const failing = new Readable({
    objectMode: true,
    read() {
      this.push('x');
      this.destroy(new Error('after one'));
    },
  });
  const before = [];
  await assert.rejects(async () => {
    for await (const chunk of failing) before.push(chunk);
  }, { message: 'after one' });
  assert.deepStrictEqual(before, ['x']);

  const left = Readable.from([1, 2, 3]);
  for await (const chunk of left) {
    assert.strictEqual(chunk, 1);
    break;
  }
  assert.strictEqual(left.destroyed, true);

  const kept = Readable.from([1, 2, 3]);
  for await (const chunk of kept.iterator({ destroyOnReturn: false })) {
    assert.strictEqual(chunk, 1);
    break;
  }
  assert.strictEqual(kept.destroyed, false);
  assert.deepStrictEqual(await kept.toArray(), [2, 3]);

  const closed = new Readable({ read() {} });
  closed.destroy();
  await assert.rejects(closed[Symbol.asyncIterator]().next(), {
    code: 'ERR_STREAM_PREMATURE_CLOSE',
  });

  const waiting = new Readable({ objectMode: true, read() {} });
  const iterator = waiting[Symbol.asyncIterator]();
  const three = [iterator.next(), iterator.next(), iterator.next()];
  waiting.push('a');
  waiting.push(null);
  assert.deepStrictEqual(await Promise.all(three), [
    { value: 'a', done: false }, { value: undefined, done: true }, { value: undefined, done: true },
  ]);
})().then(mustCall());
