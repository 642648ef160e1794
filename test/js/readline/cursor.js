// cursorTo, moveCursor, clearLine, clearScreenDown and the Readline class: bytes and arguments.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const { PassThrough, Writable } = require('stream');
const readline = require('readline');
const { Readline } = require('readline/promises');

const out = new PassThrough({ encoding: 'utf8' });
const sent = (fn, ...args) => {
  readline[fn](out, ...args);
  return out.read();
};
assert.strictEqual(sent('cursorTo', 3), '\x1b[4G');
assert.strictEqual(sent('cursorTo', 3, 4), '\x1b[5;4H');
assert.strictEqual(sent('moveCursor', -2, 3), '\x1b[2D\x1b[3B');
assert.strictEqual(sent('moveCursor', 0, 0), null);
assert.strictEqual(sent('clearLine', -1), '\x1b[1K');
assert.strictEqual(sent('clearLine', 0), '\x1b[2K');
assert.strictEqual(sent('clearLine', 1), '\x1b[0K');
assert.strictEqual(sent('clearScreenDown'), '\x1b[0J');
readline.cursorTo(out, 1, mustCall());
readline.moveCursor(null, 1, 1, mustCall());
assert.throws(() => readline.cursorTo(out, NaN), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => readline.cursorTo(out, 'x', 1), { code: 'ERR_INVALID_CURSOR_POS' });
assert.throws(() => readline.clearLine(out, 0, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });

(async () => {
  const chunks = [];
  const sink = new Writable({
    write(chunk, encoding, callback) {
      chunks.push(String(chunk));
      callback();
    },
  });
  const batch = new Readline(sink);
  batch.cursorTo(0, 0).clearScreenDown().moveCursor(1, 0).moveCursor(0, 0);
  assert.deepStrictEqual(chunks, []);
  await batch.commit();
  assert.deepStrictEqual(chunks, ['\x1b[1;1H\x1b[0J\x1b[1C']);
  batch.clearLine(0).rollback();
  await batch.commit();
  assert.strictEqual(chunks.join('').length, 14);

  new Readline(sink, { autoCommit: true }).cursorTo(1);
  await new Promise(setImmediate);
  assert.strictEqual(chunks[chunks.length - 1], '\x1b[2G');
})().then(mustCall());

const batch = new Readline(new PassThrough());
assert.throws(() => batch.cursorTo(1.5), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => batch.clearLine(2), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => batch.moveCursor('x', 1), { code: 'ERR_INVALID_ARG_TYPE' });
for (const bad of [undefined, null, {}, 'x']) {
  assert.throws(() => new Readline(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
