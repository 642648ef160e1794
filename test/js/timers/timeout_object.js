'use strict';

// Class Timeout: ref, unref, hasRef, refresh, close, its primitive.

const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

const timer = setTimeout(mustCall(), 5);
assert.strictEqual(timer.constructor.name, 'Timeout');
assert.strictEqual(timer.hasRef(), true);
assert.strictEqual(timer.unref(), timer);
assert.strictEqual(timer.hasRef(), false);
assert.strictEqual(timer.unref(), timer);
assert.strictEqual(timer.ref(), timer);
assert.strictEqual(timer.ref(), timer);
assert.strictEqual(timer.hasRef(), true);
assert.strictEqual(timer.refresh(), timer);

const id = timer[Symbol.toPrimitive]();
assert.ok(Number.isInteger(id) && id > 0);
assert.strictEqual(+timer, id);
assert.strictEqual(`${timer}`, String(id));
assert.notStrictEqual(+setTimeout(() => {}, 1), id);

const closed = setTimeout(mustNotCall(), 1);
assert.strictEqual(closed.close(), closed);
assert.strictEqual(closed.refresh(), closed);
assert.strictEqual(closed.hasRef(), true);

// ref() of one that has been cleared keeps nothing alive.
const cleared = setTimeout(mustNotCall(), 60_000);
clearTimeout(cleared);
cleared.unref();
cleared.ref();

// inspect() does not walk through all timers.
assert.match(require('util').inspect(timer), /^Timeout \{/);
