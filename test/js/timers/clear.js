'use strict';

// clearTimeout() and its kin: by object, number and numeric string; what is unknown is ignored.

const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

clearTimeout(setTimeout(mustNotCall(), 1));
clearInterval(setTimeout(mustNotCall(), 1));
clearTimeout(setInterval(mustNotCall(), 1));
clearTimeout(+setTimeout(mustNotCall(), 1));
clearTimeout(`${+setTimeout(mustNotCall(), 1)}`);
clearImmediate(setImmediate(mustNotCall()));
setTimeout(mustNotCall(), 1).close();
if (Symbol.dispose) setTimeout(mustNotCall(), 1)[Symbol.dispose]();

for (const value of [undefined, null, NaN, -1, 1e9, 'x', '', {}, [], true, Symbol('s'), () => {}]) {
  clearTimeout(value);
  clearInterval(value);
  clearImmediate(value);
}

// Twice, in its own callback, after it has run.
const twice = setTimeout(mustNotCall(), 1);
clearTimeout(twice);
clearTimeout(twice);
const own = setTimeout(mustCall(() => clearTimeout(own)), 1);
const after = setImmediate(mustCall(() => setImmediate(mustCall(() => clearImmediate(after)))));

// An interval ends in its own callback and from another timer.
let count = 0;
const interval = setInterval(mustCall(() => {
  if (++count === 3) clearInterval(interval);
}, 3), 1);

// By number only once it has been asked for its number.
const timer = setTimeout(mustCall(), 1);
assert.strictEqual(typeof +timer, 'number');
clearTimeout(+timer + 0.5);
