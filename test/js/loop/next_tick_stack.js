'use strict';
// Below a tick a stack trace has one line of the runtime, process.processTicksAndRejections: with
// and without arguments, and after ticks have filled more than a chunk of the queue.
const assert = require('assert');
const { mustCall } = require('../../common');

function lines(error) {
  return error.stack.split('\n').slice(1);
}

function check() {
  const [callback, below, ...others] = lines(new Error('where'));
  assert.match(callback, /at check /);
  assert.match(below, /at process\.processTicksAndRejections \(node:internal\/process\/task_q/);
  assert.deepStrictEqual(others, []);
}

process.nextTick(mustCall(() => {
  process.nextTick(check);
  process.nextTick(check, 1);
  process.nextTick(check, 1, 2, 3);
  for (let i = 0; i < 3000; i++) process.nextTick(() => {});
  process.nextTick(check);
}));

require('util').callbackify(() => Promise.reject(null))(mustCall((error) => {
  assert.match(lines(error)[0], /at process\.processTicksAndRejections/);
}));
