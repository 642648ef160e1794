'use strict';

// What is no function is refused at once, a string too.

const assert = require('assert');
const timers = require('timers');
const { errorLike } = require('../../common');

for (const value of [undefined, null, 1, 'code()', {}, [], true, Symbol('s'), 1n]) {
  for (const set of [setTimeout, setInterval, setImmediate, timers.setTimeout]) {
    assert.throws(() => set(value, 1), errorLike({
      code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError',
      message: /^The "callback" argument must be of type function\./,
    }));
  }
}
