// Errors thrown in ticks, timers, immediates and promises of a domain go to the domain.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const domain = require('domain');

process.on('uncaughtException', mustNotCall());
const starters = {
  tick: (f) => process.nextTick(f),
  timer: (f) => setTimeout(f, 1),
  immediate: (f) => setImmediate(f),
  microtask: (f) => queueMicrotask(f),
  nested: (f) => setTimeout(() => process.nextTick(() => setImmediate(f)), 1),
  promise: (f) => Promise.resolve().then(() => setImmediate(f)),
};
for (const name of Object.keys(starters)) {
  const d = domain.create();
  d.on('error', mustCall((err) => {
    assert.strictEqual(err.message, name);
    assert.strictEqual(err.domain, d);
    assert.strictEqual(err.domainThrown, true);
    assert.notStrictEqual(process.domain, d);
  }));
  d.run(() => starters[name](() => {
    assert.strictEqual(process.domain, d);
    throw new Error(name);
  }));
}
assert.ok(!process.domain);
