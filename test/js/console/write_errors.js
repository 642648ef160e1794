// A console survives streams that fail, at once or later, unless ignoreErrors is false.
'use strict';
const assert = require('assert');
const { Console } = require('console');
const { Writable } = require('stream');
const { mustCall } = require('../../common');

const failures = [
  (chunk, encoding, callback) => callback(new Error('synchronous')),
  (chunk, encoding, callback) => { process.nextTick(callback, new Error('tick')); },
  (chunk, encoding, callback) => { setImmediate(callback, new Error('later')); },
  () => { throw new Error('thrown'); },
  () => { throw null; }, // eslint-disable-line no-throw-literal
];
for (const failure of failures) {
  for (const method of ['log', 'error', 'dir']) {
    const stream = new Writable({ write: mustCall(failure) });
    new Console(stream)[method]('x');
    assert.strictEqual(typeof stream.listenerCount('error'), 'number');
  }
}

// A working stream keeps no listener.
const quiet = new Writable({ write(chunk, encoding, callback) { callback(); } });
new Console(quiet).log('x');
assert.strictEqual(quiet.listenerCount('error'), 0);

// A listener of the program still hears of the error.
const heard = new Writable({ write: failures[0] });
heard.on('error', mustCall((error) => assert.strictEqual(error.message, 'synchronous')));
new Console(heard).log('x');

const loud = { write() { throw new Error('loud'); } };
assert.throws(() => new Console(loud, loud, false).log('x'), /^Error: loud$/);

// Endless recursion is not hidden.
const recursive = new Writable({ write: function write(...args) { return write(...args); } });
assert.throws(() => new Console(recursive).log('x'), RangeError);
