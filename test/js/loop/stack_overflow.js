'use strict';

// Endless recursion is an ordinary RangeError wherever it happens, and the loop goes on.

const assert = require('assert');
const { mustCall } = require('../../common');

function recurse() {
  recurse();
}
assert.throws(recurse, { name: 'RangeError', message: 'Maximum call stack size exceeded' });
process.on('uncaughtException', mustCall((error) => {
  assert.strictEqual(error.name, 'RangeError');
}, 3));
process.nextTick(recurse);
setImmediate(recurse);
setTimeout(recurse, 1);
setTimeout(mustCall(), 20);
// A promise turns it into a rejection, as any error.
Promise.resolve().then(recurse).catch(mustCall((error) => assert.ok(error instanceof RangeError)));
