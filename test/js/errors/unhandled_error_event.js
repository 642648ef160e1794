// An 'error' event that nobody hears throws: the error itself, or ERR_UNHANDLED_ERROR around it.
'use strict';

const assert = require('assert');
const { EventEmitter } = require('events');

const own = new Error('own');
assert.throws(() => new EventEmitter().emit('error', own), (error) => error === own);
for (const [value, message] of [
  [undefined, 'Unhandled error. (undefined)'],
  [null, 'Unhandled error. (null)'],
  ['text', "Unhandled error. ('text')"],
  [{ a: 1 }, 'Unhandled error. ({ a: 1 })'],
]) {
  assert.throws(() => new EventEmitter().emit('error', value), {
    name: 'Error', code: 'ERR_UNHANDLED_ERROR', message, context: value,
  });
}
