// require() gives the namespace of an ES module, unless there is a top-level await in its graph.
'use strict';
const assert = require('assert');
const { mustCall } = require('../../common');

const namespace = require('./fixtures/counter.mjs');
assert.strictEqual(namespace.default, 'the default');
assert.strictEqual(namespace.__esModule, true);
assert.strictEqual(require('./fixtures/counter.mjs'), namespace);
assert.strictEqual(require('./fixtures/cycle_a.mjs').both, 'ab');
assert.strictEqual(require('./fixtures/detected.js').kind, 'module');
assert.throws(() => require('./fixtures/awaits.mjs'), { code: 'ERR_REQUIRE_ASYNC_MODULE' });

import('./fixtures/counter.mjs').then(mustCall((imported) => {
  imported.increment();
  assert.strictEqual(namespace.count, 1);
}));
import('./fixtures/awaits.mjs').then(mustCall(({ value }) => assert.strictEqual(value, 'awaited')));
