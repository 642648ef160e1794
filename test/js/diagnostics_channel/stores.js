// runStores runs its function in the bound stores; a transform that throws leaves its store out.
'use strict';
const { mustCall } = require('../../common');
const assert = require('assert');
const dc = require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');

const channel = dc.channel('stores');
const plain = new AsyncLocalStorage();
const transformed = new AsyncLocalStorage();
const broken = new AsyncLocalStorage();
const err = new Error('transform');
process.on('uncaughtException', mustCall((x) => assert.strictEqual(x, err)));
channel.bindStore(plain);
channel.bindStore(transformed, (data) => ({ data }));
channel.bindStore(broken, () => { throw err; });
channel.subscribe(mustCall((data) => assert.strictEqual(plain.getStore(), data)));
const result = channel.runStores('d', function(a) {
  assert.strictEqual(this, channel);
  assert.deepStrictEqual([plain.getStore(), transformed.getStore(), broken.getStore()],
                         ['d', { data: 'd' }, undefined]);
  setImmediate(mustCall(() => assert.strictEqual(plain.getStore(), 'd')));
  return a;
}, channel, 'r');
assert.strictEqual(result, 'r');
assert.strictEqual(plain.getStore(), undefined);
assert.strictEqual(channel.unbindStore(plain), true);
assert.strictEqual(channel.unbindStore(plain), false);
