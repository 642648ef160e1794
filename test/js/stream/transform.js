// Transform: back-pressure across the halves, flush, misuse of the callback, own _final().
'use strict';
const { mustCall, expectError } = require('../../common');
const assert = require('assert');
const { PassThrough, Transform } = require('stream');

{
  // With nobody reading, no more is transformed than both buffers can hold.
  let transformed = 0;
  const t = new Transform({
    objectMode: true,
    readableHighWaterMark: 2,
    writableHighWaterMark: 3,
    transform(chunk, encoding, callback) {
      transformed++;
      callback(null, chunk);
    },
  });
  let accepted = 0;
  while (t.write(accepted)) accepted++;
  setImmediate(mustCall(() => {
    assert.strictEqual(transformed, 2);
    assert.strictEqual(t.readableLength, 2);
    assert.strictEqual(t.writableNeedDrain, true);
    const seen = [];
    t.on('data', (chunk) => seen.push(chunk));
    t.on('end', () => assert.deepStrictEqual(seen, [...Array(accepted + 1).keys()]));
    t.on('close', mustCall());
    t.end();
  }));
}

{
  // One chunk may become none or many; flush adds the last words.
  const t = new Transform({
    transform(chunk, encoding, callback) {
      for (const c of String(chunk)) this.push(c + c);
      callback();
    },
    flush(callback) { setImmediate(callback, null, '!'); },
  });
  let text = '';
  t.setEncoding('utf8');
  t.on('data', (chunk) => { text += chunk; });
  t.on('end', mustCall(() => assert.strictEqual(text, 'aabb!')));
  t.write('ab');
  t.write('');
  t.end();
}

{
  const t = new Transform({ transform(chunk, encoding, callback) { callback(new Error('no')); } });
  t.on('error', expectError({ message: 'no' }));
  t.write('x', expectError({ message: 'no' }));
}
{
  const t = new Transform({ flush(callback) { callback(new Error('flush')); } });
  t.on('error', expectError({ message: 'flush' }));
  t.end();
}
{
  const t = new Transform({
    transform(chunk, encoding, callback) {
      callback();
      callback();
    },
  });
  t.on('error', expectError({ code: 'ERR_MULTIPLE_CALLBACK' }));
  t.write('x');
}
{
  const t = new Transform();
  assert.throws(() => t.write('x'), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
}

{
  // A subclass that finishes by itself is flushed all the same, after that.
  const log = [];
  class Sub extends Transform {
    _final(callback) {
      log.push('final');
      callback();
    }
    _flush(callback) {
      log.push('flush');
      callback();
    }
  }
  const t = new Sub();
  t.resume();
  t.on('end', mustCall(() => assert.deepStrictEqual(log, ['final', 'flush'])));
  t.end();
}

{
  // Two writes that a subclass handles at the same time keep their own callbacks.
  class Pair extends Transform {
    constructor() {
      super({ objectMode: true });
      this.waiting = [];
    }
    _transform(chunk, encoding, callback) { this.waiting.push(() => callback(null, chunk)); }
    _writev(chunks, callback) {
      let open = chunks.length;
      for (const { chunk, encoding } of chunks) {
        super._write(chunk, encoding, () => { if (--open === 0) callback(); });
      }
      for (const go of this.waiting.splice(0)) go();
    }
  }
  const t = new Pair();
  const seen = [];
  t.on('data', (chunk) => seen.push(chunk));
  t.on('end', mustCall(() => assert.deepStrictEqual(seen, [1, 2, 3])));
  t.cork();
  for (const n of [1, 2, 3]) t.write(n);
  t.end();
}

{
  // Called without new, and with a size of 0 on the readable side.
  const t = PassThrough({ readableHighWaterMark: 0 });
  assert.strictEqual(t.readableHighWaterMark, 0);
  assert.strictEqual(t.writableHighWaterMark, 0);
  t.end('x');
  t.on('data', mustCall((chunk) => assert.strictEqual(String(chunk), 'x')));
}
