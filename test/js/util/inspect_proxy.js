// util.inspect looks through proxies without triggering a trap, at any depth of proxies.
'use strict';
const assert = require('assert');
const { format, inspect } = require('util');

const traps = new Proxy({}, {
  get(target, name) { throw new Error(`trap ${String(name)}`); },
});
const inner = new Proxy({ a: [1] }, traps);
const outer = new Proxy(inner, traps);
assert.strictEqual(inspect(inner), '{ a: [ 1 ] }');
assert.strictEqual(inspect(outer), '{ a: [ 1 ] }');
assert.strictEqual(format('%s', outer), '{ a: [Array] }');

assert.strictEqual(inspect(new Proxy([1], { x: 1 }), { showProxy: true }),
                   'Proxy [ [ 1 ], { x: 1 } ]');
assert.strictEqual(inspect([new Proxy({}, {})], { showProxy: true, depth: 0 }),
                   '[ Proxy [Array] ]');
assert.strictEqual(inspect(new Proxy(function f() {}, {})), '[Function: f]');

const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
for (const showProxy of [true, false]) {
  assert.strictEqual(inspect(proxy, { showProxy }), '<Revoked Proxy>');
}
assert.strictEqual(format('%s', proxy), '<Revoked Proxy>');
