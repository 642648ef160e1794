// The stack of an argument error begins at the function that was called with the argument.
'use strict';

const assert = require('assert');
const { EventEmitter } = require('events');

try {
  new EventEmitter().on('event', 1);
  assert.fail('unreachable');
} catch (error) {
  assert.doesNotMatch(error.stack, /validateFunction|hideFrames|typeError|new NodeError/);
}

// A limit of the program is obeyed and left alone.
Error.stackTraceLimit = 1;
try {
  new EventEmitter().on('event', 1);
} catch (error) {
  assert.strictEqual(error.stack.split('\n').length, 2);
}
assert.strictEqual(Error.stackTraceLimit, 1);

Error.stackTraceLimit = 0;
try {
  new EventEmitter().on('event', 1);
} catch (error) {
  assert.strictEqual(error.stack, String(error));
}
assert.strictEqual(Error.stackTraceLimit, 0);
