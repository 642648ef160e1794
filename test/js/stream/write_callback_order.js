// The callbacks of synchronous writes come in later ticks, in order, and before 'finish'.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { Writable } = require('stream');

const log = [];
const w = new Writable({
  write(chunk, encoding, callback) {
    log.push(`sink ${chunk}`);
    callback();
  },
});
w.on('prefinish', () => log.push('prefinish'));
w.on('finish', () => log.push('finish'));
w.on('close', mustCall(() => {
  log.push('close');
  assert.deepStrictEqual(log, [
    'sink a', 'sink b', 'sync', 'sink c', 'prefinish', 'a null', 'b null', 'end null', 'finish',
    'close',
  ]);
}));
w.write('a', (err) => log.push(`a ${err}`));
w.write('b', (err) => log.push(`b ${err}`));
log.push('sync');
w.end('c', (err) => log.push(`end ${err}`));
assert.strictEqual(w.writableEnded, true);
assert.strictEqual(w.writableFinished, false);

{
  // Writes with one callback share a tick object.
  const one = new Writable({ write(chunk, encoding, callback) { callback(); } });
  const { nextTick } = process;
  let ticks = 0;
  process.nextTick = function(...args) {
    ticks++;
    return Reflect.apply(nextTick, this, args);
  };
  const callback = mustCall(() => {}, 100);
  for (let i = 0; i < 100; i++) one.write('x', callback);
  process.nextTick = nextTick;
  assert.strictEqual(ticks, 1);
}
