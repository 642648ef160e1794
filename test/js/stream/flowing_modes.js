// 'data', 'readable', pause(), resume(), and what readableFlowing says about them.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const { Readable } = require('stream');

{
  const r = new Readable({ read() {} });
  assert.strictEqual(r.readableFlowing, null);
  assert.strictEqual(r.isPaused(), false);
  const seen = [];
  r.on('data', (chunk) => seen.push(String(chunk)));
  assert.strictEqual(r.readableFlowing, true);
  r.push('a');
  assert.deepStrictEqual(seen, []);
  setImmediate(mustCall(() => {
    assert.deepStrictEqual(seen, ['a']);
    // Flowing and empty: a push is a 'data' event at once.
    r.push('b');
    assert.deepStrictEqual(seen, ['a', 'b']);
    r.pause();
    assert.strictEqual(r.readableFlowing, false);
    assert.strictEqual(r.isPaused(), true);
    r.push('c');
    assert.deepStrictEqual(seen, ['a', 'b']);
    r.once('resume', mustCall(() => {
      setImmediate(mustCall(() => assert.deepStrictEqual(seen, ['a', 'b', 'c'])));
    }));
    r.resume();
  }));
}

{
  // A 'readable' listener takes over from 'data'; when it goes, the data flows again.
  const r = new Readable({ read() {} });
  const seen = [];
  r.on('data', (chunk) => seen.push(String(chunk)));
  const onReadable = mustCall(() => {});
  r.on('readable', onReadable);
  assert.strictEqual(r.readableFlowing, false);
  r.push('a');
  setImmediate(mustCall(() => {
    assert.deepStrictEqual(seen, []);
    r.removeListener('readable', onReadable);
    setImmediate(mustCall(() => assert.deepStrictEqual(seen, ['a'])));
  }));
}

{
  // The source is read ahead up to the high-water mark, and no further.
  let pushed = 0;
  const r = new Readable({
    highWaterMark: 5,
    read() {
      pushed++;
      this.push('xx');
    },
  });
  r.read(0);
  setImmediate(mustCall(() => {
    assert.strictEqual(pushed, 3);
    assert.strictEqual(r.readableLength, 6);
    assert.strictEqual(r.readableDidRead, false);
    // read() asks the source once more before it answers.
    assert.strictEqual(r.read().length, 8);
    assert.strictEqual(r.readableDidRead, true);
    r.destroy();
  }));
}

{
  // unshift() puts back in front, also after everything was pushed, but not after 'end'.
  const r = new Readable({ read() {} });
  r.push('world');
  r.push(null);
  r.unshift('hello ');
  const seen = [];
  r.on('data', (chunk) => seen.push(String(chunk)));
  r.on('end', mustCall(() => {
    assert.strictEqual(seen.join(''), 'hello world');
    r.unshift('late');
  }));
  r.on('error', mustCall((err) => {
    assert.strictEqual(err.code, 'ERR_STREAM_UNSHIFT_AFTER_END_EVENT');
  }));
}

{
  // A destroyed stream takes no more data and emits no end.
  const r = new Readable({ read() {} });
  r.on('data', mustNotCall());
  r.on('end', mustNotCall());
  r.destroy();
  assert.strictEqual(r.push('x'), false);
  r.push(null);
  assert.strictEqual(r.readableAborted, true);
}
