'use strict';

// Class Immediate: ref, unref, hasRef.

const assert = require('assert');
const { mustCall, mustNotCall } = require('../../common');

const immediate = setImmediate(mustCall());
assert.strictEqual(immediate.constructor.name, 'Immediate');
assert.strictEqual(immediate.hasRef(), true);
assert.strictEqual(immediate.unref(), immediate);
assert.strictEqual(immediate.hasRef(), false);
assert.strictEqual(immediate.unref(), immediate);
assert.strictEqual(immediate.ref(), immediate);
assert.strictEqual(immediate.ref(), immediate);
assert.strictEqual(immediate.hasRef(), true);

const cleared = setImmediate(mustNotCall());
clearImmediate(cleared);
assert.strictEqual(cleared.hasRef(), false);
cleared.ref();
cleared.unref();
if (Symbol.dispose) setImmediate(mustNotCall())[Symbol.dispose]();

setImmediate(mustCall(() => {
  assert.strictEqual(immediate.hasRef(), false);
  // Neither breaks the count of those that keep the loop alive.
  immediate.ref();
  immediate.unref();
  setImmediate(mustCall());
}));
