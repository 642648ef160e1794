// The stack of domains: enter, exit, run; an error goes down until a domain takes it.
'use strict';
const { mustCall, mustNotCall } = require('../../common');
const assert = require('assert');
const domain = require('domain');

const a = domain.create();
const b = domain.create();
const c = domain.create();
assert.deepStrictEqual(domain._stack, []);
a.enter();
b.enter();
c.enter();
assert.deepStrictEqual(domain._stack, [a, b, c]);
assert.strictEqual(domain.active, c);
b.exit();
assert.deepStrictEqual(domain._stack, [a]);
domain.create().exit();
assert.deepStrictEqual(domain._stack, [a]);
a.exit();
assert.deepStrictEqual(domain._stack, []);
assert.strictEqual(a.run((x, y) => x + y, 1, 2), 3);

const outer = domain.create();
const silent = domain.create();
const throwing = domain.create();
outer.on('error', mustCall((err) => assert.strictEqual(err.message, 'second')));
throwing.on('error', mustCall((err) => {
  assert.strictEqual(err.message, 'first');
  throw new Error('second');
}));
process.on('uncaughtException', mustNotCall());
setImmediate(() => outer.run(() => silent.run(() => throwing.run(() => {
  throw new Error('first');
}))));
setImmediate(mustCall(() => assert.deepStrictEqual(domain._stack, [])));
